"""Guides with their members and their join codes; or the door of an event, and who came through it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pos_client.ui.screens.customer.payment_qr import PaymentQr
from pos_client.ui.theme import scaled
from pos_client.ui.widgets.base import Card, ElidedLabel, label
from pos_client.ui.widgets.choice_panel import DIGITS, ChoiceDelegate, ChoiceModel, ChoiceRow
from pos_client.ui.widgets.key_button import KeyButton
from pos_client.ui.widgets.list_stack import ListStack
from pos_client.ui.widgets.page import Page
from pos_client.ui.widgets.row_list import row_list

CODE_PIXELS = 240
SIDE_MIN = 300


@dataclass(frozen=True, slots=True)
class ClienteleState:
    """Everything in words of the moment. `chosen` is the key of the row that all of it is about, empty: whichever was
    the current one. `picture` is what the code at the side says, empty: none is shown; `figure`
    stands in its place. A button without words is not there.
    """

    title: str
    hint: str
    rows: tuple[ChoiceRow, ...]
    nothing: str
    side_title: str
    side_text: str
    chosen: str = ""
    picture: str = ""
    figure: str = ""
    hand_over: str = ""
    act: str = ""
    events: str = ""


class ClienteleView(Page):
    """`picked` carries a row's key: of a digit or a click; `moved` when another row is the current one."""

    picked = Signal(object)
    moved = Signal(object)
    hand_over_asked = Signal()
    act_asked = Signal()
    events_asked = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ChoiceModel(self)
        self.list = row_list("offers", self.model, ChoiceDelegate(self))
        self.list.clicked.connect(self._on_clicked)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        column = self.built_column()
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._built_list(), 3)
        row.addWidget(self._built_side(), 2)
        column.addLayout(row, 1)
        self.retranslate()

    def _built_list(self) -> QWidget:
        card = Card()
        inside = card.built_column()
        head = QHBoxLayout()
        head.setSpacing(8)
        self._title = ElidedLabel("cardTitle")
        self.events_button = KeyButton("ticket-check", "F5", "plain", 14)
        self.events_button.clicked.connect(self.events_asked)
        self.hand_over_button = KeyButton("user-round", "F6", "plain", 14)
        self.hand_over_button.clicked.connect(self.hand_over_asked)
        self.act_button = KeyButton("check", "Return", "primary", 14, obeys=False)
        self.act_button.clicked.connect(self.act_asked)
        head.addWidget(self._title, 1)
        for button in (self.events_button, self.hand_over_button, self.act_button):
            head.addWidget(button)
        inside.addLayout(head)
        self._hint = label("muted", wraps=True)
        inside.addWidget(self._hint)
        self._stack = ListStack(self.list)
        inside.addWidget(self._stack, 1)
        return card

    def _built_side(self) -> QWidget:
        card = Card()
        card.setMinimumWidth(SIDE_MIN)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(16, 12, 16, 16)
        inside.setSpacing(10)
        self._side_title = label("cardTitle", wraps=True)
        self._figure = label("figure")
        self._figure.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture = PaymentQr()
        self.picture.setMinimumSize(scaled(CODE_PIXELS), scaled(CODE_PIXELS))
        self.picture.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._side_text = label("muted", wraps=True)
        inside.addWidget(self._side_title)
        inside.addWidget(self._figure)
        inside.addWidget(self.picture, 1)
        inside.addWidget(self._side_text)
        inside.addStretch(0)
        return card

    def retranslate(self) -> None:
        self.list.setAccessibleName(self._title.text())
        self.model.retranslate()

    def show_state(self, state: ClienteleState) -> None:
        current = self.current()
        chosen = state.chosen or ("" if current is None else current.key)
        self._title.setText(state.title)
        self.list.setAccessibleName(state.title)
        self._hint.setText(state.hint)
        self._hint.setVisible(bool(state.hint))
        self._stack.say_empty(state.nothing)
        self.model.show_rows(state.rows)
        index = self.model.index_of(chosen) if chosen else QModelIndex()
        blocked = self.list.selectionModel().blockSignals(True)
        self.list.setCurrentIndex(index if index.isValid() else self.model.index(0))
        self.list.selectionModel().blockSignals(blocked)
        self.list.viewport().update()
        self._stack.show_list(bool(state.rows))
        self._side_title.setText(state.side_title)
        self._side_text.setText(state.side_text)
        self.picture.setVisible(bool(state.picture))
        self.picture.show_text(state.picture)
        self.picture.setAccessibleName(state.side_title)
        self._figure.setVisible(bool(state.figure))
        self._figure.setText(state.figure)
        for button, words in (
            (self.events_button, state.events),
            (self.hand_over_button, state.hand_over),
            (self.act_button, state.act),
        ):
            button.set_words(words)
            button.setVisible(bool(words))

    def current(self) -> ChoiceRow | None:
        return self.model.row_at(self.list.currentIndex())

    def focus_home(self) -> None:
        (self.list if self.model.rowCount() else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def handle_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.act_button.isHidden():
            self.act_asked.emit()
            return True
        text = event.text()
        if text.isdigit() and text.isascii() and 1 <= int(text) <= DIGITS:
            row = self.model.row_at(self.model.index(int(text) - 1))
            if row is not None:
                self.list.setCurrentIndex(self.model.index_of(row.key))
                self.picked.emit(row.key)
            return True
        return False

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if row is not None:
            self.picked.emit(row.key)

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = self.model.row_at(current)
        if row is not None:
            self.moved.emit(row.key)
