"""A sale that is done: the change as large as can be, the receipt, and the next customer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pos_client.ui.colours import COLOURS
from pos_client.ui.formatting import money, number
from pos_client.ui.icons import pixmap
from pos_client.ui.screens.checkout.state import DoneSale
from pos_client.ui.theme import set_state
from pos_client.ui.widgets.base import Card, View, label
from pos_client.ui.widgets.key_button import KeyButton


class DonePanel(View):
    """`next_asked` by Enter or the button; a scan also starts the next sale."""

    next_asked = Signal()
    reprint_asked = Signal(object)  # sale id
    pdf_asked = Signal(object)  # sale id
    gift_asked = Signal(object)  # sale id

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sale: DoneSale | None = None
        card = Card()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 16, 24, 20)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(10)
        tick = QLabel()
        tick.setPixmap(pixmap("circle-check", COLOURS.good, 36))
        self._title = label("doneTitle")
        head.addStretch(1)
        head.addWidget(tick)
        head.addWidget(self._title)
        head.addStretch(1)
        column.addStretch(2)
        column.addLayout(head)
        column.addSpacing(12)
        self._change_name = label("changeName")
        self._change = label("changeAmount")
        self._paid = label("doneText", wraps=True)
        self._earned = label("doneText", wraps=True)
        self._commission = label("doneText", wraps=True)
        self._handouts = label("doneText", wraps=True)
        self._handouts.hide()
        for widget in (self._change_name, self._change, self._paid, self._earned, self._commission, self._handouts):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(widget)
        column.addSpacing(14)
        column.addLayout(self._built_receipt())
        column.addStretch(3)
        column.addLayout(self._built_buttons())
        self.retranslate()

    def _built_receipt(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._receipt = Card("printState")
        inside = QHBoxLayout(self._receipt)
        inside.setContentsMargins(16, 6, 16, 6)
        inside.setSpacing(10)
        self._print_icon = QLabel()
        self._print_words = label("strong")
        inside.addWidget(self._print_icon)
        inside.addWidget(self._print_words)
        self._receipt.setMinimumHeight(44)
        row.addStretch(1)
        row.addWidget(self._receipt)
        row.addStretch(1)
        return row

    def _built_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        self.reprint_button = KeyButton("printer", "F10", "plain", 16)
        self.pdf_button = KeyButton("file-down", "F11", "plain", 16)
        self.gift_button = KeyButton("gift", "Shift+F10", "plain", 16)
        self.next_button = KeyButton("arrow-right", "Return", "primary", 20, obeys=False)
        for button in (self.reprint_button, self.gift_button, self.pdf_button, self.next_button):
            button.setMinimumHeight(60)
        self.reprint_button.clicked.connect(self._on_reprint)
        self.gift_button.clicked.connect(self._on_gift)
        self.pdf_button.clicked.connect(self._on_pdf)
        self.next_button.clicked.connect(self.next_asked)
        row.addWidget(self.reprint_button)
        row.addWidget(self.gift_button)
        row.addWidget(self.pdf_button)
        row.addStretch(1)
        row.addWidget(self.next_button)
        return row

    def retranslate(self) -> None:
        self._title.setText(self.tr("Sale complete"))
        self._change_name.setText(self.tr("Change due"))
        self.gift_button.set_words(self.tr("Gift receipt"), self.tr("Print a receipt without prices"))
        self.pdf_button.set_words(self.tr("Receipt as PDF"))
        self.next_button.set_words(self.tr("Next customer"))
        if self._sale is not None:
            self.show_sale(self._sale)

    def show_sale(self, sale: DoneSale) -> None:
        """Everything about the sale; called again when its receipt is printed, or is not."""
        self._sale = sale
        self._change.setText(money(sale.change_due_minor, sale.currency))
        set_state(self._change, "none", sale.change_due_minor == 0)
        words = {
            "cash": self.tr("cash {amount}"),
            "card": self.tr("card {amount}"),
            "wechat": self.tr("WeChat Pay {amount}"),
            "alipay": self.tr("Alipay {amount}"),
            "exchange": self.tr("exchanged goods {amount}"),
            "gift_card": self.tr("gift card {amount}"),
            "stored_value": self.tr("stored value {amount}"),
        }
        tenders = self.tr(", ").join(
            words[tender.kind].format(amount=money(tender.tendered_minor, sale.currency)) for tender in sale.tenders
        )
        back = self.tr(", ").join(
            words[kind].format(amount=money(amount, sale.currency)) for kind, amount in sale.given_back
        )
        given = self.tr("goes back: {tenders}").format(tenders=back) if back else ""
        paid = self.tr("To pay {amount}").format(amount=money(sale.payable_minor, sale.currency))
        saved = self.tr("saved {amount}").format(amount=money(sale.saving_minor, sale.currency))
        off = sale.rounding_minor
        rounded = self.tr("rounded {amount}").format(amount=("+" if off > 0 else "") + money(off, sale.currency))
        parts = (paid, rounded if off else "", tenders, given, saved if sale.saving_minor else "")
        self._paid.setText(" · ".join(part for part in parts if part))
        earned = " · ".join(f"{program} +{number(points)}" for program, points in sale.points_earned)
        self._earned.setText(self.tr("Points earned: {points}").format(points=earned))
        self._earned.setVisible(bool(earned))
        commission = " · ".join(f"{name} +{money(amount, sale.currency)}" for name, amount in sale.commission)
        self._commission.setText(self.tr("Commission (provisional): {amounts}").format(amounts=commission))
        self._commission.setVisible(bool(commission))
        coupons = self.tr(", ").join(f"{name} ({code})" for name, code in sale.handouts)
        self._handouts.setText(self.tr("Hand out with the receipt: {coupons}").format(coupons=coupons))
        self._handouts.setVisible(bool(sale.handouts))
        self._show_print(sale)

    def _show_print(self, sale: DoneSale) -> None:
        icon, colour, tone, words = {
            "printing": ("printer", COLOURS.text_soft, "", self.tr("Receipt {number} is being printed")),
            "not_printed": ("receipt-text", COLOURS.text_soft, "", self.tr("Receipt {number} · not printed")),
            "printed": ("printer-check", COLOURS.good, "good", self.tr("Receipt {number} is printed")),
            "failed": (
                "printer-x",
                COLOURS.bad,
                "bad",
                self.tr("Receipt {number} was not printed. The sale is safe; it is printed when the printer is ready."),
            ),
        }[sale.print_state]
        set_state(self._receipt, "tone", tone)
        self._print_icon.setPixmap(pixmap(icon, colour, 22, self.devicePixelRatioF()))
        self._print_words.setText(words.format(number=sale.receipt_number))
        never = sale.print_state in ("not_printed", "failed")
        self.reprint_button.set_words(self.tr("Print receipt") if never else self.tr("Print again"))

    def focus(self) -> None:
        self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_reprint(self) -> None:
        if self._sale is not None:
            self.reprint_asked.emit(self._sale.sale_id)

    @Slot()
    def _on_gift(self) -> None:
        if self._sale is not None:
            self.gift_asked.emit(self._sale.sale_id)

    @Slot()
    def _on_pdf(self) -> None:
        if self._sale is not None:
            self.pdf_asked.emit(self._sale.sale_id)
