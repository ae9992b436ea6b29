"""The bytes for a printer, read back by a reader that follows the manufacturer's reference."""

from __future__ import annotations

import pytest

from pos_client.devices.escpos import encode, encode_drawer_kick
from pos_client.devices.receipt_layout import PAPER_58, PAPER_80, Paper, columns_of
from retail.receipt import Cut, Feed, QrCode, ReceiptDocument, Row, Rule, Text
from tests.fakes_printer import read_escpos

LONG_CODE = "UR1:" + "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"[:45] * 9 + "7Z5"
DOCUMENT = ReceiptDocument(
    (
        Text("良品 OneTill 旗舰店", "center", True, 2),
        Text("谢谢惠顾，欢迎再次光临！商品如有质量问题，请凭小票在七天内退换。", "left"),
        Rule(),
        Row("牛奶 250ml", "¥12.00"),
        Row("会员优惠", "−¥2.00", bold=True),
        Text("收银员：王", "right"),
        QrCode(LONG_CODE),
        Feed(3),
        Cut(),
    )
)


@pytest.mark.parametrize("paper", [PAPER_58, PAPER_80])
def test_the_paper_shows_what_the_document_says(paper: Paper) -> None:
    printout = read_escpos(encode(DOCUMENT, paper))
    first, last = printout.lines[0], printout.lines[-1]
    assert (first.text, first.align, first.bold, first.size) == ("良品 OneTill 旗舰店"[: len(first.text)], 1, True, 2)
    assert (last.text, last.align, last.bold, last.size) == ("收银员：王", 2, False, 1)
    everything = "".join(printout.texts()).replace(" ", "")
    assert "谢谢惠顾，欢迎再次光临！商品如有质量问题，请凭小票在七天内退换。" in everything
    row = next(line for line in printout.lines if line.text.startswith("牛奶"))
    assert row.text.endswith("￥12.00")
    assert columns_of(row.text) == paper.columns
    discount = next(line for line in printout.lines if line.text.startswith("会员优惠"))
    assert discount.text.endswith("-￥2.00")
    assert discount.bold
    assert all(columns_of(line.text) * line.size <= paper.columns for line in printout.lines)
    assert printout.cuts == 1
    assert printout.drawer_kicks == 0


@pytest.mark.parametrize("paper", [PAPER_58, PAPER_80])
def test_the_largest_receipt_code_comes_through_and_fits(paper: Paper) -> None:
    printout = read_escpos(encode(DOCUMENT, paper))
    assert len(LONG_CODE) == 412
    assert printout.qr_codes == [LONG_CODE]
    assert printout.qr_align == [1]
    modules = 17 + 4 * 16 + 8  # no larger than version 16
    assert 3 <= printout.qr_module_dots[0] <= 8
    assert printout.qr_module_dots[0] * modules <= paper.dots + modules  # the quiet zone may end at the paper's edge


def test_a_short_code_is_printed_large() -> None:
    assert read_escpos(encode(ReceiptDocument((QrCode("UR1:A"),)), PAPER_80)).qr_module_dots == [8]


def test_a_code_that_cannot_fit_is_an_error_before_printing() -> None:
    for length in (2300, 5000):
        with pytest.raises(ValueError, match="58 mm"):
            encode(ReceiptDocument((QrCode("x" * length),)), PAPER_58)


def test_a_products_name_cannot_steer_the_printer() -> None:
    printout = read_escpos(encode(ReceiptDocument((Text("milk\x1bp\x00\x19\xfa\x1dV\x00"), Row("\x1b@a", "1")))))
    assert (printout.drawer_kicks, printout.cuts) == (0, 0)


def test_each_character_of_a_name_survives() -> None:
    name = "龘䶮㐀é€—…·、「」"
    assert read_escpos(encode(ReceiptDocument((Text(name),)))).texts() == [name]


def test_the_drawer_opens_when_asked() -> None:
    assert read_escpos(encode(DOCUMENT, open_drawer=True)).drawer_kicks == 1
    assert read_escpos(encode_drawer_kick()).drawer_kicks == 1


def test_the_same_document_gives_the_same_bytes() -> None:
    assert encode(DOCUMENT) == encode(DOCUMENT)


def test_pictures_are_not_needed() -> None:
    """The code is the printer's own: no raster, which cheap printers print slowly and thin."""
    assert b"\x1dv0" not in encode(DOCUMENT)
