"""A basket goes from one window to another by the code on its screen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from pos_client.devices.scanned_code import ScannedCode
from pos_client.errors import Unavailable
from pos_client.ui.language import Language
from pos_client.ui.operations import Operations
from retail.basket import Quantity
from retail.guides import GuideShare
from retail.parked import Claim, ParkedList
from tests.ui.conftest import Counter, opened
from tests.ui.till import FakeTill
from tests.unit.application.conftest import key_row

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Office:
    """The ledger, about who has a basket."""

    def __init__(self) -> None:
        self.answer: Claim | Unavailable = Claim(True, till="T02")
        self.asked: list[tuple[str, bool, str]] = []

    def list_parked(self) -> ParkedList:
        return ParkedList(())

    def claim(self, parking_id: str, *, own: bool, shown_by: str = "") -> Claim:
        self.asked.append((parking_id, own, shown_by))
        if isinstance(self.answer, Unavailable):
            raise self.answer
        return self.answer


@pytest.fixture
def desk(language: Language, operations: Operations, qtbot: object) -> Counter:
    """A guide's desk, T02, without a connection."""
    till = FakeTill()
    till.online = False
    till.checkout.connection_changed()
    till.sign_in("1003")
    return opened(till, language, operations, qtbot)  # type: ignore[arg-type]


@pytest.fixture
def there(desk: Counter, language: Language, qtbot: object) -> Counter:
    """The till T05, which knows the desk's key."""
    till = FakeTill(name="T05")
    till.reference.key_rows.append(key_row("till", desk.till.till_key) | {"store": "S01", "till": "T02"})
    till.ask_parked = Office()
    till.sign_in("1001")
    return opened(till, language, Operations(), qtbot)  # type: ignore[arg-type]


def scan(counter: Counter, text: str) -> None:
    counter.window.on_code_scanned(ScannedCode(text.encode(), None, "wedge"))


def press(counter: Counter, key: Key, modifier: Qt.KeyboardModifier) -> None:
    """To this window, which the other one may have been in front of."""
    counter.window.activateWindow()
    counter.qtbot.waitUntil(counter.window.isActiveWindow)
    counter.qtbot.keyClick(counter.window.focusWidget() or counter.window, key, modifier)


def test_one_key_shows_the_basket_and_one_scan_takes_it_up(desk: Counter, there: Counter) -> None:
    desk.till.fill()
    desk.window.sections.checkout.refresh()
    before = desk.lines()
    press(desk, Key.Key_F7, CONTROL)
    assert not desk.view.codes.isHidden()
    assert desk.lines() == {}
    code = desk.view.codes.shown()

    scan(there, code)
    there.qtbot.waitUntil(lambda: there.lines() == before)
    assert there.till.checkout.state.guides == (GuideShare("1003", 10000),)
    assert there.till.ask_parked.asked[0][1:] == (False, "T02")
    assert "T02" in there.view.banner.text()

    desk.press(Key.Key_Escape)
    assert desk.view.codes.isHidden()
    assert desk.view.codes.shown() == ""


def test_several_codes_are_walked_by_enter_and_told_by_how_many_are_read(desk: Counter, there: Counter) -> None:
    product = desk.till.catalogue.products[2]
    for number in range(30):
        other = replace(product, sku=f"LQX-77{number:02d}-LONG-SKU", barcodes=())
        desk.till.catalogue.products.append(other)
        there.till.catalogue.products.append(other)
        desk.till.checkout.add(other, Quantity.units(1))
    there.till.online = False
    there.till.checkout.connection_changed()
    press(desk, Key.Key_F7, CONTROL)
    codes = [desk.view.codes.shown()]
    desk.press(Key.Key_Return)
    while desk.view.codes.shown() not in codes:
        codes.append(desk.view.codes.shown())
        desk.press(Key.Key_Return)
    for read, code in enumerate(codes[:-1], 1):
        scan(there, code)
        assert f"{read}" in there.view.banner.text()
        assert there.lines() == {}
    scan(there, codes[-1])
    assert len(there.till.checkout.state.basket.lines) == 30


def test_no_answer_is_as_no_connection_and_a_no_is_a_no(desk: Counter, there: Counter) -> None:
    desk.till.fill()
    desk.window.sections.checkout.refresh()
    press(desk, Key.Key_F7, CONTROL)
    code = desk.view.codes.shown()
    office = there.till.ask_parked
    office.answer = Claim(False, "taken", "T09")
    scan(there, code)
    there.qtbot.waitUntil(lambda: "T09" in there.view.banner.text())
    assert there.lines() == {}
    office.answer = Unavailable("parked_need_connection")
    scan(there, code)
    there.qtbot.waitUntil(lambda: there.lines() != {})


def test_the_list_shows_any_of_the_own_ones_as_a_code(desk: Counter) -> None:
    desk.till.fill()
    desk.window.sections.checkout.refresh()
    press(desk, Key.Key_F7, SHIFT)
    desk.press("red coat", Key.Key_Return)
    assert desk.view.banner.action_button is not None
    press(desk, Key.Key_F7, SHIFT)
    press(desk, Key.Key_F7, CONTROL)
    assert desk.view.codes.shown().startswith("UB1:")
    assert desk.view.parked.isHidden()
