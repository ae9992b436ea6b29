"""Gift cards and stored value on the payment panel; where none pays, one line says why."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos_client.ui.screens.checkout.state import ValueShown
from pos_client.ui.widgets.base import View
from pos_client.ui.widgets.key_button import KeyButton


class ValueButtons(View):
    """`asked` when a card's number is to be typed (one that is scanned needs no button); `member_asked` when the
    member's stored value is to pay.
    """

    asked = Signal()
    member_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = ValueShown()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.button = KeyButton("gift", "F7", "plain", 15)
        self.button.clicked.connect(self.asked)
        self.member_button = KeyButton("wallet", "F6", "plain", 15)
        self.member_button.clicked.connect(self.member_asked)
        for button in (self.button, self.member_button):
            button.let_words_elide()
            row.addWidget(button, 1)
        self.retranslate()

    def retranslate(self) -> None:
        self.show_value(self._shown)

    def show_value(self, shown: ValueShown) -> None:
        """Hidden in a store that has neither, or nobody to have any."""
        self._shown = shown
        usable = shown.is_reached and not shown.sells_value and not shown.asking
        both = shown.is_taken and shown.of_member
        if shown.sells_value:
            words = self.tr("Gift cards do not pay for gift cards")
        elif not shown.is_reached:
            words = self.tr("Gift card, stored value: need the connection")
        elif shown.asking:
            words = self.tr("Asking the ledger …")
        else:
            words = self.tr("Gift card") if both else self.tr("Gift card: scan it, or type its number")
        self.button.set_words(words)
        self.button.setEnabled(usable)
        self.button.setVisible(shown.is_taken or not usable)
        self.member_button.set_words(self.tr("Stored value"), self.tr("The member's stored value pays"))
        self.member_button.setVisible(shown.of_member and usable)
        self.setVisible(shown.is_taken or shown.of_member)
