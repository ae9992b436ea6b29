"""Goods that nobody knows: a name, a price, and as what they are sold."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos_client.ui.formatting import is_chinese
from pos_client.ui.widgets.base import cleared, label
from pos_client.ui.widgets.form_panel import FormPanel, digit_of, is_enter
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


class UnknownPanel(FormPanel):
    """Hidden while nothing is asked. Enter goes from field to field; the last one is a digit for the department."""

    answered = Signal(object)  # UnknownTyped

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scanned = ""
        self._currency = "CNY"
        self._departments: tuple[Department, ...] = ()
        self._buttons: list[KeyButton] = []
        row = QHBoxLayout()
        row.setSpacing(8)
        self.name, self.price = self.built_field(60), self.built_field()
        self._unit = label("muted")
        row.addWidget(self.name, 2)
        row.addWidget(self.price, 1)
        row.addWidget(self._unit)
        self.column.addLayout(row)
        self._as = label("muted")
        self.column.addWidget(self._as)
        self._row = QHBoxLayout()
        self._row.setSpacing(6)
        self.column.addLayout(self._row)
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        self.title.setText(self.tr("Sell {code} at a typed price").format(code=self._scanned))
        self.name.setPlaceholderText(self.tr("What it is"))
        self.name.setAccessibleName(self.tr("What it is"))
        self.price.setPlaceholderText(self.tr("Price of one"))
        self.price.setAccessibleName(self.tr("Price of one"))
        self._as.setText(self.tr("Enter, then the number of its department. A manager must allow it."))
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
            self.watch(button)
            self._buttons.append(button)
            self._row.addWidget(button)
        self.name.clear()
        self.price.clear()
        self.retranslate()
        self.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, department: Department) -> None:
        try:
            price_minor: int | None = parse_minor(self.price.text(), self._currency)
        except ValueError:
            price_minor = None
        self.answered.emit(UnknownTyped(self._scanned, self.name.text().strip(), price_minor, department.department_id))

    def take_key(self, watched: QObject, event: QKeyEvent) -> bool:
        order: list[QWidget] = [self.name, self.price, *self._buttons]
        if watched not in order:
            return False
        at = order.index(watched)
        digit = digit_of(event, len(self._buttons))
        if at >= 2 and digit is not None:
            self._buttons[digit].click()
        elif is_enter(event):
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
