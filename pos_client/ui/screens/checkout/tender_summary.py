"""What is to be paid, by what it was paid so far, and what remains. The payment taken last goes back by its key.

What a wallet paid goes back to the shopper at once, and for good, and goods of an exchange that is given up count no
more: both are asked first, in their row.
"""

from __future__ import annotations

from typing import get_args

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pos_client.ui.formatting import money
from pos_client.ui.screens.checkout.state import CheckoutViewState, TenderRow
from pos_client.ui.theme import TARGET_PIXELS, text_factor
from pos_client.ui.widgets.base import Card, ElidedLabel, View, cleared, label
from pos_client.ui.widgets.key_button import KeyButton
from retail.stored_value import VALUE_KINDS, masked_account
from retail.wallets import WalletName

CARD_MARGINS = (16, 8, 16, 8)  # one right edge for every amount: to pay, received, change
LARGE_TEXT = 1.2
TENDERS_SHOWN = 2  # more of them scroll
TAKE_BACK_KEY = "F4"
ROWS_MAX = 4
WALLETS = frozenset(get_args(WalletName))
ASKED_FIRST = WALLETS | {"exchange"}


def rows_above_amount(state: CheckoutViewState) -> int:
    """How many rows of buttons are wanted beside what every payment has: too many would make the window higher than
    the smallest screen, and what takes the money would leave it.
    """
    value, taken = state.value, len(state.tenders)
    return sum((value.is_taken or value.of_member, state.wallets.held is not None, taken > 0, taken > 1))


class TenderSummary(View):
    """`removed` carries the index of a payment that is taken back."""

    removed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: CheckoutViewState | None = None
        self._asked: TenderRow | None = None  # taken back when it is pressed again
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = Card("payable", self)
        outer.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(*CARD_MARGINS)
        column.setSpacing(2)
        top = QHBoxLayout()
        self._payable_name = label("muted")
        self._payable = label("strong")
        top.addWidget(self._payable_name)
        top.addStretch(1)
        top.addWidget(self._payable)
        column.addLayout(top)
        inner = QWidget()
        self._tenders = QVBoxLayout(inner)
        self._tenders.setContentsMargins(0, 0, 0, 0)
        self._tenders.setSpacing(0)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inner)
        self._area.setProperty("role", "bare")
        column.addWidget(self._area)
        low = QHBoxLayout()
        self._remaining_name = label("payableName")
        self._remaining = label("payableAmount")
        self._remaining.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        low.addWidget(self._remaining_name)
        low.addWidget(self._remaining, 1)
        column.addLayout(low)
        # Not each button's own: those of rows that were replaced live on for a moment, and two would claim the key.
        shortcut = QShortcut(QKeySequence(TAKE_BACK_KEY), self)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(self._on_take_back)
        self.retranslate()

    def retranslate(self) -> None:
        self._payable_name.setText(self.tr("To pay"))
        if self._state is not None:
            self.show_state(self._state)

    def show_state(self, state: CheckoutViewState) -> None:
        if self._state is None or state.tenders != self._state.tenders:
            self._asked = None
        self._state = state
        self._payable.setText(money(state.totals.to_pay_minor, state.currency))
        for widget in (self._payable_name, self._payable):
            widget.setVisible(bool(state.tenders))
        self._remaining_name.setText(self._remaining_words(state))
        self._remaining.setText(money(state.remaining_minor or state.totals.back_minor, state.currency))
        self._show_tenders(state)

    def _remaining_words(self, state: CheckoutViewState) -> str:
        if not state.remaining_minor:
            return self.tr("To give back") if state.totals.back_minor else self.tr("Paid in full")
        if state.asking:
            return self.tr("Being confirmed")
        if state.value.asking:
            return self.tr("The card is being asked")
        if state.wallets.waiting is not None:
            return self.tr("Being paid")
        return self.tr("Still to pay") if state.tenders else self.tr("To pay")

    def _show_tenders(self, state: CheckoutViewState) -> None:
        cleared(self._tenders)
        # With the largest text the amounts need the room of all rows but one; the others are scrolled to.
        has_room = text_factor() < LARGE_TEXT and rows_above_amount(state) < ROWS_MAX
        shown = min(len(state.tenders), TENDERS_SHOWN if has_room else 1)
        self._area.setFixedHeight(shown * TARGET_PIXELS)
        self._area.setVisible(bool(shown))
        width = 0
        for tender in reversed(state.tenders):  # the one with the key is in sight, however many there are
            row = QHBoxLayout()
            row.setSpacing(8)
            words = ElidedLabel("strong")
            words.setProperty("tone", "bad" if tender == self._asked else "")
            words.setText(self._tender_words(tender))
            amount = label("totalSaving", "−" + money(tender.amount_minor, state.currency))
            remove = KeyButton("undo-2", TAKE_BACK_KEY if tender is state.tenders[-1] else "", "quiet", 14, obeys=False)
            remove.set_words("", self.tr("Take back: {tender}").format(tender=words.text()))
            remove.setToolTip(self.tr("Take this payment back"))
            remove.setEnabled(state.wallets.waiting is None)
            width = width or remove.sizeHint().width()
            remove.setFixedWidth(width)  # amounts stand below each other
            remove.clicked.connect(lambda _checked=False, back=tender: self._take_back(back))
            row.addWidget(words, 1)
            row.addWidget(amount)
            row.addWidget(remove)
            self._tenders.addLayout(row)

    def _tender_words(self, tender: TenderRow) -> str:
        if tender == self._asked:
            is_exchange = tender.kind == "exchange"
            return self.tr("Press again: no exchange") if is_exchange else self.tr("Press again to refund it")
        if tender.kind == "cash":
            return self.tr("Cash")
        if tender.kind == "exchange":
            return self.tr("Exchange · {reference}").format(reference=tender.reference)
        if tender.kind in VALUE_KINDS:
            return self._value_words(tender)
        words = {"wechat": self.tr("WeChat Pay · {reference}"), "alipay": self.tr("Alipay · {reference}")}
        return words.get(tender.kind, self.tr("Card · {reference}")).format(reference=tender.reference)

    def _value_words(self, tender: TenderRow) -> str:
        """Which account pays, and what is left on it."""
        currency = "CNY" if self._state is None else self._state.currency
        left = money(tender.left_minor, currency)
        if tender.kind == "stored_value":
            return self.tr("Stored value · {left} left").format(left=left)
        return self.tr("Gift card {card} · {left} left").format(card=masked_account(tender.reference), left=left)

    @Slot()
    def _on_take_back(self) -> None:
        if self._state is not None and self._state.tenders and self._state.wallets.waiting is None:
            self._take_back(self._state.tenders[-1])

    def withdraw_question(self) -> None:
        """Something else was done: who presses the key later is asked again."""
        if self._asked is not None and self._state is not None:
            self._asked = None
            self._show_tenders(self._state)

    def _take_back(self, tender: TenderRow) -> None:
        if tender.kind in ASKED_FIRST and tender != self._asked and self._state is not None:
            self._asked = tender
            self._show_tenders(self._state)
        else:
            self.removed.emit(tender.index)
