"""Goods that members wait for: noted at any till, ended once, released by time. Source: docs/spec/line.md, "Wishes".

Each function gives the members whose rows have changed. Beginning and end may come in any order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, timedelta

from central_ledger.application.joining import open_facts
from central_ledger.application.ledger import Ledger
from central_ledger.application.wanted_rows import publish_end
from central_ledger.domain.bodies import SaleBody
from central_ledger.domain.named import named_in
from central_ledger.domain.wanted_bodies import GoodsWanted, GoodsWantedEnded
from central_ledger.store.wanted import WantedRow
from retail.messages import Entry

#: So long after the end of the day in UTC it has ended in every store, whatever its time zone.
EVERYWHERE = timedelta(hours=12)
PAGE = 200


def take_wanted(ledger: Ledger, entry: Entry, body: GoodsWanted) -> Iterable[str]:
    """A member wishes for something, or has it put aside."""
    if ledger.members.get(body.one_id) is None:
        open_facts(ledger, entry, body.one_id, "member_unknown", body.one_id)
        return ()
    row = WantedRow(
        body.one_id,
        body.wanted_id,
        named_in(entry).one_id or body.one_id,
        body.kind,
        body.sku,
        body.quantity,
        body.note,
        body.until,
        entry.store,
        entry.till,
        body.staff_id,
        entry.occurred_at,
    )
    if not ledger.wanted.add(row):
        known = ledger.wanted.get(body.one_id, body.wanted_id)
        if known is not None and known.ended_at is not None:
            publish_end(ledger, row)
        return ()
    return (body.one_id,)


def end_wanted(ledger: Ledger, entry: Entry, body: GoodsWantedEnded) -> Iterable[str]:
    """It was taken into a basket, or is not wanted any more. A second end changes nothing."""
    known = ledger.wanted.get(body.one_id, body.wanted_id)
    if known is None:
        # Two tills: the one that noted it has not been heard yet.
        told_of = named_in(entry).one_id or body.one_id
        known = WantedRow(
            *(body.one_id, body.wanted_id, told_of, body.kind, "", 1, "", None, entry.store, entry.till),
            *(body.staff_id, entry.occurred_at, entry.occurred_at, body.reason),
        )
        ledger.wanted.add(known)
    elif not ledger.wanted.end(body.one_id, body.wanted_id, entry.occurred_at, body.reason):
        return ()
    publish_end(ledger, known)
    return ()


def meet_wanted(ledger: Ledger, entry: Entry, one_id: str | None, sale: SaleBody) -> None:
    """A member bought what they waited for: a wish anywhere, what was put aside in its own store."""
    if one_id is None:
        return
    bought = {line.sku for line in sale.lines}
    for row in ledger.wanted.open_of(one_id):
        if row.sku in bought and (row.kind == "wish" or row.store == entry.store):
            ledger.wanted.end(one_id, row.wanted_id, entry.occurred_at, "bought")
            publish_end(ledger, row)


def release_wanted(ledger: Ledger) -> int:
    """What was put aside and nobody came for is free: the tills know that by the day itself. Gives how many."""
    released = 0
    while True:
        with ledger.database.transaction():
            day = (ledger.clock().astimezone(UTC) - EVERYWHERE).date().isoformat()
            due = ledger.wanted.due(day, PAGE)
            for row in due:
                ledger.wanted.end(row.one_id, row.wanted_id, ledger.now(), "over")
                publish_end(ledger, row)
        released += len(due)
        if len(due) < PAGE:
            return released


def join_wanted(ledger: Ledger, before: str, after: str) -> None:
    """Two members are one: so is what they wait for. Their rows are published by the caller."""
    for row in ledger.wanted.open_of(before):
        publish_end(ledger, row)
    ledger.wanted.move(before, after)


def part_wanted(ledger: Ledger, before: str, after: str, told_of: Sequence[str]) -> None:
    """They are two again: each has what was told under its own ids."""
    names = set(told_of)
    for row in ledger.wanted.open_of(before):
        if row.told_of in names:
            publish_end(ledger, row)
    ledger.wanted.move(before, after, told_of)
