"""The receipt printer: where it is, its paper, and the drawer that hangs on it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_client.ui.screens.devices.choice import FixedChoice, OpenChoice
from pos_client.ui.widgets.base import Card, View, label
from pos_client.ui.widgets.key_button import KeyButton


@dataclass(frozen=True, slots=True)
class PrinterChoice:
    """As in the settings; `drawer_pin` 0 is no drawer."""

    target: str
    paper_mm: int = 80
    drawer_pin: int = 2


@dataclass(frozen=True, slots=True)
class PrinterState:
    chosen: PrinterChoice
    known: tuple[str, ...]
    is_printing: bool


class PrinterCard(View):
    """`chosen` carries a PrinterChoice."""

    chosen = Signal(object)
    test_asked = Signal()
    drawer_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: PrinterState | None = None
        card = Card()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(8)
        self._title = label("cardTitle")
        self.target = OpenChoice()
        self._hint = label("muted", wraps=True)
        column.addWidget(self._title)
        column.addWidget(self.target)
        column.addWidget(self._hint)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.paper = FixedChoice((58, 80))
        self.drawer = FixedChoice((0, 2, 5))
        self.keep_button = KeyButton("check", "F8", "plain", 15)
        self.keep_button.clicked.connect(self._on_keep)
        row.addWidget(self.paper, 1)
        row.addWidget(self.drawer, 1)
        row.addWidget(self.keep_button)
        column.addLayout(row)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self.test_button = KeyButton("printer", "F9", "primary", 15)
        self.test_button.clicked.connect(self.test_asked)
        self.drawer_button = KeyButton("banknote", "F10", "plain", 15)
        self.drawer_button.clicked.connect(self.drawer_asked)
        buttons.addWidget(self.test_button, 1)
        buttons.addWidget(self.drawer_button, 1)
        column.addLayout(buttons)
        field = self.target.lineEdit()
        if field is not None:
            field.returnPressed.connect(self._on_keep)
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(self.tr("Receipt printer"))
        self.target.setAccessibleName(self.tr("Receipt printer"))
        field = self.target.lineEdit()
        if field is not None:
            field.setPlaceholderText("tcp:192.168.1.50:9100")
        self._hint.setText(
            self.tr("tcp:HOST:PORT, usb: for the USB printer, serial:PORT:BAUD, file:PATH; empty for none.")
        )
        self.paper.setAccessibleName(self.tr("Width of the paper"))
        self.paper.set_words([self.tr("58 mm paper"), self.tr("80 mm paper")])
        self.drawer.setAccessibleName(self.tr("Cash drawer"))
        self.drawer.set_words([self.tr("No drawer"), self.tr("Drawer, pin 2"), self.tr("Drawer, pin 5")])
        self.keep_button.set_words(self.tr("Keep"), self.tr("Keep this printer"))
        self.drawer_button.set_words(self.tr("Open drawer"))
        if self._state is None:
            self.test_button.set_words(self.tr("Print a test"))
        else:
            self.show_state(self._state)

    def show_state(self, state: PrinterState) -> None:
        before, self._state = self._state, state
        if before is None or state.known != before.known:
            self.target.offer(state.known)
        if before is None or state.chosen != before.chosen:
            self.target.show_text(state.chosen.target)
            self.paper.show_value(state.chosen.paper_mm)
            self.drawer.show_value(state.chosen.drawer_pin)
        ready = bool(state.chosen.target) and not state.is_printing
        self.test_button.setEnabled(ready)
        self.test_button.set_words(self.tr("Printing …") if state.is_printing else self.tr("Print a test"))
        self.drawer_button.setEnabled(ready and bool(state.chosen.drawer_pin))

    @Slot()
    def _on_keep(self) -> None:
        paper_mm, pin = self.paper.value(), self.drawer.value()
        assert isinstance(paper_mm, int)
        assert isinstance(pin, int)
        self.chosen.emit(PrinterChoice(self.target.text(), paper_mm, pin))
