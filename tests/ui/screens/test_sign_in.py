from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pos_client.ui.language import Language
from pos_client.ui.main_window import MainWindow
from pos_client.ui.operations import Operations
from pos_client.ui.screens.sign_in.view import PinTyped
from tests.ui.till import FakeTill
from tests.ui.till_data import PIN, STAFF


@pytest.fixture
def window(till: FakeTill, language: Language, operations: Operations, qtbot: QtBot) -> MainWindow:
    made = till.window(language, operations)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def typed(window: MainWindow, qtbot: QtBot, keys: str) -> None:
    for key in keys:
        qtbot.keyClicks(window.focusWidget() or window, key)


def test_a_name_and_the_pin_by_keyboard_sign_in(window: MainWindow, till: FakeTill, qtbot: QtBot) -> None:
    qtbot.mouseClick(window.sign_in_view._tiles[1], Qt.MouseButton.LeftButton)
    typed(window, qtbot, PIN)
    assert window.sign_in_view._dots.text() == "●●●●"
    with qtbot.waitSignal(window.sign_in.signed_in):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert till.staff.current.staff_id == "1002"
    assert window.page("checkout").isVisible()
    assert window.top_bar.person.text() == "陈一鸣 1002"
    assert till.store.bodies("signed_in") == [{"staff_id": "1002"}]


def test_the_pad_on_the_screen_does_the_same(window: MainWindow, till: FakeTill, qtbot: QtBot) -> None:
    view = window.sign_in_view
    window.sign_in.choose("1001")
    for digit in PIN + "9":
        qtbot.mouseClick(view.keypad.button(digit), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(view.keypad.button("backspace"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(window.sign_in.signed_in):
        qtbot.mouseClick(view.enter_button, Qt.MouseButton.LeftButton)
    assert till.staff.current.staff_id == "1001"


def test_a_wrong_pin_is_told_and_forgotten_and_then_the_number_is_locked(
    window: MainWindow, till: FakeTill, qtbot: QtBot
) -> None:
    view = window.sign_in_view
    window.sign_in.choose("1001")
    for told in ("还可尝试 2 次", "还可尝试 1 次", "请等待 2 秒"):
        typed(window, qtbot, "0000")
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
        qtbot.waitUntil(lambda told=told: told in view.banner.text())
        assert view._dots.text() == ""
    assert till.staff.current is None


def test_a_typed_staff_number_is_as_good_as_a_tile(window: MainWindow, till: FakeTill, qtbot: QtBot) -> None:
    view = window.sign_in_view
    view.number.setFocus()
    typed(window, qtbot, "1003")
    qtbot.keyClick(view.number, Qt.Key.Key_Return)
    typed(window, qtbot, PIN)
    with qtbot.waitSignal(window.sign_in.signed_in):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert till.staff.current.staff_id == "1003"


def test_a_staff_number_is_typed_without_going_to_its_field(window: MainWindow, till: FakeTill, qtbot: QtBot) -> None:
    view = window.sign_in_view
    assert not view.keypad.isEnabled(), "the pad is for the PIN"
    typed(window, qtbot, "1003")
    assert view.number.text() == "1003"
    assert view._dots.text() == ""
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert view.keypad.isEnabled()
    typed(window, qtbot, PIN)
    with qtbot.waitSignal(window.sign_in.signed_in):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert till.staff.current.staff_id == "1003"


def test_a_letter_begins_another_staff_number_in_any_case(window: MainWindow, till: FakeTill, qtbot: QtBot) -> None:
    till.reference.staff_members = [replace(STAFF[0], staff_id="E1001"), *STAFF]
    window.sign_in.refresh()
    window.sign_in.choose("1002")
    typed(window, qtbot, "24e1001")
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert [tile.tile.staff_id for tile in window.sign_in_view._tiles if tile.isChecked()] == ["E1001"]
    assert window.sign_in_view._dots.text() == ""


def test_after_signing_out_nobody_looks_chosen(window: MainWindow, till: FakeTill, qtbot: QtBot) -> None:
    qtbot.mouseClick(window.sign_in_view._tiles[1], Qt.MouseButton.LeftButton)
    typed(window, qtbot, PIN)
    with qtbot.waitSignal(window.sign_in.signed_in):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    window.rail.sign_out_button.click()
    assert not any(tile.isChecked() for tile in window.sign_in_view._tiles)


def test_arrows_go_through_the_staff(window: MainWindow, qtbot: QtBot) -> None:
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Down):
        qtbot.keyClick(window.focusWidget(), key)
    assert [tile.tile.staff_id for tile in window.sign_in_view._tiles if tile.isChecked()] == ["1009"]


def test_another_name_forgets_the_digits_typed_for_the_first(window: MainWindow, qtbot: QtBot) -> None:
    window.sign_in.choose("1001")
    typed(window, qtbot, "24")
    window.sign_in.choose("1002")
    assert window.sign_in_view._dots.text() == ""


def test_signing_out_keeps_the_basket(window: MainWindow, till: FakeTill, qtbot: QtBot) -> None:
    till.sign_in()
    window._on_signed_in()
    till.fill()
    window.rail.sign_out_button.click()
    assert window.sign_in_view.isVisible()
    assert till.staff.current is None
    assert len(till.checkout.state.basket.lines) == 4


def test_a_pin_is_not_in_what_is_logged_of_an_intent() -> None:
    assert "2468" not in repr(PinTyped("1001", "2468"))
