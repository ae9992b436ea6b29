"""The sections of the window, as data."""

from __future__ import annotations

from pos_client.marking import QT_TRANSLATE_NOOP
from pos_client.ui.language import translate

# Name, icon, key: the sections in the order of the rail. One without an icon has no button there, but its key.
SECTIONS = (
    ("checkout", "scan-barcode", "Ctrl+1"),
    ("receipts", "receipt-text", "Ctrl+2"),
    ("connection", "refresh-cw", "Ctrl+3"),
    ("devices", "monitor-smartphone", "Ctrl+4"),
    ("shift", "banknote", "Ctrl+5"),
    ("audit", "shield-check", "Ctrl+6"),
    ("cases", "triangle-alert", "Ctrl+7"),
    ("payments", "wallet", "Ctrl+8"),
    ("settings", "sliders-horizontal", "Ctrl+9"),
    ("earnings", "coins", "Ctrl+0"),
    ("range", "", "Ctrl+G"),
    ("today", "sparkles", "Ctrl+D"),
    ("figures", "", "Ctrl+B"),
    ("profile", "user-round", "Ctrl+M"),
    ("clientele", "", "Ctrl+U"),
    ("machine", "", "Ctrl+N"),
)
#: A page that is reached from another one, whose place in the rail it has.
BEHIND = {
    "returns": "receipts",
    "unreceipted": "receipts",
    "range": "cases",
    "figures": "earnings",
    "clientele": "earnings",
    "machine": "settings",
}
#: Sections that not everybody sees, and the right (retail/permissions.py) that opens them.
SECTION_RIGHTS = {
    "audit": "read_audit",
    "cases": "decide_cases",
    "earnings": "see_own_earnings",
    "range": "manage_range",
    "today": "contact_members",
    "figures": "see_figures",
    "profile": "see_profiles",
    "clientele": "sell",
}

CONTEXT = "MainWindow"
_WORDS = {
    "checkout": QT_TRANSLATE_NOOP("MainWindow", "Checkout"),
    "receipts": QT_TRANSLATE_NOOP("MainWindow", "Receipts"),
    "returns": QT_TRANSLATE_NOOP("MainWindow", "Returns"),
    "unreceipted": QT_TRANSLATE_NOOP("MainWindow", "Returns"),
    "connection": QT_TRANSLATE_NOOP("MainWindow", "Connection"),
    "devices": QT_TRANSLATE_NOOP("MainWindow", "Devices"),
    "audit": QT_TRANSLATE_NOOP("MainWindow", "Audit list"),
    "cases": QT_TRANSLATE_NOOP("MainWindow", "Cases"),
    "shift": QT_TRANSLATE_NOOP("MainWindow", "Shift"),
    "settings": QT_TRANSLATE_NOOP("MainWindow", "Settings"),
    "payments": QT_TRANSLATE_NOOP("MainWindow", "Open payments"),
    "earnings": QT_TRANSLATE_NOOP("MainWindow", "Earnings"),
    "range": QT_TRANSLATE_NOOP("MainWindow", "Own range"),
    "today": QT_TRANSLATE_NOOP("MainWindow", "Today"),
    "figures": QT_TRANSLATE_NOOP("MainWindow", "Store figures"),
    "profile": QT_TRANSLATE_NOOP("MainWindow", "Members"),
    "clientele": QT_TRANSLATE_NOOP("MainWindow", "Guides"),
    "machine": QT_TRANSLATE_NOOP("MainWindow", "This computer"),
}
#: Shorter words, where the others do not fit the rail.
_SHORT_WORDS = {
    "checkout": QT_TRANSLATE_NOOP("MainWindow", "Sell"),
    "connection": QT_TRANSLATE_NOOP("MainWindow", "Sync"),
    "audit": QT_TRANSLATE_NOOP("MainWindow", "Audit"),
    "payments": QT_TRANSLATE_NOOP("MainWindow", "Unpaid"),
}


def section_words(name: str) -> str:
    """A section's name in the language of the moment."""
    return translate(CONTEXT, _WORDS[name])


def rail_words(name: str) -> str:
    return translate(CONTEXT, _SHORT_WORDS.get(name, _WORDS[name]))
