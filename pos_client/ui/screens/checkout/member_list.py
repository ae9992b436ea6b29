"""A list of what a member has, in the place of the offers: a hint and buttons below, Enter does the first of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QStyledItemDelegate, QVBoxLayout, QWidget

from pos_client.ui.models.rows import RowsModel
from pos_client.ui.screens.checkout.state import CheckoutViewState
from pos_client.ui.widgets.base import View, label
from pos_client.ui.widgets.key_button import KeyButton
from pos_client.ui.widgets.row_list import row_list

Row = TypeVar("Row")


class MemberList(View, Generic[Row]):
    """The chosen row stays chosen while the member's things change."""

    def __init__(
        self,
        model: RowsModel[Row],
        delegate: QStyledItemDelegate,
        buttons: Sequence[KeyButton],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._state: CheckoutViewState | None = None
        self.model = model
        self.list = row_list("offers", model, delegate)
        for owned in (model, delegate):
            owned.setParent(self)
        self.list.setProperty("enters", True)
        self.list.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.list.activated.connect(self._on_activated)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.list, 1)
        self._hint = label("muted", wraps=True)
        column.addWidget(self._hint)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        column.addLayout(row)

    def focus_list(self) -> None:
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0))

    def _show_rows(self, rows: Sequence[Row], hint: str) -> None:
        chosen = self._chosen()
        self.model.show_rows(rows)
        index = self.model.index_of(self.model.key_of(chosen)) if chosen is not None else QModelIndex()
        self.list.setCurrentIndex(index if index.isValid() else self.model.index(0))
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._show_buttons()

    def _chosen(self) -> Row | None:
        return self.model.row_at(self.list.currentIndex())

    def _show_buttons(self) -> None:
        """What can be done with the chosen row."""
        raise NotImplementedError

    def _enter(self) -> None:
        """Do it."""
        raise NotImplementedError

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self._show_buttons()

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        if self.list.hasFocus() and index.isValid():
            self._enter()
