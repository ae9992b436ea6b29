"""Close a store's day: statements that never change again, each day's chained to the one before.

Source: docs/spec/settlement.md, section 4. Closing is alone in the ledger: nothing is booked into a day while it is
added up, and what comes later stands in the next one.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from central_ledger.application.ledger import Ledger
from central_ledger.application.settlement_rules import rules_of
from central_ledger.application.settling import StoreDays, store_days
from central_ledger.domain.statements import NO_HASH, carried_of, day_document, encoded_day, hash_of
from central_ledger.store.settlements import ClosedDay
from retail.commission import BusinessDays


class NotSettled(ValueError):
    """A day cannot be closed, or there is nothing to show of it. The message says why. Nothing was changed."""


def settle_store(ledger: Ledger, store: str, day: str) -> ClosedDay:
    """Close a day of a store, and every open one before it that something stands in; a closed one is as it was.

    Raises NotSettled.
    """
    with ledger.database.transaction():
        if ledger.reference.store(store) is None:
            raise NotSettled(f"there is no store {store}")
        known = ledger.settlements.closed_day(store, _day(day))
        if known is not None:
            return known
        days = store_days(ledger, store)
        if days.closed is not None and day <= days.closed:
            raise NotSettled(f"nothing stood in {day} at {store} when {days.closed} was closed: it has no statements")
        _check_over(store, day, days)
        for each in ledger.settlements.open_periods(store, day):
            closed = _close(ledger, store, each)
            if each == day:
                return closed
        return _close(ledger, store, day)


def settle(ledger: Ledger, day: str, store: str | None = None) -> list[ClosedDay]:
    """Close a day of one store, or of all. Raises NotSettled for one; of all, those that have nothing are left out, and
    no store is closed while the day is not over in all of them.
    """
    if store is not None:
        return [settle_store(ledger, store, day)]
    found, stores = [], ledger.reference.stores()
    for name in stores:
        _check_over(name, _day(day), store_days(ledger, name))
    for name in stores:
        closed = ledger.settlements.closed_through(name)
        if closed is None or day > closed or ledger.settlements.closed_day(name, day) is not None:
            found.append(settle_store(ledger, name, day))
    return found


def _check_over(store: str, day: str, days: StoreDays) -> None:
    if day >= days.today:
        raise NotSettled(f"{day} is not over at {store}, where it is {days.today} still: no store was closed")


def _close(ledger: Ledger, store: str, day: str) -> ClosedDay:
    last = ledger.settlements.last_day(store)
    document = _document(ledger, store, day, last, pays=pays_accrued(ledger, last, day))
    text = encoded_day(document)
    closed = ClosedDay(store, day, document["number"], text, hash_of(text), ledger.now())
    ledger.settlements.close_day(closed)
    return closed


def _document(ledger: Ledger, store: str, day: str, last: ClosedDay | None, *, pays: bool) -> dict[str, Any]:
    """The day as the postings give it."""
    chain = (1, NO_HASH) if last is None else (last.number + 1, last.hash)
    before = None if last is None else json.loads(last.document)
    sums = ledger.settlements.sums_of_period(store, day)
    return day_document(store, day, chain, sums, carried_of(before), pays=pays)


def rebuilt(ledger: Ledger, closed: ClosedDay, last: ClosedDay | None) -> str:
    """What the bytes of a closed day must be, by the postings and the day before."""
    pays = bool(json.loads(closed.document).get("pays_accrued"))
    return encoded_day(_document(ledger, closed.store, closed.day, last, pays=pays))


def pays_accrued(ledger: Ledger, last: ClosedDay | None, day: str) -> bool:
    """Whether what was accrued until the last closed day is due by this one."""
    versions = ledger.settlements.rules()
    rules = rules_of(ledger, versions[-1][0]) if versions else None
    days = BusinessDays() if rules is None else rules.book.business_days
    return last is not None and days.next_after(last.day) <= day


def is_day(text: str) -> bool:
    """Whether this is a day as YYYY-MM-DD, in no other writing that ISO 8601 knows."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _day(text: str) -> str:
    if is_day(text):
        return text
    raise NotSettled(f"not a day as YYYY-MM-DD: {text}")
