"""The preview is drawn from the printer's bytes: what they say is what is seen, and what they do not say is not."""

from __future__ import annotations

import io

import cv2
import numpy as np
import pytest
import zxingcpp
from PIL import Image
from PySide6.QtGui import QGuiApplication, QImage

from pos_client.devices.dots import Dots, dots_of_png
from pos_client.devices.escpos import COLUMNS, encode, pulse_at_once
from pos_client.devices.escpos_picture import MARGIN_DOTS, draw_paper, picture_png
from pos_client.devices.escpos_reading import (
    DrawerPulse,
    NotOurs,
    PrintedCode,
    PrintedDots,
    PrintedText,
    read_escpos,
)
from retail.receipt import Cut, Element, Feed, OpenDrawer, Picture, QrCode, ReceiptDocument, Row, Rule, Text

PAPERS = pytest.mark.parametrize("paper_mm", [58, 80])


def png(width: int, height: int, colour: tuple[int, int, int, int]) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGBA", (width, height), colour).save(buffer, "PNG")
    return buffer.getvalue()


def encoded(*elements: Element, paper_mm: int = 80, drawer_pin: int = 2) -> bytes:
    return encode(ReceiptDocument(elements), paper_mm, drawer_pin)


def black(image: QImage, left: int = 0, right: int | None = None) -> int:
    """Dots darker than half between two columns of the picture."""
    gray = image.convertToFormat(QImage.Format.Format_Grayscale8)
    array = np.frombuffer(gray.constBits(), np.uint8).reshape(gray.height(), gray.bytesPerLine())
    return int((array[:, left:right] < 128).sum())


def test_what_the_bytes_say_is_read_back() -> None:
    printed = read_escpos(
        encoded(
            Text("静安寺旗舰店", "center", bold=True, size=2),
            Row("牛奶 250ml", "¥12.00"),
            QrCode("UR1:A"),
            Feed(1),
            Cut(),
        )
    )
    texts = [item for item in printed if isinstance(item, PrintedText)]
    assert texts[0] == PrintedText("静安寺旗舰店", "center", True, 2)
    assert texts[1].text.split() == ["牛奶", "250ml", "￥12.00"]
    (code,) = [item for item in printed if isinstance(item, PrintedCode)]
    assert (code.data, code.align) == (b"UR1:A", "center")


@PAPERS
def test_the_paper_is_as_wide_as_the_printers_head_and_stays_inside(qapp: QGuiApplication, paper_mm: int) -> None:
    image = draw_paper(encoded(Rule(), Row("应付", "¥12.00", size=2), Text("右", "right"), paper_mm=paper_mm), paper_mm)
    dots = COLUMNS[paper_mm] * 12
    assert image.width() == dots + 2 * MARGIN_DOTS
    assert black(image, 0, MARGIN_DOTS) == 0
    assert black(image, MARGIN_DOTS + dots) == 0
    assert black(image, MARGIN_DOTS + dots - 40, MARGIN_DOTS + dots) > 20, "the amount stands at the right edge"


def test_the_code_on_the_preview_can_be_scanned(qapp: QGuiApplication) -> None:
    code = "UR1:" + "ABC123" * 30
    data = np.frombuffer(picture_png(encoded(Text("小票"), QrCode(code), paper_mm=58), 58), np.uint8)
    (found,) = zxingcpp.read_barcodes(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE))
    assert found.text == code


def test_a_drawer_opens_by_the_pin_that_is_set_and_leaves_no_mark() -> None:
    assert read_escpos(encoded(OpenDrawer(), drawer_pin=2)) == (DrawerPulse(2),)
    assert read_escpos(encoded(OpenDrawer(), drawer_pin=5)) == (DrawerPulse(5),)
    assert read_escpos(encoded(OpenDrawer(), drawer_pin=0)) == ()
    assert (pulse_at_once(5), pulse_at_once(0)) == (b"\x10\x14\x01\x01\x01", b"")


@PAPERS
def test_a_logo_is_centred_and_large_ones_are_made_to_fit(paper_mm: int, qapp: QGuiApplication) -> None:
    dots = COLUMNS[paper_mm] * 12
    image = draw_paper(encoded(Picture(png(80, 40, (0, 0, 0, 255))), paper_mm=paper_mm), paper_mm)
    middle = MARGIN_DOTS + dots // 2
    assert black(image) == 80 * 40
    assert black(image, middle - 40, middle + 40) == 80 * 40
    large = dots_of_png(png(2000, 1000, (0, 0, 0, 255)), dots)
    assert large is not None
    assert (large.width, large.height <= 240) == (dots, True)


def test_gray_is_dithered_and_what_is_transparent_is_paper() -> None:
    gray = dots_of_png(png(160, 80, (128, 128, 128, 255)), 384)
    clear = dots_of_png(png(160, 80, (0, 0, 0, 0)), 384)
    assert gray is not None
    assert clear is not None
    ink = sum(byte.bit_count() for row in gray.rows for byte in row)
    assert 0.4 < ink / (160 * 80) < 0.6
    assert not any(any(row) for row in clear.rows)


def test_a_tall_logo_comes_in_bands_that_a_small_printer_can_keep() -> None:
    bands = [
        item.dots
        for item in read_escpos(encoded(Picture(png(300, 200, (0, 0, 0, 255)))))
        if isinstance(item, PrintedDots)
    ]
    assert [band.height for band in bands] == [128, 72]
    assert all(isinstance(band, Dots) and band.width == 576 for band in bands)


@pytest.mark.parametrize("broken", [b"", b"no picture", b"\x89PNG\r\n\x1a\n" + b"x" * 40])
def test_a_logo_that_is_none_costs_no_receipt(broken: bytes, caplog: pytest.LogCaptureFixture) -> None:
    assert [
        item.text for item in read_escpos(encoded(Picture(broken), Text("小票"))) if isinstance(item, PrintedText)
    ] == ["小票"]
    assert "cannot be used" in caplog.text
    caplog.clear()


@pytest.mark.parametrize(
    "data", [b"\x1b@\x1bZ\x00", b"abc", b"\x1dv0\x00\x05", b"\x00", b"\x1d(k\xff\xff", b"\xff\xff\n"]
)
def test_bytes_of_another_maker_are_refused_and_not_guessed(data: bytes) -> None:
    with pytest.raises(NotOurs):
        read_escpos(data)
