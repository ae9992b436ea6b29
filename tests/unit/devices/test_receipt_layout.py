"""Lines by display width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_client.devices.receipt_layout import PAPER_58, PAPER_80, Line, columns_of, lay_out, printable, wrap
from retail.receipt import Cut, Feed, QrCode, ReceiptDocument, Row, Rule, Text


def test_ascii_is_one_column_and_chinese_two() -> None:
    assert columns_of("ABC 12") == 6
    assert columns_of("会员码") == 6
    assert columns_of("￥12.00") == 7


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("会员专享价格", 5, ["会员", "专享", "价格"]),  # five columns hold two characters and a half: never half
        ("hello brave world", 11, ["hello brave", "world"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("一二三，四", 6, ["一二", "三，四"]),
        ("", 10, [""]),
        ("牛奶Milk 250ml", 8, ["牛奶Milk", "250ml"]),
    ],
)
def test_lines_break_where_a_reader_expects_it(text: str, columns: int, lines: list[str]) -> None:
    assert wrap(text, columns) == lines


@given(st.text(alphabet="ab1 ，。会员码é—", max_size=60), st.integers(4, 48))
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert all(columns_of(line) <= columns for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(st.text(max_size=40))
def test_nothing_that_steers_a_printer_gets_through(text: str) -> None:
    for character in printable(text):
        assert ord(character) >= 0x20
        assert character.encode("gb18030")


def test_what_printers_lack_is_replaced() -> None:
    assert printable("¥12 −3 😀\x1b@\u200b") == "￥12 -3 ?@"
    assert printable("䶮㐀") == "䶮㐀"  # rare characters of names stay


@pytest.mark.parametrize("paper", [PAPER_58, PAPER_80])
def test_rows_fill_the_line_and_keep_the_amount_whole(paper) -> None:  # type: ignore[no-untyped-def]
    rows = (
        Row("牛奶 250ml × 2", "￥12,345.00"),
        Row("一个名字很长很长的商品，长得一行放不下，两行也放不下，还要再来一行", "￥0.01", bold=True),
        Row("会员合计", "￥98.00", size=2),
        Row("", "￥1.00"),
    )
    lines = [line for line in lay_out(ReceiptDocument(rows), paper) if isinstance(line, Line)]
    for row in rows:
        width = paper.columns // row.size
        mine = [line for line in lines if line.text.rstrip().endswith(row.right)]
        assert len(mine) == 1
        assert columns_of(mine[0].text) == width
        assert (mine[0].bold, mine[0].size) == (row.bold, row.size)
    assert all(columns_of(line.text) * line.size <= paper.columns for line in lines)


def test_everything_else_keeps_its_place() -> None:
    document = ReceiptDocument((Text("店名", "center", True, 2), Rule(), QrCode("UR1:A"), Feed(2), Cut(), Text("a\nb")))
    assert lay_out(document, PAPER_58) == [
        Line("店名", "center", True, 2),
        Line("-" * 32),
        QrCode("UR1:A"),
        Feed(2),
        Cut(),
        Line("a"),
        Line("b"),
    ]
