"""The bytes for a printer, read back by a reader that follows the makers' reference."""

from __future__ import annotations

import subprocess
import sys
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_client.devices.escpos import COLUMNS, encode
from retail.receipt import Cut, Element, Feed, QrCode, ReceiptDocument, Row, Rule, Text
from tests.unit.devices.escpos_reader import PrintedLine, Printout, read_escpos

ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
LONG_CODE = "UR1:" + (ALPHANUMERIC * 10)[:446]
PAPERS = pytest.mark.parametrize("paper_mm", [58, 80])
DOTS = {58: 384, 80: 576}

#: What names of goods are made of: Chinese, Latin, spaces, punctuation that must not begin a line, emoji, controls.
LETTERS = st.sampled_from("会员码云柔羊毛ABCabc123 .-，。（）·×é²ñ¥−😀👍🏽龘䶮\u200d\t\n\x1b\x1d\u00a0")
#: Left alone, Hypothesis mostly makes texts that are too short to wrap.
NAMES = st.text(LETTERS, max_size=9) | st.text(LETTERS, min_size=40, max_size=90)
AMOUNTS = st.integers(-(10**9), 10**9).map(lambda minor: f"¥{minor / 100:,.2f}".replace("¥-", "−¥"))


def printed(*elements: Element, paper_mm: int = 80) -> Printout:
    return read_escpos(encode(ReceiptDocument(elements), paper_mm))


