"""A list, and what stands in its place while it has no row."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from pos_client.ui.widgets.base import label
from pos_client.ui.widgets.row_list import RowList


class ListStack(QStackedWidget):
    """Shows the list, or words that say why there is nothing and what to do."""

    def __init__(self, rows: RowList, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._empty = label("emptyText", wraps=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.addWidget(self._empty)
        self.addWidget(rows)

    @property
    def empty_words(self) -> str:
        return self._empty.text()

    def say_empty(self, words: str) -> None:
        """What is said where there is no row."""
        self._empty.setText(words)

    def show_list(self, has_rows: bool) -> None:
        self.setCurrentIndex(1 if has_rows else 0)
