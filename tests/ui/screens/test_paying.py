"""Paying by keyboard: each key does one thing once, and the keyboard is where the next key is meant."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pos_client.errors import Unavailable
from pos_client.ui.language import Language
from pos_client.ui.operations import Operations
from pos_client.ui.screens.checkout.use_cases import CheckoutUseCases
from retail.ports import StoreFailed
from tests.ui.conftest import Counter, opened
from tests.ui.till import FakeTill

Key = Qt.Key


@pytest.fixture
def filled(counter: Counter) -> Counter:
    counter.till.fill()
    counter.window.sections.checkout.refresh()
    return counter


@pytest.fixture
def without_printer(
    till: FakeTill, language: Language, operations: Operations, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Counter:
    """A filled till that has no printer, and knows it."""
    made = FakeTill.use_cases

    def use_cases(self: FakeTill) -> CheckoutUseCases:
        return replace(made(self), prints_after_sale=lambda: False)

    monkeypatch.setattr(FakeTill, "use_cases", use_cases)
    till.sign_in()
    till.fill()
    till.settings.change("printer", "")
    till.receipts.failure = Unavailable("printer_missing")
    counter = opened(till, language, operations, qtbot)
    counter.window.sections.checkout.refresh()
    return counter


def test_enter_in_the_reference_takes_the_card_once_and_the_next_enter_calls_the_next_customer(
    filled: Counter,
) -> None:
    filled.press(Key.Key_F12, Key.Key_F8, "T-88")
    assert filled.view.tender.reference.hasFocus()
    filled.press(Key.Key_Return)
    assert filled.view.done.isVisible()
    assert filled.view.banner.text() == ""
    assert filled.view.done.next_button.hasFocus()
    filled.press(Key.Key_Return)
    assert filled.view.basket.isVisible()
    assert filled.view.banner.text() == ""
    assert [len(document["tenders"]) for document in filled.till.store.bodies("sale")] == [1]


def test_a_sale_is_durable_and_its_change_shown_before_the_printer_is_asked(filled: Counter, qtbot: QtBot) -> None:
    filled.press(Key.Key_F12, Key.Key_F12)
    (sale,) = filled.till.store.bodies("sale")
    assert filled.view.done.isVisible()
    assert not filled.window.sections.printing.is_busy
    qtbot.waitUntil(lambda: filled.till.receipts.printed == [(sale["sale_id"], False)])
    assert filled.till.receipts.drawer == [sale["sale_id"]]


def test_a_part_by_card_needs_no_touch(filled: Counter) -> None:
    payable = filled.till.checkout.state.payable_minor
    filled.press(Key.Key_F12, "500", Key.Key_F8, "T-1", Key.Key_Return)
    assert [tender.amount_minor for tender in filled.till.checkout.state.tenders] == [50000]
    assert filled.till.checkout.state.remaining_minor == payable - 50000
    assert filled.view.banner.text() == ""
    filled.press(Key.Key_F9, Key.Key_F12)
    assert filled.view.done.isVisible()


def test_the_payment_that_was_taken_last_goes_back_by_its_key(filled: Counter) -> None:
    payable = filled.till.checkout.state.payable_minor
    filled.press(Key.Key_F12, "500", Key.Key_Return, "300", Key.Key_F8, "T-1", Key.Key_Return)
    assert [tender.amount_minor for tender in filled.till.checkout.state.tenders] == [50000, 30000]
    assert "Esc" not in filled.view.scan_bar.field.placeholderText(), "Esc would be refused"
    filled.press(Key.Key_F4)
    assert [tender.kind for tender in filled.till.checkout.state.tenders] == ["cash"], "also out of the reference"
    filled.press(Key.Key_Escape)
    assert "F4" in filled.view.banner.text()
    filled.press(Key.Key_F4)
    assert filled.till.checkout.state.remaining_minor == payable
    assert "Esc" in filled.view.scan_bar.field.placeholderText()
    filled.press(Key.Key_F4, Key.Key_Escape)
    assert filled.view.phase == "basket", "with nothing taken the key does nothing"


def test_a_card_without_its_reference_asks_for_it_where_it_is_typed(filled: Counter) -> None:
    filled.press(Key.Key_F12, Key.Key_F8)
    filled.view.tender.keypad.button("1").setFocus()
    filled.press(Key.Key_F12)
    assert "参考号" in filled.view.banner.text()
    assert filled.view.tender.reference.hasFocus()
    assert filled.till.checkout.state.tenders == ()


def test_every_amount_of_the_payment_ends_at_one_edge(filled: Counter) -> None:
    filled.press(Key.Key_F12, "5000")
    panel = filled.view.tender
    edges = {
        widget.mapTo(panel, widget.rect().topRight()).x()
        for widget in (panel.summary._remaining, panel._entry, panel._change)
    }
    assert len(edges) == 1
    gap = panel.take_button.y() - panel.keypad.geometry().bottom()
    assert gap < 24, "the keys take the room there is"


def test_an_emptied_basket_does_not_leave_the_keyboard_on_print_again(filled: Counter, qtbot: QtBot) -> None:
    filled.press(Key.Key_F12, Key.Key_Return)
    qtbot.waitUntil(lambda: filled.view.done._sale.print_state == "printed")
    filled.press(Key.Key_Return, "fbt", Key.Key_Return, Key.Key_F2, Key.Key_Escape)
    assert filled.view.basket.list.hasFocus()
    filled.press(Key.Key_F7, Key.Key_F7)
    assert filled.lines() == {}
    assert filled.view.hasFocus()
    filled.press(Key.Key_Space, Key.Key_Return)
    filled.window._operations.stop()
    assert len(filled.till.receipts.printed) == 1


def test_a_store_that_fails_is_told_in_its_own_words(filled: Counter) -> None:
    class DiskFull(StoreFailed):
        code = "store_disk_full"

    filled.press(Key.Key_F12)
    filled.till.store.failure = DiskFull()
    filled.press(Key.Key_F12)
    assert "磁盘已满" in filled.view.banner.text()
    assert filled.till.store.sales == []
    filled.press(Key.Key_F12)
    assert filled.view.done.isVisible()


def test_a_sale_without_a_printer_shows_nothing_like_an_error(without_printer: Counter) -> None:
    without_printer.press(Key.Key_F12, Key.Key_F12)
    without_printer.window._operations.stop()
    assert without_printer.view.banner.text() == ""
    assert without_printer.view.done._receipt.property("tone") == ""
    assert without_printer.view.done.reprint_button.words() == "打印小票"


def test_asking_for_a_receipt_without_a_printer_says_what_can_be_done(without_printer: Counter, qtbot: QtBot) -> None:
    without_printer.press(Key.Key_F12, Key.Key_F12, Key.Key_F10)
    qtbot.waitUntil(lambda: "没有设置小票打印机" in without_printer.view.banner.text())
    without_printer.till.receipts.failure = None
    without_printer.press(Key.Key_F10)
    sale_id = without_printer.till.store.sales[-1].sale_id
    qtbot.waitUntil(lambda: without_printer.till.receipts.printed == [(sale_id, False)])
    qtbot.waitUntil(lambda: without_printer.view.done._sale.print_state == "printed")
    without_printer.press(Key.Key_F10)
    qtbot.waitUntil(lambda: without_printer.till.receipts.printed[-1] == (sale_id, True))


def test_a_store_that_rounds_cash_shows_what_it_takes_and_a_card_pays_to_the_cent(filled: Counter) -> None:
    filled.till.reference.settings_document["cash"] = {"rounding": {"CNY": {"step_minor": 100, "mode": "down"}}}
    filled.till.checkout.reference_changed()
    filled.press(Key.Key_F12)
    panel = filled.view.tender
    assert (panel._entry.text(), panel.summary._remaining.text()) == ("¥1,520.00", "¥1,520.50")
    assert "抹零 −¥0.50" in panel._change.text()
    filled.press(Key.Key_F8)
    assert panel._entry.text() == "¥1,520.50"
    filled.press(Key.Key_F9, Key.Key_F12)
    assert "抹零 −¥0.50" in filled.view.done._paid.text()
    (sale,) = filled.till.store.bodies("sale")
    assert (sale["rounding_minor"], sale["tenders"][0]["amount_minor"]) == (-50, 152000)
