"""While somebody pays, the thread that pulls lets the counter have the processor; a long payment holds nothing up."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from offline_cache.hurry import Hurry
from pos_client.bootstrap import counter_first
from tests.ui.conftest import Counter

Key = Qt.Key


@pytest.fixture
def hurry(counter: Counter) -> Hurry:
    made = Hurry()
    counter.window.checkout_shown.connect(counter_first.CounterFirst(made, counter.window).counter_shown)
    return made


def test_from_the_page_of_payment_to_the_finished_sale(counter: Counter, hurry: Hurry, qtbot: QtBot) -> None:
    counter.press("fbt", Key.Key_Return)
    assert not hurry.is_on
    counter.press(Key.Key_F12)
    assert hurry.is_on
    counter.press(Key.Key_Return)
    assert counter.view.phase == "done"
    qtbot.wait_until(lambda: not hurry.is_on)


def test_who_goes_back_to_the_basket_is_in_no_hurry(counter: Counter, hurry: Hurry, qtbot: QtBot) -> None:
    counter.press("fbt", Key.Key_Return, Key.Key_F12, Key.Key_Escape)
    assert counter.view.phase == "basket"
    qtbot.wait_until(lambda: not hurry.is_on)


def test_a_payment_that_waits_long_holds_nothing_up(
    counter: Counter, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counter_first, "PAYING_MS", 20)
    hurry = Hurry()
    counter.window.checkout_shown.connect(counter_first.CounterFirst(hurry, counter.window).counter_shown)
    counter.press("fbt", Key.Key_Return, Key.Key_F12)
    assert hurry.is_on
    qtbot.wait_until(lambda: not hurry.is_on)
    assert counter.view.phase == "tender"
