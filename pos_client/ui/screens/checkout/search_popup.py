"""The list under the search field; part of the window, so that nothing takes the keyboard away."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_client.ui.models.search import ROW_HEIGHT, SearchDelegate, SearchModel
from pos_client.ui.screens.checkout.state import SearchRow
from pos_client.ui.theme import scaled
from pos_client.ui.widgets.base import Card, View, label
from pos_client.ui.widgets.row_list import row_list

ROWS_SHOWN = 7


class SearchPopup(View):
    """`picked` carries the SearchRow. Laid over the screen by whoever owns it."""

    picked = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.model = SearchModel(self)
        self.list = row_list("search", self.model, SearchDelegate(self))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(self._on_clicked)
        card = Card("popup")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(4)
        column.addWidget(self.list, 1)
        self._nothing = label("emptyText", wraps=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._nothing, 1)
        self._hint = label("muted")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._hint)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        self.list.setAccessibleName(self.tr("Search results"))
        self._nothing.setText(self.tr("Nothing found. Enter takes it as a code, as if it were scanned."))
        self._hint.setText(self.tr("↑ ↓ choose · Enter take · Esc close"))
        self.model.retranslate()

    def show_rows(self, rows: tuple[SearchRow, ...], below: QRect) -> None:
        """Show what was found under a rectangle of the parent, the first row selected."""
        self.model.show_rows(rows)
        self.list.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        if rows:
            self.list.setCurrentIndex(self.model.index(0))
        height = (max(1, min(len(rows), ROWS_SHOWN)) * scaled(ROW_HEIGHT) if rows else 64) + 46
        self.setGeometry(below.left(), below.bottom() + 5, below.width(), height)
        self.show()
        self.raise_()

    def move_selection(self, rows: int) -> None:
        count = self.model.rowCount()
        if count:
            self.list.setCurrentIndex(self.model.index((self.list.currentIndex().row() + rows) % count))

    def current(self) -> SearchRow | None:
        return self.model.row_at(self.list.currentIndex()) if not self.isHidden() else None

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if row is not None:
            self.picked.emit(row)
