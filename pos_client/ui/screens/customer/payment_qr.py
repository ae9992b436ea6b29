"""A payment code as a picture: dark on light, with its quiet zone, sharp at whatever size it is shown."""

from __future__ import annotations

import qrcode
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from qrcode.constants import ERROR_CORRECT_M

QUIET = 4  # modules, as the standard asks


class PaymentQr(QWidget):
    """Square, white, and black modules of whole pixels; nothing without a text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._modules: list[list[bool]] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def text(self) -> str:
        return self._text

    def show_text(self, text: str) -> None:
        """Raises ValueError for more than a code can hold."""
        if text != self._text:
            code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
            if text:
                code.add_data(text)
                code.make()
            self._modules = [[bool(cell) for cell in row] for row in code.get_matrix()] if text else []
            self._text = text
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(260, 260)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("white"))
        count = len(self._modules)
        if count:
            size = max(1, min(self.width(), self.height()) // (count + 2 * QUIET))
            left, top = (self.width() - size * count) // 2, (self.height() - size * count) // 2
            for y, row in enumerate(self._modules):
                for x, dark in enumerate(row):
                    if dark:
                        painter.fillRect(QRectF(left + x * size, top + y * size, size, size), QColor("black"))
        painter.end()
