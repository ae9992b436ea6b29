"""A printer without a Chinese font gets Chinese as dots: the same receipt, line by line, from the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QFontDatabase, QGuiApplication, QImage

from pos_client.bootstrap.devices import receipt_writers
from pos_client.bootstrap.settings_file import SettingsFile
from pos_client.devices.escpos import COLUMNS, encode
from pos_client.devices.escpos_picture import MARGIN_DOTS, draw_paper, picture_png
from pos_client.devices.escpos_reading import PrintedDots, PrintedText, read_escpos
from pos_client.devices.line_drawing import has_chinese_font, line_dots
from pos_client.errors import Unavailable
from pos_client.settings import Settings
from retail.receipt import Cut, Element, Feed, QrCode, ReceiptDocument, Row, Rule, Text

PAPERS = pytest.mark.parametrize("paper_mm", [58, 80])
RECEIPT: tuple[Element, ...] = (
    Text("静安寺旗舰店", "center", bold=True, size=2),
    Text("OneTill"),
    Rule(),
    Row("云柔羊毛混纺圆领针织衫 × 2", "¥1,598.00"),
    Row("合计", "¥1,598.00", bold=True, size=2),
    Text("谢谢惠顾", "right"),
    QrCode("UR1:A"),
    Feed(2),
    Cut(),
)


def drawn(paper_mm: int, *elements: Element) -> bytes:
    return encode(ReceiptDocument(elements), paper_mm, 2, line_dots)


def ink(image: QImage) -> np.ndarray:
    gray = image.convertToFormat(QImage.Format.Format_Grayscale8)
    array = np.frombuffer(gray.constBits(), np.uint8).reshape(gray.height(), gray.bytesPerLine())
    return array[:, : gray.width()] < 128


@PAPERS
def test_nothing_but_ascii_and_dots_reaches_the_printer(qapp: QGuiApplication, paper_mm: int) -> None:
    data = drawn(paper_mm, *RECEIPT)
    printed = read_escpos(data)
    texts = [item.text for item in printed if isinstance(item, PrintedText)]
    assert texts == ["OneTill", "-" * COLUMNS[paper_mm]]
    bands = [item.dots for item in printed if isinstance(item, PrintedDots)]
    assert len(bands) == (4 if paper_mm == 80 else 5), "one for each Chinese line, a long one wraps on narrow paper"
    assert all(dots.width <= COLUMNS[paper_mm] * 12 for dots in bands)
    assert b"\x1c&" not in data, "no command for a font that is not there"


@PAPERS
def test_it_stands_where_the_printers_own_font_would(qapp: QGuiApplication, paper_mm: int) -> None:
    """The preview is drawn from the bytes: with and without the font it is the same paper, to a dot or two."""
    own = ink(draw_paper(encode(ReceiptDocument(RECEIPT), paper_mm), paper_mm))
    as_dots = ink(draw_paper(drawn(paper_mm, *RECEIPT), paper_mm))
    assert own.shape == as_dots.shape
    for axis in (0, 1):
        first = [np.flatnonzero(picture.any(axis=axis))[[0, -1]] for picture in (own, as_dots)]
        assert np.abs(first[0] - first[1]).max() <= 2
    differing = int((own != as_dots).sum())
    assert differing < own.sum() * 0.25, "strokes differ at their edges"


def test_right_and_centre_are_in_the_dots(qapp: QGuiApplication) -> None:
    width = COLUMNS[80] * 12
    for align, left in (("left", 0), ("center", width // 2 - 24), ("right", width - 48)):
        array = ink(draw_paper(drawn(80, Text("小票", align)), 80))  # type: ignore[arg-type]
        columns = np.flatnonzero(array.any(axis=0)) - MARGIN_DOTS
        assert left <= columns[0] <= left + 6
        assert left + 40 <= columns[-1] <= left + 48


def test_a_line_is_drawn_once(qapp: QGuiApplication) -> None:
    line_dots.cache_clear()
    first = drawn(80, *RECEIPT)
    drawn_lines = line_dots.cache_info().misses
    assert drawn(80, *RECEIPT) == first
    assert line_dots.cache_info().misses == drawn_lines


@pytest.fixture
def no_font(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(QFontDatabase, "families", lambda *_: [])
    has_chinese_font.cache_clear()
    line_dots.cache_clear()
    yield
    has_chinese_font.cache_clear()


def written(tmp_path: Path, *, draws_text: bool) -> tuple[bytes, bytes]:
    """What reached the printer, and the preview."""
    paper = tmp_path / "paper"
    settings = Settings(printer=f"file:{paper}", printer_draws_text=draws_text)
    writers = receipt_writers(SettingsFile(tmp_path, settings))
    document = ReceiptDocument(RECEIPT)
    writers.print_document(document)
    return paper.read_bytes(), writers.picture(document, 80)


@pytest.mark.parametrize("draws_text", [False, True])
def test_the_setting_decides_and_the_preview_is_of_the_same_bytes(
    qapp: QGuiApplication, tmp_path: Path, draws_text: bool
) -> None:
    data, preview = written(tmp_path, draws_text=draws_text)
    assert any(isinstance(item, PrintedDots) for item in read_escpos(data)) == draws_text
    assert preview == picture_png(data, 80)


def test_without_any_font_it_is_said(qapp: QGuiApplication, tmp_path: Path, no_font: None) -> None:
    with pytest.raises(Unavailable, match="printer_font_missing"):
        written(tmp_path, draws_text=True)
    written(tmp_path, draws_text=False)
