"""A receipt as the bytes of an ESC/POS printer, with a Chinese font or without one. Pure: `transports` sends them.

The commands' names and bytes are python-escpos's constants. Its printer classes are not used: importing them takes
half a second, leaves a folder in the temporary directory at every start, and configures the root logger.
Source of the commands: Epson's ESC/POS command reference, which the makers of Chinese printers follow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import qrcode
from escpos import constants
from qrcode.constants import ERROR_CORRECT_L, ERROR_CORRECT_M
from qrcode.exceptions import DataOverflowError
from qrcode.util import QRData

from pos_client.devices.dots import Dots, dots_of_png
from pos_client.devices.printer_text import ENCODING, columns_of, printable, wrap
from retail.receipt import Cut, Element, Feed, OpenDrawer, Picture, QrCode, ReceiptDocument, Row, Rule, Text

COLUMNS = {58: 32, 80: 48}
"""Columns of size 1 by the paper's width in mm: a column is 12 dots at 203 dpi."""

DOTS_PER_COLUMN = 12
LINE_DOTS = 30
"""A line of size 1: its characters and a sixth of an inch in all."""

DrawLine = Callable[[str, str, bool, int, int], Dots]
"""Draws a line of text: what it says, its alignment, bold, size, and the paper's width in dots."""

DRAWER_PINS = {2: b"\x00", 5: b"\x01"}
"""The pin of the printer's socket that a drawer's coil hangs on, as `ESC p` counts them."""

_PULSE_ON, _PULSE_OFF = 25, 250  # in 2 ms: 50 ms on, as long a rest as can be, which no coil overheats with
_BAND_DOTS = 128  # rows of a picture in one command: small printers keep no more
_QUIET_MODULES = 8  # four on each side: ISO/IEC 18004, 9.1
_LARGEST_MODULE = 6  # dots: 0.75 mm; larger only costs paper
_SMALLEST_MODULE = 2  # dots: 0.25 mm; a phone's camera still reads it
_BYTE_MODE: Final = 4  # its indicator: ISO/IEC 18004, table 2
_QR_LEVELS = ((ERROR_CORRECT_M, b"1"), (ERROR_CORRECT_L, b"0"))

_CHINESE_FONT = constants.FS + b"&"
_CUT_AT_CUTTER = constants.GS + b"V\x42\x00"  # feeds until the last line is past the knife, then cuts


class PrinterFontMissing(Exception):
    """A printer without a Chinese font, and this machine has none to draw with either."""


def encode(document: ReceiptDocument, paper_mm: int, drawer_pin: int = 2, draw_line: DrawLine | None = None) -> bytes:
    """Bytes that print the document on paper of 58 or 80 mm. `drawer_pin` is 2 or 5; any other number: no drawer.

    `draw_line` is for a printer without a Chinese font: each line that has more than ASCII goes to it as dots.
    Raises KeyError for other paper, ValueError for a QR code that is too long for the paper, and what `draw_line`
    raises.
    """
    columns = COLUMNS[paper_mm]
    # Such a printer may take the command that turns Chinese characters on for something else.
    parts = [constants.HW_INIT] if draw_line is not None else [constants.HW_INIT, _CHINESE_FONT]
    for element in document.elements:
        parts.extend(_encoded(element, columns, drawer_pin, draw_line))
    return b"".join(parts)


def pulse_at_once(drawer_pin: int) -> bytes:
    """The pulse that a printer obeys even while it is out of paper (`DLE DC4`, function 1); empty for no drawer."""
    pin = DRAWER_PINS.get(drawer_pin)
    return b"" if pin is None else b"\x10\x14\x01" + pin + b"\x01"


def _encoded(element: Element, columns: int, drawer_pin: int, draw_line: DrawLine | None) -> Iterator[bytes]:
    match element:
        case Text():
            yield from _text(element, columns, draw_line)
        case Row():
            yield from _row(element, columns, draw_line)
        case Rule():
            yield _style("left", bold=False, size=1) + b"-" * columns + b"\n"
        case QrCode():
            yield from _qr(element.text, columns)
        case Picture():
            yield from _picture(dots_of_png(element.png, columns * DOTS_PER_COLUMN))
        case OpenDrawer():
            if drawer_pin in DRAWER_PINS:
                yield constants.ESC + b"p" + DRAWER_PINS[drawer_pin] + bytes((_PULSE_ON, _PULSE_OFF))
        case Feed():
            yield _style("left", bold=False, size=1) + b"\n" * element.lines
        case Cut():
            yield _CUT_AT_CUTTER


