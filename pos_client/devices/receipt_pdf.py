"""A receipt as a PDF page as wide as the paper and as long as it needs, or as an image: the same layout for both.

Works on any thread, as long as a QGuiApplication exists (it loads the fonts). Nothing here is a widget.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import qrcode
from PySide6.QtCore import QBuffer, QIODevice, QLineF, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QImage,
    QPageSize,
    QPainter,
    QPainterPath,
    QPdfWriter,
    QPen,
    QTextLayout,
    QTextOption,
)
from qrcode.constants import ERROR_CORRECT_M

from retail.receipt import Align, Cut, Element, Feed, OpenDrawer, Picture, QrCode, ReceiptDocument, Row, Rule, Text

UNITS_PER_INCH = 1200
"""Everything is laid out in these units, the PDF's own resolution: an image scales them down."""

DOT = 6
"""Units. A module of a QR code is a whole number of dots, so that it is as sharp in an image of 200 dpi."""

PICTURE_HEIGHT_MM = 30

FONT_FAMILIES = ("Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "sans-serif")

_MM = UNITS_PER_INCH / 25.4
_LINE = 1.42  # times the font's size: the font's own 1.45 and more is made for books
_LARGE = 1.6  # twice the size, as the printer has it, is more than a page needs
_QUIET_MODULES = 4  # ISO/IEC 18004, 9.1
_ALIGNMENTS = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "center": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}


