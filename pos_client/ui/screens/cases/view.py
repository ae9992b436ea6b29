"""The cases page: the PIN, filters and list at the left, the chosen case at the right."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from pos_client.ui.screens.cases.case_list import CasesDelegate, CasesModel
from pos_client.ui.screens.cases.sheet import CaseSheetView
from pos_client.ui.screens.cases.state import CasesState
from pos_client.ui.widgets.base import Card, ElidedLabel, label
from pos_client.ui.widgets.key_button import KeyButton
from pos_client.ui.widgets.list_stack import ListStack
from pos_client.ui.widgets.page import Page
from pos_client.ui.widgets.pin_bar import PinBar
from pos_client.ui.widgets.row_list import row_list

LIST_WIDTH = 456


class CasesView(Page):
    """`selected` and `opened` carry a case's id; the filters' signals ask for their next value."""

    selected = Signal(object)
    opened = Signal(object)
    status_asked = Signal()
    owner_asked = Signal()
    kind_asked = Signal()
    refresh_asked = Signal()
    range_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: CasesState | None = None
        self.pin = PinBar()
        self.sheet = CaseSheetView()
        column = self.built_column()
        column.addWidget(self.pin)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._built_list())
        self._right = QStackedWidget()
        self._nothing = label("emptyText", wraps=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._right.addWidget(self._nothing)
        self._right.addWidget(self.sheet)
        row.addWidget(self._right, 1)
        column.addLayout(row, 1)
        self.retranslate()

    def _built_list(self) -> QWidget:
        card = Card()
        card.setFixedWidth(LIST_WIDTH)
        inside = card.built_column()
        head = QHBoxLayout()
        head.setSpacing(8)
        self._title = label("cardTitle")
        self._note = ElidedLabel("muted")
        self.refresh_button = KeyButton("refresh-cw", "F9", "plain", 14)
        self.refresh_button.clicked.connect(self.refresh_asked)
        # The window obeys this key everywhere: here it is shown.
        self.range_button = KeyButton("store", "Ctrl+G", "quiet", 14, obeys=False)
        self.range_button.clicked.connect(self.range_asked)
        head.addWidget(self._title)
        head.addWidget(self._note, 1)
        head.addWidget(self.range_button)
        head.addWidget(self.refresh_button)
        inside.addLayout(head)
        filters = QHBoxLayout()
        filters.setSpacing(8)
        self.status_button = KeyButton("", "F5", "plain", 14)
        self.status_button.clicked.connect(self.status_asked)
        self.owner_button = KeyButton("", "F6", "plain", 14)
        self.owner_button.clicked.connect(self.owner_asked)
        self.kind_button = KeyButton("", "F7", "plain", 14)
        self.kind_button.clicked.connect(self.kind_asked)
        for number, button in enumerate((self.status_button, self.owner_button, self.kind_button)):
            filters.addWidget(button, 2 if number == 2 else 1)
        inside.addLayout(filters)
        self.model = CasesModel(self)
        self.list = row_list("cases", self.model, CasesDelegate(self))
        self.list.setProperty("enters", True)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.activated.connect(self._on_activated)
        self._stack = ListStack(self.list)
        inside.addWidget(self._stack, 1)
        return card

    def retranslate(self) -> None:
        self._title.setText(self.tr("Cases"))
        self._stack.say_empty(self.tr("Choose a case at the left. Enter reads it."))
        self.list.setAccessibleName(self.tr("Cases"))
        self.refresh_button.set_words("", self.tr("Look again"))
        self.refresh_button.setToolTip(self.tr("Look again"))
        self.range_button.set_words(self.tr("Own range"), self.tr("Own goods and prices of this store"))
        self.range_button.setToolTip(self.tr("Own goods and prices of this store"))
        if self._state is not None:
            self.show_state(self._state)

    def show_state(self, state: CasesState) -> None:
        was_locked = self._state is None or self._state.locked
        self._state = state
        self.pin.setVisible(state.locked)
        words = self.tr("{person}: type your PIN once more. The ledger asks who looks at cases.")
        self.pin.ask(words.format(person=state.person), self.tr("Open the cases"), busy=state.busy)
        self._note.setText(state.note)
        for button, name, words in (
            (self.status_button, self.tr("Status"), state.status),
            (self.owner_button, self.tr("Owner"), state.owner),
            (self.kind_button, self.tr("Kind"), state.kind),
        ):
            button.set_words(words, f"{name}: {words}")
            button.setEnabled(not state.locked)
        self.refresh_button.setEnabled(not state.locked and not state.busy)
        self.model.show_rows(state.rows)
        self._stack.say_empty(state.empty)
        self._stack.show_list(bool(state.rows))
        index = self.model.index_of(state.selected)
        chosen = self.list.selectionModel()
        if index.isValid() and not chosen.isSelected(index):
            # Also where it was the current one before: rows that came anew are not selected.
            chosen.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        elif not index.isValid():
            self.list.setCurrentIndex(index)
        self.sheet.show_sheet(state.sheet, busy=state.busy)
        self._right.setCurrentIndex(0 if state.sheet is None else 1)
        if was_locked != state.locked and self.isVisible():
            self.focus_home()

    def focus_home(self) -> None:
        if self._state is None or self._state.locked:
            self.pin.field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            # A list without rows is hidden: the keyboard would go to the rail, and Enter to another page.
            (self.list if self._state.rows else self).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = self.model.row_at(current)
        if row is not None:
            self.selected.emit(row.case_id)

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if row is not None:
            self.opened.emit(row.case_id)
