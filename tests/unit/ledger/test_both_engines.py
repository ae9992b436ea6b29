"""Nothing of the ledger is tested on one engine alone unless it is said why."""

from __future__ import annotations

import re
from pathlib import Path

from tests.unit.ledger.conftest import ON_ONE_ENGINE

HERE = Path(__file__).parent
#: A ledger that no fixture made for the engine of the test: a copy of the file, or one seeded without an address.
OF_A_FILE = re.compile(r"small_ledger|\bseeded\((?![^\n]*\burl\b)|SqliteDatabase\((?![^\n]* if )")


def test_no_module_makes_a_ledger_of_one_engine_unsaid() -> None:
    found = {}
    for path in sorted(HERE.glob("test_*.py")):
        parts = re.split(r"^(?=@|def |class )", path.read_text("utf-8"), flags=re.M)
        taken = [part for before, part in zip(["", *parts], parts, strict=False) if "sqlite_only" not in before]
        if path != Path(__file__) and (said := OF_A_FILE.findall("".join(taken))):
            found[path.stem] = said
    assert set(found) - set(ON_ONE_ENGINE) == set(), found


def test_every_module_with_a_reason_is_there() -> None:
    assert {name for name in ON_ONE_ENGINE if not (HERE / f"{name}.py").exists()} == set()


def test_every_test_of_one_engine_says_why() -> None:
    marks = [
        f"{path.name}: {line}"
        for path in sorted(HERE.glob("test_*.py"))
        for line in path.read_text("utf-8").splitlines()
        if line.startswith("@pytest.mark.sqlite_only") and not re.search(r"  # \w", line)
    ]
    assert marks == []
