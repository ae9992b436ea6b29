"""New goods of the store's own, typed in their place: name, brand, price, tax, barcode."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pos_client.ui.widgets.base import Card, ElidedLabel, View
from pos_client.ui.widgets.choice_box import ChoiceBox
from pos_client.ui.widgets.key_button import KeyButton

NAME_MAX, NOTE_MAX = 120, 200


@dataclass(frozen=True, slots=True)
class GoodsTyped:
    """What stands in the form, as typed; `brand` is an id."""

    name: str
    brand: str
    price: str
    tax_percent: str
    barcode: str
    note: str


class GoodsForm(View):
    """Hidden while nothing new is proposed. Enter goes from field to field and at the end sends it."""

    submitted = Signal(object)  # GoodsTyped
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        frame = Card("entryBar")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        column = QVBoxLayout(frame)
        column.setContentsMargins(14, 8, 10, 10)
        column.setSpacing(8)
        head = QHBoxLayout()
        self._title = ElidedLabel("cardTitle")
        self._cancel = KeyButton("x", "Escape", "quiet", 14, obeys=False)
        self._cancel.clicked.connect(self._on_cancel)
        head.addWidget(self._title, 1)
        head.addWidget(self._cancel)
        column.addLayout(head)
        self.name, self.price, self.tax, self.barcode, self.note = (self._field() for _ in range(5))
        self.name.setMaxLength(NAME_MAX)
        self.note.setMaxLength(NOTE_MAX)
        self.brand = ChoiceBox()
        self.brand.installEventFilter(self)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row, parts in (
            (first, ((self.name, 4), (self.brand, 2), (self.price, 2), (self.tax, 1))),
            (second, ((self.barcode, 2), (self.note, 5))),
        ):
            row.setSpacing(8)
            for field, stretch in parts:
                row.addWidget(field, stretch)
        self.send_button = KeyButton("check", "Return", "primary", 15, obeys=False)
        self.send_button.clicked.connect(self._on_send)
        self.send_button.installEventFilter(self)
        second.addWidget(self.send_button)
        column.addLayout(first)
        column.addLayout(second)
        self.hide()
        self.retranslate()

    def _field(self) -> QLineEdit:
        field = QLineEdit()
        field.setProperty("role", "entryField")
        field.setMinimumHeight(44)
        field.installEventFilter(self)
        return field

    def retranslate(self) -> None:
        self._title.setText(self.tr("New goods of this store"))
        names = (
            (self.name, self.tr("Name")),
            (self.price, self.tr("Price")),
            (self.tax, self.tr("Tax %")),
            (self.barcode, self.tr("Barcode: scan it, or leave it out")),
            (self.note, self.tr("Note for whoever approves")),
        )
        for field, words in names:
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
        self.brand.setAccessibleName(self.tr("Brand"))
        self._cancel.set_words("", self.tr("Cancel (Esc)"))
        self.send_button.set_words(self.tr("Propose"))

    @property
    def is_open(self) -> bool:
        return not self.isHidden()

    def ask(self, brands: Sequence[tuple[str, str]]) -> None:
        """Show an empty form and take the keyboard."""
        for field in (self.name, self.price, self.barcode, self.note):
            field.clear()
        self.tax.setText("13")
        self.brand.clear()
        for brand, name in brands:
            self.brand.addItem(name, brand)
        self.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def typed(self) -> GoodsTyped:
        return GoodsTyped(
            self.name.text().strip(),
            str(self.brand.currentData() or ""),
            self.price.text().strip(),
            self.tax.text().strip(),
            self.barcode.text().strip(),
            self.note.text().strip(),
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self._on_cancel()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on_enter(watched)
                return True
        return super().eventFilter(watched, event)

    def _on_enter(self, watched: QObject) -> None:
        order: list[QWidget] = [self.name, self.brand, self.price, self.tax, self.barcode, self.note, self.send_button]
        at = next((place for place, widget in enumerate(order) if widget is watched), 0)
        if at == len(order) - 1:
            self._on_send()
        else:
            order[at + 1].setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_send(self) -> None:
        self.submitted.emit(self.typed())

    @Slot()
    def _on_cancel(self) -> None:
        self.hide()
        self.cancelled.emit()
