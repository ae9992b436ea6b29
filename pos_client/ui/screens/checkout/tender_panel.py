"""Payment: cash, or a card taken on its own terminal, or several after each other."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from pos_client.ui.formatting import money, number
from pos_client.ui.screens.checkout.quick_cash import plain_amount, quick_amounts
from pos_client.ui.screens.checkout.state import CheckoutViewState
from pos_client.ui.screens.checkout.tender_intents import CardTaken, CashTaken
from pos_client.ui.screens.checkout.tender_summary import CARD_MARGINS, ROWS_MAX, TenderSummary, rows_above_amount
from pos_client.ui.screens.checkout.value_panel import ValueButtons
from pos_client.ui.screens.checkout.wallet_panel import WalletHint, WalletPanel
from pos_client.ui.theme import TARGET_PIXELS
from pos_client.ui.widgets.base import Card, View, label
from pos_client.ui.widgets.key_button import KeyButton
from pos_client.ui.widgets.keypad import AMOUNT_ROWS, BACKSPACE, CLEAR, Keypad
from retail.money import CURRENCIES, parse_minor

QUICK_COUNT = 3
KEY_HEIGHT_MAX = 96
GAP = 6


class TenderPanel(View):
    """`cash_taken` and `card_taken` carry what was handed over; the presenter completes when nothing remains."""

    cash_taken = Signal(object)  # CashTaken
    card_taken = Signal(object)  # CardTaken
    tender_removed = Signal(object)  # index
    complete_asked = Signal()
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: CheckoutViewState | None = None
        self._typed = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        self.summary = TenderSummary(self)
        self.summary.removed.connect(self.tender_removed)
        column.addWidget(self.summary)
        self._ways = QStackedWidget(self)
        self.wallet = WalletPanel(self._ways)
        self._ways.addWidget(self._built_by_hand())
        self._ways.addWidget(self.wallet)
        column.addWidget(self._ways, 1)
        self.retranslate()

    def _built_by_hand(self) -> QWidget:
        """Cash and cards: what the cashier types."""
        page = QWidget(self._ways)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        self.hint = WalletHint(page)
        column.addWidget(self.hint)
        self.value = ValueButtons(page)
        column.addWidget(self.value)
        column.addLayout(self._built_tabs())
        column.addWidget(self._built_entry())
        column.addLayout(self._built_quick())
        self.keypad = Keypad(AMOUNT_ROWS, height=TARGET_PIXELS, height_max=KEY_HEIGHT_MAX, gap=4, parent=page)
        self.keypad.pressed.connect(self.press)
        column.addWidget(self.keypad, 1)
        self.take_button = KeyButton("check", "F12", "primary", 18)
        self.take_button.setMinimumHeight(56)
        self.take_button.clicked.connect(self.take)
        column.addWidget(self.take_button)
        return page

    def _built_tabs(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.back_button = KeyButton("arrow-left", "Escape", "plain", 14)
        self.back_button.clicked.connect(self.back_asked)
        self.cash_tab = KeyButton("banknote", "F9", "tab", 15)
        self.card_tab = KeyButton("credit-card", "F8", "tab", 15)
        self._group = QButtonGroup(self)
        for tab in (self.cash_tab, self.card_tab):
            tab.setCheckable(True)
            self._group.addButton(tab)
            tab.clicked.connect(self._on_tab)
        self.cash_tab.setChecked(True)
        row.addWidget(self.back_button)
        row.addWidget(self.cash_tab, 1)
        row.addWidget(self.card_tab, 1)
        return row

    def _built_entry(self) -> QWidget:
        card = Card("amountEntry")
        column = QVBoxLayout(card)
        column.setContentsMargins(CARD_MARGINS[0] - 1, 4, CARD_MARGINS[2] - 1, 4)  # its border is a pixel wider
        column.setSpacing(0)
        row = QHBoxLayout()
        self._entry_name = label("entryQuestion")
        self._entry = label("entryAmount")
        self._entry.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._entry_name)
        row.addWidget(self._entry, 1)
        column.addLayout(row)
        self._below = QStackedWidget()
        self._change = label("changePreview")
        self._change.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._below.addWidget(self._change)
        self.reference = QLineEdit()
        self.reference.setProperty("role", "entryField")
        self.reference.setMaxLength(40)
        self.reference.setMinimumHeight(44)
        self._below.addWidget(self.reference)
        self._below.setFixedHeight(46)
        column.addWidget(self._below)
        return card

    def _built_quick(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self._quick = [KeyButton(kind="plain", pixels=15) for _ in range(QUICK_COUNT + 1)]
        for button in self._quick:
            button.clicked.connect(self._on_quick)
            row.addWidget(button, 1)
        return row

    def retranslate(self) -> None:
        self.back_button.set_words("", self.tr("Back to the basket"))
        self.back_button.setToolTip(self.tr("Back to the basket"))
        self.cash_tab.set_words(self.tr("Cash"))
        self.card_tab.set_words(self.tr("Card"))
        self.reference.setPlaceholderText(self.tr("Reference on the terminal's slip"))
        self.reference.setAccessibleName(self.tr("Reference on the terminal's slip"))
        if self._state is not None:
            self.show_state(self._state)

    def begin(self) -> None:
        """A payment begins: cash, nothing typed."""
        self._typed = ""
        self.reference.clear()
        self.cash_tab.setChecked(True)

    def is_card(self) -> bool:
        return self.card_tab.isChecked()

    def show_state(self, state: CheckoutViewState) -> None:
        """Show what is to be paid, by what it was, and what remains."""
        if self._state is not None and len(state.tenders) != len(self._state.tenders):
            self._typed = ""
            self.reference.clear()
        self._state = state
        self.summary.show_state(state)
        self._show_entry()
        self.value.show_value(state.value)
        self.value.setVisible(bool(state.remaining_minor) and not self.value.isHidden())
        waiting = state.wallets.waiting
        if waiting is not None:
            self.wallet.show_waiting(waiting, state.currency)
        self._ways.setCurrentIndex(0 if waiting is None else 1)

    def _show_entry(self) -> None:
        state = self._state
        if state is None:
            return
        amount = self.amount_minor()
        is_card = self.is_card()
        open_minor = state.remaining_minor if is_card else state.cash_due_minor
        self._entry.setText(self._entry_words(amount, state.currency) if open_minor else "")
        self._entry_name.setText(self._entry_name_words(is_card=is_card, open_minor=open_minor))
        self._below.setCurrentIndex(1 if is_card else 0)
        self._change.setText(self._below_words(amount, open_minor, state.currency))
        sums: tuple[int, ...] = ()
        if not is_card and rows_above_amount(state) < ROWS_MAX - 1:
            sums = (open_minor, *quick_amounts(open_minor, state.currency, QUICK_COUNT))
        for position, button in enumerate(self._quick):
            button.setVisible(position < len(sums) and open_minor > 0)
            if position < len(sums):
                button.setProperty("amount", sums[position])
                words = money(sums[position], state.currency, symbol=False).removesuffix(".00")
                button.set_words(self.tr("Exact") if position == 0 else words)
        self.keypad.setEnabled(open_minor > 0)
        part = self.part_minor()
        wallet_minor = state.remaining_minor if part is None else part
        self.hint.show_wallets(state.wallets, money(wallet_minor, state.currency), is_part=part is not None)
        # When nothing remains nobody is asked to pay.
        self.hint.setVisible(bool(state.remaining_minor) and not self.hint.isHidden())
        self._word_take(amount, open_minor, state.currency)

    def _entry_name_words(self, *, is_card: bool, open_minor: int) -> str:
        if not open_minor:
            return self.tr("Nothing more is to be taken")
        return self.tr("Paid on the terminal") if is_card else self.tr("Cash received")

    def _entry_words(self, amount: int | None, currency: str) -> str:
        """What was typed, as it was typed but for the grouping; what remains when nothing was."""
        if not self._typed:
            return "—" if amount is None else money(amount, currency)
        whole, point, part = self._typed.partition(".")
        symbol = CURRENCIES[currency].symbol if currency in CURRENCIES else ""
        return symbol + number(int(whole or "0")) + point + part

    def _below_words(self, amount: int | None, open_minor: int, currency: str) -> str:
        if amount is None or open_minor == 0:
            return ""
        off = 0 if self._state is None else open_minor - self._state.remaining_minor
        if off and amount >= open_minor:
            rounded = self.tr("rounded {amount}").format(amount=("+" if off > 0 else "") + money(off, currency))
            return self.tr(" · ").join((rounded, self._change_words(amount - open_minor, currency)))
        if amount >= open_minor:
            return self._change_words(amount - open_minor, currency)
        left_minor = open_minor - off - amount  # a part is taken as it is: only what settles is rounded
        return self.tr("{amount} will remain").format(amount=money(max(0, left_minor), currency))

    def _change_words(self, change_minor: int, currency: str) -> str:
        if not change_minor:
            return self.tr("Exact, no change")
        return self.tr("Change {amount}").format(amount=money(change_minor, currency))

    def _word_take(self, amount: int | None, open_minor: int, currency: str) -> None:
        if open_minor == 0:
            self.take_button.set_words(self.tr("Complete sale"))
        elif amount is None:
            self.take_button.set_words(self.tr("Type an amount"))
        elif amount < open_minor:
            self.take_button.set_words(self.tr("Take {amount}, then the rest").format(amount=money(amount, currency)))
        else:
            taken = min(amount, open_minor) if self.is_card() else amount
            self.take_button.set_words(self.tr("Take {amount}, complete").format(amount=money(taken, currency)))
        self.take_button.setEnabled(open_minor == 0 or amount is not None)

    def amount_minor(self) -> int | None:
        """What was typed, or what remains when nothing was; None for something that is no amount above 0."""
        if self._state is None:
            return None
        if not self._typed:
            return self._state.remaining_minor if self.is_card() else self._state.cash_due_minor
        try:
            return parse_minor(self._typed, self._state.currency) or None
        except ValueError:
            return None

    def part_minor(self) -> int | None:
        """What a wallet is to pay of what remains: what was typed, when it is less; None: all of it."""
        if self._state is None or not self._typed or self._ways.currentWidget() is self.wallet:
            return None
        amount = self.amount_minor()
        return amount if amount is not None and amount < self._state.remaining_minor else None

    @Slot(str)
    def press(self, key: str) -> None:
        """A key of the pad, or the same key of the keyboard."""
        if self._state is None or self._state.remaining_minor == 0:
            return
        self.summary.withdraw_question()
        if key == BACKSPACE:
            self._typed = self._typed[:-1]
        elif key == CLEAR:
            self._typed = ""
        else:
            typed = self._typed + key
            try:
                parse_minor(typed + ("0" if typed.endswith(".") else ""), self._state.currency)
            except ValueError:
                return
            self._typed = typed[:12]
        self._show_entry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.handle_key(event):
            super().keyPressEvent(event)

    def handle_key(self, event: QKeyEvent) -> bool:
        """Digits, the point, Backspace and Enter, wherever they were pressed; says whether this was one."""
        if self._ways.currentWidget() is self.wallet:
            return False
        text = event.text()
        if text and text in "0123456789.":
            self.press(text)
        elif event.key() == Qt.Key.Key_Backspace:
            self.press(BACKSPACE)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
        else:
            return False
        return True

    @Slot()
    def take(self) -> None:
        """Take what is shown: the tender, or the completion when nothing remains."""
        if self._state is None:
            return
        amount = self.amount_minor()
        if self._state.remaining_minor == 0:
            self.complete_asked.emit()
        elif amount is None:
            return
        elif self.is_card():
            reference = self.reference.text().strip()
            if not reference:
                # Before the refusal is shown: a sale that is complete has given the keyboard to the next customer.
                self.reference.setFocus(Qt.FocusReason.OtherFocusReason)
            self.card_taken.emit(CardTaken(amount, reference))
        else:
            self.cash_taken.emit(CashTaken(amount))

    @Slot()
    def _on_tab(self) -> None:
        self.summary.withdraw_question()
        # What was typed stays: `500`, then the key for the card, is how a part is paid by card without a touch.
        self._show_entry()
        if self.is_card():
            self.reference.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_quick(self) -> None:
        """A sum of the row: shown as received, so that the change is seen before it is taken."""
        button = self.sender()
        if isinstance(button, KeyButton) and self._state is not None:
            amount = button.property("amount")
            self._typed = plain_amount(amount, self._state.currency)
            self._show_entry()
