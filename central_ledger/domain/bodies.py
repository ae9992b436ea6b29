"""What journal entries say, as records: docs/spec/line.md, section 6. Unknown fields are ignored, floats refused."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from central_ledger.domain.basket_bodies import BASKET_BODIES, BasketBody, GuideShare
from central_ledger.domain.body_types import (
    AMOUNT_MAX,
    Amount,
    Basis,
    Brand,
    Count,
    CurrencyCode,
    Hex32,
    Id,
    Rounding,
    Seconds,
    Text,
    Word,
)
from central_ledger.domain.member_bodies import MEMBER_BODIES, MemberBody, PlanSoldBody
from central_ledger.domain.order_bodies import OrderHandedOver, RainCheckIssued
from central_ledger.domain.payment_bodies import (
    PaymentSettled,
    PaymentStarted,
    RefundSettled,
    RefundStarted,
    WalletDiscount,
)
from central_ledger.domain.redemption_bodies import REDEMPTION_BODIES, RedemptionBody
from central_ledger.domain.return_bodies import ExchangePart, ReturnBody
from central_ledger.domain.shift_bodies import SHIFT_BODIES, ShiftBody
from central_ledger.domain.staff_bodies import (
    ApprovalGiven,
    BoardAmountShown,
    LinesRemoved,
    ManualPrice,
    PriceOverridden,
    SettingChanged,
    SignInFailed,
    StaffBody,
    TillClosed,
    UnknownGoods,
    UnknownGoodsAdded,
)
from central_ledger.domain.value_bodies import ValueSoldBody
from retail.messages import BadEntry


class NamedHead(msgspec.Struct, frozen=True):
    """The head of a journal that a new epoch goes on from."""

    epoch: Id
    seq: Count
    hash: Hex32


class EpochOpened(msgspec.Struct, frozen=True):
    """`shared` is for the reason `ledger_ahead`: the last entry of the till's own journal that the ledger has too.

    The `carried` entries that came after it there follow in the new epoch, in their order.
    """

    reason: Word
    after: NamedHead | None
    shared: NamedHead | None = None
    carried: Count = 0


class SignedIn(msgspec.Struct, frozen=True):
    staff_id: Id


class SignedOut(msgspec.Struct, frozen=True):
    staff_id: Id
    reason: Word


class CodeAccepted(msgspec.Struct, frozen=True):
    """A unified member code that a till accepted. `cti` in hex; times in seconds since 1970."""

    cti: Annotated[str, msgspec.Meta(pattern=r"^([0-9a-f]{2})+$", max_length=64)]
    one_id: Id
    profile: Word
    issued_at: Seconds
    remember_until: Seconds


class VoidedLine(msgspec.Struct, frozen=True):
    sku: Id
    quantity: int | str
    unit_price_minor: Amount


class BasketVoided(msgspec.Struct, frozen=True):
    basket_id: Id
    staff_id: Id
    one_id: Id | None
    lines: list[VoidedLine]
    gross_minor: Amount
    approved_by: Id | None = None


class OfferUsed(msgspec.Struct, frozen=True):
    """An offer of the pricing input, by id and version."""

    id: Id
    version: Annotated[int, msgspec.Meta(ge=1, le=2**31)]


class PointsRule(msgspec.Struct, frozen=True):
    """What points are worth (benefits.md, 7), and who bears points that were not there."""

    points: Annotated[int, msgspec.Meta(ge=1, le=AMOUNT_MAX)]
    amount: Annotated[int, msgspec.Meta(ge=1, le=AMOUNT_MAX)]
    offline: dict[str, Any] = msgspec.field(default_factory=dict)


class PricingInput(msgspec.Struct, frozen=True):
    """Of the pricing input, what the books need; the whole of it stays in the entry for a replay."""

    online: bool = True
    offers: list[OfferUsed] = msgspec.field(default_factory=list)
    points_rule: PointsRule | None = None
    channel: Annotated[str, msgspec.Meta(max_length=64)] = "pos"
    lines: msgspec.Raw = msgspec.Raw(b"[]")


class AppliedOffer(msgspec.Struct, frozen=True):
    offer: Id
    saving: Amount
    coupon: Id | None = None


class Gift(msgspec.Struct, frozen=True):
    offer: Id
    sku: Id
    quantity: Annotated[int, msgspec.Meta(ge=1, le=10**6)]
    worth: Amount


class Pricing(msgspec.Struct, frozen=True):
    """Section 8 of benefits.md, as far as the books need it."""

    gross: Amount
    saving: Amount
    points_used: Amount
    points_amount: Amount
    payable: Amount
    applied: list[AppliedOffer] = msgspec.field(default_factory=list)
    gifts: list[Gift] = msgspec.field(default_factory=list)
    points_earned: dict[Id, Amount] = msgspec.field(default_factory=dict)
    funding: dict[Id, Amount] = msgspec.field(default_factory=dict)
    lines: msgspec.Raw = msgspec.Raw(b"[]")


class SaleLine(msgspec.Struct, frozen=True):
    line_id: Id
    sku: Id
    brand: Brand
    quantity: int | Annotated[str, msgspec.Meta(max_length=32)]
    unit_price_minor: Amount
    gross_minor: Amount
    net_minor: Amount
    tax_bps: Basis
    tax_minor: Amount
    override: ManualPrice | None = None
    unknown: UnknownGoods | None = None
    note: Text = ""
    guides: list[GuideShare] = msgspec.field(default_factory=list)
    rain_check: Id | None = None
    suggested: Word | None = None


class SaleTender(msgspec.Struct, frozen=True):
    """Of a wallet, `received_minor` is what its operator settles with the store. Of a gift card or stored value,
    `reference` is the account and `hold_id` the reservation that held the amount.
    """

    kind: Word
    amount_minor: Amount
    tendered_minor: Amount
    change_minor: Amount
    reference: Text | None = None
    received_minor: Amount | None = None
    wallet_discounts: list[WalletDiscount] = msgspec.field(default_factory=list)
    parts: list[ExchangePart] = msgspec.field(default_factory=list)
    hold_id: Id | None = None


class LeaseUsed(msgspec.Struct, frozen=True):
    """What a sale used of one lease: 1 coupon, points, or minor units of a budget."""

    lease_id: Id
    amount: Annotated[int, msgspec.Meta(ge=1, le=AMOUNT_MAX)]


class LeaseReturned(msgspec.Struct, frozen=True):
    """A lease that a till gives back and will not use again: docs/spec/line.md, section 7."""

    lease_id: Id
    used: Amount
    left: Amount
    reason: Word


class GiftLeftOut(msgspec.Struct, frozen=True):
    """A gift that was won and could not be handed over: its offer was no part of the pricing input."""

    offer: Id
    sku: Id
    quantity: Annotated[int, msgspec.Meta(ge=1, le=10**6)]
    stock: int | None = None


class HandedOut(msgspec.Struct, frozen=True):
    """A partner's coupon that was given with the receipt."""

    handout_id: Id
    code: Id
    label: Text
    partner: Text = ""
    expires_at: Annotated[str, msgspec.Meta(max_length=40)] | None = None


