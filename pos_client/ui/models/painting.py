"""What the delegates share: text that elides, chips, and rounded surfaces."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from pos_client.ui.colours import COLOURS
from pos_client.ui.theme import plain_font

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
CHIP_HEIGHT = 20
#: As the painter takes them. To ask an enum for its number costs as much as a short word's letters.
_NUMBERS = {align: int(align) for align in (LEFT, RIGHT, CENTRE)}


@lru_cache(maxsize=64)
def font(pixels: int, bold: bool = False) -> QFont:
    """Of text at 100 %: whoever paints rows scales the painter."""
    return plain_font(pixels, bold=bold)


@lru_cache(maxsize=64)
def metrics(pixels: int, bold: bool = False) -> QFontMetrics:
    return QFontMetrics(font(pixels, bold))


@lru_cache(maxsize=64)
def colour_of(name: str) -> QColor:
    return QColor(name)


@lru_cache(maxsize=64)
def _outline(colour: str, width: float) -> QPen:
    return QPen(colour_of(colour), width) if colour else QPen(Qt.PenStyle.NoPen)


# A scan draws the rows in sight again, and most of their words are those of before: to measure them takes longer than
# to draw them.
@lru_cache(maxsize=2048)
def text_width(text: str, pixels: int, bold: bool = False) -> int:
    return metrics(pixels, bold).horizontalAdvance(text)


@lru_cache(maxsize=2048)
def elided(text: str, width: int, pixels: int, bold: bool = False) -> str:
    """The text with an ellipsis at its end when it is wider than so many pixels."""
    return metrics(pixels, bold).elidedText(text, Qt.TextElideMode.ElideRight, width)


def draw_text(
    painter: QPainter,
    box: QRect,
    text: str,
    colour: str,
    pixels: int = 14,
    *,
    bold: bool = False,
    align: Qt.AlignmentFlag = LEFT,
) -> int:
    """One line of text in a box, elided when too long; gives the width that it took."""
    shown = elided(text, box.width(), pixels, bold)
    painter.setFont(font(pixels, bold))
    painter.setPen(colour_of(colour))
    painter.drawText(box, _NUMBERS[align], shown)
    return text_width(shown, pixels, bold)


@lru_cache(maxsize=2048)
def in_two_lines(text: str, width: int, pixels: int, bold: bool = False) -> tuple[str, ...]:
    """The text in one line where it fits, else in two, broken at a space or behind a hyphen where there is one; the
    second is elided.
    """
    if text_width(text, pixels, bold) <= width:
        return (text,)
    fits = metrics(pixels, bold)
    end = next((n for n in range(len(text), 0, -1) if fits.horizontalAdvance(text[:n].rstrip()) <= width), 1)
    word_end = max(text.rfind(" ", 0, end + 1), text.rfind("-", 0, end) + 1)
    end = word_end if word_end > 0 else end
    return (text[:end].rstrip(), elided(text[end:].lstrip(), width, pixels, bold))


def draw_surface(
    painter: QPainter, box: QRect, fill: str, border: str = "", *, radius: int = 10, width: float = 1.0
) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(colour_of(fill))
    painter.setPen(_outline(border, width))
    half = width / 2
    painter.drawRoundedRect(QRectF(box).adjusted(half, half, -half, -half), radius, radius)


def chip_width(text: str) -> int:
    return text_width(text, 12) + 16


def draw_chip(
    painter: QPainter, at: QPoint, text: str, width: int, *, fill: str = COLOURS.chip, ink: str = COLOURS.chip_text
) -> None:
    """A chip whose top left corner is at a point."""
    box = QRect(at.x(), at.y(), width, CHIP_HEIGHT)
    draw_surface(painter, box, fill, radius=CHIP_HEIGHT // 2)
    draw_text(painter, box.adjusted(8, 0, -7, 0), text, ink, 12)


def draw_chips(
    painter: QPainter,
    box: QRect,
    texts: Sequence[str],
    fill: str = COLOURS.chip,
    ink: str = COLOURS.chip_text,
) -> None:
    """Chips from the left as far as they fit; what does not fit is counted in a last one (`+2`)."""
    x = box.left()
    for number, text in enumerate(texts):
        rest = len(texts) - number - 1
        reserve = chip_width(f"+{rest}") + 4 if rest else 0
        room = box.right() + 1 - x - reserve
        wanted = chip_width(text)
        if wanted > room and (number or room < 48):
            count = f"+{rest + 1}"
            if box.right() + 1 - x >= chip_width(count):
                draw_chip(painter, QPoint(x, box.top()), count, chip_width(count), fill=fill, ink=ink)
            return
        draw_chip(painter, QPoint(x, box.top()), text, min(wanted, room), fill=fill, ink=ink)
        x += min(wanted, room) + 4
