"""The demo's regions and districts, and whom its staff may see: docs/organisation.md, section 1."""

from __future__ import annotations

from central_ledger.demo.records import Document
from central_ledger.demo.shops import BRANDS, COLLECTION_STORE, WEB_SHOP

_ALL_BRANDS = [brand.brand_id for brand in BRANDS]

ORGANISATION: Document = {
    "regions": [{"code": "EAST", "name": "华东大区", "name_en": "East"}],
    "districts": [
        {"code": "SH-C", "name": "上海中心片区", "name_en": "Shanghai centre", "region": "EAST"},
        {"code": "SH-N", "name": "上海北片区", "name_en": "Shanghai north", "region": "EAST"},
        {"code": "WEB", "name": "线上", "name_en": "Online", "region": "EAST"},
    ],
    "brands": [{"code": brand.brand_id, "name": brand.name, "name_en": brand.name_en} for brand in BRANDS],
    "stores": [
        {"store": COLLECTION_STORE, "district": "SH-C", "brands": _ALL_BRANDS},
        {"store": "S02", "district": "SH-C", "brands": ["YR"]},
        {"store": "S03", "district": "SH-N", "brands": ["LY"]},
        {"store": WEB_SHOP, "district": "WEB", "brands": _ALL_BRANDS},
    ],
    "scopes": {
        "roles": {"cashier": "store", "guide": "store", "manager": "district", "auditor": "own"},
        # A guide who looks after members of their own, and searches among those alone; and a manager who leads all.
        "staff": [
            {"store": COLLECTION_STORE, "staff_id": "E1005", "scope": "own"},
            {"store": COLLECTION_STORE, "staff_id": "E1007", "scope": "all"},
        ],
    },
    "k": 5,
}
