"""What is to be paid, as large as it matters, and the one button that everything leads to."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_client.ui.formatting import money
from pos_client.ui.screens.checkout.state import CheckoutViewState
from pos_client.ui.wallet_words import wallet_name
from pos_client.ui.widgets.base import Card, View, label
from pos_client.ui.widgets.key_button import KeyButton


class PayPanel(View):
    """`pay_asked` when the cashier goes on to payment; `held_asked` when the member's own code is to pay at once."""

    pay_asked = Signal()
    held_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: CheckoutViewState | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        card = Card("payable")
        row = QHBoxLayout(card)
        row.setContentsMargins(16, 6, 16, 8)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._name = label("payableName")
        self._saved = label("payableSaved", wraps=True)
        words.addStretch(1)
        words.addWidget(self._name)
        words.addWidget(self._saved)
        words.addStretch(1)
        self._amount = label("payableAmount")
        self._amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words)
        row.addWidget(self._amount, 1)
        column.addWidget(card)
        self.held = KeyButton("qr-code", "F11", "plain", 15)
        self.held.let_words_elide()
        self.held.setMinimumHeight(52)
        self.held.clicked.connect(self.held_asked)
        self.held.hide()
        column.addWidget(self.held)
        self.button = KeyButton("wallet", "F12", "primary", 20)
        self.button.setMinimumHeight(60)
        self.button.clicked.connect(self.pay_asked)
        column.addWidget(self.button)
        self.retranslate()

    def retranslate(self) -> None:
        if self._state is None:
            self._name.setText(self.tr("To pay"))
            self.button.set_words(self.tr("Take payment"))
        else:
            self.show_state(self._state)

    def show_state(self, state: CheckoutViewState) -> None:
        self._state = state
        totals = state.totals
        self._name.setText(self.tr("To give back") if totals.back_minor else self.tr("To pay"))
        amount = money(totals.back_minor or totals.due_minor, state.currency)
        self._amount.setText(amount)
        saved = totals.gross_minor - totals.payable_minor
        self._saved.setText(self.tr("saves {amount}").format(amount=money(saved, state.currency)))
        if totals.exchange_of:
            worth = money(totals.exchanged_minor + totals.back_minor, state.currency)
            self._saved.setText(self.tr("exchange: {amount} comes back").format(amount=worth))
        self._saved.setVisible(saved > 0 or bool(totals.exchange_of))
        held = state.wallets.held
        self.held.setVisible(held is not None and bool(state.lines))
        if held is not None:
            words = self.tr("{wallet} of the member's code: {amount}")
            self.held.set_words(words.format(wallet=wallet_name(held), amount=amount))
        self.button.setEnabled(bool(state.lines))
        words = self.tr("Exchange") if totals.exchange_of and not totals.due_minor else self.tr("Take payment")
        spoken = self.tr("Give {amount} back") if totals.back_minor else self.tr("Take payment of {amount}")
        self.button.set_words(words, spoken.format(amount=amount))
