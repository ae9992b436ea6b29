"""The group's brands, stores, staff and settings: fixed, but for the overlays of the collection store."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from central_ledger.demo.articles import IN_STORE_WEIGHT_PREFIX, OWN, Style
from central_ledger.demo.records import DemoBrand, DemoStaff, DemoStore, Document
from retail.catalogue import StoreOverlay

GROUP_NAME = "拾物集"
COLLECTION_STORE = "S01"
WEB_SHOP = "W01"

BRANDS = (
    DemoBrand("YR", "云柔", "Yunrou", "fashion"),
    DemoBrand("LY", "岭野", "Lingye", "outdoor"),
    DemoBrand("MT", "沐棠", "Mutang", "beauty"),
)
_ALL_BRANDS = tuple(brand.brand_id for brand in BRANDS)

_STORES = (
    DemoStore(
        COLLECTION_STORE,
        "静安寺旗舰店",
        "Jing'an Temple Flagship",
        "上海市静安区愚园路 68 号 1 至 3 层",
        "collection",
        "pos",
        _ALL_BRANDS,
    ),
    DemoStore("S02", "云柔新天地店", "Yunrou Xintiandi", "上海市黄浦区马当路 245 号 2 层", "brand", "pos", ("YR",)),
    DemoStore("S03", "岭野五角场店", "Lingye Wujiaochang", "上海市杨浦区淞沪路 77 号 B1", "brand", "pos", ("LY",)),
    DemoStore(WEB_SHOP, "拾物集线上商城", "Shiwuji Online", "线上", "web", "web", _ALL_BRANDS),
)

STAFF = (
    DemoStaff("E1001", COLLECTION_STORE, "王晓敏", ("cashier", "guide"), "1001"),
    DemoStaff("E1002", COLLECTION_STORE, "陈一鸣", ("cashier",), "2580"),
    DemoStaff("E1003", COLLECTION_STORE, "赵雅琪", ("cashier",), "7410"),
    DemoStaff("E1004", COLLECTION_STORE, "周可", ("guide",), "36912"),
    DemoStaff("E1005", COLLECTION_STORE, "黄子涵", ("guide",), "80246"),
    DemoStaff("E1006", COLLECTION_STORE, "孙志强", ("cashier", "guide", "manager"), "618800"),
    DemoStaff("E1007", COLLECTION_STORE, "李慧", ("cashier", "manager"), "520131"),
    DemoStaff("E1008", COLLECTION_STORE, "何静", ("auditor",), "990217"),
    DemoStaff("E2001", "S02", "吴昊", ("cashier", "guide", "manager"), "4477"),
    DemoStaff("E3001", "S03", "郑一帆", ("cashier", "guide", "manager"), "5588"),
)

TIER_NAMES: Mapping[str, Mapping[str, str]] = {
    "group": {"basic": "普通会员", "silver": "银卡", "gold": "金卡", "platinum": "铂金卡"},
    "YR": {"v1": "柔友", "v2": "柔享", "v3": "柔藏"},
    "LY": {"v1": "徒步者", "v2": "登山者", "v3": "领队"},
    "MT": {"v1": "棠芽", "v2": "棠叶", "v3": "棠华"},
}

POINTS: Document = {
    "program": "group",
    "rule": {
        "points": 100,
        "amount": 100,
        "step": 100,
        "max_share_bps": 5000,
        "scope": {},
        "offline": {"policy": "leased"},
    },
    "programs": [
        {
            "program": "group",
            "points": 1,
            "per_amount": 100,
            "tier_multipliers": {"silver": "1.2", "gold": "1.5", "platinum": "2"},
            "scope": {},
        },
        {
            "program": "YR",
            "points": 1,
            "per_amount": 100,
            "tier_multipliers": {"v2": "1.25", "v3": "1.5"},
            "scope": {"brands": ["YR"]},
        },
        {
            "program": "LY",
            "points": 2,
            "per_amount": 100,
            "tier_multipliers": {"v2": "1.2", "v3": "1.5"},
            "scope": {"brands": ["LY"]},
        },
        {
            "program": "MT",
            "points": 1,
            "per_amount": 1000,
            "tier_multipliers": {"v3": "2"},
            "scope": {"brands": ["MT"]},
        },
    ],
    "names": {"group": "拾物积分", "YR": "云柔积分", "LY": "岭野里程", "MT": "沐棠花瓣"},
    "names_en": {"group": "Shiwuji points", "YR": "Yunrou points", "LY": "Lingye miles", "MT": "Mutang petals"},
    "tiers": TIER_NAMES,
    "tiers_en": {
        "group": {"basic": "Member", "silver": "Silver", "gold": "Gold", "platinum": "Platinum"},
        "YR": {"v1": "Soft", "v2": "Softer", "v3": "Softest"},
        "LY": {"v1": "Walker", "v2": "Climber", "v3": "Leader"},
        "MT": {"v1": "Bud", "v2": "Leaf", "v3": "Blossom"},
    },
    "plans": {"plus": "PLUS 会员", "skincare-year": "护肤年卡"},
    "plans_en": {"plus": "PLUS", "skincare-year": "Skincare year"},
    "tier_rules": {
        "group": {
            "days": 365,
            "base": "basic",
            "steps": [["silver", 200_000], ["gold", 550_000], ["platinum", 1_200_000]],
        },
        **{brand: {"days": 365, "base": "v1", "steps": [["v2", 150_000], ["v3", 500_000]]} for brand in _ALL_BRANDS},
    },
}

#: Coupons of partners that the till hands out with a receipt (docs/spec/line.md, "Benefits beside the price").
HANDOUTS: Document = {
    "handouts": [
        {
            "id": "COFFEE-HALF",
            "label": "街角咖啡第二杯半价券",
            "label_en": "Corner Coffee: second cup at half price",
            "partner": "街角咖啡",
            "partner_en": "Corner Coffee",
            "terms": "愚园路店，七日内有效",
            "terms_en": "Yuyuan Road shop, within seven days",
            "conditions": {"min_payable": 30_000},
            "valid_days": 7,
        },
        {
            "id": "CLIMB-DAY",
            "label": "岩点攀岩馆单日体验券",
            "label_en": "Rockpoint climbing gym: one day",
            "partner": "岩点攀岩馆",
            "partner_en": "Rockpoint",
            "terms": "买岭野商品赠送，需预约",
            "terms_en": "With goods of Lingye; book ahead",
            "conditions": {"brands": ["LY"], "members_only": True},
            "valid_days": 30,
        },
    ]
}

#: Without a connection, a tier or a plan that was last confirmed longer ago gives nothing.
OFFLINE: Document = {"facts_max_age_seconds": 7 * 24 * 3600}

CARD_PREFIXES: Mapping[str, str] = {"YR": "8801", "LY": "8802", "MT": "8803"}
GROUP_CARD_PREFIX = "8800"
CARD_DIGITS = 14  # no length of EAN or UPC, so that no card can be taken for goods

SCANNING: Document = {
    "in_store_layouts": [{"pattern": f"{IN_STORE_WEIGHT_PREFIX}IIIIIWWWWWC", "step": 1}],
    "member_card_ranges": [
        {
            "first": prefix + "0" * (CARD_DIGITS - len(prefix)),
            "last": prefix + "9" * (CARD_DIGITS - len(prefix)),
            "printed_as_ean_13": False,
        }
        for prefix in (GROUP_CARD_PREFIX, *CARD_PREFIXES.values())
    ],
}

#: Who joins, and what comes with it (docs/spec/line.md, section 16).
JOINING: Document = {
    "first_tiers": {"group": "basic", **dict.fromkeys(CARD_PREFIXES, "v1")},
    "cards": {
        brand: {"prefix": prefix, "digits": CARD_DIGITS}
        for brand, prefix in {"group": GROUP_CARD_PREFIX, **CARD_PREFIXES}.items()
    },
    "codes": {
        "YUNROU": {"label": "云柔入会", "brand": "YR"},
        "LINGYE": {"label": "岭野入会", "brand": "LY"},
        "MUTANG": {"label": "沐棠入会", "brand": "MT"},
    },
    "consents": [
        {
            "purpose": "membership",
            "text_version": "2026-1",
            "text": "我同意加入拾物集会员，集团保存我的资料用于会员服务。",
            "text_en": "I join the Shiwuji membership; the group keeps my data for it.",
            "required": True,
        },
        {
            "purpose": "contact",
            "text_version": "2026-1",
            "text": "我愿意收到优惠短信和电话。",
            "text_en": "You may tell me about offers by message or phone.",
        },
        {
            "purpose": "profile",
            "text_version": "2026-1",
            "text": "可以根据我的购买为我推荐商品。",
            "text_en": "You may recommend goods by what I buy.",
        },
    ],
}

#: Goods that come back (docs/spec/line.md, section 11).
RETURNS: Document = {"void_minutes": 15, "without_receipt_minor": 50_000}

LIMITS: Document = {
    "override_bps": 1000,
    "override_minor": 10_000,
    "void_minor": 100_000,
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
        "price_max_minor": 200_000,
        "departments": [
            {"id": "sundry", "name": "杂货", "name_en": "Sundries", "brand": OWN, "tax_bps": 1300},
            {"id": "food", "name": "食品", "name_en": "Food", "brand": OWN, "tax_bps": 900},
        ],
    },
}

_OVERLAY_SHARE = 0.06
_UNLISTED_SHARE = 0.03


def stores(random: Random, styles: tuple[Style, ...]) -> tuple[DemoStore, ...]:
    """All stores; the collection store with its own goods, its own prices of some styles, and some it does not sell."""
    own_products = tuple(article.product for style in styles if style.brand == OWN for article in style.articles)
    overlays = _overlays(random, styles)
    return tuple(
        DemoStore(
            store.store_id,
            store.name,
            store.name_en,
            store.address,
            store.kind,
            store.channel,
            store.brands,
            overlays if store.store_id == COLLECTION_STORE else (),
            own_products if store.store_id == COLLECTION_STORE else (),
        )
        for store in _STORES
    )


def receipts() -> dict[str, Document]:
    """The words above and below each store's receipts."""
    return {
        store.store_id: {
            "header": [store.name if GROUP_NAME in store.name else f"{GROUP_NAME} · {store.name}", store.address],
            "footer": ["七天无理由退换，请保留小票", "会员积分与优惠以系统结算为准", "谢谢光临 Thank you"],
        }
        for store in _STORES
    }


def _overlays(random: Random, styles: tuple[Style, ...]) -> tuple[StoreOverlay, ...]:
    """Whole styles at a time: a shop does not price one size of a shirt otherwise than the next."""
    overlays: list[StoreOverlay] = []
    for style in styles:
        draw = random.random()
        bestseller = style.popularity > 0.55 and bool(style.kind.named)
        if style.brand == OWN or bestseller or draw > _OVERLAY_SHARE + _UNLISTED_SHARE:
            continue
        listed = draw < _OVERLAY_SHARE
        off = random.choice((10, 20, 30))
        for article in style.articles:
            price_minor = article.product.unit_price_minor
            # Ten, twenty or thirty yuan less, or one yuan where that would be more than a fifth.
            own_minor = price_minor - (off * 100 if off * 500 <= price_minor else 100)
            overlays.append(StoreOverlay(article.product.sku, own_minor if listed else None, listed))
    return tuple(overlays)
