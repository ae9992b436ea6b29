"""What the checkout shows: facts, not words. The view words them in the language of the moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from pos_client.ui.screens.checkout.program_state import ProgramRow
from pos_client.ui.screens.checkout.wallet_state import WalletsShown
from pos_client.ui.suggestion_words import NO_SUGGESTIONS, SuggestionsShown
from retail.sale import TenderKind

Phase = Literal["basket", "tender", "done"]
OfferStatus = Literal["applied", "near", "not_chosen", "refused", "said"]
#: What a row says that is no offer: a brand that is not in the group yet, a tier that does not count for some goods, a
#: campaign that runs, and the next one.
Said = Literal["brand", "tier", "campaign", "coming"]
PrintState = Literal["printing", "printed", "failed", "not_printed"]


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What one offer takes off a line. `of_sale`: a share of a coupon or of points, which stand under the total."""

    label: str
    amount_minor: int
    of_sale: bool = False
    is_points: bool = False


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """What the store has of something: `left` as a text (`0`: nothing), how old that word is, how long it will last.

    `is_short`: less than the basket takes. `aside`: pieces of it that lie here for somebody.
    """

    left: str
    age_minutes: int
    minutes_left: int | None = None
    is_short: bool = False
    aside: int = 0


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of the basket. `net_minor` is what it costs after everything, coupons and points included.

    `list_gross_minor` is before a manual price, which is then the first adjustment and is out of the gross already.
    """

    line_id: str
    sku: str
    name: str
    name_en: str
    variant: str
    category: str
    quantity_text: str
    weighed: bool
    unit: str
    unit_price_minor: int
    gross_minor: int
    net_minor: int
    currency: str
    adjustments: tuple[Adjustment, ...] = ()
    list_gross_minor: int = 0
    note: str = ""
    guides: str | None = None  # who shares in this line, empty: nobody; None: as in the whole basket
    tiers: tuple[str, ...] = ()  # the member's tiers that count here, where lines differ; one empty name: none does
    shelf: ShelfRow | None = None  # None: never counted
    gift_of: str = ""  # the offer that gives it: not goods of the basket, but something to hand over
    stock: int | None = None  # pieces of the gift in this store; None: never counted
    gift_sku: str = ""
    value_id: str = ""  # the account of a gift card, or of a top-up, that is sold

    @property
    def is_goods(self) -> bool:
        """Whether it has a quantity, a price and a note that may be changed."""
        return not self.gift_of and not self.value_id

    @property
    def is_short(self) -> bool:
        """A gift of which there are too few, as far as anybody knows."""
        return bool(self.gift_of) and self.stock is not None and self.stock < int(self.quantity_text)

    @property
    def shown_minor(self) -> int:
        """What the line shows: after member prices and offers, before coupons and points, as the totals go on."""
        return self.net_minor + sum(item.amount_minor for item in self.adjustments if item.of_sale)


@dataclass(frozen=True, slots=True)
class Step:
    """What is missing to an offer's next step (in pieces when `missing_units` says how many), and what it would give.

    `gift` is its name and count. `cost_minor` is what is missing less what it would give.
    """

    missing_minor: int
    missing_units: int | None = None
    gain_minor: int = 0
    gift: str = ""
    cost_minor: int = 0


@dataclass(frozen=True, slots=True)
class OfferRow:
    """A candidate of the benefit engine: applied (with its saving), nearly there, or refused (with the reason's code).

    One with a `coupon_id` can be chosen by hand; `not_chosen` is one left out by the cashier's own choice. `missing` is
    an amount, or a number of units when the reason is `below_minimum_quantity`. `blocked_by` are labels. `said`: no
    candidate at all, but something of the group's rules that the counter should know.
    """

    offer_id: str
    label: str
    status: OfferStatus
    currency: str
    coupon_id: str | None = None
    saving_minor: int = 0
    reason: str = ""
    missing: int | None = None
    blocked_by: tuple[str, ...] = ()
    expires_at: str | None = None
    step: Step | None = None
    worth_minor: int = 0  # of a gift that is given
    leased_until: datetime | None = None  # set aside for this till, for use without a connection
    uses_left: int | None = None  # without a connection, of a limit
    refused_code: str = ""  # why the ledger would not reserve it
    grows_into: str = ""  # label of the offer that this coupon may be swapped for
    gift_left_out: bool = False  # the cashier said that its gift is not there
    members_only: tuple[str, ...] = ()  # labels of offers that one row stands for
    said: Said | None = None
    said_at: datetime | None = None  # when the brand joins, the campaign ends or begins; None: nobody knows


@dataclass(frozen=True, slots=True)
class TagShown:
    """What another system says of a member, in the language of the moment; how sure it is, and until when."""

    label: str
    source: str
    percent: int
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class MemberCard:
    """A member as shown at a counter where others look on: `name` and `phone` are masked already."""

    name: str
    phone: str
    tiers: tuple[tuple[str, str], ...]  # program's name, tier's name
    points: tuple[tuple[str, int], ...]  # program's name, points
    plans: tuple[str, ...]
    how: Literal["unified_code", "card", "search", "enrolled"]
    as_of: datetime | None
    from_code: bool
    can_spend: bool
    birthday_today: bool = False
    currency: str = "CNY"
    next_tier: tuple[str, int] | None = None  # name of a tier, minor units that are missing to it
    points_end: tuple[tuple[str, int, str], ...] = ()  # a program's name, points that end soon, their last day
    tiers_end: tuple[str, ...] = ()  # beside `tiers`: the day on which each is reckoned anew, empty: none
    facts_too_old: bool = False  # no connection, and too old for tiers and plans to count
    tags: tuple[TagShown, ...] = ()  # the surest first


@dataclass(frozen=True, slots=True)
class PointsChoice:
    """Points that may be spent. `wished` is 0, a number, or `max`; `used` pay `amount_minor`.

    `most` is what `max` would use, paying `most_minor`. `needs_connection`: the group's rule lets none be spent while
    there is no connection.
    """

    available: int
    used: int
    amount_minor: int
    wished: int | str = 0
    needs_connection: bool = False
    most: int = 0
    most_minor: int = 0
    offline_limit: int | None = None  # without a connection, how many may be spent at this till


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service of the member: `left` of `total`, `used_here` of them while this member stands here.

    A reward has `points`, for which it is given, and `missing` of them; `left` is 0 when it cannot be given now, and
    `total` how many there are (-1: as many as are wanted).
    """

    entitlement_id: str
    label: str
    left: int
    total: int
    used_here: int
    expires_at: str | None
    points: int = 0
    missing: int = 0
    needs_connection: bool = False
    is_goods: bool = False  # handed over, not done


@dataclass(frozen=True, slots=True)
class FundingShare:
    """What one party pays of the benefits: `kind` is group, brand, store, points or other, `name` whose."""

    kind: Literal["group", "brand", "store", "points", "other"]
    name: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class CouponSaving:
    label: str
    saving_minor: int


@dataclass(frozen=True, slots=True)
class Totals:
    """Gross − offers − coupons − points = payable. What was taken off by hand is out of the gross already."""

    gross_minor: int = 0
    offers_minor: int = 0
    coupons: tuple[CouponSaving, ...] = ()
    points: int = 0
    points_minor: int = 0
    payable_minor: int = 0
    kinds: int = 0
    units: int = 0
    manual_minor: int = 0
    exchanged_minor: int = 0  # what goods that come back pay of it
    back_minor: int = 0  # what they are worth more
    exchange_of: str = ""  # the receipt that they come back of
    values_minor: int = 0  # gift cards and top-ups that are sold

    @property
    def to_pay_minor(self) -> int:
        """What all of it costs."""
        return self.payable_minor + self.values_minor

    @property
    def due_minor(self) -> int:
        """What is to be paid in money."""
        return self.to_pay_minor - self.exchanged_minor


@dataclass(frozen=True, slots=True)
class ValueShown:
    """Gift cards and stored value at payment. `is_taken`: this store takes cards; `of_member`: the member at the
    counter may have stored value here; `is_reached`: the ledger can be asked; `asking`: it is being asked.
    """

    is_taken: bool = False
    of_member: bool = False
    is_reached: bool = True
    sells_value: bool = False
    asking: bool = False


#: The place of the exchange among the tenders: before them all.
EXCHANGE_ROW = -1


@dataclass(frozen=True, slots=True)
class TenderRow:
    index: int
    kind: TenderKind
    amount_minor: int
    tendered_minor: int
    reference: str = ""
    left_minor: int = 0  # of value: what is left on its account


@dataclass(frozen=True, slots=True)
class DoneSale:
    """A sale that is durable."""

    sale_id: str
    receipt_number: str
    occurred_at: datetime | None
    payable_minor: int
    change_due_minor: int
    saving_minor: int
    currency: str
    tenders: tuple[TenderRow, ...] = ()
    given_back: tuple[tuple[str, int], ...] = ()  # of an exchange: kind of tender, minor units; cash is in the change
    points_earned: tuple[tuple[str, int], ...] = ()
    print_state: PrintState = "printing"
    handouts: tuple[tuple[str, str], ...] = ()  # label, code
    rounding_minor: int = 0
    commission: tuple[tuple[str, int], ...] = ()  # guide's name, minor units: provisional until the ledger has it


@dataclass(frozen=True, slots=True)
class SearchRow:
    """Something found: goods by SKU, or a member by one_id; `hidden` says that there are more members, whom whoever is
    signed in may not look for. `title` of a member is masked.
    """

    kind: Literal["product", "member", "hidden"]
    key: str
    title: str
    detail: str
    amount_minor: int | None = None
    currency: str = "CNY"
    chips: tuple[str, ...] = ()
    weighed: bool = False
    unit: str = ""
    shelf: ShelfRow | None = None  # of goods; None: never counted


@dataclass(frozen=True, slots=True)
class CheckoutViewState:
    """The whole screen. `panels_follow`: what the panels beside the basket show is not in here, and comes soon."""

    currency: str
    phase: Phase = "basket"
    lines: tuple[LineRow, ...] = ()
    selected_line: str | None = None
    totals: Totals = field(default_factory=Totals)
    member: MemberCard | None = None
    offers: tuple[OfferRow, ...] = ()
    chosen_by_hand: bool = False
    points: PointsChoice | None = None
    services: tuple[ServiceRow, ...] = ()
    can_use_services: bool = False
    programs: tuple[ProgramRow, ...] = ()  # of the member, side by side
    funding: tuple[FundingShare, ...] | None = None  # None: whoever is signed in may not see it
    tenders: tuple[TenderRow, ...] = ()
    remaining_minor: int = 0
    cash_due_minor: int = 0  # what settles the rest in cash, rounded as the store does
    change_due_minor: int = 0
    online: bool = True
    asking: bool = False  # the ledger is asked for what this payment uses
    done: DoneSale | None = None
    last_sale: DoneSale | None = None
    now: datetime | None = None
    note: str = ""
    wallets: WalletsShown = field(default_factory=WalletsShown)
    value: ValueShown = field(default_factory=ValueShown)
    guides: str = ""  # who shares in the basket
    has_guides: bool = False  # whether the store has any
    orders: int = 0  # paid web orders of the member that wait here
    wanted: int = 0  # what the member wishes for, or has put aside here
    parked: int = 0  # baskets of this till that wait; counted while there is none at the counter
    suggestions: SuggestionsShown = NO_SUGGESTIONS
    panels_follow: bool = False
