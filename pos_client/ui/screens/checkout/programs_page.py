"""The member's programs in the place of the offers: tiers and points side by side, their exchange, and draws."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_client.ui.models.programs import ProgramsDelegate, ProgramsModel
from pos_client.ui.screens.checkout.program_state import ProgramRow
from pos_client.ui.screens.checkout.state import CheckoutViewState
from pos_client.ui.widgets.base import ElidedLabel, View
from pos_client.ui.widgets.key_button import KeyButton
from pos_client.ui.widgets.row_list import row_list


class ProgramsPage(View):
    """Enter on a way to exchange points, or on a draw, begins it."""

    exchange_asked = Signal(object)  # ProgramRow with its exchange
    draw_asked = Signal(object)  # ProgramRow with its draw

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: CheckoutViewState | None = None
        self.model = ProgramsModel(self)
        self.list = row_list("offers", self.model, ProgramsDelegate(self))
        self.list.setProperty("enters", True)
        self.list.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.list.activated.connect(self._on_activated)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.setSpacing(6)
        self._hint = ElidedLabel("muted")
        self.exchange_button = KeyButton("refresh-cw", "Return", "plain", 14, obeys=False)
        self.exchange_button.clicked.connect(self._on_exchange)
        row.addWidget(self._hint, 1)
        row.addWidget(self.exchange_button)
        column.addLayout(row)
        self.retranslate()

    def retranslate(self) -> None:
        self.list.setAccessibleName(self.tr("Programs of the member"))
        self.model.retranslate()
        self._show_button()
        if self._state is not None:
            self.show_state(self._state)

    def show_state(self, state: CheckoutViewState) -> None:
        self._state = state
        chosen = self._chosen()
        self.model.show_rows(state.programs)
        index = self.model.index_of(chosen.key) if chosen is not None else QModelIndex()
        self.list.setCurrentIndex(index if index.isValid() else self.model.index(0))
        self._hint.setText(self.tr("Green: what this basket brings"))
        self._show_button()

    def focus_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0))

    def _chosen(self) -> ProgramRow | None:
        return self.model.row_at(self.list.currentIndex())

    def _show_button(self) -> None:
        row = self._chosen()
        if row is not None and row.draw is not None:
            self.exchange_button.set_words(self.tr("Enter the draw"), self.tr("Enter the draw"))
        else:
            self.exchange_button.set_words(self.tr("Exchange"), self.tr("Exchange points"))
        self.exchange_button.setVisible(any(map(_has_a_way, self.model.rows())))
        self.exchange_button.setEnabled(row is not None and _has_a_way(row))

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self._show_button()

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        if self.list.hasFocus() and index.isValid():
            self._on_exchange()

    @Slot()
    def _on_exchange(self) -> None:
        row = self._chosen()
        if row is not None and row.exchange is not None:
            self.exchange_asked.emit(row)
        elif row is not None and row.draw is not None:
            self.draw_asked.emit(row)


def _has_a_way(row: ProgramRow) -> bool:
    return row.exchange is not None or row.draw is not None
