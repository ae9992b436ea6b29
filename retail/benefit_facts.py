"""The values of docs/spec/benefits.md: a case, its lines, offers, coupons, points rule and programs.

Names are the contract's own names, so that a reader finds each field in sections 2, 3, 5 and 7. Amounts are minor
units, `bps` ten-thousandths, times ISO 8601 text with an offset, decimals text as written. These values check nothing:
`retail.offers.read_case` does, and whoever builds them by hand keeps the contract.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import ClassVar, Literal

from retail.money import round_half_up

Source = Literal["promotion", "tier", "plan", "coupon"]
Stage = Literal["price", "line", "order", "coupon", "plan"]
Policy = Literal["allowed", "leased", "capped", "refused"]
CouponStatus = Literal["available", "locked", "used"]

SOURCES: tuple[Source, ...] = ("promotion", "tier", "plan", "coupon")
STAGES: tuple[Stage, ...] = ("price", "line", "order", "coupon", "plan")
POLICIES: tuple[Policy, ...] = ("allowed", "leased", "capped", "refused")
COUPON_STATUSES: tuple[CouponStatus, ...] = ("available", "locked", "used")

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
NEVER_EXPIRES = 253402300799


@lru_cache(maxsize=1024)
def moment(text: str) -> datetime:
    """An ISO 8601 time with an offset. Raises ValueError for any other text."""
    parsed = datetime.fromisoformat(text)
    if parsed.tzinfo is None:
        raise ValueError(f"a time without an offset: {text}")
    return parsed


def epoch_second(text: str | None) -> int:
    """Whole seconds since 1970, rounded down; no time at all counts as the last second of the year 9999."""
    return NEVER_EXPIRES if text is None else (moment(text) - _EPOCH) // timedelta(seconds=1)


def thousandths(quantity: str) -> int:
    """A weighed quantity such as `0.735` as 735."""
    whole, _, part = quantity.partition(".")
    return int(whole) * 1000 + int(part.ljust(3, "0"))


@dataclass(frozen=True, slots=True)
class UnitPrice:
    kind: ClassVar[str] = "unit_price"
    price: int


@dataclass(frozen=True, slots=True)
class PercentOff:
    kind: ClassVar[str] = "percent_off"
    bps: int
    cap: int | None = None


@dataclass(frozen=True, slots=True)
class AmountOff:
    kind: ClassVar[str] = "amount_off"
    amount: int


@dataclass(frozen=True, slots=True)
class AmountOffEvery:
    kind: ClassVar[str] = "amount_off_every"
    every: int
    amount: int
    max_times: int | None = None


@dataclass(frozen=True, slots=True)
class AmountOffSteps:
    """`steps` are (min_amount, off), the minimum strictly ascending."""

    kind: ClassVar[str] = "amount_off_steps"
    steps: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class PercentOffSteps:
    """`steps` are (min_quantity, bps), the minimum strictly ascending."""

    kind: ClassVar[str] = "percent_off_steps"
    steps: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class EveryN:
    kind: ClassVar[str] = "every_n"
    n: int
    discounted: int
    bps: int
    per: Literal["scope", "sku"] = "scope"
    max_times: int | None = None


@dataclass(frozen=True, slots=True)
class Component:
    skus: tuple[str, ...]
    quantity: int


@dataclass(frozen=True, slots=True)
class BundlePrice:
    kind: ClassVar[str] = "bundle_price"
    components: tuple[Component, ...]
    price: int
    max_times: int | None = None


@dataclass(frozen=True, slots=True)
class Gift:
    """`worth` is the amount of one piece."""

    kind: ClassVar[str] = "gift"
    sku: str
    quantity: int
    worth: int


@dataclass(frozen=True, slots=True)
class PointsMultiplier:
    """`times` is a decimal text of at least 1."""

    kind: ClassVar[str] = "points_multiplier"
    times: str


Effect = (
    UnitPrice
    | PercentOff
    | AmountOff
    | AmountOffEvery
    | AmountOffSteps
    | PercentOffSteps
    | EveryN
    | BundlePrice
    | Gift
    | PointsMultiplier
)


@dataclass(frozen=True, slots=True)
class Matching:
    """Lists that a line matches: every named list must hold it; an empty list is not named."""

    skus: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scope(Matching):
    """Lists that a line must match, and lists of which it must match none."""

    exclude: Matching = Matching()


@dataclass(frozen=True, slots=True)
class TierCondition:
    program: str
    tiers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conditions:
    """All must hold. `hours` are (start, end) as `HH:MM`, start inclusive, end exclusive."""

    members_only: bool = False
    tiers: TierCondition | None = None
    plans: tuple[str, ...] = ()
    stores: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    valid_from: str | None = None
    valid_to: str | None = None
    weekdays: tuple[int, ...] = ()
    hours: tuple[tuple[str, str], ...] = ()
    birthday_month: bool = False
    first_purchase: bool = False
    min_amount: int = 0
    min_quantity: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    per_member: int | None = None
    per_member_day: int | None = None
    budgeted: bool = False


@dataclass(frozen=True, slots=True)
class Offline:
    """What holds without a connection. The limits and the bearer are the ledger's; pricing reads `policy` only."""

    policy: Policy = "allowed"
    per_member: int | None = None
    per_till: int | None = None
    bearer: str | None = None


