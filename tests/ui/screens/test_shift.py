"""The shift's page, worked by keys: float, cash, blind count, difference, report."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pos_client.devices.scanned_code import ScannedCode
from pos_client.ui.language import Language
from pos_client.ui.main_window import MainWindow
from pos_client.ui.screens.shift.view import ShiftView
from retail.receipt import Row
from tests.ui.till import FakeTill
from tests.ui.till_data import PIN


def keys(*names: Qt.Key | str) -> None:
    for name in names:
        widget = QApplication.focusWidget()
        assert widget is not None
        if isinstance(name, str):
            QTest.keyClicks(widget, name)
        else:
            QTest.keyClick(widget, name)


@pytest.fixture
def till() -> FakeTill:
    made = FakeTill()
    made.sign_in()
    return made


@pytest.fixture
def window(till: FakeTill, qtbot: QtBot, language: Language) -> MainWindow:
    window = till.window(language)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    window._on_signed_in()
    window.show_section("shift")
    return window


@pytest.fixture
def view(window: MainWindow) -> ShiftView:
    page = window.page("shift")
    assert isinstance(page, ShiftView)
    return page


def open_with_500(view: ShiftView) -> None:
    keys(Qt.Key.Key_F12, "5", *[Qt.Key.Key_Return] * 8, Qt.Key.Key_F12)


def test_a_shift_from_float_to_report_by_keys_alone(till: FakeTill, view: ShiftView, qtbot: QtBot) -> None:
    open_with_500(view)
    assert till.shifts.current is not None
    assert till.shifts.current.float_minor == 50000
    till.fill()
    payable = till.checkout.state.payable_minor
    till.sell()
    keys(Qt.Key.Key_F8, "100", Qt.Key.Key_Return, "safe", Qt.Key.Key_Return)
    assert till.shifts.reading().expected_cash_minor == 50000 + payable - 10000
    qtbot.waitUntil(lambda: till.devices.tests == ["drawer"])

    keys(Qt.Key.Key_F12, "1", Qt.Key.Key_F12)
    assert view.entry.isVisibleTo(view), "a difference asks for its reason"
    assert till.shifts.current is not None
    keys("robbed", Qt.Key.Key_Return)

    (body,) = till.store.bodies("shift_closed")
    assert (body["counted_minor"], body["reason"]) == (10000, "robbed")
    assert body["over_short_minor"] == 10000 - (50000 + payable - 10000)
    qtbot.waitUntil(lambda: len(till.printed) == 1)
    rows = {row.left.strip(): row.right for row in till.printed[0].elements if isinstance(row, Row)}
    assert rows["报表号"] == "S01/T02 Z0001"


def test_a_count_that_is_taken_back_is_counted(till: FakeTill, view: ShiftView) -> None:
    open_with_500(view)
    keys(Qt.Key.Key_F12, "4", Qt.Key.Key_F12)
    assert view.grid.fields[0].isReadOnly(), "its difference was seen"
    keys(Qt.Key.Key_Escape)
    view.grid.fields[0].setText("5")
    keys(Qt.Key.Key_F12)

    (body,) = till.store.bodies("shift_closed")
    assert (body["over_short_minor"], body["recounts"]) == (0, 1)


def test_nothing_is_sold_without_a_shift_where_the_store_wants_one(till: FakeTill, window: MainWindow) -> None:
    till.reference.settings_document["shifts"] = {"required": True}
    till.fill()
    window.show_section("checkout")
    checkout = window.sections.checkout
    assert checkout is not None
    window._operations.run(lambda: till.checkout.tender_cash(till.checkout.state.payable_minor))

    assert till.checkout.state.tenders == ()
    assert window.page("checkout").banner.text()


def test_money_out_of_the_drawer_waits_for_a_managers_word(
    till: FakeTill, window: MainWindow, view: ShiftView, qtbot: QtBot
) -> None:
    open_with_500(view)
    keys(Qt.Key.Key_F7, "100", Qt.Key.Key_Return, "tape", Qt.Key.Key_Return)
    assert till.store.bodies("cash_moved") == [], "nothing before the manager's word"
    assert window.approval.is_open

    keys(PIN, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.approval.is_open)

    (body,) = till.store.bodies("cash_moved")
    assert (body["kind"], body["amount_minor"], body["staff_id"], body["approved_by"]) == (
        "pay_out",
        10000,
        "1001",
        "1009",
    )
    assert len(till.store.bodies("approval_given")) == 1
    assert till.shifts.reading().expected_cash_minor == 40000


def test_an_amount_that_is_none_is_told_and_nothing_is_written(till: FakeTill, view: ShiftView) -> None:
    open_with_500(view)
    keys(Qt.Key.Key_F7, "12x", Qt.Key.Key_Return)

    assert view.banner.text()
    assert till.store.bodies("cash_moved") == []


def test_the_last_report_can_be_printed_again_as_a_copy(till: FakeTill, view: ShiftView, qtbot: QtBot) -> None:
    till.shifts.open(0)
    till.shifts.close({})
    view.window().sections.shift.refresh()
    keys(Qt.Key.Key_F11)

    qtbot.waitUntil(lambda: len(till.printed) == 1)
    assert any("副本" in getattr(element, "text", "") for element in till.printed[0].elements)


def test_a_scan_takes_nobody_away_from_what_is_counted(till: FakeTill, window: MainWindow, view: ShiftView) -> None:
    keys(Qt.Key.Key_F12, "10", Qt.Key.Key_Return)
    window.on_code_scanned(ScannedCode(b"6931112223334", "]E0", "wedge"))
    assert view.isVisible()
    assert till.checkout.state.basket.is_empty
    assert "没有收下" in view.banner.text()
    keys("4")
    assert view.grid.total_minor() == 10 * 100_00 + 4 * 50_00, "and the next field has the keyboard still"


def test_a_difference_says_what_should_be_there_and_is_explained_once(
    till: FakeTill, window: MainWindow, view: ShiftView
) -> None:
    open_with_500(view)
    keys(Qt.Key.Key_F12, "4", *[Qt.Key.Key_Return] * 8, Qt.Key.Key_F12)
    assert "¥500.00" in view._count_detail.text()
    keys("found", Qt.Key.Key_F12)
    assert view.entry.field.text() == "found", "the key of the count does not ask anew"
    window.show_section("receipts")
    window.show_section("shift")
    assert view.entry.field.hasFocus()
    keys(Qt.Key.Key_Escape)
    assert "¥500.00" not in view._count_detail.text()
    assert not view.grid.fields[0].isReadOnly()
