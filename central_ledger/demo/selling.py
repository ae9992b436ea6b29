"""The demo's rules for selling to known members: goods put aside, coupons of guides, events. docs/spec/line.md."""

from __future__ import annotations

from datetime import date

from central_ledger.demo.promotions import starts
from central_ledger.demo.records import Document
from central_ledger.demo.shops import COLLECTION_STORE

#: Today and the three days after it; five things of one member at a time.
PUT_ASIDE: Document = {"days": 3, "per_member": 5}

#: By a guide, in a month: many small ones, and a few that cost the group something.
GUIDE_COUPONS: Document = {
    "offers": [
        {"offer_id": "CPN-300-30", "pieces": 20, "days": 14},
        {"offer_id": "CPN-YR-80", "pieces": 5, "days": 7},
    ]
}


def events(today: date) -> Document:
    """One that is on today in the collection store, and one that comes to every store."""
    return {
        "events": [
            {
                "event_id": "PREVIEW",
                "name": "新品品鉴会",
                "name_en": "New season preview",
                "from": starts(today, 0),
                "to": starts(today, 3),
                "stores": [COLLECTION_STORE],
            },
            {
                "event_id": "THANKS",
                "name": "会员答谢日",
                "name_en": "Members' thanks day",
                "from": starts(today, 10),
                "to": starts(today, 11),
            },
        ]
    }
