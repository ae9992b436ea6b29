"""The page of the store's own range: list at the left, the chosen line at the right, one key for each thing to do."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pos_client.ui.screens.own_range.form import GoodsForm
from pos_client.ui.screens.own_range.row_list import RangeDelegate, RangeModel
from pos_client.ui.screens.own_range.state import RangeSheet, RangeState
from pos_client.ui.widgets.base import Card, ElidedLabel, breakable, cleared, label
from pos_client.ui.widgets.entry_bar import EntryBar
from pos_client.ui.widgets.flow import FlowLayout
from pos_client.ui.widgets.key_button import KeyButton
from pos_client.ui.widgets.list_stack import ListStack
from pos_client.ui.widgets.page import Page
from pos_client.ui.widgets.pin_bar import PinBar
from pos_client.ui.widgets.row_list import row_list
from pos_client.ui.widgets.scroll_column import ScrollColumn

LIST_WIDTH = 470
# What can be done with the chosen line: name, icon, key.
ACTIONS = (
    ("price", "pencil", "F8"),
    ("group_price", "undo-2", "Shift+F8"),
    ("unlist", "circle-x", "Shift+F11"),
    ("list", "circle-check", "Shift+F11"),
    ("approve", "check", "F10"),
    ("refuse", "x", "F12"),
    ("withdraw", "undo-2", "F11"),
)


class RangeView(Page):
    """`acted` carries the name of an action of ACTIONS, `selected` a line's key."""

    selected = Signal(object)
    acted = Signal(object)
    shown_asked = Signal()
    find_asked = Signal()
    new_asked = Signal()
    status_asked = Signal()
    guest_asked = Signal()
    refresh_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: RangeState | None = None
        self._shown_sheet: RangeSheet | None = None
        self.pin = PinBar()
        self.entry = EntryBar()
        self.form = GoodsForm()
        column = self.built_column()
        for widget in (self.pin, self.entry, self.form):
            column.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._built_list())
        row.addWidget(self._built_sheet(), 1)
        column.addLayout(row, 1)
        self.pin.hide()
        self.retranslate()

    def _built_list(self) -> QWidget:
        card = Card()
        card.setFixedWidth(LIST_WIDTH)
        inside = card.built_column()
        head = QHBoxLayout()
        head.setSpacing(8)
        self._title = label("cardTitle")
        self._note = ElidedLabel("muted")
        self.refresh_button = KeyButton("refresh-cw", "F9", "quiet", 14)
        self.refresh_button.clicked.connect(self.refresh_asked)
        head.addWidget(self._title)
        head.addWidget(self._note, 1)
        head.addWidget(self.refresh_button)
        inside.addLayout(head)
        filters = QWidget()
        flow = FlowLayout(8)
        filters.setLayout(flow)
        self.shown_button = KeyButton("store", "F5", "plain", 14)
        self.shown_button.clicked.connect(self.shown_asked)
        self.status_button = KeyButton("", "F6", "plain", 14)
        self.status_button.clicked.connect(self.status_asked)
        self.find_button = KeyButton("search", "F7", "plain", 14)
        self.find_button.clicked.connect(self.find_asked)
        self.new_button = KeyButton("circle-plus", "F4", "plain", 14)
        self.new_button.clicked.connect(self.new_asked)
        for button in (self.shown_button, self.status_button, self.find_button, self.new_button):
            flow.addWidget(button)
        inside.addWidget(filters)
        self.model = RangeModel(self)
        self.list = row_list("range", self.model, RangeDelegate(self))
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self._stack = ListStack(self.list)
        inside.addWidget(self._stack, 1)
        return card

    def _built_sheet(self) -> QWidget:
        card = Card()
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        self._name = label("pageTitle", wraps=True)
        self.guest_button = KeyButton("user-round", "Shift+F7", "quiet", 14)
        self.guest_button.clicked.connect(self.guest_asked)
        self.guest_button.let_words_elide()
        head.addWidget(self._name, 1)
        head.addWidget(self.guest_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self._status = label("strong")
        column.addWidget(self._status)
        self._area = ScrollColumn(14)
        self._facts = self._area.facts
        column.addWidget(self._area, 1)
        flow = QHBoxLayout()
        flow.setSpacing(8)
        self.action_buttons: dict[str, KeyButton] = {}
        for name, icon, key in ACTIONS:
            button = KeyButton(icon, key, "primary" if name in ("price", "approve") else "plain", 15)
            button.clicked.connect(lambda _checked=False, name=name: self.acted.emit(name))
            button.let_words_elide()
            button.hide()
            self.action_buttons[name] = button
            flow.addWidget(button)
        flow.addStretch(1)
        column.addLayout(flow)
        return card

    def retranslate(self) -> None:
        words = {
            "price": self.tr("Propose a price"),
            "group_price": self.tr("Group's price again"),
            "unlist": self.tr("Sell it no more"),
            "list": self.tr("Sell it again"),
            "approve": self.tr("Approve"),
            "refuse": self.tr("Refuse"),
            "withdraw": self.tr("Take back"),
        }
        for name, button in self.action_buttons.items():
            button.set_words(words[name])
        self.find_button.set_words(self.tr("Find"), self.tr("Find goods"))
        self.new_button.set_words(self.tr("New"), self.tr("New goods"))
        self.refresh_button.set_words("", self.tr("Look again"))
        self.refresh_button.setToolTip(self.tr("Look again"))
        self._area.setAccessibleName(self.tr("The chosen goods or proposal"))
        self.list.setAccessibleName(self.tr("Own goods, prices and proposals"))
        self._shown_sheet = None
        if self._state is not None:
            self.show_state(self._state)

    def show_state(self, state: RangeState) -> None:
        was_locked = self._state is not None and self._state.locked
        self._state = state
        titles = {
            "range": self.tr("Own goods and prices"),
            "found": self.tr("Goods found"),
            "proposals": self.tr("Proposals"),
        }
        self._title.setText(titles[state.shown])
        self.pin.setVisible(state.locked)
        if state.locked:
            self.pin.ask(state.question, self.tr("Go on"), busy=state.busy)
        self._note.setText(state.note)
        following = self.tr("Range") if state.shown == "proposals" else self.tr("Proposals")
        self.shown_button.set_words(following)
        self.status_button.setVisible(state.shown == "proposals")
        self.status_button.set_words(state.status, self.tr("State: {what}").format(what=state.status))
        guest = state.guest or self.tr("Brand's approval")
        self.guest_button.set_words(guest, self.tr("Somebody of a brand approves here"))
        for button in (self.refresh_button, self.status_button, self.new_button, self.guest_button):
            button.setEnabled(not state.busy)
        self.model.show_rows(state.rows)
        self._stack.say_empty(state.empty)
        self._stack.show_list(bool(state.rows))
        index = self.model.index_of(state.selected)
        if index != self.list.currentIndex():
            self.list.setCurrentIndex(index)
        self._show_sheet(state.sheet, busy=state.busy)
        if was_locked != state.locked and self.isVisible():
            self.focus_home()

    def _show_sheet(self, sheet: RangeSheet | None, *, busy: bool) -> None:
        for name, button in self.action_buttons.items():
            button.setVisible(sheet is not None and name in sheet.may)
            button.setEnabled(not busy)
        if sheet == self._shown_sheet and sheet is not None:
            return
        self._shown_sheet = sheet
        self._name.setText("" if sheet is None else breakable(sheet.title))
        self._status.setText("" if sheet is None else sheet.status)
        cleared(self._facts)
        if sheet is None:
            return
        for title, rows in (("", sheet.facts), (self.tr("History"), sheet.history)):
            if not rows:
                continue
            if title:
                self._facts.addWidget(label("strong", title))
            grid = QGridLayout()
            grid.setHorizontalSpacing(16)
            grid.setVerticalSpacing(6)
            grid.setColumnStretch(1, 1)
            for number, (name, value) in enumerate(rows):
                what = label("muted", name)
                what.setMinimumWidth(110)
                words = label("body", breakable(value), wraps=True)
                words.setAccessibleName(f"{name}: {value}")
                grid.addWidget(what, number, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(words, number, 1)
            self._facts.addLayout(grid)
        self._facts.addStretch(1)

    def focus_home(self) -> None:
        locked = self._state is not None and self._state.locked
        (self.pin.field if locked else self.list).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = self.model.row_at(current)
        if row is not None:
            self.selected.emit(row.key)
