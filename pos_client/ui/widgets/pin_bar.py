"""Somebody's PIN, for the ledger: asked for in its place."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from pos_client.ui.widgets.base import Card, View, label
from pos_client.ui.widgets.key_button import KeyButton

PIN_LENGTH_MAX = 12


class PinBar(View):
    """`entered` carries the PIN; it is shown and kept nowhere."""

    entered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        frame = Card("entryBar")
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        row = QHBoxLayout(frame)
        row.setContentsMargins(14, 4, 4, 4)
        row.setSpacing(10)
        self._question = label("entryQuestion", wraps=True)
        self.field = QLineEdit()
        self.field.setProperty("role", "entryField")
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setMaxLength(PIN_LENGTH_MAX)
        self.field.setMinimumHeight(44)
        self.field.setFixedWidth(200)
        self.field.returnPressed.connect(self._on_enter)
        self.button = KeyButton("check", "Return", "primary", 15, obeys=False)
        self.button.clicked.connect(self._on_enter)
        row.addWidget(self._question, 1)
        row.addWidget(self.field)
        row.addWidget(self.button)
        self.retranslate()

    def retranslate(self) -> None:
        self.field.setAccessibleName(self.tr("PIN"))

    def ask(self, question: str, button: str, *, busy: bool) -> None:
        """Both in words already; `busy`: the ledger is being asked."""
        self._question.setText(question)
        self.button.set_words(self.tr("Asking the ledger …") if busy else button)
        self.button.setEnabled(not busy)

    @Slot()
    def _on_enter(self) -> None:
        pin = self.field.text()
        self.field.clear()
        if pin and self.button.isEnabled():
            self.entered.emit(pin)
