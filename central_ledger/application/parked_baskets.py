"""Parked baskets of a store, of which each is taken up by one till: docs/spec/line.md, section 13."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from central_ledger.application.ledger import Ledger
from central_ledger.domain.basket_bodies import BasketExpired, BasketRecalled
from central_ledger.domain.cases import Case, case_id
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


def claim(ledger: Ledger, store: str, till: str, parking_id: str, *, own: bool, shown_by: str | None = None) -> Claimed:
    """Give a basket to this till alone. Asked again, the till that has it gets the same answer.

    `own`: this till parked it; `shown_by`: that one did, and showed it as a code: in both cases it has the goods. Then
    it is granted also when the ledger does not know it, and what is still on its way of it comes too late. Raises
    StoreUnavailable.
    """
    parked_by = till if own else shown_by
    with ledger.database.transaction():
        row = ledger.parked_baskets.get(store, parking_id)
        if row is None and parked_by is None:
            return Claimed(False, "unknown", "", None)
        if row is None:
            ledger.parked_baskets.add(
                _unheard_of(ledger, (store, parking_id), parked_by or till, claimed_by=till, status="claimed")
            )
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


def let_expire(ledger: Ledger, entry: Entry, body: BasketExpired) -> tuple[str, ...]:
    """A till's journal says that it let a basket's time pass. No row of a member changes."""
    ledger.parked_baskets.end(entry.store, body.parking_id, entry.till)
    return ()


def recall(ledger: Ledger, entry: Entry, body: BasketRecalled) -> tuple[str, ...]:
    """A till's journal says that it took a basket up. One that another till's journal took up before is a case: both
    went by the codes of a till that parked, without the ledger. No row of a member changes.
    """
    store, parking_id, till = entry.store, body.parking_id, entry.till
    row = ledger.parked_baskets.get(store, parking_id)
    if row is None:
        ledger.parked_baskets.add(
            _unheard_of(ledger, (store, parking_id), body.parked_by, claimed_by=till, status="over")
        )
    elif row.status != "over" or row.claimed_by is None:
        ledger.parked_baskets.take(store, parking_id, till)
    elif row.claimed_by != till:
        _taken_twice(ledger, entry, body, row.claimed_by)
    return ()


def _taken_twice(ledger: Ledger, entry: Entry, body: BasketRecalled, first: str) -> None:
    """One case for each basket, which names every till that took it up."""
    wanted = case_id("basket_taken_twice", entry.store, body.parking_id)
    known = ledger.cases.get(entry.store, wanted)
    before = [first] if known is None else list(known.detail["tills"])
    if entry.till in before:
        return
    detail = {
        "parking_id": body.parking_id,
        "basket_id": body.basket_id,
        "parked_by": body.parked_by,
        "tills": sorted([*before, entry.till]),
    }
    case = Case(
        holder=entry.store,
        case_id=wanted,
        kind="basket_taken_twice",
        store=entry.store,
        till=body.parked_by,
        detail=detail,
        opened_at=ledger.now(),
    )
    ledger.cases.put(case if known is None else replace(known, detail=detail))


def _unheard_of(ledger: Ledger, place: tuple[str, str], parked_by: str, *, claimed_by: str, status: str) -> ParkedRow:
    """A basket (store and parking id) that a till has, and of which who parked it has told nothing yet."""
    end = _text(ledger.clock() + KEPT_MAX)
    return ParkedRow(*place, parked_by, ledger.now(), end, "{}", "", status, claimed_by)


def summary_of(row: ParkedRow) -> Mapping[str, Any]:
    document: Mapping[str, Any] = json.loads(row.summary)
    return document


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
