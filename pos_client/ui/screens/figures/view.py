"""The store's figures for who leads it: the sums of a day, a week or a month, and whose they are."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from pos_client.ui.colours import COLOURS
from pos_client.ui.models.painting import RIGHT, draw_text
from pos_client.ui.models.row_delegate import LineDelegate
from pos_client.ui.models.rows import RowsModel
from pos_client.ui.widgets.base import Card, ElidedLabel, label
from pos_client.ui.widgets.button_row import ButtonRow
from pos_client.ui.widgets.figure_cards import Figure, FigureCards
from pos_client.ui.widgets.key_button import KeyButton
from pos_client.ui.widgets.list_stack import ListStack
from pos_client.ui.widgets.page import Page
from pos_client.ui.widgets.row_list import row_list

ROW_HEIGHT = 56
# The figures above the list, in their order.
FIGURES = ("sales", "share", "joined", "tasks", "suggested", "coupons")


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of a row: the number, and what it is."""

    amount: str
    words: str


@dataclass(frozen=True, slots=True)
class GuideLine:
    """One person's figures in words, in the order of `FIGURES`."""

    key: str
    name: str
    detail: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class FiguresState:
    """`note` says how old this is, and what is missing. `empty` is said where there is no row. `opens`: a row is a part
    that can be looked into; `back`: the unit that this one is part of (empty: it was not opened from one).
    """

    unit: str
    may_choose: bool
    opens: bool
    back: str
    title: str
    period: str
    days: str
    figures: tuple[Figure, ...]
    rows: tuple[GuideLine, ...]
    note: str
    empty: str
    asks: bool


class GuidesModel(RowsModel[GuideLine]):
    def key_of(self, row: GuideLine) -> object:
        return row.key

    def text_of(self, row: GuideLine) -> str:
        cells = (f"{cell.words} {cell.amount}" for cell in row.cells)
        return ", ".join(part for part in (row.name, row.detail, *cells) if part)


class GuidesDelegate(LineDelegate[GuideLine]):
    """Who over their number, then each figure over what it is."""

    row_height = ROW_HEIGHT

    def paint_line(self, painter: QPainter, rect: QRect, row: GuideLine) -> None:
        names = max(120, rect.width() // 6)
        left, top = rect.left() + 14, rect.top() + 6
        draw_text(painter, QRect(left, top, names, 24), row.name, COLOURS.text, 15, bold=True)
        draw_text(painter, QRect(left, top + 23, names, 20), row.detail, COLOURS.text_soft, 13)
        width = (rect.right() - 16 - left - names) // max(1, len(row.cells))
        for number, cell in enumerate(row.cells):
            place = QRect(left + names + number * width, top, width - 10, 24)
            draw_text(painter, place, cell.amount, COLOURS.text, 15, bold=True, align=RIGHT)
            draw_text(painter, place.translated(0, 23), cell.words, COLOURS.text_soft, 12, align=RIGHT)


class FiguresView(Page):
    """`moved`: the next period (1) or the one before (-1), 0: that of today. `period_asked`: another length;
    `unit_asked`: another unit; `opened`: a part of it, by its row's key; `left`: back to what it is part of.
    """

    moved = Signal(object)
    period_asked = Signal()
    unit_asked = Signal()
    opened = Signal(object)
    left = Signal()
    refresh_asked = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: FiguresState | None = None
        self.model = GuidesModel(self)
        self.list = row_list("figures", self.model, GuidesDelegate(self))
        self.list.activated.connect(self._on_activated)
        column = self.built_column()
        card = Card()
        inside = card.built_column()
        inside.addWidget(self._built_head())
        self._cards = FigureCards(len(FIGURES))
        self.figures = self._cards.cards
        inside.addLayout(self._cards)
        self._note = label("muted", wraps=True)
        inside.addWidget(self._note)
        self._stack = ListStack(self.list)
        inside.addWidget(self._stack, 1)
        column.addWidget(card, 1)
        self.retranslate()

    def _built_head(self) -> ButtonRow:
        """What is asked of a district or the group has long words: its buttons give way on a small screen."""
        self._title = label("cardTitle")
        self._keys = ElidedLabel("muted")
        self.unit_button = KeyButton("store", "F7", "plain", 14)
        self.unit_button.clicked.connect(self.unit_asked)
        self.open_button = KeyButton("arrow-right", "Return", "plain", 14, obeys=False)
        self.open_button.clicked.connect(lambda: self._on_activated(self.list.currentIndex()))
        self.period_button = KeyButton("sliders-horizontal", "F6", "plain", 14)
        self.period_button.clicked.connect(self.period_asked)
        self.days_button = KeyButton("clock", "F8", "plain", 14)
        self.days_button.clicked.connect(lambda: self.moved.emit(0))
        self.refresh_button = KeyButton("refresh-cw", "F5", "plain", 14)
        self.refresh_button.clicked.connect(self.refresh_asked)
        self.close_button = KeyButton("coins", "Escape", "plain", 14)
        self.close_button.clicked.connect(self._on_close)
        buttons = (self.open_button, self.unit_button, self.period_button, self.days_button, self.refresh_button)
        return ButtonRow((*buttons, self.close_button), self._title, self._keys)

    def retranslate(self) -> None:
        self._keys.setText(self.tr("← → before and after"))
        self._cards.name_them(
            (
                self.tr("Sold"),
                self.tr("Sold to members"),
                self.tr("Members won"),
                self.tr("Tasks done"),
                self.tr("Suggestions bought"),
                self.tr("Coupons used"),
            )
        )
        self.open_button.set_words(self.tr("Look into it"))
        self.list.setAccessibleName(self.tr("Figures, row by row"))
        if self._state is not None:
            self.show_state(self._state)

    def show_state(self, state: FiguresState) -> None:
        self._state = state
        self._title.setText(state.title)
        self.unit_button.setVisible(state.may_choose)
        self.unit_button.set_words(state.unit, self.tr("Whose: {what}").format(what=state.unit))
        self.list.setProperty("enters", state.opens)
        self.open_button.setVisible(state.opens and bool(state.rows))
        self.close_button.set_words(state.back or self.tr("Earnings"))
        self._cards.show_figures(state.figures)
        self.model.show_rows(state.rows)
        self._stack.show_list(bool(state.rows))
        if state.opens and state.rows and not self.list.selectionModel().hasSelection():
            self.list.setCurrentIndex(self.model.index(0))
        self._stack.say_empty(state.empty)
        self._note.setText(state.note)
        self.period_button.set_words(state.period, self.tr("Period: {what}").format(what=state.period))
        self.days_button.set_words(state.days, self.tr("Days: {what}").format(what=state.days))
        self.refresh_button.set_words(self.tr("Asking …") if state.asks else self.tr("Ask the ledger"))
        self.refresh_button.setEnabled(not state.asks)

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if row is not None and self._state is not None and self._state.opens:
            self.opened.emit(row.key)

    @Slot()
    def _on_close(self) -> None:
        if self._state is not None and self._state.back:
            self.left.emit()
        else:
            self.closed.emit()

    def focus_home(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def handle_key(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Left else 1)
            return True
        return False
