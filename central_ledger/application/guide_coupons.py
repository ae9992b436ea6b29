"""Coupons that guides give their members, from a budget of pieces for each guide and month.

Source: docs/spec/line.md, "Coupons of guides". Only with a connection: the budget is counted here, where no two desks
can spend the same piece. First a piece of the guide's month is taken, then the member gets the coupon; each is done
once for an id of the till's, so that asking again after a lost answer goes on where it was.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from central_ledger.application.coupon_books import issue_coupons
from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import publish_members, publish_setting, store_zone
from central_ledger.application.scopes import is_of_store
from central_ledger.store.guide_budgets import GuideGift
from retail.guide_coupons import Given, GuideOffer, is_similar, read_guide_offers
from retail.ports import StoredCoupon

RULES = "guide_coupons"


@dataclass(frozen=True, slots=True)
class GiftWish:
    """What a till asks for: `gift_id` is its own. `all_the_same`: also beside one that is like it."""

    gift_id: str
    one_id: str
    offer_id: str
    staff_id: str
    all_the_same: bool = False


def set_guide_offers(ledger: Ledger, document: Mapping[str, Any]) -> None:
    """Which coupons guides may give: told to the stores in which they may. Needs a transaction. Raises ValueError."""
    offers = read_guide_offers(document)
    known = set(ledger.reference.stores())
    for offer in offers:
        if _document(ledger, offer.offer_id) is None:
            raise ValueError(f"$.offers: an offer in force: not {offer.offer_id}")
        for store in offer.stores:
            if store not in known:
                raise ValueError(f"$.offers: a store of the group: not {store}")
    ledger.reference.set_meta(RULES, json.dumps(dict(document), ensure_ascii=False))
    for store in sorted(known):
        here = [row for row in document.get("offers", ()) if not row.get("stores") or store in row["stores"]]
        publish_setting(ledger, store, RULES, {"offers": here})


def give_coupon(ledger: Ledger, store: str, till: str, wish: GiftWish) -> Given:
    """Give a member a coupon in a guide's name, once for each id of a till. Codes: `not_offered`, `not_a_guide`,
    `unknown`, `member_has`, `budget_spent`, `similar`. Raises StoreUnavailable.
    """
    offer = next((one for one in _offers(ledger) if one.offer_id == wish.offer_id), None)
    holder = f"guide/{store}/{wish.staff_id}"
    if offer is None or (offer.stores and store not in offer.stores):
        return Given("", "not_offered")
    if not _is_guide(ledger, store, wish.staff_id):
        return Given("", "not_a_guide")
    one_id = ledger.identities.current(wish.one_id)
    month = ledger.clock().astimezone(store_zone(ledger, store)).strftime("%Y-%m")
    name = f"{store}-{till}-{wish.gift_id}"
    gift = GuideGift(holder, name, month, wish.offer_id, one_id, _prefix(month) + name, till, ledger.now())
    known = ledger.guide_budgets.get(holder, name)
    if known is None:
        refused = ledger.database.beside((one_id,), lambda: _refusal(ledger, store, gift, offer, wish), home=one_id)
        if refused is not None:
            return refused
        if not ledger.database.beside((holder,), lambda: _take_piece(ledger, gift, offer), home=holder):
            return Given("", "budget_spent")
    else:
        gift = known
    given = ledger.database.beside((gift.one_id,), lambda: _give(ledger, gift, offer), home=gift.one_id)
    left = offer.pieces - ledger.guide_budgets.taken(holder, gift.month, gift.offer_id)
    return Given(given.coupon_id, left=max(0, left), expires_at=given.expires_at or "")


def _refusal(ledger: Ledger, store: str, gift: GuideGift, offer: GuideOffer, wish: GiftWish) -> Given | None:
    """Why the member gets none; None: they may."""
    if ledger.members.get(gift.one_id) is None:
        return Given("", "unknown")
    if not is_of_store(ledger, store, gift.one_id):
        # What the answer says of a member of other stores is on record.
        who = f"till:{store}/{gift.till}"
        ledger.reads.note_question(ledger.now(), who, store, gift.gift_id, gift.one_id)
    coupons = ledger.members.coupons_of(gift.one_id)
    prefix = _prefix(gift.month)
    own = [one for one in coupons if one.offer_id == gift.offer_id and one.coupon_id.startswith(prefix)]
    if len(own) >= offer.per_member:
        return Given("", "member_has", similar=tuple(one.coupon_id for one in own))
    alike = _similar(ledger, coupons, gift.offer_id)
    return Given("", "similar", similar=alike) if alike and not wish.all_the_same else None


def _similar(ledger: Ledger, coupons: Sequence[StoredCoupon], offer_id: str) -> tuple[str, ...]:
    """Coupons that may be used and do much the same."""
    wanted = _document(ledger, offer_id) or {}
    now = ledger.now()
    found = []
    for coupon in coupons:
        is_live = coupon.status == "available" and (coupon.expires_at is None or coupon.expires_at > now)
        other = _document(ledger, coupon.offer_id) if is_live else None
        if other is not None and is_similar(wanted, other):
            found.append(coupon.coupon_id)
    return tuple(found)


def _prefix(month: str) -> str:
    """How the ids of coupons begin that guides gave in a month, by which a member's are counted."""
    return f"guide-{month}-"


def _take_piece(ledger: Ledger, gift: GuideGift, offer: GuideOffer) -> bool:
    if ledger.guide_budgets.get(gift.holder, gift.gift_id) is not None:
        return True
    if ledger.guide_budgets.taken(gift.holder, gift.month, gift.offer_id) >= offer.pieces:
        return False
    ledger.guide_budgets.add(gift)
    return True


def _give(ledger: Ledger, gift: GuideGift, offer: GuideOffer) -> StoredCoupon:
    known = ledger.members.coupon(gift.one_id, gift.coupon_id)
    if known is not None:
        return known
    ends = (ledger.clock() + timedelta(days=offer.days)).isoformat(timespec="seconds")
    coupon = StoredCoupon(gift.coupon_id, gift.offer_id, gift.one_id, "available", ends)
    issue_coupons(ledger, [(gift.one_id, coupon)], f"{gift.holder}/{gift.month}")
    publish_members(ledger, [gift.one_id])
    return coupon


def _offers(ledger: Ledger) -> Sequence[GuideOffer]:
    text = ledger.reference.meta(RULES)
    return () if text is None else read_guide_offers(json.loads(text))


def _document(ledger: Ledger, offer_id: str) -> Mapping[str, Any] | None:
    """The version of an offer that tills have now."""
    row = ledger.feeds.get("group", "offers", offer_id)
    found: Mapping[str, Any] | None = None if row is None else json.loads(row)["document"]
    return found


def _is_guide(ledger: Ledger, store: str, staff_id: str) -> bool:
    row = ledger.feeds.get(store, "staff", staff_id)
    return row is not None and "guide" in json.loads(row)["roles"]