class ShownSuggestion(msgspec.Struct, frozen=True):
    """Goods that were suggested while a basket was open, and the kind of the reason."""

    sku: Id
    reason: Word


class SaleBody(msgspec.Struct, frozen=True):
    """A completed sale. `input` and `pricing` are the engine's, as it was run at the counter."""

    sale_id: Id
    cashier: Id
    currency: CurrencyCode
    input: PricingInput
    pricing: Pricing
    lines: list[SaleLine]
    tenders: list[SaleTender]
    one_id: Id | None = None
    guide: Id | None = None
    leases: list[LeaseUsed] = msgspec.field(default_factory=list)
    reservation_id: Id | None = None
    gifts_left_out: list[GiftLeftOut] = msgspec.field(default_factory=list)
    handed_out: list[HandedOut] = msgspec.field(default_factory=list)
    value_sold: list[ValueSoldBody] = msgspec.field(default_factory=list)
    note: Text = ""
    rounding_minor: Rounding = 0
    plans: list[PlanSoldBody] = msgspec.field(default_factory=list)
    suggested: Annotated[list[ShownSuggestion], msgspec.Meta(max_length=50)] = msgspec.field(default_factory=list)


class EntitlementUsed(msgspec.Struct, frozen=True):
    """One use of a service that a member is entitled to. `sale_id`: the sale at which it was asked for; `sku`: goods
    that were handed over with it.
    """

    use_id: Id
    entitlement_id: Id
    one_id: Id
    staff_id: Id
    sale_id: Id | None = None
    sku: Id | None = None


