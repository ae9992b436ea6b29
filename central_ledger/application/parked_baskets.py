"""Parked baskets of a store, of which each is taken up by one till: docs/spec/line.md, section 13."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from central_ledger.application.ledger import Ledger
from central_ledger.domain.basket_bodies import BasketExpired, BasketRecalled
from central_ledger.store.parked_baskets import ParkedRow
from retail.messages import Entry

#: How long after its end a basket's row stays: the last till that parked or claimed it has been heard by then.
KEPT_AFTER_END = timedelta(days=30)

#: Nobody parks for longer than this, whatever a till's clock says.
KEPT_MAX = timedelta(days=7)

ClaimCode = Literal["", "taken", "expired", "unknown"]


@dataclass(frozen=True, slots=True)
class Claimed:
    """`code` is empty when it was granted; `till` has it. `row` is what was parked, None for one that is not known."""

    granted: bool
    code: ClaimCode
    till: str
    row: ParkedRow | None


def share(ledger: Ledger, row: ParkedRow) -> bool:
    """Take a basket in. False when it is known and not waiting any more. The same again changes nothing.

    Raises StoreUnavailable; ValueError for a time that is none.
    """
    expires_at = datetime.fromisoformat(row.expires_at)
    if expires_at.tzinfo is None:
        raise ValueError("expires_at has no offset")
    end = min(expires_at, ledger.clock() + KEPT_MAX)
    with ledger.database.transaction():
        ledger.parked_baskets.forget(row.store, _text(ledger.clock() - KEPT_AFTER_END))
        kept = ParkedRow(
            row.store, row.parking_id, row.till, row.parked_at, _text(end), row.summary, row.document, "waiting"
        )
        if ledger.parked_baskets.add(kept):
            return True
        known = ledger.parked_baskets.get(row.store, row.parking_id)
        return known is not None and known.status == "waiting"


def waiting_for(ledger: Ledger, store: str, till: str) -> tuple[list[ParkedRow], list[str]]:
    """What this till may claim, and the ids of its own baskets that another till has."""
    now, rows = ledger.now(), ledger.parked_baskets.of_store(store)
    waiting = [
        row
        for row in rows
        if row.expires_at > now and (row.status == "waiting" or (row.status == "claimed" and row.claimed_by == till))
    ]
    taken = [row.parking_id for row in rows if row.till == till and row.claimed_by not in (None, till)]
    return waiting, taken


def claim(ledger: Ledger, store: str, till: str, parking_id: str, *, own: bool) -> Claimed:
    """Give a basket to this till alone. Asked again, the till that has it gets the same answer.

    `own`: this till parked it, and has the goods. Then it is granted also when the ledger does not know it, and what
    the till sent of it and is still on its way comes too late. Raises StoreUnavailable.
    """
    with ledger.database.transaction():
        row = ledger.parked_baskets.get(store, parking_id)
        if row is None and not own:
            return Claimed(False, "unknown", "", None)
        if row is None:
            end = _text(ledger.clock() + KEPT_MAX)
            empty = ParkedRow(store, parking_id, till, ledger.now(), end, "{}", "", "claimed", till)
            ledger.parked_baskets.add(empty)
            return Claimed(True, "", till, None)
        if row.claimed_by not in (None, till):
            return Claimed(False, "taken", str(row.claimed_by), None)
        if row.status == "over" or (row.expires_at <= ledger.now() and row.till != till):
            return Claimed(False, "expired", till, None)
        if row.status == "waiting":
            ledger.parked_baskets.claim(store, parking_id, till)
            _note_read(ledger, row, till)
        return Claimed(True, "", till, row if row.document else None)


def _note_read(ledger: Ledger, row: ParkedRow, till: str) -> None:
    """Another till learns who the basket belongs to: that is on record before it is answered."""
    one_id = json.loads(row.document or "{}").get("one_id")
    if isinstance(one_id, str) and one_id and till != row.till:
        ledger.reads.note_basket(ledger.now(), f"{row.store}/{till}", row.store, row.parking_id, one_id)


def end_parking(ledger: Ledger, entry: Entry, body: BasketRecalled | BasketExpired) -> tuple[str, ...]:
    """A till's journal says that it took a basket up, or let its time pass. No row of a member changes."""
    ledger.parked_baskets.end(entry.store, body.parking_id, entry.till)
    return ()


def summary_of(row: ParkedRow) -> Mapping[str, Any]:
    document: Mapping[str, Any] = json.loads(row.summary)
    return document


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
