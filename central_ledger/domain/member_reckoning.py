"""What is reckoned about one member from all that they bought and kept. Source: docs/spec/line.md, section 20."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from math import floor

from central_ledger.domain.life_cycle import life_steps, next_step_on, state_of
from central_ledger.domain.member_rules import MemberRules
from retail.member_facts import STORE, WEB, BrandLife, MemberFacts, Purchase, Rfm
from retail.sizes import size_of
from retail.stock import stock_quantity

#: Orders and amounts of so many days count for RFM.
RFM_DAYS = 365
MONTHS = 12
#: So many of the newest lines travel to the stores; the ledger answers for the rest.
RECENT_MAX = 12
LINES_MAX = 999_999
COUNTED_MAX = 24
#: Nothing changes any more by itself.
NEVER = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Goods:
    """What the catalogue says of an sku now."""

    name: str
    brand: str
    categories: tuple[str, ...]
    variant: str = ""
    price_minor: int = 0


@dataclass(frozen=True, slots=True)
class Bought:
    """A line as it was bought. `net_minor` was paid for all of it (0 for a store of another currency); quantities are
    decimal texts; `brand` may be empty, then it is the catalogue's.
    """

    sale_id: str
    store: str
    channel: str
    occurred_at: str
    sku: str
    quantity: str
    quantity_returned: str
    net_minor: int
    brand: str = ""
    line_no: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """A line, or what is left of one, that the member kept. `line` sorts those of an order, its first line last."""

    moment: datetime
    day: date
    order: tuple[str, str]
    purchase: Purchase
    size: str | None
    line: str = ""


@dataclass(frozen=True, slots=True)
class Reckoned:
    """`next_on`: the first day on which the same purchases say something else (`YYYY-MM-DD`)."""

    facts: MemberFacts
    next_on: str


def kept_lines(bought: Iterable[Bought], catalogue: Mapping[str, Goods]) -> list[Kept]:
    """The newest first. A line that came back as a whole is left out, of another one the part that stayed; a line
    whose time cannot be read is too.
    """
    found = []
    for line in bought:
        left = _left(line)
        moment = _moment(line.occurred_at)
        if left is None or moment is None:
            continue
        goods = catalogue.get(line.sku) or Goods(line.sku, line.brand, ())
        purchase = Purchase(
            sale_id=line.sale_id,
            occurred_at=line.occurred_at,
            store=line.store,
            channel=WEB if line.channel == WEB else STORE,
            sku=line.sku,
            name=goods.name,
            brand=line.brand or goods.brand,
            categories=goods.categories,
            quantity=left[0],
            net_minor=left[1],
        )
        found.append(
            Kept(
                moment.astimezone(UTC),
                moment.date(),
                (line.store, line.sale_id),
                purchase,
                size_of(goods.variant),
                f"{LINES_MAX - line.line_no:06}",
            )
        )
    found.sort(key=lambda one: (one.moment, one.order, one.line), reverse=True)
    return found


def reckon(one_id: str, joined_on: str, kept: Sequence[Kept], as_of: date, rules: MemberRules) -> Reckoned:
    """`kept` is the newest first. A till whose clock is ahead may have sold tomorrow: that counts as of today."""
    kept = [one if one.day <= as_of else replace(one, day=as_of) for one in kept]
    orders: dict[tuple[str, str], date] = {}
    for one in kept:
        orders.setdefault(one.order, one.day)
    days = sorted(orders.values())
    rfm = _rfm(kept, orders, as_of, rules)
    brands = _brands(kept, as_of, rules)
    facts = MemberFacts(
        one_id=one_id,
        as_of=as_of.isoformat(),
        joined_on=joined_on or (days[0].isoformat() if days else ""),
        segment="none" if rfm is None else rules.segment(_scores(rfm)),
        rfm=rfm,
        orders=len(orders),
        spent_minor=sum(one.purchase.net_minor for one in kept),
        months=_months(kept, as_of),
        first_on=days[0].isoformat() if days else None,
        last_on=days[-1].isoformat() if days else None,
        last_store=kept[0].purchase.store if kept else None,
        channels=_counted(one.purchase.channel for one in kept),
        categories=_categories(kept),
        sizes=_counted(one.size for one in kept if one.size is not None),
        brands=brands,
        recent=tuple(one.purchase for one in kept[:RECENT_MAX]),
    )
    return Reckoned(facts, _next_on(days, facts, as_of, rules))


def _left(line: Bought) -> tuple[str, int] | None:
    """Quantity and minor units of what stayed; None: nothing did."""
    if line.quantity_returned in ("", "0"):
        return line.quantity, line.net_minor
    quantity, returned = Fraction(line.quantity), Fraction(line.quantity_returned)
    if returned >= quantity:
        return None
    left = quantity - returned
    return str(stock_quantity(int(left * 1000))), floor(line.net_minor * left / quantity)


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def _rfm(kept: Sequence[Kept], orders: Mapping[tuple[str, str], date], as_of: date, rules: MemberRules) -> Rfm | None:
    if not orders:
        return None
    since = as_of - timedelta(days=RFM_DAYS - 1)
    numbers = (
        (as_of - max(orders.values())).days,
        sum(day >= since for day in orders.values()),
        sum(one.purchase.net_minor for one in kept if one.day >= since),
    )
    return Rfm(*numbers, *rules.scores(*numbers))


def _scores(rfm: Rfm) -> tuple[int, int, int]:
    return rfm.recency_score, rfm.frequency_score, rfm.monetary_score


def _months(kept: Sequence[Kept], as_of: date) -> tuple[int, ...]:
    found = [0] * MONTHS
    for one in kept:
        ago = _months_between(one.day, as_of)
        if ago < MONTHS:
            found[MONTHS - 1 - ago] += one.purchase.net_minor
    return tuple(found)


def _months_between(earlier: date, later: date) -> int:
    return (later.year - earlier.year) * 12 + later.month - earlier.month


def _brands(kept: Sequence[Kept], as_of: date, rules: MemberRules) -> tuple[BrandLife, ...]:
    """What most was spent on first."""
    spent: Counter[str] = Counter()
    orders: dict[str, dict[tuple[str, str], date]] = {}
    for one in kept:
        if one.purchase.brand:
            spent[one.purchase.brand] += one.purchase.net_minor
            orders.setdefault(one.purchase.brand, {}).setdefault(one.order, one.day)
    found = []
    for brand, of_brand in orders.items():
        days = of_brand.values()
        life = state_of(life_steps(days, as_of, rules.life_of(brand)))
        assert life is not None  # there is an order, and none is later than `as_of`
        state, since = life
        first, last = min(days).isoformat(), max(days).isoformat()
        found.append(BrandLife(brand, state, since.isoformat(), len(of_brand), spent[brand], first, last))
    return tuple(sorted(found, key=lambda life: (-life.spent_minor, life.brand)))


def _counted(names: Iterable[str]) -> dict[str, int]:
    """The most frequent first."""
    return dict(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0]))[:COUNTED_MAX])


def _categories(kept: Sequence[Kept]) -> dict[str, int]:
    """The closest ones of the goods before those that they are part of, each the most frequent first."""
    closest = _counted(one.purchase.categories[-1] for one in kept if one.purchase.categories)
    wider = _counted(name for one in kept for name in one.purchase.categories[:-1])
    return closest | {name: count for name, count in wider.items() if name not in closest}


def _next_on(days: Sequence[date], facts: MemberFacts, as_of: date, rules: MemberRules) -> str:
    """The next day on which a score, a state or the chart changes though nobody bought anything."""
    found: list[date] = []
    if any(facts.months):
        found.append(date(as_of.year + as_of.month // 12, as_of.month % 12 + 1, 1))
    if days:
        found += [days[-1] + timedelta(days=limit + 1) for limit in rules.recency_days]
        found += [day + timedelta(days=RFM_DAYS) for day in days]
    for life in facts.brands:
        step = next_step_on(date.fromisoformat(life.last_on), as_of, rules.life_of(life.brand))
        found += [] if step is None else [step]
    return min((day.isoformat() for day in found if day > as_of), default=NEVER)
