"""One sale and what of it comes back: its lines at the left, what that is worth at the right."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from pos_client.ui.colours import COLOURS
from pos_client.ui.language import translate
from pos_client.ui.models.painting import RIGHT, draw_text
from pos_client.ui.models.row_delegate import LineDelegate
from pos_client.ui.models.rows import RowsModel
from pos_client.ui.screens.shift.view import Fact
from pos_client.ui.widgets.base import Card, ElidedLabel, cleared, label
from pos_client.ui.widgets.entry_bar import EntryBar
from pos_client.ui.widgets.key_button import KeyButton
from pos_client.ui.widgets.page import Page
from pos_client.ui.widgets.row_list import row_list

ROW_HEIGHT = 60


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """A line of the sale (`key` `line:…`) or a gift that it gave (`gift:…`). Quantities and the amount in words.

    `back` is what comes back now, empty for nothing; `left` is what still could, empty when all is back.
    """

    key: str
    name: str
    detail: str
    left: str
    back: str
    is_damaged: bool
    amount: str


@dataclass(frozen=True, slots=True)
class ReturnState:
    title: str
    detail: str
    rows: tuple[ReturnRow, ...]
    facts: tuple[Fact, ...]
    reason: str
    in_cash: bool = False
    may_confirm: bool = False
    may_exchange: bool = False
    is_done: bool = False
    is_printing: bool = False
    types_price: bool = False  # goods without a receipt have a price that is typed
    is_list: bool = False  # the rows are sales to choose from


class ReturnModel(RowsModel[ReturnRow]):
    def key_of(self, row: ReturnRow) -> object:
        return row.key

    def text_of(self, row: ReturnRow) -> str:
        back = translate("returns", "comes back: {quantity}").format(quantity=row.back) if row.back else ""
        return ", ".join(part for part in (row.name, row.detail, back) if part)


class ReturnDelegate(LineDelegate[ReturnRow]):
    """Name and price at the left, what is left and what comes back at the right."""

    row_height = ROW_HEIGHT

    def paint_line(self, painter: QPainter, rect: QRect, row: ReturnRow) -> None:
        right = rect.right() - 16
        ink = COLOURS.text if row.left else COLOURS.text_disabled
        names = rect.width() - 16 - 300
        draw_text(painter, QRect(rect.left() + 16, rect.top() + 8, names, 24), row.name, ink, 16, bold=bool(row.back))
        draw_text(painter, QRect(rect.left() + 16, rect.top() + 33, names, 18), row.detail, COLOURS.text_soft, 12)
        left = row.left or translate("returns", "all back")
        draw_text(painter, QRect(right - 290, rect.top(), 100, rect.height()), left, COLOURS.text_soft, 13, align=RIGHT)
        if row.back:
            damaged = translate("returns", "damaged")
            back = f"{row.back} · {damaged}" if row.is_damaged else row.back
            draw_text(painter, QRect(right - 180, rect.top() + 8, 180, 24), back, COLOURS.accent, 17, bold=True,
                      align=RIGHT)  # fmt: skip
            draw_text(painter, QRect(right - 180, rect.top() + 33, 180, 18), row.amount, COLOURS.text, 13, align=RIGHT)


class ReturnsView(Page):
    """Signals say what was asked; those about goods carry the row's key."""

    more_asked = Signal(object, object)  # key, by how many
    quantity_asked = Signal(object)
    damaged_asked = Signal(object)
    all_asked = Signal()
    reason_asked = Signal()
    cash_asked = Signal()
    confirm_asked = Signal()
    exchange_asked = Signal()
    print_asked = Signal()
    back_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: ReturnState | None = None
        self.entry = EntryBar()
        self.model = ReturnModel(self)
        self.list = row_list("returns", self.model, ReturnDelegate(self))
        column = self.built_column()
        column.addWidget(self.entry)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._built_goods(), 3)
        row.addWidget(self._built_side(), 2)
        column.addLayout(row, 1)
        self.retranslate()

    def _built_goods(self) -> QWidget:
        card = Card()
        column = QVBoxLayout(card)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        self._title, self._detail = label("cardTitle"), label("muted", wraps=True)
        column.addWidget(self._title)
        column.addWidget(self._detail)
        column.addWidget(self.list, 1)
        self.back_button = KeyButton("arrow-left", "Esc", "plain", 15, obeys=False)
        self.more_button = KeyButton("plus", "+", "plain", 15, obeys=False)
        self.less_button = KeyButton("minus", "-", "plain", 15, obeys=False)
        self.quantity_button = KeyButton("hash", "F5", "plain", 15)
        self.damaged_button = KeyButton("triangle-alert", "F6", "plain", 15)
        self.all_button = KeyButton("undo-2", "F8", "plain", 15)
        self.back_button.clicked.connect(self.back_asked)
        self.more_button.clicked.connect(lambda: self._of_row(lambda key: self.more_asked.emit(key, 1)))
        self.less_button.clicked.connect(lambda: self._of_row(lambda key: self.more_asked.emit(key, -1)))
        self.quantity_button.clicked.connect(lambda: self._of_row(self.quantity_asked.emit))
        self.damaged_button.clicked.connect(lambda: self._of_row(self.damaged_asked.emit))
        self.all_button.clicked.connect(self.all_asked)
        buttons = QGridLayout()
        buttons.setSpacing(8)
        for place, button in enumerate(
            (
                self.more_button,
                self.less_button,
                self.quantity_button,
                self.damaged_button,
                self.all_button,
                self.back_button,
            )
        ):
            button.setMinimumHeight(48)
            buttons.addWidget(button, place // 3, place % 3)
        column.addLayout(buttons)
        return card

    def _built_side(self) -> QWidget:
        card = Card()
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        self._side_title = label("cardTitle")
        column.addWidget(self._side_title)
        self._facts = QGridLayout()
        self._facts.setVerticalSpacing(8)
        column.addLayout(self._facts)
        column.addStretch(1)
        self.reason_button = KeyButton("pencil", "F7", "plain", 15)
        self.cash_button = KeyButton("banknote", "F9", "plain", 15)
        self.print_button = KeyButton("printer", "F10", "plain", 15)
        self.exchange_button = KeyButton("refresh-cw", "F4", "plain", 15)
        self.confirm_button = KeyButton("check", "F12", "primary", 18)
        for button, asked in (
            (self.reason_button, self.reason_asked),
            (self.cash_button, self.cash_asked),
            (self.print_button, self.print_asked),
            (self.exchange_button, self.exchange_asked),
            (self.confirm_button, self.confirm_asked),
        ):
            button.setMinimumHeight(60 if button is self.confirm_button else 48)
            button.clicked.connect(asked)
            column.addWidget(button)
        return card

    def retranslate(self) -> None:
        self.list.setAccessibleName(self.tr("Goods of the sale"))
        self._side_title.setText(self.tr("What goes back"))
        self.more_button.set_words(self.tr("One more"))
        self.less_button.set_words(self.tr("One less"))
        self.quantity_button.set_words(self.tr("Quantity"))
        self.damaged_button.set_words(self.tr("Damaged"))
        self.all_button.set_words(self.tr("All of it"))
        self.back_button.set_words(self.tr("Back"))
        self.print_button.set_words(self.tr("Print again"))
        self.exchange_button.set_words(self.tr("Exchange for other goods"))
        self.model.retranslate()
        if self._state is not None:
            self.show_state(self._state)

    def show_state(self, state: ReturnState) -> None:
        self._state = state
        self._title.setText(state.title)
        self._detail.setText(state.detail)
        self.model.show_rows(state.rows)
        if state.rows and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0))
        cleared(self._facts)
        for row, fact in enumerate(state.facts):
            value = ElidedLabel("totalAmount" if fact.strong else "strong")
            value.setText(fact.value)
            value.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._facts.addWidget(label("strong" if fact.strong else "totalName", fact.name), row, 0)
            self._facts.addWidget(value, row, 1)
        self.reason_button.set_words(self.tr("Reason: {reason}").format(reason=state.reason))
        cash = self.tr("As it was paid") if state.in_cash else self.tr("All in cash")
        self.cash_button.set_words(self.tr("Price") if state.types_price else cash)
        for button in (self.reason_button, self.cash_button, self.exchange_button, self.damaged_button,
                       self.less_button, self.quantity_button, self.all_button):  # fmt: skip
            button.setVisible(not state.is_list and (button is not self.all_button or not state.types_price))
        self.exchange_button.setVisible(not state.is_done and not state.is_list)
        self.more_button.set_words(self.tr("Open") if state.is_list else self.tr("One more"))
        self.confirm_button.set_words(self.tr("Take back"))
        self.confirm_button.setEnabled(state.may_confirm)
        self.confirm_button.setVisible(not state.is_list)
        self.exchange_button.setEnabled(state.may_exchange)
        self.print_button.setVisible(state.is_done)
        self.print_button.setEnabled(not state.is_printing)
        for button in (self.more_button, self.less_button, self.quantity_button, self.damaged_button, self.all_button,
                       self.reason_button, self.cash_button):  # fmt: skip
            button.setEnabled(not state.is_done)

    def choose(self, key: str) -> None:
        """Select this row: its goods were scanned."""
        index = self.model.index_of(key)
        if index.isValid():
            self.list.setCurrentIndex(index)

    def focus_home(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def handle_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.back_asked.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._state is not None and self._state.is_list:
            self._of_row(lambda key: self.more_asked.emit(key, 1))
        elif event.text() in ("+", "=", "-") and self.more_button.isEnabled():
            step = -1 if event.text() == "-" else 1
            self._of_row(lambda key: self.more_asked.emit(key, step))
        else:
            return False
        return True

    def _of_row(self, then: object) -> None:
        row = self.model.row_at(self.list.currentIndex())
        if row is not None and callable(then):
            then(row.key)
