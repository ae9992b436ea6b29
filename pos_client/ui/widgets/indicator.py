"""One fact of the top bar: an icon, a line in bold, and a smaller one under it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pos_client.ui.colours import COLOURS
from pos_client.ui.icons import pixmap
from pos_client.ui.theme import TARGET_PIXELS, set_state
from pos_client.ui.widgets.base import ElidedLabel

_COLOURS = {"good": COLOURS.good, "bad": COLOURS.bad, "warn": COLOURS.warn, "": COLOURS.text_soft}


class Indicator(QFrame):
    """Shows a state by icon, words and colour together. `clicked` when the user wants to know more."""

    clicked = Signal()

    def __init__(self, *, opens: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "indicator")
        self.setProperty("opens", opens)
        self._opens = opens
        self._fact: tuple[str, str, str, str] | None = None
        if opens:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumHeight(TARGET_PIXELS)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 10, 2)
        row.setSpacing(8)
        self._icon = QLabel()
        self._icon.setFixedSize(20, 20)
        self._title = ElidedLabel("indicatorTitle")
        self._detail = ElidedLabel("indicatorDetail")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._detail)
        words.addStretch(1)
        row.addWidget(self._icon)
        row.addLayout(words)

    def show_fact(self, icon: str, tone: str, title: str, detail: str) -> None:
        """`tone` is good, warn, bad, or empty for a fact that is neither."""
        fact = (icon, tone, title, detail)
        if fact == self._fact:
            return  # a sale and each word of the ledger say all of them again
        self._fact = fact
        set_state(self, "tone", tone)
        set_state(self._title, "tone", tone)
        self._icon.setPixmap(pixmap(icon, _COLOURS[tone], 20, self.devicePixelRatioF()))
        self._title.setText(title)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self.setAccessibleName(f"{title} {detail}".strip())

    def text(self) -> str:
        return f"{self._title.text()} {self._detail.text()}".strip()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._opens and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()
        super().mouseReleaseEvent(event)
