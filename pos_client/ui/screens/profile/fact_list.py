"""A card of painted lines: a title, and rows of words with a value at the right. Cheap to make and to fill."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from pos_client.ui.colours import COLOURS
from pos_client.ui.models.painting import RIGHT, draw_surface, draw_text, elided, in_two_lines, text_width
from pos_client.ui.screens.profile.state import FactCard, FactRow
from pos_client.ui.theme import scaled, text_factor

TITLE = 34
LOW, HIGH = 28, 42
DETAIL = 17  # of a second line of details
PADDING = 14
FOOT = 8
_INKS = {
    "": COLOURS.text,
    "good": COLOURS.good,
    "warn": COLOURS.warn,
    "bad": COLOURS.bad,
    "soft": COLOURS.text_soft,
    "accent": COLOURS.accent,
}


class FactList(QWidget):
    """One card. Not to be clicked: what can be done with it has a button and a key of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: FactCard | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def card(self) -> FactCard | None:
        return self._card

    def show_card(self, card: FactCard) -> None:
        if card == self._card:
            return
        self._card = card
        self.setFixedHeight(scaled(self._height()))
        self.setAccessibleName(card.title)
        self.setAccessibleDescription("; ".join(_aloud(row) for row in card.rows) or card.empty)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(300), scaled(self._height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(180), scaled(self._height()))

    def _height(self) -> int:
        if self._card is None:
            return TITLE
        rows = sum(_height_of(row, self._inside()) for row in self._card.rows)
        return TITLE + (rows or LOW) + FOOT

    def _inside(self) -> int:
        return round(self.width() / text_factor()) - 2 * PADDING

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.setFixedHeight(scaled(self._height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        card = self._card
        if card is None:
            return
        painter = QPainter(self)
        painter.scale(text_factor(), text_factor())
        width, height = round(self.width() / text_factor()), round(self.height() / text_factor())
        draw_surface(painter, QRect(0, 0, width, height), COLOURS.card, COLOURS.border, radius=12)
        inside = width - 2 * PADDING
        note = card.note
        room = text_width(note, 12) if note else 0
        title = QRect(PADDING, 4, max(60, inside - room - 8), TITLE - 6)
        draw_text(painter, title, card.title, COLOURS.text, 15, bold=True)
        if note:
            draw_text(painter, QRect(PADDING, 4, inside, TITLE - 6), note, COLOURS.text_soft, 12, align=RIGHT)
        if not card.rows:
            draw_text(painter, QRect(PADDING, TITLE, inside, LOW), card.empty, COLOURS.text_soft, 13)
        top = TITLE
        for row in card.rows:
            height = _height_of(row, inside)
            self._paint(painter, row, QRect(PADDING, top, inside, height))
            top += height
        painter.end()

    @staticmethod
    def _paint(painter: QPainter, row: FactRow, box: QRect) -> None:
        ink = _INKS[row.tone]
        if row.marked:
            draw_surface(painter, QRect(box.left() - 8, box.top() + 4, 4, box.height() - 8), COLOURS.accent, radius=2)
        room = text_width(row.value, 14, True)
        line = QRect(box.left(), box.top(), box.width(), 24 if row.detail else box.height())
        draw_text(painter, line, row.value, ink, 14, bold=True, align=RIGHT)
        words = QRect(line.left(), line.top(), max(40, line.width() - room - (10 if room else 0)), line.height())
        draw_text(painter, words, row.title, ink if not row.value else COLOURS.text, 14)
        if row.detail:
            for place, said in enumerate(in_two_lines(row.detail, box.width(), 12)):
                under = QRect(box.left(), box.top() + 21 + place * DETAIL, box.width(), 18)
                draw_text(painter, under, said, COLOURS.text_soft, 12)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            said = self._cut_at(event.pos())
            if said:
                QToolTip.showText(event.globalPos(), said, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def _cut_at(self, at: QPoint) -> str:
        """What the row under a point would say had it more room; empty: it says all of it."""
        if self._card is None:
            return ""
        top, width = TITLE, round(self.width() / text_factor()) - 2 * PADDING
        for row in self._card.rows:
            height = _height_of(row, width)
            if top <= at.y() / text_factor() < top + height:
                room = width - text_width(row.value, 14, True) - 10
                is_cut = elided(row.title, room, 14) != row.title or in_two_lines(row.detail, width, 12)[-1].endswith(
                    "…"
                )
                return _aloud(row) if is_cut else ""
            top += height
        return ""


def _height_of(row: FactRow, inside: int) -> int:
    if not row.detail:
        return LOW
    return HIGH + DETAIL * (len(in_two_lines(row.detail, inside, 12)) - 1)


def _aloud(row: FactRow) -> str:
    return ", ".join(part for part in (row.title, row.value, row.detail) if part)
