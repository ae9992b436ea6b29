"""Coupons that grow: at the counter one is swapped for a larger one, by its offer's `grows`.

Source: docs/spec/line.md, "Benefits beside the price". Only with a connection: the ledger has the swap within seconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from pos_client.application.checkout_state import CheckoutState
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk
from pos_client.errors import Refused
from retail.benefit_facts import moment
from retail.offer_extras import grows_of
from retail.ports import OfferRecord, StoredCoupon


def grows_into(offers: Sequence[OfferRecord], coupon: StoredCoupon, now: datetime) -> str | None:
    """The offer that a member's coupon may be swapped for at this moment, or None."""
    if coupon.status != "available" or coupon.one_id is None:
        return None
    if coupon.expires_at is not None and moment(coupon.expires_at) <= now:
        return None
    by_id = {record.offer_id: record.document for record in offers}
    grows = grows_of(by_id.get(coupon.offer_id, {}))
    if grows is None or not grows.holds(now) or by_id.get(grows.to, {}).get("source") != "coupon":
        return None
    return grows.to


def swapped(
    desk: Desk, staff: StaffDesk, state: CheckoutState, offers: Sequence[OfferRecord], coupon_id: str
) -> CheckoutState:
    """Write the swap; the state with the new coupon in the place of the old one.

    Raises Refused `proof_needed`, `swap_needs_connection` or `coupon_does_not_grow`.
    """
    identified = state.member
    if identified is None or not identified.can_spend:
        raise Refused("proof_needed")
    if not desk.is_online():
        raise Refused("swap_needs_connection")
    old = next((coupon for coupon in identified.coupons if coupon.coupon_id == coupon_id), None)
    to = None if old is None else grows_into(offers, old, desk.clock.now())
    if old is None or to is None:
        raise Refused("coupon_does_not_grow")
    new = StoredCoupon(desk.ids.new(), to, old.one_id, "available", old.expires_at)
    body = {
        "coupon_id": old.coupon_id,
        "offer_id": old.offer_id,
        "one_id": old.one_id,
        "to_coupon_id": new.coupon_id,
        "to_offer_id": new.offer_id,
        "expires_at": new.expires_at,
        "staff_id": staff.require("sell").staff_id,
    }
    with desk.unit_of_work() as uow:
        uow.own_benefits.swap_coupon(old, new)
        uow.journal.append("coupon_swapped", body)
        uow.commit()
    coupons = [replace(coupon, status="used") if coupon is old else coupon for coupon in identified.coupons]
    choice = state.coupon_choice
    if choice is not None:
        choice = tuple(new.coupon_id if chosen == coupon_id else chosen for chosen in choice)
    return replace(state, member=replace(identified, coupons=(*coupons, new)), coupon_choice=choice)
