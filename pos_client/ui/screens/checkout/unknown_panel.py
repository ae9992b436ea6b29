"""Goods that nobody knows: a name, a price, and as what they are sold."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pos_client.ui.formatting import is_chinese
from pos_client.ui.widgets.base import Card, ElidedLabel, View, cleared, label
from pos_client.ui.widgets.key_button import KeyButton
from retail.limits import Department
from retail.money import parse_minor


@dataclass(frozen=True, slots=True)
class UnknownTyped:
    """`price_minor` None: what was typed is no amount."""

    scanned: str
    name: str
    price_minor: int | None
    department: str


class UnknownPanel(View):
    """Hidden while nothing is asked. Enter goes from field to field; the last one is a digit for the department."""

    answered = Signal(object)  # UnknownTyped
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scanned = ""
        self._currency = "CNY"
        self._departments: tuple[Department, ...] = ()
        self._buttons: list[KeyButton] = []
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
        row = QHBoxLayout()
        row.setSpacing(8)
        self.name, self.price = self._field(), self._field()
        self.name.setMaxLength(60)
        self._unit = label("muted")
        row.addWidget(self.name, 2)
        row.addWidget(self.price, 1)
        row.addWidget(self._unit)
        column.addLayout(row)
        self._as = label("muted")
        column.addWidget(self._as)
        self._row = QHBoxLayout()
        self._row.setSpacing(6)
        column.addLayout(self._row)
        self.hide()
        self.retranslate()

    def _field(self) -> QLineEdit:
        field = QLineEdit()
        field.setProperty("role", "entryField")
        field.setMinimumHeight(44)
        field.installEventFilter(self)
        return field

    def retranslate(self) -> None:
        self._title.setText(self.tr("Sell {code} at a typed price").format(code=self._scanned))
        self.name.setPlaceholderText(self.tr("What it is"))
        self.name.setAccessibleName(self.tr("What it is"))
        self.price.setPlaceholderText(self.tr("Price of one"))
        self.price.setAccessibleName(self.tr("Price of one"))
        self._as.setText(self.tr("Enter, then the number of its department. A manager must allow it."))
        self._cancel.set_words("", self.tr("Cancel (Esc)"))
        for button, department in zip(self._buttons, self._departments, strict=True):
            button.set_words(department.name if is_chinese() else department.name_en)

    def ask(self, scanned: str, departments: tuple[Department, ...], currency: str) -> None:
        """Show the question and take the keyboard."""
        self._scanned, self._departments, self._currency = scanned, departments, currency
        self._unit.setText(currency)
        cleared(self._row)
        self._buttons = []
        for at, department in enumerate(departments):
            button = KeyButton("", str(at + 1), "plain", 14, obeys=False)
            button.clicked.connect(lambda _checked=False, chosen=department: self._choose(chosen))
            button.installEventFilter(self)
            self._buttons.append(button)
            self._row.addWidget(button)
        self.name.clear()
        self.price.clear()
        self.retranslate()
        self.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_panel(self) -> None:
        self.hide()

    def _choose(self, department: Department) -> None:
        try:
            price_minor: int | None = parse_minor(self.price.text(), self._currency)
        except ValueError:
            price_minor = None
        self.answered.emit(UnknownTyped(self._scanned, self.name.text().strip(), price_minor, department.department_id))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._handle(watched, event):
            return True
        return super().eventFilter(watched, event)

    def _handle(self, watched: QObject, event: QKeyEvent) -> bool:
        order: list[QWidget] = [self.name, self.price, *self._buttons]
        if watched not in order:
            return False
        at = order.index(watched)
        if event.key() == Qt.Key.Key_Escape:
            self._on_cancel()
        elif at >= 2 and event.text().isdigit() and 1 <= int(event.text()) <= len(self._buttons):
            self._buttons[int(event.text()) - 1].click()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if at >= 2:
                self._buttons[at - 2].click()
            elif at + 1 < len(order):
                order[at + 1].setFocus(Qt.FocusReason.OtherFocusReason)
        elif at >= 2 and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            to = at + (1 if event.key() == Qt.Key.Key_Right else -1)
            order[max(2, min(len(order) - 1, to))].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            return False
        return True

    @Slot()
    def _on_cancel(self) -> None:
        self.close_panel()
        self.cancelled.emit()
