"""A list to choose from, with an arrow that can be seen, which the wheel of a mouse does not turn by accident."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from pos_client.ui.colours import COLOURS
from pos_client.ui.icons import pixmap
from pos_client.ui.theme import TARGET_PIXELS

ARROW = 18


class ChoiceBox(QComboBox):
    """A combo box in the till's looks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumHeight(TARGET_PIXELS)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        ink = COLOURS.text_soft if self.isEnabled() else COLOURS.text_disabled
        drawn = pixmap("chevron-down", ink, ARROW, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - ARROW - 10, (self.height() - ARROW) // 2, drawn)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Whoever scrolls the page over it changes nothing."""
        event.ignore()
