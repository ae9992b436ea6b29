"""What every view shares: cards, labels that elide, and texts that follow the language."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget

_BREAK = "\u200b"  # a space without width
_LONG_RUN = re.compile(r"[!-~]{24}(?=[!-~])")


class View(QWidget):
    """A widget whose texts are set in `retranslate`, which runs again when the language changes."""

    def retranslate(self) -> None:
        """Set every text in the language of the moment."""
        raise NotImplementedError

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class Card(QFrame):
    """A white surface with a border and round corners. `role` picks another look of the style sheet."""

    def __init__(self, role: str = "card", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", role)

    def built_column(self) -> QVBoxLayout:
        """Its layout: what is in it stands one below the other, with the usual room."""
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        return column


class ElidedLabel(QLabel):
    """One line of text that ends in an ellipsis when it does not fit; the whole text is then the tooltip."""

    def __init__(self, role: str = "", padding: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if role:
            self.setProperty("role", role)
        self._padding = padding
        self._measured: tuple[str, QFont] | None = None
        self._measured_width = 0
        self.tip = ""  # what the tooltip says while the whole text is in sight
        self.shorter = ""  # what stands here instead of a part of the text, where it fits
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        # The style sheet's font is known only after polishing, and the widths of CJK text are whole pixels: one spare.
        self.ensurePolished()
        return QSize(self._text_width() + 2 + 2 * self._padding, super().sizeHint().height())

    def _text_width(self) -> int:
        """Measured once: layouts ask with each scan."""
        measured = (self.text(), self.font())
        if measured != self._measured:
            self._measured = measured
            self._measured_width = QFontMetrics(measured[1]).horizontalAdvance(measured[0])
        return self._measured_width

    def paintEvent(self, event: QPaintEvent) -> None:
        room, shown, tip = self.rect().adjusted(self._padding, 0, -self._padding, 0), self.text(), self.tip
        if self._text_width() > room.width():
            metrics = QFontMetrics(self.font())
            fits = bool(self.shorter) and metrics.horizontalAdvance(self.shorter) <= room.width()
            shown = self.shorter if fits else metrics.elidedText(shown, Qt.TextElideMode.ElideRight, room.width())
            tip = self.text()
        if tip != self.toolTip():
            self.setToolTip(tip)
        if shown == self.text() and not self._padding:
            super().paintEvent(event)  # what Qt's own label draws in a third of the time
            return
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(room, int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()


def breakable(text: str) -> str:
    """A text whose long runs without a space (codes, paths, addresses) may be broken, so that they widen no window."""
    return _LONG_RUN.sub(lambda run: run.group() + _BREAK, text)


def unbroken(text: str) -> str:
    """The text as it was before `breakable`."""
    return text.replace(_BREAK, "")


def label(role: str, text: str = "", *, wraps: bool = False) -> QLabel:
    """A plain-text label with a look of the style sheet."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wraps)
    return made


def cleared(layout: QLayout) -> None:
    """Take every widget and inner layout out of a layout and have them deleted."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        inner = item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            cleared(inner)
