"""What stands where the lines will be: how to begin, and the last completed sale with its receipt."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pos_client.ui.colours import COLOURS
from pos_client.ui.formatting import money, short_date_time
from pos_client.ui.icons import pixmap
from pos_client.ui.screens.checkout.state import DoneSale
from pos_client.ui.theme import scaled
from pos_client.ui.widgets.base import Card, ElidedLabel, View, label
from pos_client.ui.widgets.key_button import KeyButton

#: Heights from which there is room for the picture beside the rest, and for the last sale.
PICTURE_FROM, LAST_SALE_FROM = 330, 224


class EmptyBasket(View):
    """`reprint_asked` and `pdf_asked` carry the last sale's id. `parked_asked`: the list of parked baskets.
    `exchange_left`: nothing is wanted for the goods that came back.
    """

    reprint_asked = Signal(object)
    pdf_asked = Signal(object)
    parked_asked = Signal()
    exchange_left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._last: DoneSale | None = None
        self._now: datetime | None = None
        self._parked = 0
        self._exchange = ("", "")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 8)
        column.setSpacing(8)
        self._picture = picture = QLabel()
        picture.setPixmap(pixmap("scan-barcode", COLOURS.accent_border, 88))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = label("emptyTitle")
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text = label("emptyText", wraps=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        column.addWidget(picture)
        column.addWidget(self._title)
        column.addWidget(self._text)
        self.parked_button = KeyButton("shopping-bag", "Shift+F7", "plain", 14)
        self.parked_button.clicked.connect(self.parked_asked)
        column.addSpacing(6)
        column.addWidget(self.parked_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.leave_button = KeyButton("x", "F7", "plain", 14)
        self.leave_button.clicked.connect(self.exchange_left)
        column.addWidget(self.leave_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(4)
        self._card = Card("lastSale")
        row = QHBoxLayout(self._card)
        row.setContentsMargins(14, 8, 8, 8)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._heading = ElidedLabel("strong")
        self._detail = ElidedLabel("muted")
        words.addWidget(self._heading)
        words.addWidget(self._detail)
        self._reprint = KeyButton("printer", "F10", "plain", 14)
        self._reprint.clicked.connect(self._on_reprint)
        self._pdf = KeyButton("file-down", "F11", "plain", 14)
        self._pdf.clicked.connect(self._on_pdf)
        row.addLayout(words, 1)
        row.addWidget(self._reprint)
        row.addWidget(self._pdf)
        column.addWidget(self._card)
        self.retranslate()

    def retranslate(self) -> None:
        self.leave_button.set_words(self.tr("Give up the exchange"))
        self.show_exchange(*self._exchange)
        self._pdf.set_words(self.tr("PDF"), self.tr("Save the receipt as PDF"))
        self.show_parked(self._parked)
        self.show_last(self._last, self._now)

    def show_exchange(self, receipt: str, worth: str) -> None:
        """Goods of this receipt come back for others, of which there are none yet; empty: a basket like any other."""
        self._exchange = (receipt, worth)
        self.leave_button.setVisible(bool(receipt))
        self.parked_button.setHidden(bool(receipt))
        if receipt:
            words = self.tr("{amount} of receipt {receipt} come back for them. Nothing has been refunded yet.")
            self._title.setText(self.tr("Scan the new goods"))
            self._text.setText(words.format(amount=worth, receipt=receipt))
        else:
            self._title.setText(self.tr("Ready for the next customer"))
            self._text.setText(self.tr("Scan goods or the member's code to begin, in any order."))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_way()

    def _give_way(self) -> None:
        """A question above takes room: first the picture goes, then the last sale, never half of either."""
        room = self.height()
        self._picture.setVisible(room >= scaled(PICTURE_FROM))
        self._card.setVisible(self._last is not None and room >= scaled(LAST_SALE_FROM))

    def show_parked(self, parked: int) -> None:
        """How many baskets of this till are parked."""
        self._parked = parked
        words = self.tr("Parked baskets · {count}").format(count=parked) if parked else self.tr("Parked baskets")
        self.parked_button.set_words(words)

    def show_last(self, last: DoneSale | None, now: datetime | None) -> None:
        """The last completed sale, so that nobody rings it twice; None when there was none yet."""
        self._last, self._now = last, now
        self._give_way()
        if last is None:
            return
        amount = money(last.payable_minor, last.currency)
        self._heading.shorter = amount
        self._heading.setText(self.tr("Last sale · {amount}").format(amount=amount))
        never = last.print_state == "not_printed"
        self._reprint.set_words(self.tr("Print receipt") if never else self.tr("Print again"))
        when = short_date_time(last.occurred_at, now) if last.occurred_at and now else ""
        self._detail.setText(" · ".join(part for part in (when, last.receipt_number) if part))

    @Slot()
    def _on_reprint(self) -> None:
        if self._last is not None:
            self.reprint_asked.emit(self._last.sale_id)

    @Slot()
    def _on_pdf(self) -> None:
        if self._last is not None:
            self.pdf_asked.emit(self._last.sale_id)
