"""What a sale's line earns its guides, and how what was sold is split between the parties of a group.

Rules are data (`retail.commission_reading`), the same at till and ledger. Source: docs/spec/settlement.md. Amounts are
minor units of the sale's currency.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Literal, get_args

import msgspec

from retail.guides import GuideShare
from retail.money import allocate, rate_of
from retail.periods import Period
from retail.returns import returned_share
from retail.stock import stock_thousandths

StoreType = Literal["direct", "franchised", "distributor", "collection"]
#: Whose money it is, said by a rule; `party_of` makes a party of it. `platform` is the group.
PartyRole = Literal["brand", "store", "platform", "distributor"]
#: What a commission is a part of: what was paid for the line, the same without its tax, or with what points paid of it.
Base = Literal["net", "net_without_tax", "before_points"]

#: What a task counts: members won, sales, sales with a member, contacts that were done, suggestions that were bought.
Counted = Literal["joined", "sales", "identified", "tasks", "suggested"]
COUNTED: tuple[Counted, ...] = get_args(Counted)

#: Far beyond any line of the trade: a book holds sums of it.
EARNED_MAX = 10**13

MEMO_MAX = 50_000

STORE_TYPES: tuple[StoreType, ...] = ("direct", "franchised", "distributor", "collection")
PARTY_ROLES: tuple[PartyRole, ...] = ("brand", "store", "platform", "distributor")
BASES: tuple[Base, ...] = ("net", "net_without_tax", "before_points")


_NO_ROLES: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Matching:
    """Which lines: every list that names something must hold the line's value. `roles` are of a guide."""

    stores: frozenset[str] = frozenset()
    store_types: frozenset[str] = frozenset()
    brands: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()
    skus: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        return not any((self.stores, self.store_types, self.brands, self.categories, self.skus, self.roles))

    def holds(self, place: Place, line: SoldLine, roles: frozenset[str]) -> bool:
        return (
            (not self.stores or place.store in self.stores)
            and (not self.store_types or place.store_type in self.store_types)
            and (not self.brands or line.brand in self.brands)
            and (not self.skus or line.sku in self.skus)
            and (not self.categories or not self.categories.isdisjoint(line.categories))
            and (not self.roles or not self.roles.isdisjoint(roles))
        )

    def may_hold_in(self, store: str, store_type: str) -> bool:
        """Whether it can hold for anything in a store."""
        return (not self.stores or store in self.stores) and (not self.store_types or store_type in self.store_types)


@dataclass(frozen=True, slots=True)
class Rule:
    """What every rule has. Of those that hold for a line the first by (priority, id) counts, and no other."""

    id: str
    priority: int
    scope: Matching
    exclude: Matching
    valid_from: datetime | None
    valid_to: datetime | None

    def is_about(self, place: Place, line: SoldLine, roles: frozenset[str]) -> bool:
        """Whether it holds for such a line, at any time."""
        if not self.scope.holds(place, line, roles):
            return False
        return self.exclude.is_empty or not self.exclude.holds(place, line, roles)

    def is_valid(self, at: datetime) -> bool:
        return (self.valid_from is None or self.valid_from <= at) and (self.valid_to is None or at < self.valid_to)


@dataclass(frozen=True, slots=True)
class CommissionRule(Rule):
    """`bps` of `base`, and `fixed_minor` for each unit in `currency`. `next_day`: paid on the next business day (T+1).

    `points` incentive points for each whole `points_per_minor` of the base.
    """

    base: Base
    bps: int
    fixed_minor: int
    currency: str | None
    payer: PartyRole
    next_day: bool
    points: int
    points_per_minor: int


@dataclass(frozen=True, slots=True)
class ShareRule(Rule):
    """How the value of a line is split: roles with bps, together the whole."""

    shares: tuple[tuple[PartyRole, int], ...]


@dataclass(frozen=True, slots=True)
class IncentiveTask(Rule):
    """`points` incentive points for `target` of what is counted in a `window` at the store; `repeats`: for each further
    target again.
    """

    label: str
    label_en: str
    what: Counted
    target: int
    points: int
    window: Period
    payer: PartyRole
    repeats: bool

    def is_for(self, store: str, store_type: StoreType, roles: frozenset[str], at: datetime) -> bool:
        """Whether somebody with these roles has this task in a store at a time."""
        if not self.is_valid(at) or not self.scope.may_hold_in(store, store_type):
            return False
        return not self.scope.roles or not self.scope.roles.isdisjoint(roles)

    def due(self, count: int) -> int:
        """The points for so much."""
        times = count // self.target
        return self.points * (times if self.repeats else min(1, times))


