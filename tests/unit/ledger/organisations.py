"""The small group as an organisation: two districts of one region, a store in each."""

from __future__ import annotations

from typing import Any

from central_ledger.application.ledger import Ledger
from central_ledger.application.organisation import publish_organisation

TREE: dict[str, Any] = {
    "regions": [{"code": "R1", "name": "华东", "name_en": "East"}, {"code": "R2", "name": "华南"}],
    "districts": [
        {"code": "D1", "name": "静安", "region": "R1"},
        {"code": "D2", "name": "黄浦", "region": "R1"},
        {"code": "D3", "name": "天河", "region": "R2"},
    ],
    "brands": [{"code": "LQX", "name": "兰琪秀"}, {"code": "LY", "name": "岭野"}],
    "stores": [
        {"store": "S01", "district": "D1", "brands": ["LQX", "LY"]},
        {"store": "S02", "district": "D2", "brands": ["LY"]},
    ],
}


def organised(ledger: Ledger, **more: Any) -> int:
    """Publish the tree; gives its version."""
    with ledger.database.transaction():
        return publish_organisation(ledger, TREE | more, "console:test")
