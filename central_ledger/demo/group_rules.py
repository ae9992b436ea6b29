"""The demo's rules of the group: its campaigns through the year, and a brand that wants to be asked. line.md, 17."""

from __future__ import annotations

from datetime import date
from typing import Any

from central_ledger.demo.collection_store import TIERS
from central_ledger.demo.contacts import contact_rules
from central_ledger.demo.records import Document

#: id, name, English name, first evening and the end of the last day (month and day).
_CAMPAIGNS = (
    ("D618", "618 年中大促", "618 mid-year sale", "06-16", "06-19"),
    ("D11", "双11", "Double Eleven", "11-10", "11-12"),
    ("D12", "双12", "Double Twelve", "12-11", "12-13"),
)


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
    return {"calendars": calendars, "tiers": TIERS, "approvals": approvals, "today": contact_rules()}
