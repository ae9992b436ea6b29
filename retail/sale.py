"""A completed basket, and the means of payment that completed it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from retail.basket import Override, Quantity, UnknownGoods
from retail.cash_rounding import EXACT, CashRounding
from retail.guides import GuideShare
from retail.leases import LeaseUse
from retail.plans import PlanSold
from retail.stored_value import HoldRequest, ValueSold
from retail.wallets import WalletDiscount

#: `exchange`: goods that came back in the same transaction pay, see `retail.refunds`.
TenderKind = Literal["cash", "card", "wechat", "alipay", "exchange", "gift_card", "stored_value"]

#: More than any purse holds: an amount beyond it is a slip of the finger, or a barcode typed into the wrong field.
TENDERED_MAX_MINOR = 10**10
REFERENCE_CHARACTERS = 64


@dataclass(frozen=True, slots=True)
class Tender:
    """A means of payment applied to a sale.

    `amount_minor` is what it pays of the sale; `tendered_minor` is what was handed over (cash: at least the amount);
    `reference` is the external terminal's reference of a card payment, or a wallet's transaction id. Of a wallet,
    `received_minor` is what its operator settles with the store, and `wallet_discounts` who gave what of the rest.
    """

    kind: TenderKind
    amount_minor: int
    tendered_minor: int
    reference: str | None = None
    received_minor: int | None = None
    wallet_discounts: tuple[WalletDiscount, ...] = ()
    attempt_id: str | None = None  # the order number at a wallet's operator, by which it is refunded
    parts: tuple[Mapping[str, Any], ...] = ()  # of an exchange: which means of payment brought its money
    rounding_minor: int = 0  # of cash that settles a sale: what it takes beyond what remained (below 0: less)
    hold_id: str | None = None  # of value, whose account is the reference: what holds the amount at the ledger
    left_minor: int | None = None  # what is left on that account, as far as nobody else holds it

    @property
    def change_minor(self) -> int:
        return self.tendered_minor - self.amount_minor


@dataclass(frozen=True, slots=True)
class SaleLine:
    """A line as it was sold. `net_minor` is what is paid for it, `tax_minor` the tax inside that.

    With an `override` the unit price is the manual one, and the gross comes from it. `guides` share
    in it, empty: nobody.
    """

    line_id: str
    sku: str
    name: str
    brand: str
    quantity: int | str
    unit: str
    unit_price_minor: int
    gross_minor: int
    net_minor: int
    tax_bps: int
    tax_minor: int
    override: Override | None = None
    unknown: UnknownGoods | None = None
    note: str = ""
    guides: tuple[GuideShare, ...] = ()
    rain_check: str | None = None  # the promise by which it was sold
    suggested: str = ""  # it was put in from a suggestion: the kind of its reason

    @property
    def list_gross_minor(self) -> int:
        """The amount before a manual price."""
        if self.override is None:
            return self.gross_minor
        quantity = Quantity.weight(self.quantity) if isinstance(self.quantity, str) else Quantity.units(self.quantity)
        return quantity.of_price(self.override.list_price_minor)


@dataclass(frozen=True, slots=True)
class MemberProof:
    """How the member was known at the counter.

    `cti` (hex) names the unified code that was accepted; `as_of` is the age of the facts.
    """

    how: Literal["unified_code", "card", "search", "enrolled"]
    as_of: str
    cti: str | None = None


@dataclass(frozen=True, slots=True)
class GiftLeftOut:
    """A gift that was won and is not there: its offer is left out of the price. `stock` is what the till knew of it."""

    offer: str
    sku: str
    quantity: int
    stock: int | None = None


@dataclass(frozen=True, slots=True)
class ShownSuggestion:
    """Goods that were suggested while the basket was open, whether they were taken or not. `reason`: its kind."""

    sku: str
    reason: str


@dataclass(frozen=True, slots=True)
class HandedOut:
    """A partner's coupon that comes with the receipt. `expires_at` is ISO 8601 or None."""

    handout_id: str
    code: str
    label: str
    partner: str = ""
    expires_at: str | None = None


