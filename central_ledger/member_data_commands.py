"""The command by which a member gets what is held about them, or is erased: docs/spec/erasure.md."""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from central_ledger.application.erasure import erase, what_ends
from central_ledger.application.member_export import export_member
from central_ledger.data_directory import DataDirectory

AddCommand = Callable[[str, str, Callable[[Namespace], int]], ArgumentParser]


def add_member_data(command: AddCommand) -> None:
    """`command` makes a parser from a name, a help text and what it runs."""
    of = command(
        "member",
        "Everything that is held about a member, as JSON (`export`); or what they would lose (`ends`), and the end of "
        "their data (`erase`): the postings stay, the person goes, and nothing brings them back. `erased` lists whom.",
        member,
    )
    of.add_argument("action", choices=("export", "ends", "erase", "erased"))
    of.add_argument("one_id", nargs="?", metavar="ONE_ID")
    of.add_argument("--owner", help="export, erase: who does it, for the record")
    of.add_argument("--why", help="export, erase: who asked for it, for the record")
    of.add_argument("--out", type=Path, metavar="FILE", help="export: a new file of mode 0600 (else: printed)")
    of.add_argument("--paid-out", default="", metavar="REFERENCE", help="erase: how stored value was paid out")


def member(options: Namespace) -> int:
    """`export`, `ends` or `erase` one, or list who was `erased`."""
    with DataDirectory.of(options).opened() as ledger:
        if options.action == "erased":
            for row in ledger.erasures.all():
                _print({name: value for name, value in asdict(row).items() if name != "document"}, None)
            return 0
        if options.one_id is None:
            raise ValueError("name the member")
        if options.action == "ends":
            _print(what_ends(ledger, options.one_id), None)
            return 0
        if not options.owner or not options.why:
            raise ValueError("say who does it (--owner) and who asked for it (--why)")
        who = f"console:{options.owner}"
        if options.action == "export":
            _print(export_member(ledger, options.one_id, who=who, why=options.why), options.out)
        else:
            done = erase(ledger, options.one_id, who=who, why=options.why, paid_out=options.paid_out)
            _print(asdict(done), None)
    return 0


def _print(document: Any, path: Path | None) -> None:
    text = json.dumps(document, ensure_ascii=False, default=str) + "\n"
    if path is None:
        sys.stdout.write(text)
        return
    # What is about a person is for whoever asked alone; an older file is not written over.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
