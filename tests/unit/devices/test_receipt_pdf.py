"""The page: its size, its font, its words, and a code that a decoder reads from it."""

from __future__ import annotations

import re
import threading
import zlib
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from numpy.typing import NDArray
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from pos_client.devices.receipt_pdf import PdfUnwritable, pdf_bytes, render_image, write_pdf
from retail.receipt import Cut, Element, Feed, QrCode, ReceiptDocument, Row, Rule, Text

CODE = "UR1:" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 $%*+-./:" * 9
DOCUMENT = ReceiptDocument(
    (
        Text("静安寺旗舰店", "center", bold=True, size=2),
        Rule(),
        Row("  牛奶 250ml", "¥12.00"),
        QrCode(CODE),
        Feed(2),
        Cut(),
    )
)
PAPERS = pytest.mark.parametrize("paper_mm", [58, 80])
pytestmark = pytest.mark.usefixtures("qtbot")


def pages_mm(data: bytes) -> list[tuple[float, float]]:
    boxes = re.findall(rb"/MediaBox \[([0-9. ]+)\]", data)
    sizes = [tuple(float(value) / 72 * 25.4 for value in box.split()) for box in boxes]
    return [(size[2], size[3]) for size in sizes]


def pixels_of(image: QImage) -> NDArray[np.uint8]:
    """Grey values, in rows."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    return rows[:, : grey.width()].copy()


def inked_rows(*elements: Element) -> NDArray[np.uint8]:
    return pixels_of(render_image(ReceiptDocument(elements), 80))


@PAPERS
def test_the_page_is_as_wide_as_the_paper_and_its_fonts_are_inside(paper_mm: int) -> None:
    data = pdf_bytes(DOCUMENT, paper_mm)
    assert data.startswith(b"%PDF-")
    assert data.rstrip().endswith(b"%%EOF")
    ((width, _),) = pages_mm(data)
    assert width == pytest.approx(paper_mm, abs=0.2)
    fonts = set(re.findall(rb"/BaseFont /(\S+)", data))
    assert any(b"CJK" in font for font in fonts)
    embedded = re.findall(rb"/FontFile[23]? \d+ 0 R", data)
    assert len(embedded) == len(fonts) == 2  # normal and bold


def test_a_longer_receipt_has_a_longer_page_and_empty_lines_at_its_end_add_nothing() -> None:
    row = Row("牛奶", "¥12.00")
    heights = [
        pages_mm(pdf_bytes(ReceiptDocument(elements), 80))[0][1]
        for elements in ((row,) * 10, (row,) * 100, (*(row,) * 100, Feed(9), Cut()))
    ]
    assert heights[1] - heights[0] == pytest.approx(90 * 4.4, rel=0.03)
    assert heights[2] == heights[1]


def test_each_piece_of_paper_is_a_page() -> None:
    twice = ReceiptDocument((*DOCUMENT.elements, Text("副本"), Cut()))
    sizes = pages_mm(pdf_bytes(twice, 80))
    assert len(sizes) == 2
    assert sizes[0] == pages_mm(pdf_bytes(DOCUMENT, 80))[0]
    assert sizes[1][1] < 20


def test_the_words_and_numbers_can_be_searched_for() -> None:
    """The page maps its glyphs back to characters. `S01` is where other digits hide: see `_font`."""
    data = pdf_bytes(ReceiptDocument((Row("小票号 奶铺", "S01-T02-0A1B"),)), 80)
    maps = b""
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        try:
            maps += zlib.decompress(stream)
        except zlib.error:
            maps += stream
    mapped = set(re.findall(rb"<([0-9a-f]{4})>", b"".join(re.findall(rb"beginbf.*?endbf", maps, re.DOTALL)).lower()))
    # Some characters share a glyph with an old radical (小 with U+2F29), which Qt names instead: these do not.
    for character in "票号奶铺S012AB-":
        assert f"{ord(character):04x}".encode() in mapped, character


@PAPERS
@pytest.mark.parametrize("dpi", [200, 300])
def test_the_code_is_readable_and_the_margins_stay_white(paper_mm: int, dpi: int) -> None:
    pixels = pixels_of(render_image(DOCUMENT, paper_mm, dpi))
    assert [code.text for code in zxingcpp.read_barcodes(pixels)] == [CODE]
    edge = round(2.5 / 25.4 * dpi)
    assert pixels.shape[1] == pytest.approx(paper_mm / 25.4 * dpi, abs=1)
    assert pixels[:edge].min() == pixels[-edge:].min() == pixels[:, :edge].min() == pixels[:, -edge:].min() == 255
    assert pixels[edge : 4 * edge].min() < 80  # the name of the store


def test_the_code_is_centred_and_its_modules_are_whole_dots() -> None:
    pixels = inked_rows(QrCode(CODE))
    assert set(np.unique(pixels)) == {0, 255}
    runs = [np.diff(np.flatnonzero(np.diff(row.astype(int)))) for row in pixels]
    lengths = {int(length) for run in runs for length in run}
    assert min(lengths) >= 4
    assert all(length % min(lengths) == 0 for length in lengths)
    inked = np.flatnonzero((pixels < 128).any(axis=0))
    assert abs(inked[0] - (pixels.shape[1] - 1 - inked[-1])) <= 2  # centred


@pytest.mark.parametrize("size", [1, 2])
@pytest.mark.parametrize("left", ["一个名字很长的商品，" * 9, "W" * 120, "Organic Cotton " * 9, "    " + "会员 " * 40])
def test_long_names_stay_on_the_paper_and_off_the_amounts(left: str, size: int) -> None:
    amount = inked_rows(Row("", "¥12,345.00", size=size))  # type: ignore[arg-type]
    both = inked_rows(Row(left, "¥12,345.00", size=size))  # type: ignore[arg-type]
    margin = 30
    assert both[:, :margin].min() == both[:, -margin:].min() == 255
    first_inked = int(np.argmax((amount < 128).any(axis=0)))
    if first_inked > amount.shape[1] / 2:  # otherwise the name has whole lines above the amount
        lines_above = both[: -(amount.shape[0] - margin)]
        assert lines_above[:, first_inked:].min() == 255
    last_line = both[-amount.shape[0] + margin :, first_inked:]
    # The same ink in the same columns; only the rows may lie a fraction of a dot lower.
    ink, expected = (255 - part.mean(axis=0) for part in (last_line, amount[margin:, first_inked:]))
    assert np.abs(ink - expected).max() < 3


def test_an_amount_too_wide_when_large_is_set_at_normal_size() -> None:
    amount = "¥123,456,789,012,345,678,901,234.00"
    assert np.array_equal(inked_rows(Row("", amount, size=2)), inked_rows(Row("", amount)))


def test_pool_threads_can_write_at_the_same_time(tmp_path: Path) -> None:
    expected = [pixels_of(render_image(DOCUMENT, paper_mm)) for paper_mm in (58, 80)]
    failures: list[BaseException] = []
    images: dict[int, NDArray[np.uint8]] = {}

    def work(number: int) -> None:
        try:
            paper_mm = (58, 80)[number % 2]
            write_pdf(DOCUMENT, tmp_path / f"{number}.pdf", paper_mm)
            images[number] = pixels_of(render_image(DOCUMENT, paper_mm))
        except BaseException as failure:  # noqa: BLE001  a thread's failure is raised below
            failures.append(failure)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    for number in range(6):
        assert np.array_equal(images[number], expected[number % 2])
        ((width, _),) = pages_mm((tmp_path / f"{number}.pdf").read_bytes())
        assert width == pytest.approx((58, 80)[number % 2], abs=0.2)


def test_a_page_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    for path in (tmp_path / "no" / "such" / "receipt.pdf", tmp_path, Path("a\0b"), Path("/dev/full")):
        with pytest.raises(PdfUnwritable) as failure:
            write_pdf(DOCUMENT, path, 80)
        assert failure.value.path == path
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fills_up_keeps_the_page_that_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "receipt.pdf"
    path.write_bytes(b"before")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(PdfUnwritable, match="No space left"):
        write_pdf(DOCUMENT, path, 80)
    assert [file.name for file in tmp_path.iterdir()] == ["receipt.pdf"]
    assert path.read_bytes() == b"before"
    monkeypatch.undo()
    write_pdf(DOCUMENT, path, 80)
    assert path.read_bytes().startswith(b"%PDF-")


def test_an_empty_receipt_is_an_empty_page(qtbot: QtBot) -> None:
    assert pixels_of(render_image(ReceiptDocument(()), 58)).min() == 255
    assert len(pages_mm(pdf_bytes(ReceiptDocument(()), 58))) == 1