class EntitlementUseUndone(msgspec.Struct, frozen=True):
    """A use that was taken back before its sale ended."""

    use_id: Id
    entitlement_id: Id
    one_id: Id
    staff_id: Id
    sku: Id | None = None


class CouponSwapped(msgspec.Struct, frozen=True):
    """A coupon that was swapped for a larger one, by its offer's `grows`."""

    coupon_id: Id
    offer_id: Id
    one_id: Id | None
    to_coupon_id: Id
    to_offer_id: Id
    expires_at: Annotated[str, msgspec.Meta(max_length=40)] | None
    staff_id: Id


class OfferRejected(msgspec.Struct, frozen=True):
    """An offer that came in and breaks the contract as this till knows it: it is not used there."""

    offer_id: Id
    version: Annotated[int, msgspec.Meta(ge=1, le=2**31)]
    path: Text
    expected: Text


BenefitBody = EntitlementUsed | EntitlementUseUndone | CouponSwapped | OfferRejected

Body = (
    EpochOpened
    | SignedIn
    | SignedOut
    | StaffBody
    | CodeAccepted
    | BasketVoided
    | SaleBody
    | ReturnBody
    | LeaseReturned
    | ShiftBody
    | BenefitBody
    | BasketBody
    | OrderHandedOver
    | RedemptionBody
    | RainCheckIssued
    | MemberBody
    | PaymentStarted
    | PaymentSettled
    | RefundStarted
    | RefundSettled
)

_TYPES: dict[str, type[Body]] = {
    **SHIFT_BODIES,
    "epoch_opened": EpochOpened,
    "signed_in": SignedIn,
    "signed_out": SignedOut,
    "sign_in_failed": SignInFailed,
    "approval_given": ApprovalGiven,
    "price_overridden": PriceOverridden,
    "unknown_goods_added": UnknownGoodsAdded,
    "lines_removed": LinesRemoved,
    "code_accepted": CodeAccepted,
    "basket_voided": BasketVoided,
    "sale": SaleBody,
    "return": ReturnBody,
    "lease_returned": LeaseReturned,
    "entitlement_used": EntitlementUsed,
    "entitlement_use_undone": EntitlementUseUndone,
    "coupon_swapped": CouponSwapped,
    "offer_rejected": OfferRejected,
    "payment_started": PaymentStarted,
    "payment_settled": PaymentSettled,
    "refund_started": RefundStarted,
    "refund_settled": RefundSettled,
    "setting_changed": SettingChanged,
    "board_amount_shown": BoardAmountShown,
    "till_closed": TillClosed,
    **BASKET_BODIES,
    "order_handed_over": OrderHandedOver,
    **REDEMPTION_BODIES,
    "rain_check_issued": RainCheckIssued,
    **MEMBER_BODIES,
}
_DECODERS = {kind: msgspec.json.Decoder(body_type) for kind, body_type in _TYPES.items()}


def read_body(kind: str, body: bytes) -> Body:
    """The record of a body of version 1. Raises BadEntry: `unknown_kind` or `bad_body`."""
    decoder = _DECODERS.get(kind)
    if decoder is None:
        raise BadEntry("unknown_kind", kind)
    try:
        return decoder.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadEntry("bad_body", str(error)) from error
