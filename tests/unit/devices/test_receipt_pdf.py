"""The page: its size, its embedded font, and a code that a decoder reads from it."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from pos_client.devices import receipt_pdf
from pos_client.devices.decoding.readers import ZxingDecoder
from pos_client.devices.receipt_layout import PAPER_58, PAPER_80, Paper, lay_out
from retail.receipt import Cut, Feed, QrCode, ReceiptDocument, Row, Rule, Text

CODE = "UR1:" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 $%*+-./:" * 9
DOCUMENT = ReceiptDocument(
    (Text("良品铺子", "center", True, 2), Rule(), Row("牛奶 250ml", "￥12.00"), QrCode(CODE), Feed(2), Cut())
)


@pytest.mark.parametrize("paper", [PAPER_58, PAPER_80])
def test_the_page_has_the_papers_width_and_its_font_inside(qtbot: QtBot, tmp_path: Path, paper: Paper) -> None:
    file = tmp_path / "receipt.pdf"
    receipt_pdf.write_pdf(DOCUMENT, file, paper)
    data = file.read_bytes()
    assert data.startswith(b"%PDF-")
    assert data.rstrip().endswith(b"%%EOF")
    box = re.search(rb"/MediaBox \[([0-9. ]+)\]", data)
    assert box is not None
    width_pt = float(box.group(1).split()[2])
    assert paper.dots / 203 * 72 < width_pt < paper.width_mm / 25.4 * 72 + 10
    assert re.search(rb"/FontFile[23]? ", data), "the font is not embedded"
    assert data.count(b"/Type /Page\n") + data.count(b"/Type /Page ") <= 1


def test_the_characters_are_in_the_page_as_text(qtbot: QtBot, tmp_path: Path) -> None:
    """The page's map from glyphs back to characters holds the product's name: the page can be searched."""
    file = tmp_path / "receipt.pdf"
    receipt_pdf.write_pdf(DOCUMENT, file)
    maps = b""
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", file.read_bytes(), re.DOTALL):
        try:
            maps += zlib.decompress(stream)
        except zlib.error:
            maps += stream
    # Some characters share a glyph with an old radical (牛 with U+2F5C), which the map then names: these do not.
    for character in "奶铺￥":
        assert f"{ord(character):04x}".encode() in maps.lower()


def test_the_code_on_the_page_is_readable(qtbot: QtBot) -> None:
    width = PAPER_58.dots + 48
    image = QImage(width, 900, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    receipt_pdf._paint(painter, lay_out(DOCUMENT, PAPER_58), PAPER_58, receipt_pdf._chinese_family())
    painter.end()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(900, image.bytesPerLine())[:, :width].copy()
    assert [code.text for code in ZxingDecoder().decode(pixels)] == [CODE]
    assert pixels[:24].min() == 255  # nothing is painted into the margins
    assert pixels[:, :20].min() == pixels[:, -20:].min() == 255
    assert pixels[30:90].min() < 80  # the name is


def test_a_page_that_cannot_be_written_is_an_error(qtbot: QtBot, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="choose another folder"):
        receipt_pdf.write_pdf(DOCUMENT, tmp_path / "no" / "such" / "receipt.pdf")


def test_a_missing_font_says_what_to_install(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receipt_pdf.QFontDatabase, "families", lambda *_: [])
    with pytest.raises(receipt_pdf.FontUnavailable, match="fonts-noto-cjk"):
        receipt_pdf.write_pdf(DOCUMENT, tmp_path / "receipt.pdf")
