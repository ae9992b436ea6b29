"""Counting cash: one row for each note and coin, pieces typed one after the other with Enter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from pos_client.ui.formatting import money
from pos_client.ui.widgets.base import View, label
from retail.shift import counted_minor

PIECES_MAX = 99_999
ROWS_MAX = 8  # of one column; then a second one begins


class CountGrid(View):
    """`changed` carries the total in minor units; `finished` is Enter in the last field."""

    changed = Signal(object)  # int
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        self._currency = ""
        self._denominations: tuple[int, ...] = ()
        self.fields: list[QLineEdit] = []
        self._labels: list[QLabel] = []

    def retranslate(self) -> None:
        for denomination, field in zip(self._denominations, self.fields, strict=True):
            name = self.tr("Pieces of {amount}").format(amount=money(denomination, self._currency))
            field.setAccessibleName(name)
        self._show_amounts()

    def show_denominations(self, denominations: Sequence[int], currency: str) -> None:
        """One field each, empty. A currency without any is counted in its smallest unit: one field, for the sum."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self._currency, self._denominations = currency, tuple(denominations)
        self.fields, self._labels = [], []
        for place, denomination in enumerate(self._denominations):
            column, row = divmod(place, ROWS_MAX)
            name = label("totalAmount", money(denomination, currency))
            name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            field = QLineEdit()
            field.setProperty("role", "entryField")
            field.setMinimumHeight(44)
            field.setMaximumWidth(110)
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
            field.setValidator(QIntValidator(0, PIECES_MAX, field))
            field.installEventFilter(self)
            field.textChanged.connect(self._on_changed)
            amount = label("muted")
            amount.setMinimumWidth(96)
            amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for offset, widget in enumerate((name, label("muted", "×"), field, amount)):
                self._grid.addWidget(widget, row, 5 * column + offset)
                # At once, not with the next turn of the loop: the first field takes the keyboard now.
                widget.show()
            self._grid.setColumnMinimumWidth(5 * column + 4, 24)
            self.fields.append(field)
            self._labels.append(amount)
        self.retranslate()

    def counts(self) -> Mapping[int, int]:
        """Pieces by denomination; what was left empty counts 0."""
        pairs = zip(self._denominations, self.fields, strict=True)
        return {denomination: int(field.text()) for denomination, field in pairs if field.text()}

    def total_minor(self) -> int:
        return counted_minor(self.counts())

    def set_locked(self, locked: bool) -> None:
        """A count whose difference has been seen is not changed any more."""
        for field in self.fields:
            field.setReadOnly(locked)

    def focus_first(self) -> None:
        if self.fields:
            self.fields[0].setFocus(Qt.FocusReason.OtherFocusReason)
            self.fields[0].selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched in self.fields:
            place = self.fields.index(watched)
            step = {Qt.Key.Key_Return: 1, Qt.Key.Key_Enter: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(
                Qt.Key(event.key())
            )
            if step is not None:
                self._go(place, step, is_enter=event.key() not in (Qt.Key.Key_Down, Qt.Key.Key_Up))
                return True
        return super().eventFilter(watched, event)

    def _go(self, place: int, step: int, *, is_enter: bool) -> None:
        if is_enter and place == len(self.fields) - 1:
            self.finished.emit()
            return
        wanted = self.fields[max(0, min(place + step, len(self.fields) - 1))]
        wanted.setFocus(Qt.FocusReason.TabFocusReason)
        wanted.selectAll()

    @Slot()
    def _on_changed(self) -> None:
        self._show_amounts()
        self.changed.emit(self.total_minor())

    def _show_amounts(self) -> None:
        counts = self.counts()
        for denomination, shown in zip(self._denominations, self._labels, strict=True):
            pieces = counts.get(denomination, 0)
            shown.setText(money(denomination * pieces, self._currency) if pieces else "")
