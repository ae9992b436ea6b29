"""Draw a QR code and an EAN-13 with a painter, module by module and pixel by pixel."""

from __future__ import annotations

from dataclasses import dataclass

import qrcode
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from qrcode.constants import ERROR_CORRECT_M

from retail.gtin import is_gtin

QR_QUIET_MODULES = 4  # ISO/IEC 18004, 9.1
EAN_QUIET_LEFT, EAN_QUIET_RIGHT = 11, 7  # GS1 General Specifications, 5.2.3.4
_EAN_MODULES = 95
_LEFT_ODD = (
    "0001101",
    "0011001",
    "0010011",
    "0111101",
    "0100011",
    "0110001",
    "0101111",
    "0111011",
    "0110111",
    "0001011",
)
_PARITIES = ("OOOOOO", "OOEOEE", "OOEEOE", "OOEEEO", "OEOOEE", "OEEOOE", "OEEEOO", "OEOEOE", "OEOEEO", "OEEOEO")
_GUARDS = {*range(3), *range(45, 50), *range(92, 95)}


@dataclass(frozen=True, slots=True)
class QrMatrix:
    """The dark modules of a QR code, without its quiet zone. `rows[y][x]` is true for a dark one."""

    rows: tuple[tuple[bool, ...], ...]

    @classmethod
    def of(cls, text: str) -> QrMatrix:
        """The smallest QR code, at level M, that holds the text."""
        code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
        code.add_data(text)
        code.make(fit=True)
        return cls(tuple(tuple(bool(module) for module in row) for row in code.get_matrix()))

    @property
    def size(self) -> int:
        """Modules on each side."""
        return len(self.rows)


def ean_13_modules(code: str) -> str:
    """The 95 modules of an EAN-13, `1` for a bar. Raises ValueError for digits that are no EAN-13."""
    if len(code) != 13 or not is_gtin(code):
        raise ValueError(f"not an EAN-13 with a right check digit: {code!r}")
    left = "".join(_left(int(digit), parity) for digit, parity in zip(code[1:7], _PARITIES[int(code[0])], strict=True))
    right = "".join(_inverted(_LEFT_ODD[int(digit)]) for digit in code[7:])
    return f"101{left}01010{right}101"


def draw_qr(painter: QPainter, matrix: QrMatrix, area: QRectF, dark: QColor) -> None:
    """Fill `area` (quiet zone included) with the code; modules keep to whole device pixels, so that none is wider."""
    scale = painter.deviceTransform().m11()
    modules = matrix.size + 2 * QR_QUIET_MODULES
    module = max(1, int(area.width() * scale / modules)) / scale
    left = area.center().x() - matrix.size * module / 2
    top = area.center().y() - matrix.size * module / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for y, row in enumerate(matrix.rows):
        for x, is_dark in enumerate(row):
            if is_dark:
                painter.fillRect(QRectF(left + x * module, top + y * module, module, module), dark)
    painter.restore()


def draw_ean_13(painter: QPainter, code: str, area: QRectF, dark: QColor, font: QFont) -> None:
    """Fill `area` (quiet zones included) with bars, long guards, and the digits below. Raises as ean_13_modules."""
    scale = painter.deviceTransform().m11()
    module = max(1, int(area.width() * scale / (_EAN_MODULES + EAN_QUIET_LEFT + EAN_QUIET_RIGHT))) / scale
    width = _EAN_MODULES * module
    left = area.center().x() - (width + (EAN_QUIET_LEFT + EAN_QUIET_RIGHT) * module) / 2 + EAN_QUIET_LEFT * module
    text_height = 10 * module
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for number, bar in enumerate(ean_13_modules(code)):
        if bar == "1":
            height = area.height() - (text_height * 0.5 if number in _GUARDS else text_height)
            painter.fillRect(QRectF(left + number * module, area.top(), module, height), dark)
    font.setPixelSize(max(1, round(text_height * 0.95)))
    painter.setFont(font)
    painter.setPen(dark)
    top = area.bottom() - text_height
    groups = ((code[0], -EAN_QUIET_LEFT, EAN_QUIET_LEFT), (code[1:7], 3, 42), (code[7:], 50, 42))
    for digits, start, modules in groups:
        step = modules * module / len(digits)
        for number, digit in enumerate(digits):
            place = QRectF(left + start * module + number * step, top, step, text_height)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, digit)
    painter.restore()


def _left(digit: int, parity: str) -> str:
    odd = _LEFT_ODD[digit]
    return odd if parity == "O" else _inverted(odd)[::-1]


def _inverted(modules: str) -> str:
    return "".join("0" if module == "1" else "1" for module in modules)
