"""The commands about who is who: how people join, cards that are missing, members who turn out to be one."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from central_ledger.application.join_cards import retry_repairs
from central_ledger.application.joining_rules import rules_document, set_rules
from central_ledger.application.ledger import Ledger
from central_ledger.data_directory import DataDirectory

AddCommand = Callable[[str, str, Callable[[Namespace], int]], ArgumentParser]


def add_commands(command: AddCommand) -> None:
    """`command` makes a parser from a name, a help text and what it runs."""
    rules = command("joining", "Show the rules by which people join, or take them from a JSON file.", joining)
    rules.add_argument("action", choices=("show", "set"))
    rules.add_argument("file", nargs="?", type=Path, metavar="FILE")
    fix = command(
        "repairs",
        "List the joins whose cards are missing (the group's and the brand's come together, or neither); or try them "
        "again.",
        repairs,
    )
    fix.add_argument("action", choices=("list", "retry"))
    fix.add_argument("--owner", default="console", help="retry: who does it")


def joining(options: Namespace) -> int:
    """`show` or `set` the rules."""
    with _opened(options) as ledger:
        if options.action == "set":
            if options.file is None:
                raise ValueError("name the file: one JSON object")
            document = json.loads(options.file.read_text(encoding="utf-8-sig"))
            if not isinstance(document, dict):
                raise ValueError("the rules are one JSON object")
            with ledger.database.transaction():
                set_rules(ledger, document)
        _print(rules_document(ledger))
    return 0


def repairs(options: Namespace) -> int:
    """`list` or `retry` the joins whose cards are missing."""
    with _opened(options) as ledger:
        if options.action == "list":
            found = ledger.join_repairs.waiting()
        else:
            found = retry_repairs(ledger, f"console:{options.owner}")
        for row in found:
            _print(asdict(row))
    return 0


@contextmanager
def _opened(options: Namespace) -> Iterator[Ledger]:
    ledger = DataDirectory.of(options).open()
    try:
        yield ledger
    finally:
        ledger.close()


def _print(document: Any) -> None:
    sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