def _style(align: str, *, bold: bool, size: int) -> bytes:
    """Every line says its whole style, so that nothing of the line before leaks into it.

    Size by `GS !`: it is the one command that makes letters and Chinese characters larger alike.
    """
    size_byte = constants.TXT_STYLE["width"][size] + constants.TXT_STYLE["height"][size]
    return b"".join(
        (
            constants.TXT_STYLE["align"][align],
            constants.TXT_STYLE["bold"][bold],
            constants.TXT_SIZE + bytes((size_byte,)),
        )
    )


def _line(line: str, align: str, *, bold: bool, size: int, columns: int, draw_line: DrawLine | None) -> bytes:
    """One line, with its style; as dots where the printer has no font for it."""
    if draw_line is None or line.isascii():
        return _style(align, bold=bold, size=size) + line.encode(ENCODING) + b"\n"
    dots = draw_line(line, align, bold, size, columns * DOTS_PER_COLUMN)
    return b"".join(_picture(dots))


def _text(text: Text, columns: int, draw_line: DrawLine | None) -> Iterator[bytes]:
    for paragraph in text.text.split("\n"):
        for line in wrap(printable(paragraph), columns // text.size):
            yield _line(line, text.align, bold=text.bold, size=text.size, columns=columns, draw_line=draw_line)


def _row(row: Row, columns: int, draw_line: DrawLine | None) -> Iterator[bytes]:
    left, right = printable(row.left), printable(row.right).strip()
    # An amount that is too wide when large is printed at normal size: it must never be torn apart.
    size = row.size if columns_of(right) <= columns // row.size else 1
    for line in row_lines(left, right, columns // size):
        yield _line(line, "left", bold=row.bold, size=size, columns=columns, draw_line=draw_line)


def row_lines(left: str, right: str, columns: int) -> list[str]:
    """Both printable. The amount stands at the right edge of the left part's last line; its column stays free above."""
    room = columns - columns_of(right) - 1
    # Where the amount leaves the left part less than half of the line, that takes whole lines above the amount.
    lines = wrap(left, room if room * 2 >= columns else columns)
    if lines[-1] and columns_of(lines[-1]) > room:
        lines.append("")
    if columns_of(right) <= columns:
        lines[-1] += " " * (columns - columns_of(lines[-1]) - columns_of(right)) + right
        return [line.rstrip(" ") for line in lines]
    # What is longer than the paper is wide can only be torn; it still stands on the right.
    return lines[:-1] + [" " * (columns - columns_of(line)) + line for line in wrap(right, columns)]


def _picture(dots: Dots | None) -> Iterator[bytes]:
    """`GS v 0`, in bands without a gap between them. The dots begin at the left edge: no alignment is relied on."""
    if dots is None:
        return
    yield _style("left", bold=False, size=1)
    for top in range(0, dots.height, _BAND_DOTS):
        rows = dots.rows[top : top + _BAND_DOTS]
        size = dots.bytes_per_row.to_bytes(2, "little") + len(rows).to_bytes(2, "little")
        yield constants.GS + b"v0\x00" + size + b"".join(rows)


def _qr(text: str, columns: int) -> Iterator[bytes]:
    """Functions 165, 167, 169, 180 and 181 of `GS ( k`: model 2, module size, level, data, print."""
    data = text.encode()
    module_dots, level = _qr_size(data, columns * DOTS_PER_COLUMN)
    yield _style("center", bold=False, size=1)
    yield _qr_command(b"A", b"2\x00")
    yield _qr_command(b"C", bytes((module_dots,)))
    yield _qr_command(b"E", level)
    yield _qr_command(b"P", b"0" + data)
    yield _qr_command(b"Q", b"0")


def _qr_command(function: bytes, parameters: bytes) -> bytes:
    body = b"1" + function + parameters
    return bytes(constants.GS + b"(k" + len(body).to_bytes(2, "little") + body)


def _qr_size(data: bytes, paper_dots: int) -> tuple[int, bytes]:
    """Dots of a module and the level of correction, such that the code and its quiet zone fit on the paper.

    Counted in byte mode, the longest: not every printer uses the shorter alphanumeric mode where it could.
    """
    for correction, level in _QR_LEVELS:
        code = qrcode.QRCode(error_correction=correction)
        code.add_data(QRData(data, mode=_BYTE_MODE))
        try:
            version = code.best_fit()
        except (DataOverflowError, ValueError):
            continue
        modules = 17 + 4 * version + _QUIET_MODULES
        module_dots = min(_LARGEST_MODULE, paper_dots // modules)
        if module_dots >= _SMALLEST_MODULE:
            return module_dots, level
    raise ValueError(f"a QR code of {len(data)} bytes does not fit on paper of {paper_dots} dots")
