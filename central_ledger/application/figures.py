"""A store's figures for who leads it, and what of them leaves the store: docs/organisation.md, sections 2 and 3."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from central_ledger.application.contact_results import contact_results
from central_ledger.application.ledger import Ledger
from central_ledger.application.settling import store_days
from central_ledger.store.figures import MONEY, SOURCES, Measured, Source
from retail.periods import Period, days_of

#: Tables whose rows lie with their members, not with their store.
_OF_MEMBERS = frozenset(("task_mark",))
UNITS = ("store", "district", "region", "brand", "group")


@dataclass(frozen=True, slots=True)
class FigureRow:
    """The figures of somebody or of a part: measure to amount; of money `payable/CNY`."""

    of: str
    name: str
    figures: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class FigureSheet:
    """`first` to `last` are days at the store. `rows` first by what was sold most; `total` is their sum and no more."""

    first: str
    last: str
    rows: tuple[FigureRow, ...]
    total: Mapping[str, int]


def store_figures(ledger: Ledger, store: str, period: Period, day: str | None) -> FigureSheet:
    """The exact figures of a store by whose they are: for the store alone."""
    first, last = days_of(period, day or store_days(ledger, store).today)
    found = [
        *ledger.figures.by_staff(store, first, last),
        *_coupons(ledger, store, first, last),
        *_contacts(ledger, store, first, last),
    ]
    names = {}
    for one in found:
        row = ledger.feeds.get(store, "staff", one.of)
        names[one.of] = "" if row is None else str(json.loads(row).get("name", ""))
    return _sheet(first, last, found, names)


def _coupons(ledger: Ledger, store: str, first: str, last: str) -> list[Measured]:
    """What became by now of the coupons that guides gave in these days: given, seen, used. Seen: the member showed
    their code at a counter since, where coupons are on the screen; what was used was seen.
    """
    days = store_days(ledger, store)
    begin = datetime.combine(date.fromisoformat(first), time(), days.zone) + days.starts
    end = datetime.combine(date.fromisoformat(last) + timedelta(days=1), time(), days.zone) + days.starts
    between = [at.astimezone(UTC).isoformat(timespec="milliseconds") for at in (begin, end)]
    found = []
    for gift in ledger.figures.gifts(store, *between):
        one_id = ledger.identities.whose_file(gift.one_id)
        used = ledger.figures.is_used(one_id, gift.coupon_id)
        ids = [one_id, *ledger.identities.all_of(one_id)]
        seen = used or ledger.figures.is_present(ids, gift.given_at)
        counts = {"coupons": 1, "coupons_seen": int(seen), "coupons_used": int(used)}
        found += [Measured(gift.staff_id, name, "", count) for name, count in counts.items()]
    return found


def _contacts(ledger: Ledger, store: str, first: str, last: str) -> list[Measured]:
    """What came by now of the contacts that were made in these days, by who made them."""
    found = []
    for one in contact_results(ledger, store, date.fromisoformat(first), date.fromisoformat(last)):
        counts = {"contacted": one.contacted, "contacts_back": one.came_back, "contacts_bought": one.bought}
        found += [Measured(one.staff_id, name, "", count) for name, count in counts.items() if one.contacted]
    return found


def unit_figures(ledger: Ledger, kind: str, code: str, period: Period, day: str) -> FigureSheet:
    """What of a unit's figures has left its stores, by its parts. The total is the parts' sum, so it tells no more."""
    first, last = days_of(period, day)
    found = ledger.figures.in_parcels(kind, code, first, last)
    tree = ledger.organisations.newest()
    units = tree.districts if kind == "region" else tree.regions if kind == "group" else {}
    names = {code: unit.name for code, unit in units.items()} if units else ledger.reference.store_names()
    return _sheet(first, last, found, names)


def _sheet(first: str, last: str, found: Iterable[Measured], names: Mapping[str, str]) -> FigureSheet:
    rows: dict[str, dict[str, int]] = {}
    total: dict[str, int] = {}
    for one in found:
        name = f"{one.measure}/{one.currency}" if one.measure in MONEY else one.measure
        for sums in (rows.setdefault(one.of, {}), total):
            sums[name] = sums.get(name, 0) + one.amount
    sheet = [FigureRow(of, names.get(of, ""), figures) for of, figures in rows.items()]
    sheet.sort(key=lambda row: (-row.figures.get("sales", 0), row.of))
    return FigureSheet(first, last, tuple(sheet), total)


def close_parcels(ledger: Ledger) -> int:
    """Make parcels of days that are over, in every store, wherever k members are together; gives how many.

    Each store and source is a transaction of its own: it goes on where it was cut off.
    """
    k = ledger.organisations.newest().k
    return sum(
        _close_store(ledger, source, store, k)
        for source in SOURCES
        for store in ledger.figures.stores_with_open(source)
    )


def _close_store(ledger: Ledger, source: Source, store: str, k: int) -> int:
    today = store_days(ledger, store).today

    def close() -> int:
        made = 0
        for day in ledger.figures.open_days(source, store, today):
            members = ledger.figures.crowd(source, store, day)
            if members >= k:
                ledger.figures.close_parcel(source, store, day, members)
                made += 1
        return made

    if source.table in _OF_MEMBERS:  # rows of many members, beside whom nobody may write
        with ledger.database.transaction():
            return close()
    return ledger.database.beside((store,), close, home=store)
