"""The demo's rules of the group: its campaigns through the year, and a brand that wants to be asked. line.md, 17."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

from central_ledger.demo.articles import RANGES
from central_ledger.demo.collection_store import TIERS
from central_ledger.demo.contacts import contact_rules
from central_ledger.demo.records import Document
from retail.suggestion_rules import PRIVATE_CATEGORIES

#: id, name, English name, first evening and the end of the last day (month and day).
_CAMPAIGNS = (
    ("D618", "618 年中大促", "618 mid-year sale", "06-16", "06-19"),
    ("D11", "双11", "Double Eleven", "11-10", "11-12"),
    ("D12", "双12", "Double Twelve", "12-11", "12-13"),
)


#: What people call the narrowest kinds of goods.
_KINDS = (
    "knitwear=针织衫=Knitwear|blouses=衬衫=Blouses|t-shirts=T恤=T-shirts|dresses=连衣裙=Dresses|skirts=半裙=Skirts|"
    "trousers=裤装=Trousers|coats=大衣=Coats|down=羽绒服=Down|men-shirts=男士衬衫=Men's shirts|"
    "men-knitwear=男士针织=Men's knitwear|men-trousers=男士裤装=Men's trousers|men-jackets=男士外套=Men's jackets|"
    "bags=箱包=Bags|scarves=围巾=Scarves|jewellery=首饰=Jewellery|socks=袜子=Socks|running-shoes=跑鞋=Running shoes|"
    "hiking-shoes=登山鞋=Hiking shoes|casual-shoes=休闲鞋=Casual shoes|sandals=凉鞋=Sandals|shells=冲锋衣=Shells|"
    "fleece=抓绒=Fleece|outdoor-down=户外羽绒=Outdoor down|outdoor-tees=户外T恤=Outdoor tees|"
    "outdoor-trousers=户外裤装=Outdoor trousers|packs=背包=Packs|bottles=水壶=Bottles|camp=露营=Camping|hats=帽子=Hats|"
    "sport-socks=运动袜=Sport socks|cleansers=洁面=Cleansers|toners=爽肤水=Toners|serums=精华=Serums|"
    "creams=面霜=Creams|"
    "eye-care=眼部护理=Eye care|masks=面膜=Masks|sun-care=防晒=Sun care|lips=唇妆=Lips|base-make-up=底妆=Base make-up|"
    "eyes=眼妆=Eye make-up|body=身体护理=Body care|fragrance=香氛=Fragrance|minis=旅行装=Minis|tea=茶=Tea|"
    "dried-fruit=果干=Dried fruit|coffee=咖啡=Coffee|candles=香薰蜡烛=Candles|ceramics=陶瓷=Ceramics|"
    "stationery=文具=Stationery|books=图书=Books|gift-boxes=礼盒=Gift boxes"
)


def _suggestions() -> Document:
    """What kinds of goods are called, and of which nothing is suggested."""
    named = [kind.split("=") for kind in _KINDS.split("|")]
    return {
        "categories": [{"id": key, "name": name, "name_en": name_en} for key, name, name_en in named],
        "never": {"categories": [*PRIVATE_CATEGORIES, "services"]},
    }


def goods_last() -> Document:
    """How long those goods last that are used up, by their kind."""
    return {"categories": {kind.key: kind.lasts_days for _, kinds in RANGES for kind in kinds if kind.lasts_days}}


def group_rules(today: date) -> Document:
    """The campaigns of this year and the next; every 8th of a month is the members' day."""
    calendars: list[dict[str, Any]] = [
        {
            "id": name,
            "name": label,
            "name_en": label_en,
            "periods": [
                {"from": f"{year}-{first}T20:00", "to": f"{year}-{end}T00:00"} for year in (today.year, today.year + 1)
            ],
        }
        for name, label, label_en, first, end in _CAMPAIGNS
    ]
    every = {"month_days": [8], "first": f"{today.year}-01-01", "last": f"{today.year + 1}-12-31"}
    calendars.append({"id": "MEMBERS", "name": "会员日", "name_en": "Member day", "every": every})
    approvals = [{"brand": "LY", "what": ["price", "offer"]}, {"brand": "MT", "what": ["price", "offer", "sku"]}]
    return {
        "goods_last": goods_last(),
        "suggestions": _suggestions(),
        "calendars": calendars,
        "tiers": deepcopy(TIERS),
        "approvals": approvals,
        "today": contact_rules(),
    }