@dataclass(frozen=True, slots=True)
class Sale:
    """Everything that the ledger, a receipt and a return need of a completed basket.

    `pricing_input` is section 2 of docs/spec/benefits.md with `offers` as `[{"id", "version"}]`; `pricing` is its
    section 8. `occurred_at` carries an offset.
    """

    sale_id: str
    store: str
    till: str
    cashier: str
    occurred_at: str
    currency: str
    lines: tuple[SaleLine, ...]
    tenders: tuple[Tender, ...]
    pricing_input: Mapping[str, Any]
    pricing: Mapping[str, Any]
    one_id: str | None = None
    member_proof: MemberProof | None = None
    guide: str | None = None
    note: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)  # offer id -> label, for the receipt
    leases: tuple[LeaseUse, ...] = ()  # what it took of the till's leases, each once
    reservation_id: str | None = None  # what the ledger had set aside for it
    gifts_left_out: tuple[GiftLeftOut, ...] = ()
    handed_out: tuple[HandedOut, ...] = ()
    rounding_minor: int = 0  # what the tenders are above what was to be paid, because cash has coins
    value_sold: tuple[ValueSold, ...] = ()  # gift cards and top-ups, beside the goods
    plans: tuple[PlanSold, ...] = ()  # which lines are paid memberships of the member
    suggested: tuple[ShownSuggestion, ...] = ()

    @property
    def payable_minor(self) -> int:
        """What the goods cost."""
        return int(self.pricing["payable"])

    @property
    def to_pay_minor(self) -> int:
        """What is paid in all: goods, and value that is sold."""
        return self.payable_minor + sum(value.amount_minor for value in self.value_sold)

    @property
    def change_due_minor(self) -> int:
        return sum(tender.change_minor for tender in self.tenders)


def remaining_minor(payable_minor: int, tenders: Sequence[Tender]) -> int:
    """What is still to be paid; never below 0."""
    return max(0, payable_minor - sum(tender.amount_minor - tender.rounding_minor for tender in tenders))


def apply_cash(
    payable_minor: int, tenders: Sequence[Tender], tendered_minor: int, rounding: CashRounding = EXACT
) -> Tender:
    """Cash that was handed over, applied to what remains; the rest is change due. What settles it is rounded.

    Raises ValueError when it pays nothing, or is more than TENDERED_MAX_MINOR.
    """
    remaining = remaining_minor(payable_minor, tenders)
    if not 0 < tendered_minor <= TENDERED_MAX_MINOR or remaining == 0:
        raise ValueError("cash must pay something, within reason")
    due = rounding.due(remaining)
    if tendered_minor >= due:
        return Tender("cash", due, tendered_minor, rounding_minor=due - remaining)
    return Tender("cash", min(remaining, tendered_minor), tendered_minor)


def apply_value(
    payable_minor: int, tenders: Sequence[Tender], hold: HoldRequest, granted_minor: int, left_minor: int
) -> Tender:
    """What the ledger holds of a gift card or of stored value: never more than what remains.

    Raises ValueError when it pays nothing.
    """
    amount = min(granted_minor, remaining_minor(payable_minor, tenders))
    if amount <= 0:
        raise ValueError("value pays something")
    left = left_minor + granted_minor - amount
    return Tender(hold.kind, amount, amount, hold.account_id, hold_id=hold.hold_id, left_minor=left)


def apply_card(payable_minor: int, tenders: Sequence[Tender], amount_minor: int, reference: str) -> Tender:
    """A card payment taken on an external terminal: never more than what remains, and never without its reference."""
    remaining = remaining_minor(payable_minor, tenders)
    if not 0 < amount_minor <= remaining:
        raise ValueError("a card pays at least 1 and at most what remains")
    if not 0 < len(reference.strip()) <= REFERENCE_CHARACTERS:
        raise ValueError("a card payment needs the terminal's reference, of at most 64 characters")
    return Tender("card", amount_minor, amount_minor, reference.strip())
