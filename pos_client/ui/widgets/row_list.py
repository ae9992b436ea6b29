"""The list behind every list of the till."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QListView, QWidget


class RowList(QListView):
    """A list that leaves letters and digits to the screen: typing searches, wherever the focus is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ground: QColor | None = None

    def stand_on(self, colour: str) -> None:
        """Fill the list with the colour of what it lies on: then Qt need not draw that again with every row."""
        self._ground = QColor(colour)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Only now: a style sheet takes it away when it dresses the list.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, self._ground is not None)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._ground is not None:
            painter = QPainter(self.viewport())
            painter.fillRect(event.rect(), self._ground)
            painter.end()
        super().paintEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() and event.text().isprintable() and event.key() != Qt.Key.Key_Space:
            event.ignore()
            return
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            # Rows have no columns; without this the first press would only choose the first row.
            event.ignore()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid() and self.property("enters"):
                self.activated.emit(self.currentIndex())
            else:
                event.ignore()
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Nothing: the search field searches."""


def row_list(name: str, model: QAbstractItemModel, delegate: QAbstractItemDelegate) -> RowList:
    """A list of painted rows, one selected at a time, scrolling by pixels. Whoever asks keeps model and delegate."""
    made = RowList()
    made.setModel(model)
    made.setItemDelegate(delegate)
    made.setProperty("role", name)
    made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setUniformItemSizes(True)
    made.setResizeMode(QListView.ResizeMode.Adjust)
    made.setFrameShape(QListView.Shape.NoFrame)
    made.setMouseTracking(True)
    return made
