"""What journal entries say of points at the counter beside sales: rewards, exchanges. docs/spec/line.md, "Programs"."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from central_ledger.domain.body_types import AMOUNT_MAX, Amount, Id, Text


class PointsLease(msgspec.Struct, frozen=True):
    """What of the points was taken from one lease."""

    lease_id: Id
    amount: Annotated[int, msgspec.Meta(ge=1, le=AMOUNT_MAX)]


class RewardRedeemed(msgspec.Struct, frozen=True):
    """Points were given for a reward. `name` is the sku of the goods, or the offer of the coupon, whose id the till
    made. `online`: whether the till asked the ledger for what goes beyond its leases.
    """

    redemption_id: Id
    reward_id: Id
    one_id: Id
    program: Id
    points: Annotated[int, msgspec.Meta(ge=1, le=AMOUNT_MAX)]
    kind: Literal["goods", "coupon"]
    name: Id
    label: Text
    staff_id: Id
    online: bool
    coupon_id: Id | None = None
    expires_at: Annotated[str, msgspec.Meta(max_length=40)] | None = None
    leases: list[PointsLease] = msgspec.field(default_factory=list)
    reservation_id: Id | None = None


class PointsExchanged(msgspec.Struct, frozen=True):
    """What the ledger exchanged for a member, as the till was told: its exchange has this id already."""

    exchange_id: Id
    one_id: Id
    from_program: Id
    to_program: Id
    points: Annotated[int, msgspec.Meta(ge=1, le=AMOUNT_MAX)]
    gives: Annotated[int, msgspec.Meta(ge=1, le=AMOUNT_MAX)]
    staff_id: Id
    asked_at: Annotated[str, msgspec.Meta(max_length=40)]


class DrawEntered(msgspec.Struct, frozen=True):
    """What came of an entry in a draw, as the till was told: `drawn` by the seed, `given` as far as the budget goes.
    It cost `price` points and won `points`, a coupon, or an entitlement to goods.
    """

    entry_id: Id
    draw_id: Id
    one_id: Id
    number: Annotated[int, msgspec.Meta(ge=1, le=AMOUNT_MAX)]
    drawn: Id
    given: Id
    price: Amount
    points: Amount
    staff_id: Id
    asked_at: Annotated[str, msgspec.Meta(max_length=40)]
    coupon_id: Id | None = None
    entitlement_id: Id | None = None


RedemptionBody = RewardRedeemed | PointsExchanged | DrawEntered
REDEMPTION_BODIES: dict[str, type[RedemptionBody]] = {
    "reward_redeemed": RewardRedeemed,
    "points_exchanged": PointsExchanged,
    "draw_entered": DrawEntered,
}
