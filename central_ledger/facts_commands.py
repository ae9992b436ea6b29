"""The commands about what is reckoned of members: by which rules, and doing it now."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path

from central_ledger.application.member_facts import reckon_due, reckon_everybody, rules_document, set_member_rules
from central_ledger.data_directory import DataDirectory
from central_ledger.document_files import document_in

AddCommand = Callable[[str, str, Callable[[Namespace], int]], ArgumentParser]


def add_commands(command: AddCommand) -> None:
    """`command` makes a parser from a name, a help text and what it runs."""
    rules = command(
        "member-rules",
        "Show the rules of segments and of the life cycle, or take them from a JSON file: everybody is reckoned again.",
        member_rules,
    )
    rules.add_argument("action", choices=("show", "set"))
    rules.add_argument("file", nargs="?", type=Path, metavar="FILE")
    again = command(
        "reckon-members",
        "Reckon what the stores are told about members who bought since; a serving ledger does it by itself.",
        reckon_members,
    )
    again.add_argument("--all", action="store_true", help="everybody, not only who is due")


def member_rules(options: Namespace) -> int:
    """`show` or `set` the rules."""
    ledger = DataDirectory.of(options).open()
    try:
        if options.action == "set":
            document = document_in(options.file)
            with ledger.database.transaction():
                set_member_rules(ledger, document)
        _print(rules_document(ledger))
    finally:
        ledger.close()
    return 0


def reckon_members(options: Namespace) -> int:
    ledger = DataDirectory.of(options).open()
    try:
        _print({"changed": reckon_everybody(ledger) if options.all else reckon_due(ledger)})
    finally:
        ledger.close()
    return 0


def _print(document: object) -> None:
    json.dump(document, sys.stdout, ensure_ascii=False)
    sys.stdout.write("\n")