@dataclass(frozen=True, slots=True)
class StoreTerms:
    """What a store is to the group. `distributor`: the id of the one that it belongs to."""

    type: StoreType = "direct"
    distributor: str | None = None


@dataclass(frozen=True, slots=True)
class BusinessDays:
    """On which days money is paid out. Weekdays from 1 (Monday), holidays as YYYY-MM-DD."""

    weekdays: frozenset[int] = frozenset(range(1, 8))
    holidays: frozenset[str] = frozenset()

    def next_after(self, day: str) -> str:
        """The first business day after a day."""
        found = date.fromisoformat(day)
        while True:
            found += timedelta(days=1)
            if found.isoweekday() in self.weekdays and found.isoformat() not in self.holidays:
                return found.isoformat()


@dataclass(frozen=True, slots=True, eq=False)
class RuleBook:
    """All rules in force together, each list in the order in which they are tried."""

    stores: Mapping[str, StoreTerms] = field(default_factory=dict)
    business_days: BusinessDays = field(default_factory=BusinessDays)
    commission: tuple[CommissionRule, ...] = ()
    settlement: tuple[ShareRule, ...] = ()
    incentives: tuple[IncentiveTask, ...] = ()
    #: Which rules are about which goods where, once that was asked: a store sells the same all day.
    memo: dict[Any, Any] = field(default_factory=dict, repr=False)

    def about(
        self, name: Literal["commission", "settlement"], place: Place, line: SoldLine, roles: frozenset[str]
    ) -> tuple[Any, ...]:
        """The rules that are about such a line at any time, in their order."""
        key = (name, place.store, line.sku, line.brand, line.categories, roles)
        found: tuple[Any, ...] | None = self.memo.get(key)
        if found is None:
            rules: tuple[Rule, ...] = self.commission if name == "commission" else self.settlement
            found = tuple(rule for rule in rules if rule.is_about(place, line, roles))
            if len(self.memo) >= MEMO_MAX:
                self.memo.clear()
            self.memo[key] = found
        return found

    @property
    def asks_categories(self) -> bool:
        rules: Sequence[Rule] = (*self.commission, *self.settlement)
        return any(rule.scope.categories or rule.exclude.categories for rule in rules)

    @property
    def asks_points(self) -> bool:
        return any(rule.base == "before_points" for rule in self.commission)


class Place(msgspec.Struct, frozen=True, gc=False):
    """Where and when something was sold, as rules look at it."""

    store: str
    store_type: StoreType
    distributor: str | None
    at: datetime
    currency: str


def place_of(book: RuleBook, store: str, at: datetime, currency: str) -> Place:
    terms = book.stores.get(store, StoreTerms())
    return Place(store, terms.type, terms.distributor, at, currency)


class SoldLine(msgspec.Struct, frozen=True, gc=False):
    """One line as it was sold. `listed_minor` is what it was worth before anything was taken off, by hand or by offers;
    `net_minor` what was paid for it, `tax_minor` the tax inside that, `points_minor` what points paid of it.
    """

    line_id: str
    sku: str
    brand: str
    quantity: int | str
    listed_minor: int
    net_minor: int
    tax_minor: int = 0
    points_minor: int = 0
    categories: tuple[str, ...] = ()
    guides: tuple[GuideShare, ...] = ()

    @property
    def units(self) -> int:
        """Pieces; a weighed line is one."""
        return 1 if isinstance(self.quantity, str) else self.quantity

    def base(self, base: Base) -> int:
        if base == "net":
            return self.net_minor
        return self.net_minor - self.tax_minor if base == "net_without_tax" else self.net_minor + self.points_minor


class Earning(msgspec.Struct, frozen=True, gc=False):
    """What one guide earns with one line: money and incentive points, by which rule, from whom, paid when."""

    line_id: str
    staff_id: str
    rule_id: str
    payer: str
    base_minor: int
    share_bps: int
    amount_minor: int
    points: int
    next_day: bool


