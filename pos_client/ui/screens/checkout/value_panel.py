"""Gift cards on the payment panel: one button, which says why none pays when none does."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_client.ui.screens.checkout.state import ValueShown
from pos_client.ui.widgets.base import View
from pos_client.ui.widgets.key_button import KeyButton


class ValueButton(View):
    """`asked` when a card's number is to be typed; a card that is scanned needs no button."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ValueShown()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.button = KeyButton("gift", "F7", "plain", 15)
        self.button.let_words_elide()
        self.button.clicked.connect(self.asked)
        column.addWidget(self.button)
        self.retranslate()

    def retranslate(self) -> None:
        self.show_value(self._shown)

    def show_value(self, shown: ValueShown) -> None:
        """Hidden in a store that takes no gift cards."""
        self._shown = shown
        if shown.sells_value:
            words = self.tr("Gift cards do not pay for gift cards")
        elif not shown.is_reached:
            words = self.tr("Gift card: needs the connection")
        elif shown.asking:
            words = self.tr("Gift card: asking the ledger …")
        else:
            words = self.tr("Gift card: scan it, or type its number")
        self.button.set_words(words)
        self.button.setEnabled(shown.is_reached and not shown.sells_value and not shown.asking)
        self.setVisible(shown.is_taken)
