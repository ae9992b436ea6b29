"""Parking and taking up by keys; the open basket over a crash; what the ledger says of other tills' baskets."""

from __future__ import annotations

import threading
from dataclasses import replace

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pos_client.errors import Unavailable
from pos_client.ui.language import Language
from pos_client.ui.operations import Operations
from retail.parked import Claim, ParkedBasket, ParkedList
from tests.ui.conftest import Counter, opened
from tests.ui.till import FakeTill

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


def shift_f7(counter: Counter) -> None:
    counter.qtbot.keyClick(counter.window.focusWidget() or counter.window, Key.Key_F7, SHIFT)


def titles(counter: Counter) -> list[str]:
    return [row.title for row in counter.view.parked.model.rows()]


class Ledger:
    """The ledger's side; `gate` holds its answers back."""

    def __init__(self, *waiting: ParkedBasket) -> None:
        self.waiting = waiting
        self.claim_is: Claim | Unavailable | None = None
        self.gate = threading.Event()
        self.gate.set()
        self.claimed: list[tuple[str, bool]] = []

    def list_parked(self) -> ParkedList:
        assert self.gate.wait(10)
        return ParkedList(self.waiting)

    def claim(self, parking_id: str, *, own: bool, shown_by: str = "") -> Claim:
        self.claimed.append((parking_id, own))
        if isinstance(self.claim_is, Unavailable):
            raise self.claim_is
        found = next((parked for parked in self.waiting if parked.parking_id == parking_id), None)
        return self.claim_is or Claim(True, till="T02", parked=found)


def elsewhere() -> ParkedBasket:
    """A basket that the till T07 parked."""
    till = FakeTill()
    till.sign_in()
    till.fill()
    till.parking.park("等朋友")
    return replace(till.parking.own()[0].parked, parking_id="elsewhere", till="T07")


def test_a_basket_is_parked_and_taken_up_by_keys(counter: Counter) -> None:
    counter.till.show_code()
    counter.till.fill()
    counter.window.sections.checkout.refresh()
    before = counter.lines()
    shift_f7(counter)
    counter.press("red coat", Key.Key_Return)
    assert counter.lines() == {}
    assert "取单" in counter.view.basket.empty.parked_button.words()
    counter.press("fbt", Key.Key_Return)
    shift_f7(counter)
    counter.press(Key.Key_Return)
    shift_f7(counter)
    assert titles(counter) == ["red coat · 林*曦", "未命名"]
    counter.press("1")
    assert counter.lines() == before
    assert counter.view.parked.isHidden()
    assert "林*曦" in counter.view.member._name.text()
    assert [kept.parked.name for kept in counter.till.parking.own()] == [""]


def test_a_full_counter_takes_no_parked_basket_up(counter: Counter) -> None:
    counter.till.fill()
    counter.till.parking.park()
    counter.window.sections.checkout.refresh()
    shift_f7(counter)
    counter.window.sections.checkout.scan("6931112223334")
    counter.view.parked.focus_list()
    counter.press(Key.Key_Return)
    assert "先" in counter.view.banner.text()
    assert counter.lines() == {"LQX-7710": "1"}
    counter.press(Key.Key_Escape)
    assert counter.view.parked.isHidden()


def test_the_basket_of_a_crash_is_back_with_its_window(
    till: FakeTill, language: Language, operations: Operations, qtbot: QtBot
) -> None:
    till.sign_in()
    first = opened(till, language, operations, qtbot)
    first.press("fbt", Key.Key_Return)
    first.window.sections.checkout.scan("6901234567892")
    qtbot.waitUntil(lambda: till.store.parked.open is not None and "LQX-2201-M" in till.store.parked.open[1])

    later = FakeTill()
    later.store.parked.become(till.store.parked)
    later.sign_in()
    second = opened(later, language, Operations(), qtbot)
    assert second.lines() == {"LQX-7710": "1", "LQX-2201-M": "1"}
    assert "回来" in second.view.banner.text()
    second.press(Key.Key_F12, Key.Key_Return)
    qtbot.waitUntil(lambda: later.store.parked.open is None)


def test_another_tills_basket_is_shown_with_its_till_and_claimed(
    till: FakeTill, language: Language, operations: Operations, qtbot: QtBot
) -> None:
    ledger = till.ask_parked = Ledger(elsewhere())
    ledger.gate.clear()
    till.sign_in()
    counter = opened(till, language, operations, qtbot)
    shift_f7(counter)
    assert titles(counter) == []
    ledger.gate.set()
    qtbot.waitUntil(lambda: titles(counter) == ["等朋友"])
    assert "T07" in counter.view.parked.model.rows()[0].detail
    counter.press("1")
    qtbot.waitUntil(lambda: len(counter.lines()) == 4)
    assert ledger.claimed == [("elsewhere", False)]
    assert till.store.bodies("basket_recalled")[0]["parked_by"] == "T07"


def test_what_another_till_took_or_the_ledger_cannot_say_is_told(
    till: FakeTill, language: Language, operations: Operations, qtbot: QtBot
) -> None:
    ledger = till.ask_parked = Ledger(elsewhere())
    till.sign_in()
    counter = opened(till, language, operations, qtbot)
    shift_f7(counter)
    qtbot.waitUntil(lambda: titles(counter) == ["等朋友"])
    ledger.claim_is = Unavailable("parked_need_connection")
    counter.press("1")
    qtbot.waitUntil(lambda: "总账" in counter.view.banner.text())
    ledger.claim_is = Claim(False, "taken", "T09")
    counter.press("1")
    qtbot.waitUntil(lambda: "T09" in counter.view.banner.text())
    assert counter.lines() == {}
    assert titles(counter) == []


def test_without_a_connection_only_what_the_ledger_never_had(counter: Counter) -> None:
    for name in ("一", "二"):
        counter.till.fill()
        counter.till.parking.park(name)
    shared = counter.till.parking.own()[0].parked.parking_id
    counter.till.store.parked.begin_sharing(shared)
    counter.till.online = False
    counter.till.checkout.connection_changed()
    counter.window.sections.checkout.refresh()
    shift_f7(counter)
    counter.press("1")
    assert "只有总账" in counter.view.banner.text()
    assert counter.lines() == {}
    counter.press("2")
    assert len(counter.lines()) == 4
