"""A list model over a tuple of frozen rows, which changes only what changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Row = TypeVar("Row")
ROW_ROLE = int(Qt.ItemDataRole.UserRole)
_NO_PARENT = QModelIndex()


class RowsModel(QAbstractListModel, Generic[Row]):
    """Subclasses say what a row is (`key_of`) and how it reads aloud (`text_of`). The row itself is under ROW_ROLE."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()

    def key_of(self, row: Row) -> object:
        """What makes a row the same row after a change."""
        raise NotImplementedError

    def text_of(self, row: Row) -> str:
        """The row in words: for screen readers, and where no delegate paints."""
        raise NotImplementedError

    def rows(self) -> tuple[Row, ...]:
        return self._rows

    def row_at(self, index: QModelIndex | QPersistentModelIndex) -> Row | None:
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def index_of(self, key: object) -> QModelIndex:
        """The index of the row with this key; invalid when there is none."""
        for number, row in enumerate(self._rows):
            if self.key_of(row) == key:
                return self.index(number)
        return QModelIndex()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows. Selection and scroll position survive when the same keys stand in the same order."""
        new = tuple(rows)
        old_keys = [self.key_of(row) for row in self._rows]
        new_keys = [self.key_of(row) for row in new]
        common = min(len(old_keys), len(new_keys))
        if old_keys[:common] != new_keys[:common]:
            self.beginResetModel()
            self._rows = new
            self.endResetModel()
            return
        old = self._rows
        if len(new) < len(old):
            self.beginRemoveRows(QModelIndex(), common, len(old) - 1)
            self._rows = old[:common]
            self.endRemoveRows()
        elif len(new) > len(old):
            self.beginInsertRows(QModelIndex(), common, len(new) - 1)
            self._rows = old + new[common:]
            self.endInsertRows()
        self._rows = new
        changed = [number for number in range(common) if old[number] != new[number]]
        if changed:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))

    def retranslate(self) -> None:
        """The words of all rows are others now."""
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.text_of(row)
        return None