@PAPERS
def test_the_paper_shows_what_the_document_says(paper_mm: int) -> None:
    out = printed(
        Text("静安寺旗舰店", "center", bold=True, size=2),
        Rule(),
        Row("牛奶 250ml", "¥12.00"),
        Row("会员优惠", "−¥2.00", bold=True),
        Row("应付", "¥10.00", size=2),
        Text("收银员：王", "right"),
        QrCode("UR1:ABC"),
        Text("谢谢惠顾"),
        Feed(3),
        Cut(),
        paper_mm=paper_mm,
    )
    columns = COLUMNS[paper_mm]
    assert out.lines == [
        PrintedLine("静安寺旗舰店", "center", True, 2, 24),
        PrintedLine("-" * columns, "left", False, 1, columns),
        PrintedLine("牛奶 250ml" + " " * (columns - 17) + "￥12.00", "left", False, 1, columns),
        PrintedLine("会员优惠" + " " * (columns - 15) + "-￥2.00", "left", True, 1, columns),
        PrintedLine("应付" + " " * (columns // 2 - 11) + "￥10.00", "left", False, 2, columns),
        PrintedLine("收银员：王", "right", False, 1, 10),
        PrintedLine("谢谢惠顾", "left", False, 1, 8),
    ]
    assert [(code.text, code.align) for code in out.codes] == [("UR1:ABC", "center")]
    assert (out.empty_lines, out.cuts) == (3, 1)


def test_a_long_name_wraps_and_the_amounts_column_stays_free() -> None:
    out = printed(Row("一个名字很长的商品，一行放不下，两行也放不下", "¥12,345.00"), paper_mm=58)
    assert out.texts() == ["一个名字很长的商品，", "一行放不下，两行也放", "不下                 ￥12,345.00"]


def test_lines_that_follow_keep_the_indentation() -> None:
    assert printed(Row("  会员专享价第二件半价再减十元", "−¥10.00"), paper_mm=58).texts() == [
        "  会员专享价第二件半价",
        "  再减十元              -￥10.00",
    ]


def test_a_line_does_not_begin_with_a_comma_and_a_word_stays_whole() -> None:
    name = "一二三四五六七八九十一二三四五六，Organic Cotton（有机棉）"
    assert printed(Text(name), paper_mm=58).texts() == [
        "一二三四五六七八九十一二三四五",
        "六，Organic Cotton（有机棉）",
    ]


def test_an_amount_too_wide_when_large_is_printed_at_normal_size() -> None:
    large = printed(Row("应付", "¥12,345,678.90", size=2), paper_mm=58)
    assert [(line.text, line.size) for line in large.lines] == [("应付", 2), (" ￥12,345,678.90", 2)]
    small = printed(Row("应付", "NT$123,456,789.00", size=2), paper_mm=58)
    assert [(line.text, line.size) for line in small.lines] == [("应付           NT$123,456,789.00", 1)]


@given(NAMES, NAMES, AMOUNTS, st.sampled_from([58, 80]), st.sampled_from([1, 2]))
def test_no_line_is_wider_than_the_paper_and_no_amount_is_torn(
    name: str, left: str, right: str, paper_mm: int, size: Literal[1, 2]
) -> None:
    out = printed(Text(name, "center", size=size), Row(left, right, size=size), paper_mm=paper_mm)
    columns = COLUMNS[paper_mm]
    assert all(line.columns <= columns for line in out.lines)
    last = out.lines[-1]
    amount = right.replace("¥", "￥").replace("−", "-")
    assert last.text.endswith(amount)
    assert columns - last.columns < last.size  # at the right edge


@given(
    st.text(st.sampled_from("会员码云ABCabc123 .-，。（）·×é…"), min_size=30, max_size=90), st.sampled_from([58, 80])
)
def test_wrapping_loses_no_character(name: str, paper_mm: int) -> None:
    out = printed(Text(name), paper_mm=paper_mm)
    assert "".join(out.texts()).replace(" ", "") == name.replace(" ", "")


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_can_steer_the_printer(name: str, left: str) -> None:
    out = printed(Text(name), Row(left, "¥1.00"))
    assert (out.cuts, out.codes) == (0, [])
    assert {line.size for line in out.lines} == {1}


def test_a_products_name_that_is_a_command_is_printed_as_text() -> None:
    out = printed(Text("milk\x1bp\x00\x19\xfa\x1dV\x00 1 l"))
    assert out.texts() == ["milkpúV 1 l"]
    assert out.cuts == 0


@pytest.mark.parametrize(
    ("text", "on_paper"),
    [
        ("¥12 −3", "￥12 -3"),
        ("龘䶮㐀é€—…·、「」", "龘䶮㐀é€—…·、「」"),  # rare characters of names stay, though they take four bytes
        ("Jalapeño ﬁn ㌔", "Jalapeno fin キロ"),
        ("好😀礼👍🏽", "好□礼□□"),
        ("a\u00a0b\tc\u200bd", "a b cd"),
        ("\ud800x", "□x"),
    ],
)
def test_what_the_printer_lacks_is_replaced_by_something_near(text: str, on_paper: str) -> None:
    assert printed(Text(text)).texts() == [on_paper]


@PAPERS
def test_the_largest_receipt_code_fits_and_comes_through(paper_mm: int) -> None:
    (code,) = printed(QrCode(LONG_CODE), paper_mm=paper_mm).codes
    assert len(LONG_CODE) == 450
    assert (code.text, code.align, code.level) == (LONG_CODE, "center", "M")
    # 450 bytes are version 16 at level M (ISO/IEC 18004, table 7), should the printer not use the alphanumeric mode.
    modules = 17 + 4 * 16 + 8
    assert code.module_dots * modules <= DOTS[paper_mm]
    assert code.module_dots >= 4  # half a millimetre


def test_a_short_code_is_not_blown_up() -> None:
    assert printed(QrCode("UR1:A")).codes[0].module_dots == 6


def test_a_code_that_no_paper_holds_is_an_error_before_printing() -> None:
    for length in (2954, 5000):  # version 40 at level L holds 2953 bytes
        with pytest.raises(ValueError, match="does not fit"):
            encode(ReceiptDocument((QrCode("x" * length),)), 58)


def test_other_paper_is_unknown() -> None:
    with pytest.raises(KeyError):
        encode(ReceiptDocument(()), 76)


def test_loading_the_encoder_leaves_logging_alone() -> None:
    """python-escpos's printers configure the root logger when they are imported, and take half a second."""
    script = (
        "import logging, sys, pos_client.devices.escpos; print(logging.root.handlers, 'escpos.escpos' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] False"
