"""The commands about offers and about one sale's price: `check-offers`, `publish-offers`, `replay`."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from central_ledger.application.budgets import first_budgets
from central_ledger.application.check_offers import OfferReport, Said, Unreadable, check_offers
from central_ledger.application.offer_publishing import RefusedOffer, publish_new_versions
from central_ledger.application.sale_account import UnknownSale, UnreadableSale, account_of
from central_ledger.data_directory import DataDirectory


def check_offers_file(options: Namespace) -> int:
    """0: every offer keeps the contract (there may be warnings), 1: one does not, 2: the file cannot be read."""
    try:
        report = _report(options.file)
    except Unreadable as error:
        _complain(f"cannot: {options.file} cannot be checked: {error}")
        return 2
    sys.stdout.write(_line(report.to_document()) if options.json else report_text(report))
    return 1 if report.breaches else 0


def publish_offers_file(options: Namespace) -> int:
    """Publish the offers that keep the contract. 1: some were refused, and named; 2: the file cannot be read."""
    try:
        report = _report(options.file)
    except Unreadable as error:
        _complain(f"cannot: {options.file} cannot be published: {error}")
        return 2
    ledger = DataDirectory.of(options).open()
    try:
        with ledger.database.transaction():
            published, refused = publish_new_versions(ledger, report.good)
            first_budgets(ledger, published)
    finally:
        ledger.close()
    wrong = [said.to_document() for said in report.breaches]
    wrong += [breach for offer in refused for breach in _breaches_of(offer)]
    sys.stdout.write(
        _line(
            {"published": [{"id": offer.offer_id, "version": offer.version} for offer in published], "refused": wrong}
        )
    )
    return 1 if wrong else 0


def replay_sale(options: Namespace) -> int:
    """0: the recomputed result is the recorded one and the input was so, 1: not, 2: unknown or unreadable."""
    ledger = DataDirectory.of(options).open()
    try:
        account = account_of(ledger, options.sale_id, options.store)
    except (UnknownSale, UnreadableSale) as error:
        _complain(f"cannot: {error}")
        return 2
    finally:
        ledger.close()
    sys.stdout.write(json.dumps(account.document, ensure_ascii=False, indent=2) + "\n")
    if account.document["unreplayable"] is not None:
        return 2
    return 0 if account.is_same else 1


def report_text(report: OfferReport) -> str:
    """The report for people: what must be put right, then what may not be meant."""
    lines = [f"{report.count} offers: {len(report.breaches)} breaches, {len(report.warnings)} warnings"]
    for said in report.breaches:
        lines.append(f"  breach   {_place(said)}: expected {said.text}")
    for said in report.warnings:
        lines.append(f"  warning  {_place(said)} ({said.code}): {said.text}")
    return "\n".join(lines) + "\n"


def _report(path: Path) -> OfferReport:
    return check_offers(path.read_bytes(), datetime.now(UTC))


def _place(said: Said) -> str:
    line = "" if said.line is None else f"line {said.line}, "
    return f"{line}{said.offer_id or '(no id)'} {said.path}"


def _breaches_of(offer: RefusedOffer) -> list[dict[str, Any]]:
    return [{"offer": offer.offer_id, "path": breach.path, "expected": breach.expected} for breach in offer.breaches]


def _line(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False) + "\n"


def _complain(text: str) -> None:
    sys.stderr.write(text + "\n")
