"""What the demo's collection store has beside its shelves: benefits of brands' own cards, rates, rewards.

Source: docs/spec/line.md, "Programs" and section 17.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

from central_ledger.demo.loyalty import POINTS_LAST
from central_ledger.demo.records import Document
from retail.catalogue import Product

#: In the collection store the group's silver counts for two brands only; for Mutang's goods the brand's own card does.
TIERS: list[dict[str, Any]] = [
    {"program": "group", "tiers": ["gold", "platinum"]},
    {"program": "group", "brands": ["YR", "LY"]},
    {"program": "group", "stores": ["S02", "S03", "W01"]},
]


#: Paid memberships, sold in every store like goods: number, plan, name, English name, price, days.
_PLANS = (
    ("PLAN-PLUS-365", "plus", "PLUS 会员年卡", "PLUS membership, a year", 19_900, 365),
    ("PLAN-PLUS-30", "plus", "PLUS 会员月卡", "PLUS membership, a month", 2_500, 30),
    ("PLAN-SKIN-365", "skincare-year", "护肤年卡", "Skincare year", 29_900, 365),
)
PLAN_CATEGORY = "plans"


def plan_goods() -> tuple[Product, ...]:
    """The memberships as goods of no brand: what they cost is the group's (demo/commissions.py)."""
    return tuple(
        Product(
            sku,
            name,
            "",
            price_minor,
            tax_bps=600,
            name_en=name_en,
            pinyin="plushy" if plan == "plus" else "hfnk",
            categories=(PLAN_CATEGORY,),
            discountable=False,
            unit="张",
        )
        for sku, plan, name, name_en, price_minor, _ in _PLANS
    )


def plan_rules() -> Document:
    """Which goods are which plan, and how long it holds (docs/spec/line.md, section 16)."""
    goods = [{"sku": sku, "plan": plan, "days": days} for sku, plan, _, _, _, days in _PLANS]
    return {"goods": goods, "refund_days": 14}


def brand_tier_offers() -> list[dict[str, Any]]:
    """What the higher tiers of two brands' own cards get on their goods; the brand pays."""
    shared: dict[str, Any] = {
        "source": "tier",
        "stage": "line",
        "priority": 60,
        "offline": {"policy": "allowed"},
    }
    return [
        shared
        | {
            "id": "MT-LEAF-97",
            "owner": "brand:MT",
            "label": "棠叶 97 折",
            "label_en": "Leaf: 3% off Mutang",
            "scope": {"brands": ["MT"], "exclude": {"tags": ["clearance"]}},
            "conditions": {"members_only": True, "tiers": {"program": "MT", "in": ["v2", "v3"]}},
            "effect": {"kind": "percent_off", "bps": 300},
            "funding": [{"party": "brand:MT", "bps": 10_000}],
        },
        shared
        | {
            "id": "LY-LEADER-95",
            "owner": "brand:LY",
            "label": "领队 95 折",
            "label_en": "Leader: 5% off Lingye",
            "scope": {"brands": ["LY"], "exclude": {"tags": ["clearance"]}},
            "conditions": {"members_only": True, "tiers": {"program": "LY", "in": ["v3"]}},
            "effect": {"kind": "percent_off", "bps": 500},
            "funding": [{"party": "brand:LY", "bps": 10_000}],
        },
    ]


def _mug(own: Sequence[Product]) -> Product | None:
    return next((product for product in own if product.categories[:2] == ("home", "tableware")), None)


