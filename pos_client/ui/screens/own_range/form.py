"""New goods of the store's own, typed in their place: name, brand, price, tax, barcode."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos_client.ui.widgets.choice_box import ChoiceBox
from pos_client.ui.widgets.form_panel import FormPanel, is_enter
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


class GoodsForm(FormPanel):
    """Hidden while nothing new is proposed. Enter goes from field to field and at the end sends it."""

    submitted = Signal(object)  # GoodsTyped

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.note = self.built_field(NAME_MAX), self.built_field(NOTE_MAX)
        self.price, self.tax, self.barcode = (self.built_field() for _ in range(3))
        self.brand = ChoiceBox()
        self.watch(self.brand)
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
        self.watch(self.send_button)
        second.addWidget(self.send_button)
        self.column.addLayout(first)
        self.column.addLayout(second)
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        self.title.setText(self.tr("New goods of this store"))
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
        self.send_button.set_words(self.tr("Propose"))

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

    def take_key(self, watched: QObject, event: QKeyEvent) -> bool:
        if not is_enter(event):
            return False
        if watched is self.send_button:
            self._on_send()
        else:
            order = (self.name, self.brand, self.price, self.tax, self.barcode, self.note, self.send_button)
            self.step_focus(order, watched, 1)
        return True

    @Slot()
    def _on_send(self) -> None:
        self.submitted.emit(self.typed())