@dataclass(frozen=True, slots=True)
class FundingShare:
    party: str
    bps: int


@dataclass(frozen=True, slots=True)
class Offer:
    """Scope, conditions and one effect. Unnamed `funding` is all borne by the store."""

    id: str
    source: Source
    stage: Stage
    effect: Effect
    label: str = ""
    priority: int = 100
    scope: Scope = Scope()
    conditions: Conditions = Conditions()
    exclusive_group: str | None = None
    not_with: tuple[str, ...] = ()
    line_group: str | None = None
    max_uses: int = 1
    limits: Limits = Limits()
    offline: Offline = Offline()
    funding: tuple[FundingShare, ...] = ()


@dataclass(frozen=True, slots=True)
class Coupon:
    """One right to one use of an offer; `one_id` None belongs to whoever shows it, `expires_at` None never ends."""

    id: str
    offer: str
    status: CouponStatus = "available"
    one_id: str | None = None
    expires_at: str | None = None


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """What the engine needs of a member. `points` is the balance that may pay, `birthday` is `MM-DD`."""

    one_id: str
    tiers: Mapping[str, str] = field(default_factory=dict)
    plans: tuple[str, ...] = ()
    birthday: str | None = None
    points: int = 0
    first_purchase: bool = False


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One line of the basket. A `quantity` of int counts units; text is a weight with at most 3 decimals."""

    id: str
    sku: str
    quantity: int | str
    unit_price: int
    brand: str | None = None
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    discountable: bool = True

    @property
    def gross(self) -> int:
        return self.priced_at(self.unit_price)

    @property
    def units(self) -> int:
        return self.quantity if isinstance(self.quantity, int) else 1

    def priced_at(self, price_minor: int) -> int:
        """The whole quantity at a price for one, rounded half up once."""
        if isinstance(self.quantity, int):
            return price_minor * self.quantity
        return round_half_up(price_minor * thousandths(self.quantity), 1000)


@dataclass(frozen=True, slots=True)
class UsedSoFar:
    member: int = 0
    member_day: int = 0


@dataclass(frozen=True, slots=True)
class Allowances:
    """What this till may still give: by offer id, and the points that may be used without a connection."""

    leases: tuple[str, ...] = ()
    caps: Mapping[str, int] = field(default_factory=dict)
    budgets: Mapping[str, int] = field(default_factory=dict)
    points: int = 0
    used: Mapping[str, UsedSoFar] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PointsRule:
    """`points` points pay `amount` minor units, in multiples of `step`, for at most `max_share_bps`."""

    points: int
    amount: int
    step: int
    max_share_bps: int = 10_000
    scope: Scope = Scope()
    offline: Offline = Offline()


@dataclass(frozen=True, slots=True)
class Program:
    """An account that earns `points` for each `per_amount` minor units; multipliers are decimal texts by tier."""

    program: str
    points: int
    per_amount: int
    tier_multipliers: Mapping[str, str] = field(default_factory=dict)
    scope: Scope = Scope()


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that a basket's price depends on. `coupon_choice` None lets the engine choose."""

    currency: str
    at: str
    store: str
    lines: tuple[CaseLine, ...]
    channel: str = "pos"
    online: bool = True
    member: MemberFacts | None = None
    offers: tuple[Offer, ...] = ()
    coupons: tuple[Coupon, ...] = ()
    coupon_choice: tuple[str, ...] | None = None
    points_to_use: int | Literal["max"] = 0
    points_rule: PointsRule | None = None
    programs: tuple[Program, ...] = ()
    allowances: Allowances = Allowances()
