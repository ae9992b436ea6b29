"""The page of receipts: what was printed, as copies, as gifts, to a file, and what was not."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pos_client.errors import Unavailable
from tests.ui.conftest import Counter


@pytest.fixture
def sold(counter: Counter) -> Counter:
    for pieces in (1, 2):
        for _ in range(pieces):
            counter.till.checkout.add_product("LQX-7710")
        counter.till.sell()
    counter.window.show_section("receipts")
    return counter


def test_receipts_are_listed_newest_first_and_printed_again_as_copies(sold: Counter, qtbot: QtBot) -> None:
    view = sold.window.page("receipts")
    assert [row.payable_minor for row in view.model.rows()] == [19350, 12900]
    sold.press(Qt.Key.Key_Down, Qt.Key.Key_F10)
    older = sold.till.store.sales[0].sale_id
    qtbot.waitUntil(lambda: sold.till.receipts.printed == [(older, False)])
    qtbot.waitUntil(lambda: "小票已打印" in view.banner.text())
    sold.press(Qt.Key.Key_F10)
    qtbot.waitUntil(lambda: sold.till.receipts.printed[1:] == [(older, True)])
    qtbot.waitUntil(lambda: "副本" in view.banner.text())


def test_receipts_that_were_not_printed_are_marked_and_printed_with_one_key(sold: Counter, qtbot: QtBot) -> None:
    view = sold.window.page("receipts")
    assert [row.is_missing for row in view.model.rows()] == [True, True]
    assert view.missing_button.words() == "打印未打印的 2 张"
    sold.press(Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: not view.missing_button.isVisible())
    assert sold.till.receipts.printed == [(sale.sale_id, False) for sale in sold.till.store.sales]
    assert [row.prints for row in view.model.rows()] == [1, 1]


def test_a_gift_receipt_is_no_copy(sold: Counter, qtbot: QtBot) -> None:
    view = sold.window.page("receipts")
    qtbot.keyClick(sold.window.focusWidget(), Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: "礼品小票已打印" in view.banner.text())
    assert sold.till.receipts.gifts == [sold.till.store.sales[-1].sale_id]
    assert view.model.rows()[0].is_missing


def test_the_paper_beside_the_list_is_what_the_printer_would_print(counter: Counter, qtbot: QtBot) -> None:
    counter.till.draw_receipts()
    for sku in ("LQX-7710", "LQX-9034"):
        counter.till.checkout.add_product(sku)
        counter.till.sell()
    counter.window.show_section("receipts")
    preview = counter.window.page("receipts").preview
    qtbot.waitUntil(preview.has_picture)
    wide = preview.picture()
    assert wide.width() == 576 + 48
    counter.press(Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: preview.picture().width() == 384 + 48)
    counter.press(Qt.Key.Key_F6, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: preview.picture().size() == wide.size() and preview.picture() != wide)
    counter.press(Qt.Key.Key_F4)
    qtbot.waitUntil(lambda: preview.picture().height() < wide.height())


def test_a_printer_that_does_not_answer_is_told_in_words_and_in_the_top_bar(sold: Counter, qtbot: QtBot) -> None:
    sold.till.receipts.failure = Unavailable("printer_unavailable", printer="tcp:x")
    sold.press(Qt.Key.Key_F10)
    view = sold.window.page("receipts")
    qtbot.waitUntil(lambda: "tcp:x 无响应" in view.banner.text())
    assert "无响应" in sold.window.top_bar.printer.text()


def test_a_receipt_is_saved_where_it_was_said(sold: Counter, qtbot: QtBot) -> None:
    sold.press(Qt.Key.Key_F11)
    view = sold.window.page("receipts")
    assert sold.till.store.sales[-1].receipt_number in view.entry.field.text()
    view.entry.field.setText("/tmp/a.pdf")
    sold.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: sold.till.receipts.saved == [(sold.till.store.sales[-1].sale_id, "/tmp/a.pdf")])
