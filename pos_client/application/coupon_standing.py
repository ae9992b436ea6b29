"""Which coupons of a member could be used here today, before there is any basket, and why the others could not.

The engine says it, of a basket without goods: what it then finds wrong does not depend on the goods.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pos_client.application.benefits import BenefitEngine, UsableOffers, Wishes, pricing_input
from pos_client.application.checkout import Checkout
from pos_client.application.members import IdentifiedMember
from pos_client.application.payment import Payment
from pos_client.application.till import Desk
from retail.basket import Basket
from retail.ports import StoredCoupon

MakeEngine = Callable[[], BenefitEngine]
#: All that an empty basket lacks.
NOTHING_BOUGHT = "no_matching_lines"


@dataclass(frozen=True, slots=True)
class CouponStanding:
    """`reason` None: it waits for goods. `min_minor` is the amount from which it counts, 0: any."""

    coupon: StoredCoupon
    reason: str | None
    min_minor: int = 0


def coupons_standing(
    desk: Desk, checkout: Checkout, make_engine: MakeEngine, identified: IdentifiedMember
) -> tuple[CouponStanding, ...]:
    """Of every coupon that is not over: those that can be used first, each by when it ends. Nothing is held for it."""
    wanted = {coupon.offer_id for coupon in identified.coupons}
    records = {record.offer_id: record for record in checkout.usable.offers if record.offer_id in wanted}
    reasons = _reasons(desk, checkout, make_engine, identified, UsableOffers(tuple(records.values())))
    found = []
    for coupon in identified.coupons:
        record = records.get(coupon.offer_id)
        if coupon.status == "used":
            continue
        # An offer that is not here has ended, or is one that this till cannot use; one that the engine says nothing of
        # waits for its campaign.
        reason = "ended" if record is None else reasons.get(coupon.coupon_id, "not_started")
        least = 0 if record is None else (record.document.get("conditions") or {}).get("min_amount", 0)
        found.append(CouponStanding(coupon, None if reason == NOTHING_BOUGHT else reason, least))
    return tuple(sorted(found, key=_place))


def _reasons(
    desk: Desk, checkout: Checkout, make_engine: MakeEngine, identified: IdentifiedMember, usable: UsableOffers
) -> dict[str, str]:
    """By coupon; empty where the till has none of their offers."""
    if not usable.offers:
        return {}
    made = pricing_input(
        desk,
        checkout.rules,
        usable,
        checkout.allowances,
        basket=Basket(),
        identified=identified,
        bearer_coupons=(),
        wishes=Wishes(),
        payment=Payment(),
    )
    priced = make_engine().tried(made.document)
    return {item.coupon: item.reason for item in priced.rejected if item.coupon is not None}


def _place(standing: CouponStanding) -> tuple[bool, str, str]:
    return standing.reason is not None, standing.coupon.expires_at or "9999", standing.coupon.coupon_id
