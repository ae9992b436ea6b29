"""The commands about contacting members: `contact-results` and `contacts-due`."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import asdict
from datetime import date

from central_ledger.application.contact_due import contacts_due
from central_ledger.application.contact_results import contact_results, total
from central_ledger.data_directory import DataDirectory


def add_commands(command: Callable[..., ArgumentParser]) -> None:
    """`command` makes one command, with what all commands have."""
    results = command(
        "contact-results",
        "Print what came of contacting members: who came back and what they bought, by store, rule and guide (JSON).",
        print_results,
    )
    results.add_argument("--from", dest="first", required=True, metavar="YYYY-MM-DD")
    results.add_argument("--to", dest="last", required=True, metavar="YYYY-MM-DD")
    results.add_argument("--store", help="only this one (default: every store)")
    due = command(
        "contacts-due",
        "Print how many members the stores' guides have to contact today, by rule and guide (JSON).",
        print_due,
    )
    due.add_argument("--store", help="only this one (default: every store)")


def print_results(options: Namespace) -> int:
    """What came of the contacts of some days, of one store or of each. 2: a day that is none."""
    try:
        first, last = date.fromisoformat(options.first), date.fromisoformat(options.last)
    except ValueError as error:
        sys.stderr.write(f"cannot: --from and --to are days, YYYY-MM-DD: {error}\n")
        return 2
    ledger = DataDirectory.of(options).open()
    try:
        stores = [options.store] if options.store else ledger.reference.stores()
        found = [each for store in stores for each in contact_results(ledger, store, first, last)]
    finally:
        ledger.close()
    document = {"from": options.first, "to": options.last, "total": asdict(total(found))}
    _print({**document, "results": [asdict(each) for each in found]})
    return 0


def print_due(options: Namespace) -> int:
    """Whom guides have to contact today, counted, of one store or of each."""
    ledger = DataDirectory.of(options).open()
    try:
        stores = [options.store] if options.store else ledger.reference.stores()
        _print({"stores": [asdict(contacts_due(ledger, store)) for store in stores]})
    finally:
        ledger.close()
    return 0


def _print(document: object) -> None:
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
