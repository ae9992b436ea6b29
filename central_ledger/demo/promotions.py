"""The demo's offers: every way of the benefit engine that a shopper of a collection store would meet.

Documents follow docs/spec/benefits.md, section 3. Among them: member prices by tier, a paid plan's discount, steps of
the order, coupons of the platform and of brands, offers that shut each other out, costs that are shared, and all four
policies for a till without a connection. Dates are relative to today.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from central_ledger.demo.articles import Style
from central_ledger.demo.collection_store import brand_tier_offers
from central_ledger.demo.shops import COLLECTION_STORE
from retail.ports import OfferRecord

_Document = dict[str, Any]


def offers(styles: Sequence[Style], today: date) -> tuple[OfferRecord, ...]:
    """The current version of every offer, by id."""
    named = {style.articles[0].product.name: [article.product.sku for article in style.articles] for style in styles}
    documents = [
        *_member_prices(named),
        *_automatic(named, today),
        *_of_tiers_and_plans(),
        *_of_coupons(),
        *brand_tier_offers(),
    ]
    versions = {"TIER-GOLD": 3, "ORDER-STEPS": 7, "PLUS-95": 2, "CPN-1000-100": 2, "YR-STEPS": 4}
    return tuple(
        OfferRecord(document["id"], versions.get(document["id"], 1), document)
        for document in sorted(documents, key=lambda document: str(document["id"]))
    )


def starts(today: date, days: int) -> str:
    """Midnight, local time, `days` after today (before it, when negative)."""
    return f"{(today + timedelta(days=days)).isoformat()}T00:00:00+08:00"


def _shared(brand: str, brand_bps: int) -> list[dict[str, Any]]:
    return [{"party": f"brand:{brand}", "bps": brand_bps}, {"party": "platform", "bps": 10_000 - brand_bps}]


def _all_by(party: str) -> list[dict[str, Any]]:
    return [{"party": party, "bps": 10_000}]


def _member_prices(named: dict[str, list[str]]) -> list[_Document]:
    """Prices of single styles by tier; who has the higher tier gets the lower price, never both."""
    prices = (
        (
            "MP-KNIT-SILVER",
            "会员价",
            "Member price",
            "羊毛混纺圆领针织衫",
            ["silver", "gold", "platinum"],
            53_910,
            "YR",
        ),
        ("MP-KNIT-PLATINUM", "铂金会员价", "Platinum price", "羊毛混纺圆领针织衫", ["platinum"], 49_900, "YR"),
        ("MP-SHOES-GOLD", "金卡会员价", "Gold price", "城市轻跑鞋 Air-Flex 3", ["gold", "platinum"], 42_900, "LY"),
    )
    return [
        {
            "id": offer_id,
            "label": label,
            "label_en": label_en,
            "source": "tier",
            "stage": "price",
            "priority": 10,
            "scope": {"skus": named[style]},
            "conditions": {"members_only": True, "tiers": {"program": "group", "in": tiers}},
            "effect": {"kind": "unit_price", "price": price_minor},
            "exclusive_group": f"member-price-{brand}",
            "offline": {"policy": "allowed"},
            "funding": _shared(brand, 7000),
        }
        for offer_id, label, label_en, style, tiers, price_minor, brand in prices
        if style in named
    ]


def _automatic(named: dict[str, list[str]], today: date) -> list[_Document]:
    documents: list[_Document] = [
        {
            "id": "CLEARANCE-70",
            "label": "换季清仓 7 折",
            "label_en": "Clearance: 30% off",
            "source": "promotion",
            "stage": "price",
            "priority": 50,
            "scope": {"tags": ["clearance"]},
            "conditions": {"valid_from": starts(today, -20), "valid_to": starts(today, 25)},
            "effect": {"kind": "percent_off", "bps": 3000},
            "funding": _all_by(f"store:{COLLECTION_STORE}"),
        },
        {
            "id": "ORDER-STEPS",
            "label": "全场满 500 减 50，满 1000 减 120，满 2000 减 280",
            "label_en": "¥50 off from ¥500, ¥120 from ¥1,000, ¥280 from ¥2,000",
            "source": "promotion",
            "stage": "order",
            "scope": {"exclude": {"tags": ["clearance", "limited"]}},
            "conditions": {"valid_from": starts(today, -7), "valid_to": starts(today, 14)},
            "effect": {
                "kind": "amount_off_steps",
                "steps": [[50_000, 5_000], [100_000, 12_000], [200_000, 28_000]],
            },
            "exclusive_group": "order-steps",
            "offline": {"policy": "allowed"},
            "funding": [{"party": "platform", "bps": 5000}, {"party": f"store:{COLLECTION_STORE}", "bps": 5000}],
        },
        {
            "id": "YR-STEPS",
            "label": "云柔满 800 减 100，满 1500 减 220",
            "label_en": "Yunrou: ¥100 off from ¥800, ¥220 from ¥1,500",
            "source": "promotion",
            "stage": "order",
            "priority": 90,
            "scope": {"brands": ["YR"], "exclude": {"tags": ["clearance"]}},
            "conditions": {"valid_from": starts(today, -3), "valid_to": starts(today, 11), "channels": ["pos"]},
            "effect": {"kind": "amount_off_steps", "steps": [[80_000, 10_000], [150_000, 22_000]]},
            "exclusive_group": "order-steps",
            "funding": _shared("YR", 8000),
        },
        {
            "id": "MT-GIFT-399",
            "label": "沐棠满 399 赠旅行装",
            "label_en": "Mutang from ¥399: a travel set",
            "source": "promotion",
            "stage": "order",
            "priority": 200,
            "scope": {"brands": ["MT"]},
            "conditions": {"min_amount": 39_900},
            "effect": {"kind": "gift", "sku": _first(named, "山茶修护旅行装三件套"), "quantity": 1, "worth": 3_900},
            "offline": {"policy": "allowed"},
            "funding": _all_by("brand:MT"),
        },
        {
            "id": "LAUNCH-300",
            "label": "岭野冬季上新：满 1200 减 300（限量）",
            "label_en": "Lingye winter launch: ¥300 off from ¥1,200 (limited)",
            "source": "promotion",
            "stage": "order",
            "scope": {"brands": ["LY"]},
            "conditions": {"min_amount": 120_000, "valid_from": starts(today, -1), "valid_to": starts(today, 18)},
            "effect": {"kind": "amount_off", "amount": 30_000},
            "exclusive_group": "order-steps",
            "limits": {"per_member_day": 1, "budgeted": True},
            "budget": 3_000_000,
            "offline": {"policy": "leased", "bearer": "brand:LY"},
            "funding": _all_by("brand:LY"),
        },
        {
            "id": "TOTE-SECOND-HALF",
            "label": "帆布托特包第二件半价",
            "label_en": "Canvas tote: the second at half price",
            "source": "promotion",
            "stage": "line",
            "scope": {"skus": named.get("帆布托特包（限定）", ["YR-TOTE"])},
            "effect": {"kind": "every_n", "n": 2, "discounted": 1, "bps": 5000},
            "line_group": "line-discount",
            "funding": _all_by("brand:YR"),
        },
    ]
    return documents


def _of_tiers_and_plans() -> list[_Document]:
    tier = {
        "source": "tier",
        "stage": "line",
        "priority": 120,
        "scope": {"exclude": {"tags": ["clearance", "limited"], "categories": ["food"]}},
        "exclusive_group": "tier-discount",
        "line_group": "line-discount",
        "offline": {"policy": "allowed"},
        "funding": _all_by("platform"),
    }
    return [
        tier
        | {
            "id": "TIER-GOLD",
            "label": "金卡 95 折",
            "label_en": "Gold: 5% off",
            "conditions": {"members_only": True, "tiers": {"program": "group", "in": ["gold", "platinum"]}},
            "effect": {"kind": "percent_off", "bps": 500},
        },
        tier
        | {
            "id": "TIER-PLATINUM",
            "label": "铂金卡 9 折",
            "label_en": "Platinum: 10% off",
            "conditions": {"members_only": True, "tiers": {"program": "group", "in": ["platinum"]}},
            "effect": {"kind": "percent_off", "bps": 1000},
        },
        {
            "id": "PLUS-95",
            "label": "PLUS 会员再享 95 折（至多减 50）",
            "label_en": "PLUS: 5% more off (up to ¥50)",
            "source": "plan",
            "stage": "plan",
            "scope": {"exclude": {"tags": ["clearance"]}},
            "conditions": {"members_only": True, "plans": ["plus"]},
            "effect": {"kind": "percent_off", "bps": 500, "cap": 5_000},
            "limits": {"per_member_day": 3},
            "offline": {"policy": "capped", "per_member": 2, "per_till": 200, "bearer": "platform"},
            "funding": _all_by("platform"),
        },
        {
            "id": "BIRTHDAY-DOUBLE",
            "label": "生日月双倍积分",
            "label_en": "Birthday month: double points",
            "source": "tier",
            "stage": "order",
            "conditions": {"members_only": True, "birthday_month": True},
            "effect": {"kind": "points_multiplier", "times": "2"},
        },
    ]


def _of_coupons() -> list[_Document]:
    platform = {
        "source": "coupon",
        "stage": "coupon",
        "exclusive_group": "platform-coupon",
        "scope": {"exclude": {"tags": ["limited"]}},
    }
    return [
        platform
        | {
            "id": "CPN-1000-100",
            "label": "满 1000 减 100",
            "label_en": "¥100 off from ¥1,000",
            "conditions": {"members_only": True, "min_amount": 100_000},
            "effect": {"kind": "amount_off", "amount": 10_000},
            "offline": {"policy": "capped", "per_member": 1, "per_till": 40, "bearer": "platform"},
            "funding": [{"party": "platform", "bps": 6000}, {"party": f"store:{COLLECTION_STORE}", "bps": 4000}],
        },
        platform
        | {
            "id": "CPN-300-30",
            "label": "满 300 减 30",
            "label_en": "¥30 off from ¥300",
            "conditions": {"min_amount": 30_000},
            "effect": {"kind": "amount_off", "amount": 3_000},
            "offline": {"policy": "leased"},
            "funding": _all_by("platform"),
            "grows": {"to": "CPN-300-45"},
        },
        platform
        | {
            "id": "CPN-300-45",
            "label": "满 300 减 45（膨胀券）",
            "label_en": "¥45 off from ¥300 (grown)",
            "conditions": {"members_only": True, "min_amount": 30_000},
            "effect": {"kind": "amount_off", "amount": 4_500},
            "offline": {"policy": "leased"},
            "funding": _all_by("platform"),
        },
        {
            "id": "CPN-YR-80",
            "label": "云柔满 600 减 80",
            "label_en": "Yunrou: ¥80 off from ¥600",
            "source": "coupon",
            "stage": "coupon",
            "priority": 90,
            "scope": {"brands": ["YR"], "exclude": {"tags": ["clearance"]}},
            "conditions": {"members_only": True, "min_amount": 60_000},
            "effect": {"kind": "amount_off", "amount": 8_000},
            "not_with": ["YR-STEPS"],
            "offline": {"policy": "leased"},
            "funding": _shared("YR", 10_000)[:1],
        },
        {
            "id": "CPN-LY-90",
            "label": "岭野 9 折券（至多减 80）",
            "label_en": "Lingye: 10% off (up to ¥80)",
            "source": "coupon",
            "stage": "coupon",
            "priority": 95,
            "scope": {"brands": ["LY"]},
            "conditions": {"members_only": True},
            "effect": {"kind": "percent_off", "bps": 1000, "cap": 8_000},
            "not_with": ["tier-discount"],
            "offline": {"policy": "refused"},
            "funding": _all_by("brand:LY"),
        },
        {
            "id": "CPN-MT-20",
            "label": "沐棠 20 元无门槛券",
            "label_en": "Mutang: ¥20 off",
            "source": "coupon",
            "stage": "coupon",
            "scope": {"brands": ["MT"]},
            "effect": {"kind": "amount_off", "amount": 2_000},
            "max_uses": 2,
            "limits": {"per_member": 6},
            "offline": {"policy": "allowed"},
            "funding": _all_by("brand:MT"),
        },
    ]


def _first(named: dict[str, list[str]], name: str) -> str:
    """The first SKU of a style; in a range too small to have it, a SKU that no product has."""
    return named.get(name, ["MT-MINI"])[0]
