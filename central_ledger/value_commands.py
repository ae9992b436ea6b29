"""The commands about gift cards: have some printed, list them, block one, book what is left on those that ended."""

from __future__ import annotations

import csv
import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, TextIO

from central_ledger.application.gift_cards import (
    CardRefused,
    Issue,
    PrintedCard,
    block,
    end_cards,
    issue_cards,
    revive,
)
from central_ledger.application.ledger import Ledger
from central_ledger.application.pins import PIN_HASHER
from central_ledger.data_directory import DataDirectory
from retail.money import CURRENCIES
from retail.stored_value import card_code

COLUMNS = ("number", "pin", "code")


def gift_cards(options: Namespace) -> int:
    """`issue` a batch to a file, `list` the batches or the cards of one, `block`, `unblock` or `revive` a card, `end`
    those whose time is over.
    """
    ledger = DataDirectory.of(options).open()
    try:
        _ACTIONS[options.action](ledger, options)
    finally:
        ledger.close()
    return 0


def _issue(ledger: Ledger, options: Namespace) -> None:
    if options.out is None or options.count is None:
        raise CardRefused("say how many (--count) and which file they go to (--out)")
    if options.currency not in CURRENCIES:
        raise CardRefused(f"there is no currency {options.currency}")
    expires_at = None if options.ends is None else _end_of(options.ends)
    batch = options.batch or f"B{ledger.clock().astimezone(UTC):%Y%m%d%H%M%S}"
    issue = Issue(options.count, options.issuer, options.currency, options.face, expires_at, batch)
    # The file comes first: cards whose PINs nobody has are worth nothing, and a full disk is found before any is made.
    with _private_file(options.out) as file:
        try:
            cards = issue_cards(ledger, issue, PIN_HASHER.hash)
        except BaseException:
            options.out.unlink()
            raise
        _write(file, cards)
    _say(asdict(issue) | {"file": str(options.out)})


def _private_file(path: Path) -> TextIO:
    """A new file that nobody else may read. Raises FileExistsError: the PINs of an earlier batch are nowhere else."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8", newline="")


def _write(file: TextIO, cards: Sequence[PrintedCard]) -> None:
    """One card a line: number, PIN, and the text of the code to print under the field that is scratched off."""
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    writer.writerows((card.number, card.pin, card_code(card.number, card.pin)) for card in cards)
    file.flush()
    os.fsync(file.fileno())


def _end_of(text: str) -> str:
    """The end of a day (UTC), which is its last moment of use. Raises CardRefused."""
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise CardRefused("--ends is a date: YYYY-MM-DD") from error
    moment = datetime.combine(day + timedelta(days=1), time(), UTC)
    return moment.isoformat(timespec="milliseconds")


def _list(ledger: Ledger, options: Namespace) -> None:
    if options.batch is None:
        for batch, status, issuer, count, minor in ledger.value_accounts.batches():
            _say({"batch": batch, "status": status, "issuer": issuer, "cards": count, "balance_minor": int(minor)})
        return
    for row in ledger.value_accounts.of_batch(options.batch):
        shown = {name: value for name, value in asdict(row).items() if name not in ("secret_hash", "one_id")}
        _say(shown)


def _block(ledger: Ledger, options: Namespace) -> None:
    row = block(ledger, _number(options), blocked=options.action == "block")
    _say({"card": row.holder, "status": row.status, "balance_minor": row.balance})


def _end(ledger: Ledger, options: Namespace) -> None:
    del options
    ended, amount = end_cards(ledger)
    _say({"ended": ended, "breakage_minor": amount})


def _revive(ledger: Ledger, options: Namespace) -> None:
    row = revive(ledger, _number(options), None if options.ends is None else _end_of(options.ends))
    _say({"card": row.holder, "status": row.status, "balance_minor": row.balance, "expires_at": row.expires_at})


def _number(options: Namespace) -> str:
    if options.number is None:
        raise CardRefused("say which card: its number")
    return str(options.number)


def _say(document: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")


_ACTIONS: Mapping[str, Callable[[Ledger, Namespace], None]] = {
    "issue": _issue,
    "list": _list,
    "block": _block,
    "unblock": _block,
    "end": _end,
    "revive": _revive,
}
