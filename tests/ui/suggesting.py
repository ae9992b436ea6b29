"""A till on fakes that has learned what goes with what, and a member who bought something."""

from __future__ import annotations

from datetime import timedelta

from retail.member_facts import MemberFacts, Purchase
from retail.ports import StoredCoupon
from tests.ui.till import FakeTill
from tests.ui.till_data import COUPONS, PRODUCTS

KNIT, SHOES, TOTE, STUDS, SERUM = PRODUCTS[:5]
NAMES = [
    {"id": "jewellery", "name": "首饰", "name_en": "Jewellery"},
    {"id": "serums", "name": "精华", "name_en": "Serums"},
    {"id": "bags", "name": "箱包", "name_en": "Bags"},
]


def give_suggestions(till: FakeTill) -> None:
    """The knit was bought twelve days ago; studs, serum and tote go with it, and a coupon ends on Sunday."""
    learned, now = till.learned, till.clock.now()
    near = {(goods.brand, goods.name): score for goods, score in ((STUDS, 500), (SERUM, 400), (TOTE, 300))}
    for goods in PRODUCTS[:5]:
        others = {key: score for key, score in near.items() if key != (goods.brand, goods.name)}
        learned.add(goods.brand, goods.name, {goods.sku: ""}, also=others, together={(SHOES.brand, SHOES.name): 80})
    till.stock.pieces |= {goods.sku: 4 for goods in PRODUCTS[:5]}
    at = (now - timedelta(days=12)).isoformat(timespec="seconds")
    bought = Purchase("s1", at, "S02", "store", KNIT.sku, KNIT.name, KNIT.brand, KNIT.categories, "1", 59900)
    counted = {"knitwear": 3, "clothing": 3, "bags": 1}
    till.store.member_facts.rows["M1"] = MemberFacts(
        *("M1", "2026-11-10", "2024-01-01", "base", None, 3, 180000, (0,) * 12, None, None, None),
        *({}, counted, {}, (), (bought,)),
    )
    sunday = now.replace(hour=0, minute=0) + timedelta(days=5)
    till.directory.coupons = [*COUPONS, StoredCoupon("C9", "OFF30", "M1", "available", sunday.isoformat())]
    rules = till.reference.settings_document.get("group") or {"version": 1, "programs": []}
    till.reference.settings_document["group"] = {**rules, "suggestions": {"categories": NAMES}}
    till.checkout.reference_changed()
    till.suggesting.reference_changed()


def show_buyer(till: FakeTill) -> None:
    """The member's code is shown; the coupons are those of the cache."""
    till.show_code()
    till.checkout.reference_changed()
