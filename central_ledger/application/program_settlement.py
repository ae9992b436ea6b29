"""Close a month between the owners of programs: statements that never change, and the postings that carry them.

A month is what came in at the ledger in it (UTC): a late sale stands in the month in which it was heard of. Source:
docs/spec/line.md, "Programs".
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import unquote

from central_ledger.application.ledger import Ledger
from central_ledger.application.program_rules import rules_of, rules_version
from central_ledger.application.publish import points_program
from central_ledger.domain import accounts
from central_ledger.domain.accounts import Posting, Transfer, combined
from central_ledger.domain.program_statements import NO_HASH, MonthSums, hash_of, month_text, statements
from central_ledger.store.program_months import ClosedMonth
from retail.messages import decode_body

#: In whose file the months' postings stand.
HOLDER = "programs"


class NotClosable(ValueError):
    """A month that cannot be closed. The message says why; nothing was changed."""


def settle_month(ledger: Ledger, month: str) -> ClosedMonth:
    """Close a month, once: a closed one is given as it was. Raises NotClosable."""
    first, end = _bounds(month)
    with ledger.database.transaction():
        known = ledger.program_months.get(month)
        if known is not None:
            return known
        if ledger.now() < end:
            raise NotClosable(f"{month} is not over")
        closed_before = ledger.program_months.all()
        last = closed_before[-1] if closed_before else None
        if last is not None and last.month > month:
            raise NotClosable(f"{last.month} is closed: nothing can be added before it")
        if last is not None and _bounds(last.month)[1] != first:
            raise NotClosable(f"close the month after {last.month} first")
        earliest = ledger.program_months.earliest()
        if last is None and (earliest is None or earliest[:7] != month):
            # The chain begins where entries do: a month before would have to be followed by each one since.
            begins = "no entry has come in yet" if earliest is None else f"the first entries came in {earliest[:7]}"
            raise NotClosable(f"{begins}: the first month to close is that one, nothing was closed")
        document = _document(ledger, month, last)
        text = month_text(document)
        closed = ClosedMonth(month, document["number"], text, hash_of(text), ledger.now())
        ledger.program_months.close(closed)
        postings = tuple(_postings(ledger, document))
        if postings:
            transfer = Transfer(f"month/{month}", "program_month", month, first, combined(postings))
            ledger.books.book_for_members([(HOLDER, transfer)])
    return closed


def month_csv(closed: ClosedMonth) -> str:
    """The rows of all statements of a month."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = ("from", "to", "what", "program", "points", "into", "got", "amount_minor")
    writer.writerow(("month", "currency", *names))
    for statement in json.loads(closed.document)["statements"]:
        for row in statement["rows"]:
            writer.writerow((closed.month, statement["currency"], *(row.get(name, "") for name in names)))
    return out.getvalue()


def month_problems(ledger: Ledger) -> Iterator[dict[str, Any]]:
    """Months whose bytes, chain or postings are not what they were."""
    before, owed = NO_HASH, dict[tuple[str, str], int]()
    for closed in ledger.program_months.all():
        document = json.loads(closed.document)
        if hash_of(closed.document) != closed.hash or document["previous"] != before:
            yield {"what": "program_month_changed", "month": closed.month}
        before = closed.hash
        for posting in _dues(document):
            key = (posting.account, posting.unit)
            owed[key] = owed.get(key, 0) + posting.amount
    booked = ledger.program_months.dues()
    if booked != {key: amount for key, amount in owed.items() if amount}:
        yield {"what": "program_dues_differ", "booked": len(booked), "stated": len(owed)}


def _document(ledger: Ledger, month: str, last: ClosedMonth | None) -> dict[str, Any]:
    first, end = _bounds(month)
    sums, programs = MonthSums(), dict[str, str]()
    for store, kind, body in ledger.program_months.entries(first, end):
        document = decode_body(body)
        sold_at = ((document.get("sale") or {}).get("store") if kind == "return" else None) or store
        if sold_at not in programs:
            programs[sold_at] = points_program(ledger, sold_at)
        sums.add(store, kind, document, programs[sold_at])
    currencies = ledger.reference.currencies()
    pairs = _exchanged(ledger, end)
    return {
        "month": month,
        "number": 1 if last is None else last.number + 1,
        "previous": NO_HASH if last is None else last.hash,
        "rules": rules_version(ledger),
        "entries": sums.entries,
        "exchanged": [list(pair) for pair in pairs],
        "statements": statements(sums, pairs, rules_of(ledger), currencies[0] if currencies else "CNY"),
    }


def _exchanged(ledger: Ledger, end: str) -> list[tuple[str, str, int, int]]:
    """By pair what was given up and got, as it stood on the accounts of the pairs."""
    found: dict[tuple[str, str], list[int]] = {}
    for account, unit, amount in ledger.program_months.exchanged(end):
        _, from_program, to_program = (unquote(part) for part in account.split("/"))
        pair = found.setdefault((from_program, to_program), [0, 0])
        if unit == accounts.points_unit(from_program):
            pair[0] += amount
        else:
            pair[1] -= amount
    return [(*names, *sums) for names, sums in sorted(found.items())]  # type: ignore[misc]


def _postings(ledger: Ledger, document: dict[str, Any]) -> Iterator[Posting]:
    """The dues, and the exchanged points: they leave the one program's promise and join the other's."""
    yield from _dues(document)
    for from_program, to_program, given_up, got in document["exchanged"]:
        pair = accounts.exchanged(from_program, to_program)
        out_of, into = accounts.points_unit(from_program), accounts.points_unit(to_program)
        yield Posting(pair, out_of, -given_up)
        yield Posting(accounts.program_points(from_program), out_of, given_up)
        yield Posting(pair, into, got)
        yield Posting(accounts.program_points(to_program), into, -got)


def _dues(document: dict[str, Any]) -> Iterator[Posting]:
    for statement in document["statements"]:
        net, unit = statement["net"], statement["currency"]
        yield Posting(accounts.program_due(net["to"]), unit, -net["amount_minor"])
        yield Posting(accounts.program_due(net["from"]), unit, net["amount_minor"])


def _bounds(month: str) -> tuple[str, str]:
    """The first moment of a month and of the next, as the ledger writes times. Raises NotClosable."""
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError as error:
        raise NotClosable(f"not a month as YYYY-MM: {month}") from error
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    texts = [
        datetime(day.year, day.month, day.day, tzinfo=UTC).isoformat(timespec="milliseconds") for day in (first, after)
    ]
    return texts[0], texts[1]
