"""The commands about commission and settlement: `publish-rules`, `settle` and `line`."""

from __future__ import annotations

import csv
import getpass
import io
import json
import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from central_ledger.application.line_account import line_account
from central_ledger.application.sale_account import UnknownSale, UnreadableSale
from central_ledger.application.settlement_days import settle
from central_ledger.application.settlement_rules import RulesRefused, publish_rules
from central_ledger.data_directory import DataDirectory
from central_ledger.document_files import document_to_check
from central_ledger.domain.statements import CSV_HEAD, csv_rows
from central_ledger.store.settlements import ClosedDay


def publish_rules_file(options: Namespace) -> int:
    """0: they are in force, 1: they break the contract, everything is named. Raises Unreadable."""
    document = document_to_check(options.file)
    ledger = DataDirectory.of(options).open()
    try:
        with ledger.database.transaction():
            version = publish_rules(ledger, document, f"console:{getpass.getuser()}")
    except RulesRefused as refused:
        breaches = [{"path": breach.path, "expected": breach.expected} for breach in refused.breaches]
        _print({"version": None, "refused": breaches})
        return 1
    finally:
        ledger.close()
    _print({"version": version, "refused": []})
    return 0


def settle_day(options: Namespace) -> int:
    """Close a day and print its statements; a closed day is printed as it was, byte by byte. 1: it cannot be closed."""
    ledger = DataDirectory.of(options).open()
    try:
        closed = settle(ledger, options.day, options.store)
    finally:
        ledger.close()
    parties = {each["party"] for day in closed for each in json.loads(day.document)["statements"]}
    if not closed:
        sys.stderr.write(f"nothing stood in {options.day} at any store: it has no statements, nothing was changed\n")
    elif options.party is not None and options.party not in parties:
        known = ", ".join(sorted(parties)) or "no party"
        sys.stderr.write(f"{options.party} has no statement of {options.day}, which has those of {known}\n")
    if options.csv:
        sys.stdout.write(statements_csv(closed, options.party))
        return 0
    for day in closed:
        if options.party is None:
            sys.stdout.write(f'{{"hash":"{day.hash}","settlement":{day.document}}}\n')
            continue
        document = json.loads(day.document)
        for each in document["statements"]:
            if each["party"] == options.party:
                _print({"store": day.store, "day": day.day, "hash": day.hash} | each)
    return 0


def explain_line(options: Namespace) -> int:
    """One line of a receipt as a JSON object. 2: there is no such sale or line, or its entry cannot be read."""
    ledger = DataDirectory.of(options).open()
    try:
        found = line_account(ledger, options.sale_id, options.line_id, options.store)
    except (UnknownSale, UnreadableSale) as error:
        sys.stderr.write(f"cannot: {error}\n")
        return 2
    finally:
        ledger.close()
    sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
    return 0


def statements_csv(days: Sequence[ClosedDay], party: str | None) -> str:
    """The statements of days as a table, of one party or of all."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(CSV_HEAD)
    for day in days:
        writer.writerows(row for row in csv_rows(json.loads(day.document)) if party in (None, row[3]))
    return text.getvalue()


def _print(document: Any) -> None:
    sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
