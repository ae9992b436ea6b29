"""The sections of the window, as data."""

from __future__ import annotations

# Name, icon, key: the sections in the order of the rail.
SECTIONS = (
    ("checkout", "scan-barcode", "Ctrl+1"),
    ("receipts", "receipt-text", "Ctrl+2"),
    ("connection", "refresh-cw", "Ctrl+3"),
    ("devices", "monitor-smartphone", "Ctrl+4"),
    ("shift", "banknote", "Ctrl+5"),
    ("audit", "shield-check", "Ctrl+6"),
    ("cases", "triangle-alert", "Ctrl+7"),
)
#: A page that is reached from another one, whose place in the rail it has.
BEHIND = {"returns": "receipts"}
#: Sections that not everybody sees, and the right (retail/permissions.py) that opens them.
SECTION_RIGHTS = {"audit": "read_audit", "cases": "decide_cases"}
