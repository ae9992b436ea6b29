"""Wallets on the payment panel: how one pays, and what is known of a payment that is under way."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from pos_client.ui.colours import COLOURS
from pos_client.ui.formatting import money, number
from pos_client.ui.icons import pixmap
from pos_client.ui.screens.checkout.wallet_state import WalletsShown, WalletWaiting
from pos_client.ui.theme import set_state
from pos_client.ui.wallet_words import wallet_name
from pos_client.ui.widgets.base import Card, ElidedLabel, View, label
from pos_client.ui.widgets.key_button import KeyButton

PATIENCE_SECONDS = 60


class WalletHint(View):
    """One line: which wallets pay by a scan, or why none does; and the key for a code that is there already."""

    held_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wallets = WalletsShown()
        self._amount = ""
        self._is_part = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(6)
        self._icon = QLabel()
        self._words = ElidedLabel("muted")
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        column.addLayout(row)
        self.button = KeyButton("qr-code", "F11", "plain", 15)
        self.button.let_words_elide()
        self.button.clicked.connect(self.held_asked)
        column.addWidget(self.button)
        self.retranslate()

    def retranslate(self) -> None:
        self.show_wallets(self._wallets, self._amount, is_part=self._is_part)

    def show_wallets(self, wallets: WalletsShown, amount: str, *, is_part: bool) -> None:
        """`amount` is what a scan would take, as it is shown: what remains, or a part of it. Hidden on a till without
        wallets.
        """
        self._wallets, self._amount, self._is_part = wallets, amount, is_part
        names = self.tr(", ").join(wallet_name(name) for name in wallets.offered)
        gone = self.tr(", ").join(wallet_name(name) for name in wallets.unreachable)
        words = self.tr("{wallets}: scan the shopper's payment code").format(wallets=names) if names else ""
        if names and is_part:
            words = self.tr("{wallets}: a scan takes {amount}, then the rest").format(wallets=names, amount=amount)
        if gone:
            words = self.tr("{wallets} out of reach: cash or card only").format(wallets=gone)
        self._icon.setPixmap(pixmap("wifi-off" if gone else "qr-code", COLOURS.warn if gone else COLOURS.text_soft, 16))
        set_state(self._words, "tone", "warn" if gone else "")
        self._words.setText(words)
        if wallets.held is not None:
            held = self.tr("Member's {wallet}: {amount}")
            self.button.set_words(held.format(wallet=wallet_name(wallets.held), amount=amount))
        self.button.setVisible(wallets.held is not None)
        self.setVisible(bool(words))

    def text(self) -> str:
        return "" if self.isHidden() else self._words.text()


class WalletPanel(View):
    """A payment under way. Esc cancels it, F10 serves the next shopper while it is asked for."""

    cancel_asked = Signal()
    aside_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._waiting: WalletWaiting | None = None
        self._currency = "CNY"
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        card = Card("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(16, 14, 16, 14)
        inside.setSpacing(10)
        head = QHBoxLayout()
        self._icon = QLabel()
        self._name = label("cardTitle")
        self._amount = label("totalAmount")
        head.addWidget(self._icon)
        head.addWidget(self._name)
        head.addStretch(1)
        head.addWidget(self._amount)
        inside.addLayout(head)
        self._title = label("emptyTitle", wraps=True)
        self._detail = label("body", wraps=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(8)
        self._bar.setRange(0, PATIENCE_SECONDS)
        self._seconds = label("muted")
        self._seconds.setAlignment(Qt.AlignmentFlag.AlignRight)
        inside.addWidget(self._title)
        inside.addWidget(self._bar)
        inside.addWidget(self._seconds)
        inside.addWidget(self._detail)
        column.addWidget(card)
        column.addStretch(1)
        self.aside_button = KeyButton("arrow-right", "F10", "plain", 16)
        self.aside_button.setMinimumHeight(52)
        self.aside_button.clicked.connect(self.aside_asked)
        self.cancel_button = KeyButton("x", "Escape", "danger", 16)
        self.cancel_button.setMinimumHeight(52)
        self.cancel_button.clicked.connect(self.cancel_asked)
        column.addWidget(self.aside_button)
        column.addWidget(self.cancel_button)
        self.retranslate()

    def retranslate(self) -> None:
        self.aside_button.set_words(self.tr("Next shopper, this basket waits"))
        self.cancel_button.set_words(self.tr("Cancel this payment"))
        if self._waiting is not None:
            self.show_waiting(self._waiting, self._currency)

    def show_waiting(self, waiting: WalletWaiting, currency: str) -> None:
        self._waiting, self._currency = waiting, currency
        name = wallet_name(waiting.wallet)
        self._icon.setPixmap(pixmap("wallet", COLOURS.accent, 24, self.devicePixelRatioF()))
        self._name.setText(name)
        self._amount.setText(money(waiting.amount_minor, currency))
        title, detail = self._words(waiting, name)
        self._title.setText(title)
        self._detail.setText(detail)
        counts = waiting.stage in ("password", "unknown", "sending")
        self._bar.setVisible(counts)
        self._bar.setValue(waiting.seconds_left)
        self._seconds.setVisible(counts)
        self._seconds.setText(
            self.tr("{seconds} s until it is cancelled by itself").format(seconds=number(waiting.seconds_left))
        )
        self.cancel_button.setEnabled(waiting.stage != "cancelling")
        self.setAccessibleName(f"{name}: {title} {detail}")

    def text(self) -> str:
        return f"{self._title.text()} {self._detail.text()}"

    def _words(self, waiting: WalletWaiting, name: str) -> tuple[str, str]:
        return {
            "sending": (
                self.tr("Sent to {wallet} …").format(wallet=name),
                self.tr("The answer takes a moment."),
            ),
            "password": (
                self.tr("The shopper is asked to confirm"),
                self.tr("The phone wants the password or a fingerprint. Nothing is taken before that."),
            ),
            "unknown": (
                self.tr("{wallet} has not answered: asking again").format(wallet=name),
                self.tr("Whether money was taken is not known yet. The basket is kept, and is paid once at most."),
            ),
            "cancelling": (
                self.tr("Being cancelled …"),
                self.tr("What was taken is given back. The basket is free as soon as {wallet} confirms it.").format(
                    wallet=name
                ),
            ),
            "unpaid": (self.tr("Not paid"), ""),
            "part": (self.tr("A part is paid"), ""),
        }[waiting.stage]
