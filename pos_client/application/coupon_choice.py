"""Coupons chosen by hand: what a coupon that was picked brings with it, and what it takes the place of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pos_client.application.basket_pricer import BasketPricer
from pos_client.application.checkout_state import CheckoutState

if TYPE_CHECKING:
    from retail.pricing import Pricing


def picked(pricer: BasketPricer, state: CheckoutState, coupon_id: str) -> tuple[str, ...] | None:
    """The coupons to use when this one is put in, or taken out where it is used; None when it cannot be used at all.

    A coupon that was picked is used, whatever it saves: those in its way make room. Where nothing but the amounts is in
    its way, those that save the least go first.
    """
    if state.pricing is None:
        return None
    used = _used(state.pricing)
    if coupon_id in used:
        return tuple(other for other in used if other != coupon_id)
    savings = {item.coupon: item.saving for item in state.pricing.applied}
    others = sorted(used, key=lambda other: -savings[other])
    while True:
        pricing = pricer.tried(state, (*others, coupon_id))
        found = _used(pricing)
        if coupon_id in found:
            return tuple(found)
        if not others:
            return None
        in_the_way = _in_the_way(pricing, coupon_id)
        others = [other for other in others if other not in in_the_way] if in_the_way else others[:-1]


def _used(pricing: Pricing) -> list[str]:
    return [item.coupon for item in pricing.applied if item.coupon is not None]


def _in_the_way(pricing: Pricing, coupon_id: str) -> Sequence[str]:
    """The applied coupons that a refused one conflicts with."""
    keys = {key for item in pricing.rejected if item.coupon == coupon_id for key in item.with_keys}
    return [c for item in pricing.applied if (c := item.coupon) is not None and f"{item.offer}#{c}" in keys]
