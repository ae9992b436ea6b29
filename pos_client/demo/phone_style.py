"""The demo phone's own look: warm paper, deep green, a little gold. It is another company's app, not the till."""

from __future__ import annotations

from PySide6.QtGui import QColor

FONT_FAMILIES = ["Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "PingFang SC", "sans-serif"]
INK = QColor("#1d2430")
QUIET = QColor("#6b7280")
ACCENT = QColor("#1f6a5a")
RING_TRACK = QColor("#e4e7e2")
URGENT = QColor("#c2573a")

# Of the member's card: left, right, and the badge's colour.
TIER_COLOURS: dict[str, tuple[str, str, str]] = {
    "basic": ("#1f6a5a", "#2c8069", "#d9f0e8"),
    "silver": ("#4d5b6b", "#6d7d90", "#eef2f6"),
    "gold": ("#4a3a1e", "#957032", "#f7e3b5"),
    "platinum": ("#20263a", "#55617f", "#dfe4f5"),
}

STYLE_SHEET = """
#phone { background: #f5f2ec; }
QLabel { color: #1d2430; }
#app { font-size: 18px; font-weight: 700; }
#title { font-size: 16px; font-weight: 700; }
#hint { font-size: 12px; color: #6b7280; }
#goodsName { font-size: 15px; font-weight: 600; }
#goodsPrice { font-size: 20px; font-weight: 700; color: #1f6a5a; }
#sheet { background: #ffffff; border-radius: 20px; }
#language {
    border: 1px solid #d8d3c8; border-radius: 14px; background: transparent;
    font-size: 12px; color: #4b5563; padding: 0 12px; min-height: 28px;
}
#language:hover { background: #ffffff; }
#hold {
    border: none; border-radius: 26px; min-height: 52px; font-size: 16px; font-weight: 700; color: #ffffff;
    background: qlineargradient(x1: 0, y1: 0, x2: 1, y2: 0, stop: 0 #1f6a5a, stop: 1 #2f8a74);
}
#hold:hover { background: #25796a; }
#hold:pressed { background: #185247; }
#hold:disabled { background: #a9bdb6; }
#hold:focus { border: 2px solid #c9a15b; }
#tab {
    border: none; background: transparent; min-height: 44px; font-size: 13px; color: #6b7280;
    border-top: 2px solid transparent;
}
#tab:checked { color: #1f6a5a; font-weight: 700; border-top: 2px solid #1f6a5a; }
QListWidget { border: none; background: transparent; font-size: 13px; outline: none; }
QListWidget::item { min-height: 38px; padding: 0 10px; border-radius: 10px; color: #1d2430; }
QListWidget::item:selected { background: #e6f1ed; color: #185247; }
QMenu { background: #ffffff; border: 1px solid #e4e0d7; padding: 6px; }
QMenu::item { padding: 10px 18px; border-radius: 8px; font-size: 14px; color: #1d2430; }
QMenu::item:selected { background: #e6f1ed; }
QScrollBar:vertical { width: 6px; background: transparent; }
QScrollBar::handle:vertical { background: #d3cfc5; border-radius: 3px; min-height: 30px; }
QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical { height: 0; }
"""
