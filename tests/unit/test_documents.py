"""The documents: every link leads somewhere, every picture is shown and small, every command exists."""

from __future__ import annotations

import re
from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest

from central_ledger import __main__ as ledger_program
from pos_client.__main__ import COMMANDS

ROOT = Path(__file__).parents[2]
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
PICTURE_BYTES_MAX = 120_000
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
_FENCED = re.compile(r"^```.*?^```", re.M | re.S)
#: Another document, named in running text or in a comment of the code.
_NAMED = re.compile(r"docs/[\w./-]+\.(?:md|jsonl)")


def links_of(document: Path) -> Iterator[str]:
    text = _FENCED.sub("", document.read_text(encoding="utf-8"))
    yield from (found for found in _LINK.findall(text) if not re.match(r"[a-z]+:", found))


@cache
def anchors_of(document: Path) -> frozenset[str]:
    """The headings as GitHub names them."""
    text = _FENCED.sub("", document.read_text(encoding="utf-8"))
    found = set()
    for heading in re.findall(r"^#+ +(.+?) *$", text, re.M):
        plain = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        found.add(re.sub(r"[^\w\- ]", "", plain).replace(" ", "-"))
    return frozenset(found)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(document: Path) -> None:
    lost = []
    for link in links_of(document):
        path, _, anchor = unquote(link).partition("#")
        target = (document.parent / path).resolve() if path else document
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors_of(target)):
            lost.append(link)
    assert lost == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_documents_that_are_named_exist(document: Path) -> None:
    named = set(_NAMED.findall(document.read_text(encoding="utf-8")))
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_every_picture_is_shown_somewhere_and_small() -> None:
    shown = {(page.parent / link).resolve() for page in DOCUMENTS for link in links_of(page)}
    pictures = set((ROOT / "docs" / "pictures").iterdir())
    assert pictures - shown == set()
    assert [path.name for path in pictures if path.stat().st_size > PICTURE_BYTES_MAX] == []


def test_commands_of_the_documents_are_commands_of_run() -> None:
    text = (ROOT / "run").read_text(encoding="utf-8")
    known = {name for found in re.findall(r"^([\w| -]+)\)", text, re.M) for name in found.replace(" ", "").split("|")}
    texts = [page.read_text(encoding="utf-8") for page in DOCUMENTS]
    written = {name for each in texts for name in re.findall(r"\./run ([a-z][\w-]*)", each)}
    assert written - known == set()
    assert {"setup", "test", "bench"} <= known  # what this test reads is what it thinks


def test_commands_of_the_programs_exist() -> None:
    """As a document writes them in code: `central-ledger audit --rebuild`, `./run pos-client doctor`."""
    known = {"central-ledger": _ledger_commands(), "pos-client": set(COMMANDS)}
    wrong = []
    for page in DOCUMENTS:
        text = page.read_text(encoding="utf-8")
        code = [*_FENCED.findall(text), *re.findall(r"`([^`\n]+)`", text)]
        for program, commands in re.findall(r"\b(central-ledger|pos-client) ([a-z][\w|-]*)(?![\w/.])", "\n".join(code)):
            wrong += [f"{page.name}: {program} {one}" for one in commands.split("|") if one not in known[program]]
    assert wrong == []


def test_options_of_the_ledgers_commands_exist() -> None:
    known = {name: _options(command) for name, command in _subcommands(ledger_program._parser()).items()}
    wrong = []
    for page in DOCUMENTS:
        text = page.read_text(encoding="utf-8")
        code = [*_FENCED.findall(text), *re.findall(r"`([^`\n]+)`", text)]
        for name, rest in re.findall(r"\bcentral-ledger ([a-z][\w-]*)([^\n;|#]*)", "\n".join(code)):
            named = re.findall(r"(?<!\S)--[a-z][\w-]*", rest)
            wrong += [f"{page.name}: {name} {option}" for option in named if option not in known[name]]
    assert wrong == []


def _ledger_commands() -> set[str]:
    return set(_subcommands(ledger_program._parser()))


def _subcommands(parser: ArgumentParser) -> Mapping[str, ArgumentParser]:
    found = (action.choices for action in parser._actions if isinstance(action, _SubParsersAction))
    return next(found, {})


def _options(parser: ArgumentParser) -> set[str]:
    """Those of its own commands too."""
    own = {option for action in parser._actions for option in action.option_strings}
    return own.union(*map(_options, _subcommands(parser).values()))
