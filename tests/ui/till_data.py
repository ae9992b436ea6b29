"""What the till of the screens' tests knows: staff, goods, a member with coupons, offers and settings."""

from __future__ import annotations

from argon2 import PasswordHasher

from retail.catalogue import Product
from retail.member import Member
from retail.ports import OfferRecord, StaffMember, StoredCoupon

PIN = "2468"
# One cheap hash for all: what argon2 costs is not what screens are about.
PIN_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PIN)

STAFF = [
    StaffMember("1001", "王晓敏", ("cashier",), PIN_HASH),
    StaffMember("1002", "陈一鸣", ("cashier", "guide"), PIN_HASH),
    StaffMember("1003", "周可", ("guide",), PIN_HASH),
    StaffMember("1009", "赵雅琪", ("manager", "cashier"), PIN_HASH),
]
PRODUCTS = [
    Product("LQX-2201-M", "云柔羊毛混纺圆领针织衫", "LQX", 59900, name_en="Cloud wool-blend crew sweater",
            pinyin="yrymhfylzzs",
            variant="雾蓝 / M", categories=("clothing", "women", "knitwear"), barcodes=("6901234567892",)),
    Product("TPS-0417-39", "城市轻跑鞋 Air-Flex 3", "TPS", 46900, name_en="City runner Air-Flex 3", pinyin="csqpx",
            variant="白 / 39", categories=("shoes", "sport"), barcodes=("6907654321098",)),
    Product("LQX-7710", "帆布托特包（限定）", "LQX", 12900, name_en="Canvas tote (limited)", pinyin="fbttb",
            variant="原色", categories=("accessories", "bags"), barcodes=("6931112223334",)),
    Product("LQX-9034", "925 银耳钉 · 星芒", "LQX", 25900, name_en="Silver studs “Starlight”", pinyin="yedxm",
            categories=("accessories", "jewellery"), barcodes=("6935556667778",)),
    Product("MTG-3301", "山茶修护密集精华液", "MTG", 45900, name_en="Camellia repair intensive serum",
            pinyin="scxhmjjhy",
            variant="30ml", categories=("beauty", "skincare", "serums"), barcodes=("6920000000017",)),
    Product("OWN-0101", "云南小粒咖啡豆（散装）", "OWN", 12800, name_en="Yunnan coffee beans (loose)", pinyin="ynxlkfd",
            categories=("food", "coffee"), weighed=True, unit="kg", own=True),
    Product("OWN-0777", "店庆特别纪念联名限量版超长名称加厚保暖高领羊绒混纺开衫外套（礼盒装，附手提袋与感谢卡）",
            "OWN", 129900,
            name_en="Anniversary limited-edition extra-long-named high-neck cashmere blend cardigan coat (gift box)",
            variant="深海军蓝拼燕麦色 / XXL", categories=("clothing",), own=True),
]  # fmt: skip
MEMBER = Member(
    "M1",
    name="林若曦",
    pinyin="lrx",
    phone="13812346021",
    birthday="11-24",
    tiers={"group": "gold", "LQX": "vip2"},
    plans=("PLUS",),
    points={"group": 12480, "LQX": 860},
    cards={"LQX": "88000123"},
    growth={"group": 912300},
    as_of="2026-11-11T09:58:00+08:00",
)


def offer_record(offer_id: str, label: str, source: str, stage: str, **rest: object) -> OfferRecord:
    return OfferRecord(offer_id, 1, {"id": offer_id, "label": label, "source": source, "stage": stage, **rest})


OFFERS = [
    offer_record("TIER", "金卡会员价", "tier", "price", scope={"brands": ["LQX"], "categories": ["knitwear"]},
           conditions={"tiers": {"program": "group", "in": ["gold"]}}, effect={"kind": "percent_off", "bps": 1000}),
    offer_record("HALF", "第二件半价", "promotion", "line", scope={"skus": ["LQX-7710"]},
           effect={"kind": "every_n", "n": 2, "discounted": 1, "bps": 5000}),
    offer_record("OFF100", "满1000减100", "coupon", "coupon", conditions={"min_amount": 100000},
           effect={"kind": "amount_off", "amount": 10000}, exclusive_group="platform"),
    offer_record("OFF30", "满300减30", "coupon", "coupon", conditions={"min_amount": 30000},
           effect={"kind": "amount_off", "amount": 3000}, exclusive_group="platform"),
    offer_record("OFF200", "满2000减260", "coupon", "coupon", conditions={"min_amount": 200000},
           effect={"kind": "amount_off", "amount": 26000}, exclusive_group="platform"),
    offer_record("BEAUTY", "沐棠护肤 9 折", "promotion", "order", scope={"brands": ["MTG"]},
           conditions={"plans": ["PLUS"]}, effect={"kind": "percent_off", "bps": 1000}),
    offer_record("ONLINE", "App 专享券", "coupon", "coupon", effect={"kind": "amount_off", "amount": 1500},
           offline={"policy": "refused"}, exclusive_group="app"),
]  # fmt: skip
COUPONS = [
    StoredCoupon("C1", "OFF100", "M1", "available", "2026-12-31T23:59:00+08:00"),
    StoredCoupon("C2", "OFF30", "M1", "available", "2026-12-01T00:00:00+08:00"),
    StoredCoupon("C3", "OFF200", "M1", "available", "2026-11-30T00:00:00+08:00"),
    StoredCoupon("C4", "ONLINE", "M1", "available", None),
]
SETTINGS = {
    "points": {
        "program": "group",
        "rule": {"points": 100, "amount": 100, "step": 100, "max_share_bps": 5000},
        "programs": [{"program": "group", "points": 1, "per_amount": 100, "tier_multipliers": {"gold": "1.5"}}],
        "names": {"group": "集团", "LQX": "绫绮轩"},
        "tiers": {"group": {"gold": "金卡"}, "LQX": {"vip2": "VIP2"}},
    },
    "returns": {"void_minutes": 15, "without_receipt_minor": 100000},
    "limits": {
        "override_bps": 1000,
        "override_minor": 10000,
        "void_minor": 250000,
        "lock_after_minutes": 10,
        "reasons": [
            {"id": "damaged", "name": "商品瑕疵", "name_en": "Damaged goods"},
            {"id": "display", "name": "陈列样品", "name_en": "Display piece"},
            {"id": "price_match", "name": "同款比价", "name_en": "Price match"},
            {"id": "wrong_label", "name": "价签有误", "name_en": "Wrong price label"},
            {"id": "goodwill", "name": "客诉补偿", "name_en": "Goodwill"},
            {"id": "other", "name": "其他原因", "name_en": "Another reason", "needs_text": True},
        ],
        "unknown_goods": {
            "price_max_minor": 200000,
            "departments": [
                {"id": "sundry", "name": "杂货", "name_en": "Sundries", "brand": "OWN", "tax_bps": 1300},
                {"id": "food", "name": "食品", "name_en": "Food", "brand": "OWN", "tax_bps": 900},
            ],
        },
    },
}
