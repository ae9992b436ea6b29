"""A parked basket as codes on this screen, for another till to scan: one after the other, in any order."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pos_client.ui.formatting import clock_time, number
from pos_client.ui.screens.customer.payment_qr import PaymentQr
from pos_client.ui.theme import scaled
from pos_client.ui.widgets.base import Card, View, label
from pos_client.ui.widgets.key_button import KeyButton

# A module of a code of version 15 has three pixels then; where there is room it has more.
CODE_PIXELS = 300


class BasketCodePanel(View):
    """Enter and the arrows go from code to code, Esc closes. Hidden while nothing is shown; `shown_changed` says when
    it takes the basket's place (bool).
    """

    closed = Signal()
    shown_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._codes: tuple[str, ...] = ()
        self._ends_at: datetime | None = None
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        frame = Card("entryBar")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        row = QHBoxLayout(frame)
        row.setContentsMargins(14, 10, 8, 10)
        row.setSpacing(16)
        self.picture = PaymentQr()
        self.picture.setMinimumSize(scaled(CODE_PIXELS), scaled(CODE_PIXELS))
        self.picture.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        row.addWidget(self.picture, 3)
        column = QVBoxLayout()
        column.setSpacing(8)
        self._title = label("cardTitle", wraps=True)
        self._place = label("strong", wraps=True)
        self._hint = label("muted", wraps=True)
        self._end = label("muted", wraps=True)
        self.next_button = KeyButton("arrow-right", "Return", "plain", 14, obeys=False)
        self.next_button.clicked.connect(self._on_next)
        self.close_button = KeyButton("check", "Escape", "plain", 14, obeys=False)
        self.close_button.clicked.connect(self._on_closed)
        for widget in (self._title, self._place, self._hint, self._end):
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(self.next_button)
        column.addWidget(self.close_button)
        row.addLayout(column, 2)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(self.tr("The basket as a code"))
        self.setAccessibleName(self._title.text())
        self._hint.setText(
            self.tr("Scan it at the till where the shopper pays. It names the member by a number alone.")
        )
        self.next_button.set_words(self.tr("Next code"))
        self.close_button.set_words(self.tr("Done"))
        self._show()

    def show_codes(self, codes: tuple[str, ...], ends_at: datetime) -> None:
        """Show the first of these, and take the keyboard. `ends_at` in the till's own time."""
        self._codes, self._ends_at, self._at = codes, ends_at, 0
        self._show()
        self.shown_changed.emit(True)
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def shown(self) -> str:
        """The text of the code in sight."""
        return self._codes[self._at] if self._codes else ""

    def close_panel(self) -> None:
        if self.isHidden():
            return
        self._codes = ()
        self.picture.show_text("")
        self.hide()
        self.shown_changed.emit(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._on_closed()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right, Qt.Key.Key_Down):
            self._go(1)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self._go(-1)
        else:
            super().keyPressEvent(event)

    def _go(self, by: int) -> None:
        if self._codes:
            self._at = (self._at + by) % len(self._codes)
            self._show()

    @Slot()
    def _on_next(self) -> None:
        self._go(1)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_closed(self) -> None:
        self.close_panel()
        self.closed.emit()

    def _show(self) -> None:
        several = len(self._codes) > 1
        self.next_button.setVisible(several)
        self._place.setVisible(several)
        if self._codes and self._ends_at is not None:
            words = self.tr("Code {number} of {count}: every one is to be scanned, in any order.")
            self._place.setText(words.format(number=number(self._at + 1), count=number(len(self._codes))))
            self._end.setText(self.tr("Good until {time}.").format(time=clock_time(self._ends_at)))
            self.picture.show_text(self._codes[self._at])
            self.picture.setAccessibleName(self._title.text())
