"""A sale is paid, completed and printed with keys: from the last line in the basket to the next customer."""

from __future__ import annotations

import threading

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pos_client.errors import Unavailable
from pos_client.ui.language import Language
from pos_client.ui.operations import Operations
from tests.ui.conftest import Counter, opened
from tests.ui.till import FakeTill

Key = Qt.Key


def test_cash_by_keyboard_to_the_next_customer(filled: Counter, qtbot: QtBot) -> None:
    filled.press(Key.Key_F12, "1600")
    assert "找零 ¥79.50" in filled.view.tender._change.text()
    filled.press(Key.Key_F12)
    assert filled.view.done.isVisible()
    assert filled.view.done._change.text() == "¥79.50"
    qtbot.waitUntil(lambda: filled.view.done._sale.print_state == "printed")
    assert filled.till.receipts.printed == [(filled.till.store.sales[-1].sale_id, False)]
    filled.press(Key.Key_Return)
    assert not filled.view.done.isVisible()
    assert filled.view.basket.empty.isVisible()


def test_the_next_scan_also_starts_the_next_sale(filled: Counter) -> None:
    filled.press(Key.Key_F12, Key.Key_Return)
    assert filled.view.done.isVisible()
    filled.window.sections.checkout.scan("99999999")
    assert filled.view.done.isVisible(), "a refused scan leaves the change in sight"
    filled.window.sections.checkout.scan("6931112223334")
    assert not filled.view.done.isVisible()
    assert filled.lines() == {"LQX-7710": "1"}


def test_split_between_cash_and_card_and_a_payment_taken_back(filled: Counter) -> None:
    filled.press(Key.Key_F12, "500", Key.Key_Return)
    assert filled.till.checkout.state.remaining_minor == 102050
    filled.press(Key.Key_F8, Key.Key_F12)
    assert "参考号" in filled.view.banner.text()
    assert len(filled.till.checkout.state.tenders) == 1
    filled.view.tender.tender_removed.emit(0)
    assert filled.till.checkout.state.tenders == ()
    filled.press("T-77", Key.Key_Return)
    (sale,) = filled.till.store.documents.values()
    assert [(tender["kind"], tender["reference"]) for tender in sale["tenders"]] == [("card", "T-77")]


def test_with_a_payment_taken_the_way_back_is_refused(filled: Counter) -> None:
    filled.press(Key.Key_F12, "500", Key.Key_Return, Key.Key_Escape)
    assert filled.view.tender.isVisible()
    assert "已经收过款" in filled.view.banner.text()


def test_quick_sums_are_shown_before_they_are_taken(filled: Counter, qtbot: QtBot) -> None:
    filled.press(Key.Key_F12)
    button = next(button for button in filled.view.tender._quick if button.words() == "1,600")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert filled.till.checkout.state.tenders == ()
    assert filled.view.tender.amount_minor() == 160000


def test_an_amount_with_three_decimals_cannot_be_typed(filled: Counter) -> None:
    filled.press(Key.Key_F12, "12.345")
    assert filled.view.tender.amount_minor() == 1234


def test_a_disk_that_fails_at_completion_keeps_the_payment_and_can_be_tried_again(filled: Counter) -> None:
    filled.press(Key.Key_F12)
    filled.till.store.failure = Unavailable("store_disk_full")
    filled.press(Key.Key_Return)
    assert "磁盘已满" in filled.view.banner.text()
    assert not filled.view.done.isVisible()
    assert len(filled.till.checkout.state.tenders) == 1
    assert filled.view.tender.take_button.words() == "完成交易"
    filled.press(Key.Key_F12)
    assert filled.view.done.isVisible()
    assert len(filled.till.store.sales) == 1


def test_a_failed_print_offers_another_and_says_that_the_sale_is_safe(filled: Counter, qtbot: QtBot) -> None:
    filled.till.receipts.failure = Unavailable("printer_unavailable", printer="tcp:x")
    filled.press(Key.Key_F12, Key.Key_Return)
    qtbot.waitUntil(lambda: filled.view.done._sale.print_state == "failed")
    assert "交易已安全保存" in filled.view.done._print_words.text()
    assert "无响应" in filled.window.top_bar.printer.text()
    filled.till.receipts.failure = None
    filled.press(Key.Key_F10)
    qtbot.waitUntil(lambda: filled.view.done._sale.print_state == "printed")
    assert filled.till.receipts.printed == [(filled.till.store.sales[-1].sale_id, False)], "it is the first on paper"
    assert "就绪" in filled.window.top_bar.printer.text()


def test_a_slow_printer_makes_no_receipt_fall_away(filled: Counter, qtbot: QtBot) -> None:
    slow = filled.till.receipts.gate = threading.Event()
    filled.press(Key.Key_F12, Key.Key_Return, Key.Key_Return, "fbt", Key.Key_Return, Key.Key_F12, Key.Key_Return)
    assert filled.view.done._sale.print_state == "printing"
    slow.set()
    qtbot.waitUntil(lambda: filled.view.done._sale.print_state == "printed")
    assert filled.till.receipts.printed == [(sale.sale_id, False) for sale in filled.till.store.sales]
    assert len(filled.till.store.sales) == 2


def test_a_till_without_a_printer_is_not_called_broken(filled: Counter, qtbot: QtBot) -> None:
    filled.till.settings.change("printer", "")
    filled.till.receipts.failure = Unavailable("printer_missing")
    filled.press(Key.Key_F12, Key.Key_Return)
    qtbot.waitUntil(lambda: filled.view.done._sale.print_state == "not_printed")
    assert "无响应" not in filled.window.top_bar.printer.text()
    filled.window._on_clock()
    assert "未设置" in filled.window.top_bar.printer.text()


def test_a_pdf_is_saved_where_it_was_said(filled: Counter, qtbot: QtBot) -> None:
    filled.press(Key.Key_F12, Key.Key_Return, Key.Key_F11)
    assert filled.view.entry.isVisible()
    filled.view.entry.field.setText("/tmp/receipt.pdf")
    filled.press(Key.Key_Return)
    qtbot.waitUntil(lambda: "/tmp/receipt.pdf" in filled.view.banner.text())
    assert filled.till.receipts.saved == [(filled.till.store.sales[-1].sale_id, "/tmp/receipt.pdf")]


def test_the_last_sale_is_shown_at_the_next_start(
    till: FakeTill, language: Language, operations: Operations, qtbot: QtBot
) -> None:
    till.sign_in()
    till.fill()
    sale_id = till.sell(200000)
    again = FakeTill()
    again.store.sales, again.clock.time = till.store.sales, till.clock.time
    counter = opened(again, language, operations, qtbot)
    empty = counter.view.basket.empty
    assert "¥1,520.50" in empty._heading.text()
    assert till.store.sales[-1].receipt_number in empty._detail.text()
    assert empty._reprint.words() == "打印小票", "its receipt was never on paper"
    counter.press(Key.Key_F10)
    qtbot.waitUntil(lambda: again.receipts.printed == [(sale_id, False)])