class PdfUnwritable(Exception):
    """The PDF could not be written. What was at `path` before is still there."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True)
class _Paper:
    """Sizes in mm."""

    width: float
    margin: float
    font: float
    qr: float


_PAPERS = {58: _Paper(58, 3.0, 2.75, 40), 80: _Paper(80, 4.5, 3.1, 46)}


def write_pdf(document: ReceiptDocument, path: Path, paper_mm: int) -> None:
    """Write the file whole or not at all. Raises PdfUnwritable. Slow: call it on a pool thread."""
    data = pdf_bytes(document, paper_mm)
    try:
        _write_whole(path, data)
    except (OSError, ValueError) as error:  # ValueError: a path with a null character
        raise PdfUnwritable(path, getattr(error, "strerror", None) or str(error)) from error


def pdf_bytes(document: ReceiptDocument, paper_mm: int) -> bytes:
    """The PDF, a page for each piece of paper that is cut off. Raises KeyError for paper that is not 58 or 80 mm."""
    pages = _pages(document, _PAPERS[paper_mm])
    # Into memory first: QPdfWriter says nothing when a disk is full.
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(UNITS_PER_INCH)
    writer.setCreator("OneTill")
    writer.setTitle(next((element.text for element in document.elements if isinstance(element, Text)), ""))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setPageSize(pages[0].size())
    painter = QPainter(writer)
    for number, page in enumerate(pages):
        if number:
            writer.setPageSize(page.size())
            writer.newPage()
        page.paint(painter)
    painter.end()
    return bytes(buffer.data().data())


def render_image(document: ReceiptDocument, paper_mm: int, dpi: int = UNITS_PER_INCH // DOT) -> QImage:
    """The receipt as it comes out of the printer; pieces that are cut off stand below each other."""
    pages = _pages(document, _PAPERS[paper_mm])
    scale = dpi / UNITS_PER_INCH
    heights = [max(1, round(page.height * scale)) for page in pages]
    image = QImage(round(pages[0].width * scale), sum(heights), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    top = 0
    for page, height in zip(pages, heights, strict=True):
        painter.resetTransform()
        painter.translate(0, top)
        painter.scale(scale, scale)
        page.paint(painter)
        top += height
    painter.end()
    return image


def _pages(document: ReceiptDocument, paper: _Paper) -> list[_Page]:
    """At least one; a cut at the very end starts no new one."""
    pages = [_Page(paper)]
    is_cut = False
    for element in document.elements:
        if is_cut:
            pages.append(_Page(paper))
        is_cut = isinstance(element, Cut)
        pages[-1].add(element)
    return pages


@dataclass
class _Page:
    """Elements set one below another, and how to paint them. Lengths are in units."""

    paper: _Paper
    strokes: list[Callable[[QPainter], None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.width = self.paper.width * _MM
        self._margin = self.paper.margin * _MM
        self._inner = self.width - 2 * self._margin
        self._font_size = self.paper.font * _MM
        self._top = self._margin  # where the next element goes
        self._bottom = self._margin  # of what is painted: empty lines at the end are for the printer's knife only

    @property
    def height(self) -> float:
        return self._bottom + self._margin

    def size(self) -> QPageSize:
        millimetres = QSizeF(self.paper.width, self.height / _MM)
        # "Exact": Qt would otherwise take a receipt that is nearly as long as a known paper for that paper.
        return QPageSize(millimetres, QPageSize.Unit.Millimeter, "receipt", QPageSize.SizeMatchPolicy.ExactMatch)

    def paint(self, painter: QPainter) -> None:
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        for stroke in self.strokes:
            stroke(painter)

    def add(self, element: Element) -> None:
        match element:
            case Text():
                font = self._font(bold=element.bold, size=element.size)
                for paragraph in element.text.split("\n"):
                    self._advance(self._place(paragraph, font, element.align))
            case Row():
                self._add_row(element)
            case Rule():
                self._add_rule()
            case QrCode():
                self._add_qr(element.text)
            case Picture():
                self._add_picture(element.png)
            case Feed():
                self._top += element.lines * self._font_size * _LINE
            case Cut() | OpenDrawer():
                pass  # the page ends: see _pages; a page opens no drawer

    def _advance(self, height: float) -> None:
        self._top += height
        self._bottom = self._top

    def _font(self, *, bold: bool, size: int) -> QFont:
        font = QFont()
        font.setFamilies(list(FONT_FAMILIES))
        font.setPixelSize(round(self._font_size * (_LARGE if size == 2 else 1)))
        font.setBold(bold)
        # Noto Sans CJK has other digits for Latin text, of the same look, which Qt's PDF cannot name: a receipt number
        # that is copied from the page, or searched for, would lose its digits.
        font.setFeature(QFont.Tag("locl"), 0)
        return font

    def _place(self, text: str, font: QFont, align: Align = "left", indent: float = 0, width: float = 0) -> float:
        """Break a paragraph into lines at the current height, at most `width` wide; how high they are together."""
        layout = QTextLayout("".join(c for c in text if unicodedata.category(c) != "Cc"), font)
        option = QTextOption(_ALIGNMENTS[align])
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        step = font.pixelSize() * _LINE
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth((width or self._inner) - indent)
            line.setPosition(QPointF(0, height + (step - line.height()) / 2))
            height += step
        layout.endLayout()
        origin = QPointF(self._margin + indent, self._top)
        self.strokes.append(lambda painter: layout.draw(painter, origin))
        return height

    def _add_row(self, row: Row) -> None:
        """As `escpos.row_lines` does it: the amount on the left part's last line, its column free above."""
        font = self._font(bold=row.bold, size=row.size)
        amount = QFontMetricsF(font).horizontalAdvance(row.right)
        if amount > self._inner:
            font = self._font(bold=row.bold, size=1)
            amount = QFontMetricsF(font).horizontalAdvance(row.right)
        step = font.pixelSize() * _LINE
        room = self._inner - amount - font.pixelSize() / 2
        left = row.left.lstrip(" ")
        indent = (len(row.left) - len(left)) * font.pixelSize() / 2
        beside = room * 2 >= self._inner or indent + QFontMetricsF(font).horizontalAdvance(left) <= room
        if left:
            height = self._place(left, font, indent=indent, width=room if beside else self._inner)
            self._advance(height - step if beside else height)
        self._advance(self._place(row.right, font, "right"))

    def _add_rule(self) -> None:
        height = self._font_size * 0.9
        y = self._top + height / 2
        pen = QPen(Qt.GlobalColor.black, 0.2 * _MM, Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([5, 4])
        line = QLineF(self._margin, y, self.width - self._margin, y)

        def stroke(painter: QPainter) -> None:
            painter.setPen(pen)
            painter.drawLine(line)

        self.strokes.append(stroke)
        self._advance(height)

    def _add_picture(self, png: bytes) -> None:
        """A pixel for each dot, as on the printer, and never wider than the page; nothing for one that is none."""
        picture = QImage.fromData(png)
        if picture.isNull():
            return
        width = min(self._inner, picture.width() * DOT, PICTURE_HEIGHT_MM * _MM * picture.width() / picture.height())
        height = width * picture.height() / picture.width()
        target = QRectF((self.width - width) / 2, self._top, width, height)
        self.strokes.append(lambda painter: painter.drawImage(target, picture))
        self._advance(height + self._font_size / 2)

    def _add_qr(self, text: str) -> None:
        """Drawn by its modules, on whole dots."""
        code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
        code.add_data(text)
        code.make()
        rows = code.get_matrix()
        modules = len(rows) + 2 * _QUIET_MODULES
        module = max(1, int(self.paper.qr * _MM / modules) // DOT) * DOT
        left = round((self.width - len(rows) * module) / 2 / DOT) * DOT
        top = round((self._top + _QUIET_MODULES * module) / DOT) * DOT
        path = _path_of(rows, module).translated(left, top)

        def stroke(painter: QPainter) -> None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.fillPath(path, Qt.GlobalColor.black)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)

        self.strokes.append(stroke)
        self._advance(modules * module)


def _path_of(rows: Sequence[Sequence[bool | None]], module: int) -> QPainterPath:
    """The dark modules as one path: a rectangle for each run of them in a row, so that no seam shows between two."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for y, row in enumerate(rows):
        start = None
        for x, dark in enumerate([*row, False]):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                path.addRect(QRectF(start * module, y * module, (x - start) * module, module))
                start = None
    return path


def _write_whole(path: Path, data: bytes) -> None:
    """Raises OSError. A device or a pipe is written to; a file is replaced only when the new one is complete."""
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    partial = path.with_name(path.name + ".part")
    try:
        with partial.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError:
        partial.unlink(missing_ok=True)
        raise
