"""What guides earned, for the desk and the counter: by day and month, what waits, what is owed, and line by line.

It is read off the same rows as the statements, so it comes to the same. Source: docs/spec/settlement.md, section 7.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from central_ledger.application.ledger import Ledger
from central_ledger.application.settling import store_days
from central_ledger.domain.settlement import INCENTIVE, EarnedRow
from central_ledger.domain.statements import Carried, carried_of
from retail.commission import guide_party
from retail.permissions import SELLERS

#: More than anybody reads in a day; the sums are of all of them.
LINES_MAX = 500


@dataclass(frozen=True, slots=True)
class Sum:
    """What some days brought, what returns took of it taken off. `sales` counts the sales that moved something."""

    amount_minor: int = 0
    points: int = 0
    sales: int = 0


@dataclass(frozen=True, slots=True)
class GuideEarnings:
    """How one guide stands. `month` is that of `day`, to this day.

    `open_minor` is what is payable since the last closed day, `accrued_minor` what waits for the next business day,
    `debt_minor` what is still to be set off; `points` are all incentive points. `lines` are of `day`, the newest first.
    """

    store: str
    staff_id: str
    name: str
    currency: str
    day: str
    today: str
    day_sum: Sum
    month_sum: Sum
    open_minor: int
    accrued_minor: int
    debt_minor: int
    points: int
    closed_through: str | None
    lines: Sequence[EarnedRow] = field(default=())
    line_count: int = 0


def earnings_of_guide(ledger: Ledger, store: str, staff_id: str, day: str | None = None) -> GuideEarnings | None:
    """A guide's earnings. None: nobody of this number sells in the store."""
    text = ledger.feeds.get(store, "staff", staff_id)
    person = None if text is None else json.loads(text)
    if person is None or SELLERS.isdisjoint(person["roles"]):
        return None
    known = ledger.reference.store(store)
    currency = known[1] if known is not None else ""
    days = store_days(ledger, store)
    day = days.today if day is None else day
    rows = [
        row
        for row in ledger.settlements.earnings_between(store, staff_id, f"{day[:7]}-01", day)
        if row.currency == currency
    ]
    today_rows = [row for row in rows if row.day == day]
    left, points = _left(ledger, store, guide_party(store, staff_id), currency)
    direct, waits, open_points = ledger.settlements.earned_since(store, staff_id, currency, days.closed or "")
    return GuideEarnings(
        store=store,
        staff_id=staff_id,
        name=str(person.get("name", "")),
        currency=currency,
        day=day,
        today=days.today,
        day_sum=_sum(today_rows),
        month_sum=_sum(rows),
        open_minor=direct,
        accrued_minor=left.accrued + waits,
        debt_minor=-left.debt,
        points=points + open_points,
        closed_through=days.closed,
        lines=tuple(reversed(today_rows[-LINES_MAX:])),
        line_count=len(today_rows),
    )


def _left(ledger: Ledger, store: str, party: str, currency: str) -> tuple[Carried, int]:
    """What the last closed day left of money and of incentive points."""
    last = ledger.settlements.last_day(store)
    carried = carried_of(None if last is None else json.loads(last.document))
    return carried.get((party, currency), Carried()), carried.get((party, INCENTIVE), Carried()).points


def _sum(rows: Sequence[EarnedRow]) -> Sum:
    sales = {row.sale_id for row in rows if row.sku}  # points for a task are of no sale
    return Sum(sum(row.amount_minor for row in rows), sum(row.points for row in rows), len(sales))


@dataclass(frozen=True, slots=True)
class GuideRank:
    """One guide of a store, for who may see all of them."""

    staff_id: str
    name: str
    currency: str
    day_minor: int
    month_minor: int
    points: int
    sales: int


def earnings_of_store(ledger: Ledger, store: str, day: str | None = None) -> tuple[str, list[GuideRank]]:
    """The day that is shown, and every guide who earned in its month, most of the month first."""
    days = store_days(ledger, store)
    day = days.today if day is None else day
    today = {(staff, unit): money for staff, unit, money, _, _ in ledger.settlements.sums_between(store, day, day)}
    found = []
    for staff_id, unit, money, points, sales in ledger.settlements.sums_between(store, f"{day[:7]}-01", day):
        row = ledger.feeds.get(store, "staff", staff_id)
        name = "" if row is None else str(json.loads(row).get("name", ""))
        found.append(GuideRank(staff_id, name, unit, today.get((staff_id, unit), 0), money, points, sales))
    return day, sorted(found, key=lambda rank: (-rank.month_minor, rank.staff_id))
