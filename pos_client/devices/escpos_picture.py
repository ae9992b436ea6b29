"""The paper that a receipt's bytes make, as a picture: a pixel for each dot of the printer, at 203 dpi.

Works on any thread, as long as a QGuiApplication exists (it loads the fonts).
"""

from __future__ import annotations

from collections.abc import Sequence

import qrcode
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter, QPen
from qrcode.util import QRData

from pos_client.devices.dots import Dots
from pos_client.devices.escpos import COLUMNS, DOTS_PER_COLUMN, LINE_DOTS
from pos_client.devices.escpos_reading import (
    DrawerPulse,
    EmptyLine,
    PaperCut,
    Printed,
    PrintedCode,
    PrintedDots,
    PrintedText,
    read_escpos,
)
from pos_client.devices.line_drawing import INK, columns_of_character, draw_cells, height_of, left_of

MARGIN_DOTS = 24  # the paper is wider than what the head reaches
CUT_DOTS = 40

_LEVELS = {
    "L": qrcode.constants.ERROR_CORRECT_L,
    "M": qrcode.constants.ERROR_CORRECT_M,
    "Q": qrcode.constants.ERROR_CORRECT_Q,
    "H": qrcode.constants.ERROR_CORRECT_H,
}


def picture_png(data: bytes, paper_mm: int) -> bytes:
    """What these bytes print on paper of 58 or 80 mm, as a PNG. Raises NotOurs for bytes of another maker."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(draw_paper(data, paper_mm))
    return bytes(buffer.data().data())


def draw_paper(data: bytes, paper_mm: int) -> QImage:
    """As `picture_png`, as an image."""
    printed = read_escpos(data)
    width = COLUMNS[paper_mm] * DOTS_PER_COLUMN
    codes = {id(item): _modules(item) for item in printed if isinstance(item, PrintedCode)}
    heights = [_height(item, codes.get(id(item), ())) for item in printed]
    image = QImage(width + 2 * MARGIN_DOTS, sum(heights) + 2 * MARGIN_DOTS, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.translate(MARGIN_DOTS, MARGIN_DOTS)
    for item, height in zip(printed, heights, strict=True):
        if isinstance(item, PrintedText):
            _draw_text(painter, item, width)
        elif isinstance(item, PrintedCode):
            _draw_code(painter, item, codes[id(item)], width)
        elif isinstance(item, PrintedDots):
            painter.drawImage(0, 0, _image_of(item.dots))
        elif isinstance(item, PaperCut):
            painter.setPen(QPen(QColor("#9AA3AD"), 2, Qt.PenStyle.DashLine))
            painter.drawLine(-MARGIN_DOTS, CUT_DOTS - 2, width + MARGIN_DOTS, CUT_DOTS - 2)
        painter.translate(0, height)
    painter.end()
    return image


def _height(item: Printed, modules: Sequence[Sequence[bool | None]]) -> int:
    match item:
        case PrintedText():
            return height_of(item.size)
        case PrintedCode():
            return len(modules) * item.module_dots
        case PrintedDots():
            return item.dots.height
        case EmptyLine():
            return LINE_DOTS
        case PaperCut():
            return CUT_DOTS
        case DrawerPulse():
            return 0


def _draw_text(painter: QPainter, line: PrintedText, width: int) -> None:
    taken = DOTS_PER_COLUMN * line.size * sum(map(columns_of_character, line.text))
    draw_cells(painter, line.text, left_of(line.align, taken, width), bold=line.bold, size=line.size)


def _modules(code: PrintedCode) -> Sequence[Sequence[bool | None]]:
    """The symbol with a quiet zone of four modules, in byte mode as the encoder counted it."""
    symbol = qrcode.QRCode(error_correction=_LEVELS[code.level], border=4)
    symbol.add_data(QRData(code.data, mode=4))
    symbol.make()
    return symbol.get_matrix()


def _draw_code(painter: QPainter, code: PrintedCode, modules: Sequence[Sequence[bool | None]], width: int) -> None:
    dots = code.module_dots
    left = left_of(code.align, len(modules) * dots, width)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for y, row in enumerate(modules):
        for x, dark in enumerate(row):
            if dark:
                painter.fillRect(QRectF(left + x * dots, y * dots, dots, dots), INK)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)


def _image_of(dots: Dots) -> QImage:
    """White where a bit is 0; the bytes are Qt's own layout of one bit a dot."""
    step = (dots.bytes_per_row + 3) // 4 * 4  # Qt's rows begin at whole words
    packed = b"".join(row.ljust(step, b"\x00") for row in dots.rows)
    image = QImage(packed, dots.width, dots.height, step, QImage.Format.Format_Mono)
    image.setColorTable([0xFFFFFFFF, INK.rgb()])
    return image.copy()