def program_rules(own: Sequence[Product]) -> Document:
    """Whose points they are, what they are worth, how they are exchanged, and what is given for them."""
    mug = _mug(own)
    note = next((product for product in own if product.categories[:2] == ("home", "stationery")), None)
    catalogue: list[dict[str, Any]] = [
        {"id": "R-30", "label": "满 300 减 30 券", "label_en": "¥30 off from ¥300", "program": "group", "points": 2000,
         "kind": "coupon", "offer": "CPN-300-30", "days": 30},
    ]  # fmt: skip
    if mug is not None:
        catalogue.append(
            {"id": "R-MUG", "label": mug.name, "label_en": mug.name_en, "program": "group", "points": 6000,
             "kind": "goods", "sku": mug.sku, "stock": 40, "stores": ["S01"]}
        )  # fmt: skip
    return {
        "programs": {
            "group": {
                "owner": "platform",
                "worth": {"points": 100, "amount": 100},
                "expires": {"months": POINTS_LAST.months, "to": POINTS_LAST.to},
            },
            "YR": {"owner": "brand:YR", "worth": {"points": 100, "amount": 90}},
            "LY": {"owner": "brand:LY", "worth": {"points": 200, "amount": 90}},
            "MT": {"owner": "brand:MT", "worth": {"points": 10, "amount": 100}},
        },
        "exchanges": [
            {"from": "group", "to": "MT", "points": 1000, "gives": 80, "step": 1000, "per_day": 10_000},
            {"from": "YR", "to": "group", "points": 100, "gives": 80, "step": 500, "per_day": 10_000},
            {"from": "LY", "to": "group", "points": 200, "gives": 80, "step": 1000},
        ],
        "catalogue": catalogue,
        "welcome": [
            {"id": "W-30", "program": "group", "kind": "coupon", "offer": "CPN-300-30", "days": 30},
            {"id": "W-MT", "program": "MT", "kind": "points", "points": 20},
            *(
                {
                    "id": f"W-{program}",
                    "program": program,
                    "kind": "goods",
                    "sku": gift.sku,
                    "label": gift.name,
                    "label_en": gift.name_en or gift.name,
                    "days": 60,
                }
                for program, gift in (("group", note),)
                if gift is not None
            ),
        ],
    }


def draw_tables(products: Sequence[Product], today: date) -> tuple[Document, ...]:
    """A draw for the group's points that is on for a month: the first entry of gold and platinum members is free."""
    mug = _mug(products)
    prizes: list[dict[str, Any]] = [
        {"id": "P1000", "label": "1000 积分", "label_en": "1,000 points", "weight": 2, "points": 1000, "cost": 1000},
        {"id": "C30", "label": "满 300 减 30 券", "label_en": "¥30 off from ¥300", "weight": 30, "offer": "CPN-300-30",
         "days": 30, "cost": 3000},
        {"id": "P100", "label": "100 积分", "label_en": "100 points", "weight": 100, "points": 100, "cost": 100},
        {"id": "THANKS", "label": "谢谢参与", "label_en": "Thank you for taking part", "weight": 268},
    ]  # fmt: skip
    if mug is not None:
        prizes.insert(
            0,
            {"id": "MUG", "label": mug.name, "label_en": mug.name_en or mug.name, "weight": 4, "sku": mug.sku,
             "days": 30, "cost": 3900},
        )  # fmt: skip
    ends = datetime.combine(today + timedelta(days=30), time(), timezone(timedelta(hours=8)))
    return (
        {
            "id": "D-STAMP",
            "label": "集章抽奖",
            "label_en": "Stamp draw",
            "program": "group",
            "price": 200,
            "per_member": 30,
            "per_day": 3,
            "free": 1,
            "free_tiers": ["gold", "platinum"],
            "budget": 2_000_000,
            "to": ends.isoformat(timespec="seconds"),
            "prizes": prizes,
        },
    )


def proposals(products: Sequence[Product]) -> tuple[Document, ...]:
    """What the collection store has proposed: one of each state. `said` is what somebody of the brand answered."""
    first = {brand: next((p for p in products if p.brand == brand), None) for brand in ("MT", "LY")}
    found: list[Document] = [
        {
            "kind": "sku",
            "document": {
                "sku": "S01-GAIWAN",
                "name": "愚园路手作盖碗",
                "name_en": "Yuyuan Road handmade gaiwan",
                "pinyin": "yylszgw",
                "brand": "",
                "categories": ["home", "tableware"],
                "unit_price_minor": 16_800,
                "tax_bps": 1300,
                "unit": "只",
            },
            "note": "本店匠人联名",
        },
        {
            "kind": "sku",
            "document": {
                "sku": "S01-MT-SET",
                "name": "沐棠旅行三件套（旗舰店组合）",
                "name_en": "Mutang travel set (flagship)",
                "pinyin": "mtlxsjt",
                "brand": "MT",
                "categories": ["beauty", "skincare"],
                "unit_price_minor": 19_900,
                "tax_bps": 1300,
                "unit": "套",
            },
            "note": "店庆组合装，售完即止",
        },
    ]
    answers = {
        "MT": ("refuse", "新品首月全国同价"),
        "LY": ("approve", ""),
    }
    for brand, product in first.items():
        if product is not None:
            price = product.unit_price_minor * 9 // 10
            document = {"sku": product.sku, "unit_price_minor": price, "listed": True}
            said = answers[brand]
            found.append({"kind": "price", "document": document, "note": "周边店在促销", "brand": brand, "said": said})
    return tuple(found)
