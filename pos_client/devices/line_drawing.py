"""Lines of a receipt as a printer's characters stand: each in its own cell, drawn with a font of this machine.

For the preview of a printer that has the font itself, and as black dots for one that has no Chinese font. Works on any
thread, as long as a QGuiApplication exists (it loads the fonts).
"""

from __future__ import annotations

from functools import lru_cache

from PIL import Image
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QGuiApplication, QImage, QPainter

from pos_client.devices.dots import Dots
from pos_client.devices.escpos import DOTS_PER_COLUMN, LINE_DOTS, PrinterFontMissing
from pos_client.devices.receipt_pdf import FONT_FAMILIES

CHARACTER_DOTS = 24
INK = QColor("#1B1B1B")
#: A receipt has some fifty lines, and most of them stand on the next one too.
LINES_KEPT = 1_024
#: What is darker is a dot: above the half, thin strokes of small characters would break.
_THRESHOLD = 150
_WITHOUT_WINDOW: list[QGuiApplication] = []


def columns_of_character(character: str) -> int:
    return 1 if character.isascii() else 2


def left_of(align: str, taken: int, width: int) -> int:
    """Where something so wide begins on paper of this width."""
    return {"left": 0, "center": (width - taken) // 2, "right": width - taken}[align]


def height_of(size: int) -> int:
    """Of a line, in dots: its characters and what the printer leaves below them."""
    return max(LINE_DOTS, CHARACTER_DOTS * size)


def draw_cells(painter: QPainter, text: str, left: int, *, bold: bool, size: int) -> None:
    """Each character in the middle of its own cell, as the printer's font stands: columns stay in line."""
    font = QFont()
    font.setFamilies(list(FONT_FAMILIES))
    font.setPixelSize(22 * size)
    font.setBold(bold)
    painter.setFont(font)
    painter.setPen(INK)
    metrics = QFontMetricsF(font)
    cell = DOTS_PER_COLUMN * size
    baseline = (CHARACTER_DOTS * size + metrics.capHeight()) / 2
    x = left
    for character in text:
        room = cell * columns_of_character(character)
        if character != " ":
            advance = metrics.horizontalAdvance(character)
            painter.drawText(QPointF(x + (room - advance) / 2, baseline), character)
        x += room


@lru_cache(maxsize=LINES_KEPT)
def line_dots(text: str, align: str, bold: bool, size: int, paper_dots: int) -> Dots:
    """The line as black dots from the left edge of the paper to its last ink. Raises PrinterFontMissing."""
    if not has_chinese_font():
        raise PrinterFontMissing
    height = height_of(size)
    image = QImage(paper_dots, height, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    taken = DOTS_PER_COLUMN * size * sum(map(columns_of_character, text))
    draw_cells(painter, text, left_of(align, taken, paper_dots), bold=bold, size=size)
    painter.end()
    pixels = bytes(image.constBits())
    gray = Image.frombytes("L", (paper_dots, height), pixels, "raw", "L", image.bytesPerLine())
    ink = gray.point(lambda value: 255 if value < _THRESHOLD else 0)
    box = ink.getbbox()
    width = 8 if box is None else (box[2] + 7) // 8 * 8
    packed = ink.crop((0, 0, width, height)).convert("1", dither=Image.Dither.NONE).tobytes()
    step = width // 8
    return Dots(width, tuple(packed[at : at + step] for at in range(0, len(packed), step)))


def machine_has_chinese_font() -> bool:
    """As `has_chinese_font`, also in a program without a window."""
    if QGuiApplication.instance() is None:
        # Fonts are an application's; it goes on to the end of the program, as every one does.
        _WITHOUT_WINDOW.append(QGuiApplication(["fonts", "-platform", "offscreen"]))
    return has_chinese_font()


@lru_cache(maxsize=1)
def has_chinese_font() -> bool:
    """Whether a font of this machine has Chinese characters."""
    return bool(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese))
