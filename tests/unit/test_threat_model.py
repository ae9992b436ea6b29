"""docs/threat-model.md names its proofs: each is a test that there is."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

TESTS = Path(__file__).parents[1]
TEXT = (TESTS.parent / "docs" / "threat-model.md").read_text(encoding="utf-8")
_NAMED = re.compile(r"`((?:[a-z_0-9]+/)+test_[a-z_0-9]+\.py)::(test_[A-Za-z_0-9]+)`")


@cache
def _names_in(path: str) -> frozenset[str]:
    """The names of the tests of a file, those in classes too; none: there is no such file."""
    file = TESTS / path
    if not file.exists():
        return frozenset()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_every_proof_is_a_test_that_there_is() -> None:
    named = _NAMED.findall(TEXT)
    assert len(named) > 50
    assert [f"{path}::{name}" for path, name in named if name not in _names_in(path)] == []


def test_every_threat_has_a_proof() -> None:
    """The rows of all tables but the first, which says what is worth something."""
    rows = [line for line in TEXT.splitlines() if line.startswith("| ") and line.count("|") >= 4]
    threats = [row for row in rows if "---" not in row and not row.startswith("| threat")]
    assert [row[:60] for row in threats if not _NAMED.search(row)] == []
