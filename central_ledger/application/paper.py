"""Codes for paper that the ledger signs: staff badges (US1) and coupons (UC1). docs/spec/member-code.md, section 2."""

from __future__ import annotations

from datetime import datetime, timedelta

from central_ledger.application.keys import issuer_key, store_key
from central_ledger.application.ledger import Ledger
from central_ledger.store.members import holder_of
from retail.paper_codes import CouponCode, StaffBadge, make_badge, make_coupon

BADGE_LIFETIME = timedelta(days=365)
#: What a coupon without an end carries: the last second that codes can name.
NEVER_S = 253_402_300_799


class UnknownName(ValueError):
    """There is no such person in this store, or no such coupon."""


def staff_badge(ledger: Ledger, store: str, staff_id: str) -> str:
    """The badge of one of a store's staff, valid for a year. Raises UnknownName."""
    if ledger.feeds.get(store, "staff", staff_id) is None:
        raise UnknownName(f"{store} has no {staff_id} among its staff")
    with ledger.database.transaction():
        signer = store_key(ledger, store)
    expires = int((ledger.clock() + BADGE_LIFETIME).timestamp())
    return make_badge(StaffBadge(staff_id, store, expires), signer.key, signer.kid)


def paper_coupon(ledger: Ledger, coupon_id: str, one_id: str | None) -> str:
    """A coupon on paper: of a member, or (None) one that anybody may use. Raises UnknownName, NotInitialised."""
    coupon = ledger.members.coupon(holder_of(one_id, coupon_id), coupon_id)
    if coupon is None:
        raise UnknownName(f"there is no coupon {coupon_id}" + (f" of {one_id}" if one_id else ""))
    expires = NEVER_S if coupon.expires_at is None else int(datetime.fromisoformat(coupon.expires_at).timestamp())
    signer = issuer_key(ledger)
    return make_coupon(CouponCode(coupon_id, coupon.offer_id, coupon.one_id, expires), signer.key, signer.kid)