def party_of(role: PartyRole, place: Place, brand: str) -> str:
    """A party's name: `brand:YR`, `store:S01`, `distributor:D7`, `platform`. A store's own goods have no brand, and a
    store that is nobody's no distributor: then it is the store.
    """
    if role == "platform":
        return "platform"
    if role == "brand" and brand:
        return f"brand:{brand}"
    if role == "distributor" and place.distributor:
        return f"distributor:{place.distributor}"
    return f"store:{place.store}"


def guide_party(store: str, staff_id: str) -> str:
    return f"guide:{store}:{staff_id}"


def earnings(
    book: RuleBook, place: Place, line: SoldLine, roles_of: Callable[[str], frozenset[str]]
) -> tuple[Earning, ...]:
    """What a line earns each of its guides. Guides under one rule share what it gives by largest remainder.

    Where guides have different rules, each has the part of their own rule's commission that is their share.
    """
    found, whole = [], [share.bps for share in line.guides]
    split: dict[str, tuple[list[int], list[int]]] = {}
    for number, share in enumerate(line.guides):
        rule = commission_rule(book, place, line, roles_of(share.staff_id))
        if rule is None:
            continue
        if rule.id not in split:
            amount_minor, points = commission_of(rule, line)
            split[rule.id] = (allocate(amount_minor, whole), allocate(points, whole))
        amounts, parts = split[rule.id]
        found.append(
            Earning(
                line_id=line.line_id,
                staff_id=share.staff_id,
                rule_id=rule.id,
                payer=party_of(rule.payer, place, line.brand),
                base_minor=line.base(rule.base),
                share_bps=share.bps,
                amount_minor=amounts[number],
                points=parts[number],
                next_day=rule.next_day,
            )
        )
    return tuple(found)


def commission_rule(book: RuleBook, place: Place, line: SoldLine, roles: frozenset[str]) -> CommissionRule | None:
    """The rule that counts for a line and a guide. One with an amount of another currency does not hold."""
    for rule in book.about("commission", place, line, roles):
        if (rule.currency is None or rule.currency == place.currency) and rule.is_valid(place.at):
            found: CommissionRule = rule
            return found
    return None


def commission_of(rule: CommissionRule, line: SoldLine) -> tuple[int, int]:
    """What a rule gives for a whole line: money, and incentive points."""
    base_minor = max(0, line.base(rule.base))
    points = base_minor // rule.points_per_minor * rule.points
    amount_minor = rate_of(base_minor, rule.bps) + rule.fixed_minor * line.units
    return min(amount_minor, EARNED_MAX), min(points, EARNED_MAX)


def share_rule(book: RuleBook, place: Place, line: SoldLine) -> ShareRule | None:
    return next((rule for rule in book.about("settlement", place, line, _NO_ROLES) if rule.is_valid(place.at)), None)


def shares_of_line(book: RuleBook, place: Place, line: SoldLine) -> tuple[tuple[str, int], ...]:
    """Parties and bps of a line's value. Without a rule it is the store's."""
    rule = share_rule(book, place, line)
    key = ("shares", place.store, line.brand, None if rule is None else rule.id)
    found: tuple[tuple[str, int], ...] | None = book.memo.get(key)
    if found is None:
        roles: tuple[tuple[PartyRole, int], ...] = (("store", 10_000),) if rule is None else rule.shares
        found = book.memo[key] = tuple((party_of(role, place, line.brand), bps) for role, bps in roles)
    return found


def shared(amount_minor: int, shares: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """An amount of at least 0 over parties by largest remainder, in their order."""
    amounts = allocate(amount_minor, [bps for _, bps in shares])
    return [(party, amount) for (party, _), amount in zip(shares, amounts, strict=True)]


def taken_back(amount: int, quantity: int | str, before: int, more: int) -> int:
    """What of an amount a return takes: of all that is back by now less what was back before, in thousandths.

    Beyond what was bought there is nothing to take: many returns take what was earned, and never more.
    """
    weighed = isinstance(quantity, str)
    unit, bought = (1 if weighed else 1000), stock_thousandths(quantity)
    if bought <= 0:
        return 0
    first, last = (min(back, bought) // unit for back in (before, before + more))
    return returned_share(amount, last, bought // unit, weighed=weighed) - returned_share(
        amount, first, bought // unit, weighed=weighed
    )
