"""What the ledger's feeds are called on the screens, and how far they have come."""

from __future__ import annotations

from collections.abc import Iterable

from pos_client.marking import QT_TRANSLATE_NOOP
from pos_client.sync.status import Coming
from pos_client.ui.formatting import number
from pos_client.ui.language import translate

FEED_NAMES = {
    "products": QT_TRANSLATE_NOOP("feeds", "Products"),
    "overlay": QT_TRANSLATE_NOOP("feeds", "This store's prices"),
    "offers": QT_TRANSLATE_NOOP("feeds", "Offers"),
    "members": QT_TRANSLATE_NOOP("feeds", "Members"),
    "coupons": QT_TRANSLATE_NOOP("feeds", "Coupons"),
    "leases": QT_TRANSLATE_NOOP("feeds", "Set aside for this till"),
    "stock": QT_TRANSLATE_NOOP("feeds", "Stock"),
    "suggestions": QT_TRANSLATE_NOOP("feeds", "What goes with what"),
    "entitlements": QT_TRANSLATE_NOOP("feeds", "Services of members"),
    "tags": QT_TRANSLATE_NOOP("feeds", "Tags of members"),
    "member_facts": QT_TRANSLATE_NOOP("feeds", "Profiles of members"),
    "member_notes": QT_TRANSLATE_NOOP("feeds", "Notes about members"),
    "contacts": QT_TRANSLATE_NOOP("feeds", "Contacts with members"),
    "wanted": QT_TRANSLATE_NOOP("feeds", "Wishes, and goods put aside"),
    "orders": QT_TRANSLATE_NOOP("feeds", "Paid web orders"),
    "keys": QT_TRANSLATE_NOOP("feeds", "Keys and revocations"),
    "staff": QT_TRANSLATE_NOOP("feeds", "Staff"),
    "settings": QT_TRANSLATE_NOOP("feeds", "Settings of the store"),
}


def feed_name(feed: str) -> str:
    return translate("feeds", FEED_NAMES[feed]) if feed in FEED_NAMES else feed


def coming_words(coming: Iterable[Coming]) -> str:
    """Such as `Products 320,000 / 1,000,000 · Members 12,000`."""
    parts = []
    for one in coming:
        rows = f"{number(one.rows)} / {number(one.total)}" if one.total else number(one.rows)
        parts.append(f"{feed_name(one.feed)} {rows}")
    return " · ".join(parts)
