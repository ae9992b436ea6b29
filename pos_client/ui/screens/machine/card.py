"""One thing that can be done with this machine: what it is, how it stands, and the key that does it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pos_client.ui.colours import COLOURS
from pos_client.ui.icons import pixmap
from pos_client.ui.theme import set_state
from pos_client.ui.widgets.base import Card, breakable, label, unbroken
from pos_client.ui.widgets.key_button import KeyButton


class ThingCard(Card):
    """`asked` when its button was pressed."""

    asked = Signal()

    def __init__(self, icon: str, key: str, kind: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(12)
        mark = QLabel()
        mark.setPixmap(pixmap(icon, COLOURS.bad if kind == "danger" else COLOURS.accent, 28))
        self._title = label("cardTitle")
        head.addWidget(mark)
        head.addWidget(self._title, 1)
        column.addLayout(head)
        self._meaning = label("body", wraps=True)
        self._standing = label("strong", wraps=True)
        column.addWidget(self._meaning)
        column.addWidget(self._standing)
        column.addStretch(1)
        row = QHBoxLayout()
        self.button = KeyButton(icon, key, kind, 15)
        self.button.clicked.connect(self.asked)
        row.addWidget(self.button)
        row.addStretch(1)
        column.addLayout(row)

    def set_words(self, title: str, meaning: str, button: str) -> None:
        self._title.setText(title)
        self._meaning.setText(meaning)
        self.button.set_words(button, f"{title}: {button}")

    def show_standing(self, words: str, tone: str = "", *, enabled: bool = True) -> None:
        """`tone` is good, warn, bad, or empty."""
        self._standing.setText(breakable(words))
        self._standing.setVisible(bool(words))
        set_state(self._standing, "tone", tone)
        self.button.setEnabled(enabled)

    def text(self) -> str:
        return unbroken(f"{self._title.text()} {self._meaning.text()} {self._standing.text()}")
