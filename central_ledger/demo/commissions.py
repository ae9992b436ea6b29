"""What guides of the demo's stores earn, and how its parties settle: docs/spec/settlement.md, section 1."""

from __future__ import annotations

from central_ledger.demo.records import Document

COMMISSION: Document = {
    "stores": {
        "S01": {"type": "collection"},
        "S02": {"type": "direct"},
        "S03": {"type": "franchised"},
        "W01": {"type": "direct"},
    },
    "commission": [
        {
            "id": "beauty-in-collection",
            "label": "沐棠 · 集合店",
            "label_en": "Mutang in a collection store",
            "priority": 10,
            "scope": {"brands": ["MT"], "store_types": ["collection"]},
            "bps": 300,
            "payer": "brand",
            "due": "T+0",
            "points": {"points": 1, "per_minor": 10_000},
        },
        {
            "id": "outdoor-shoes",
            "label": "岭野鞋履",
            "label_en": "Lingye footwear",
            "priority": 20,
            "scope": {"brands": ["LY"], "categories": ["shoes"]},
            "bps": 150,
            "fixed_minor": 500,
            "currency": "CNY",
            "payer": "brand",
            "due": "T+1",
        },
        {
            "id": "brands-in-collection",
            "label": "品牌商品 · 集合店",
            "label_en": "Brands in a collection store",
            "priority": 50,
            "scope": {"brands": ["YR", "LY"], "store_types": ["collection"]},
            "bps": 200,
            "payer": "brand",
            "due": "T+1",
            "points": {"points": 1, "per_minor": 20_000},
        },
        {
            "id": "everything-else",
            "label": "其余商品",
            "label_en": "Everything else",
            "priority": 900,
            "base": "net_without_tax",
            "bps": 100,
            "payer": "store",
            "due": "T+1",
        },
    ],
    "settlement": [
        {
            "id": "consignment",
            "label": "集合店寄售",
            "label_en": "On consignment in a collection store",
            "priority": 10,
            "scope": {"store_types": ["collection"], "brands": ["YR", "LY", "MT"]},
            "shares": [
                {"party": "brand", "bps": 6800},
                {"party": "store", "bps": 2700},
                {"party": "platform", "bps": 500},
            ],
        },
        {
            "id": "franchise",
            "label": "加盟店",
            "label_en": "Franchised store",
            "priority": 20,
            "scope": {"store_types": ["franchised"]},
            "shares": [{"party": "store", "bps": 9400}, {"party": "brand", "bps": 600}],
        },
        {
            "id": "direct",
            "label": "直营店",
            "label_en": "The group's own store",
            "priority": 30,
            "scope": {"store_types": ["direct"]},
            "shares": [{"party": "brand", "bps": 5500}, {"party": "platform", "bps": 4500}],
        },
    ],
}
