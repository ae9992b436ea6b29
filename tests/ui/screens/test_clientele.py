"""Guides and their members, handing over, and the door of an event, by keys and scans."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from pos_client.devices.scanned_code import ScannedCode
from pos_client.ui.language import Language
from pos_client.ui.operations import Operations
from pos_client.ui.screens.clientele.view import ClienteleView
from retail.clientele import guide_code
from tests.ui.conftest import Counter, opened
from tests.ui.gallery.guides import clientele_till

Key = Qt.Key


class GuidesCounter(Counter):
    @property
    def page(self) -> ClienteleView:
        page = self.window.page("clientele")
        assert isinstance(page, ClienteleView)
        return page

    def go(self) -> None:
        self.qtbot.keyClick(self.window.focusWidget() or self.window, Key.Key_U, Qt.KeyboardModifier.ControlModifier)

    def values(self) -> list[tuple[str, str]]:
        return [(row.key, row.value) for row in self.page.model.rows()]


@pytest.fixture
def manager(language: Language, operations: Operations, qtbot: object) -> GuidesCounter:
    till = clientele_till()
    till.sign_in("1009")
    made = opened(till, language, operations, qtbot)  # type: ignore[arg-type]
    made.__class__ = GuidesCounter
    assert isinstance(made, GuidesCounter)
    made.go()
    return made


def test_the_code_is_that_of_the_guide_under_the_arrows(manager: GuidesCounter) -> None:
    assert manager.values() == [("1002", "41 位会员"), ("1003", "38 位会员"), ("1077", "126 位会员")]
    assert manager.page.picture.text() == "UJ1:" + guide_code("S01", "1002")
    manager.press(Key.Key_Down)
    assert manager.page.picture.text() == "UJ1:" + guide_code("S01", "1003")
    manager.press(Key.Key_Down)
    assert manager.page.picture.isHidden(), "who left wins nobody"


def test_a_guide_finds_her_own_code_and_row_and_they_stay_together(
    language: Language, operations: Operations, qtbot: object
) -> None:
    till = clientele_till()
    till.sign_in("1003")
    made = opened(till, language, operations, qtbot)  # type: ignore[arg-type]
    made.__class__ = GuidesCounter
    assert isinstance(made, GuidesCounter)
    made.go()
    current = made.page.current()
    assert current is not None
    assert current.key == "1003"
    language.use_next()
    assert made.page.picture.text() == "UJ1:" + guide_code("S01", "1003"), "also when the page is made anew"


def test_members_of_who_left_are_spread_by_digits_and_enter(manager: GuidesCounter) -> None:
    manager.press("3", Key.Key_F6)
    assert [key for key, _ in manager.values()] == ["1002", "1003"]
    assert manager.page.act_button.isHidden(), "nobody is chosen yet"
    manager.press("1", "2", Key.Key_Return)
    assert len(manager.till.store.bodies("guide_assigned")) == 126
    assert manager.values() == [("1002", "103 位会员"), ("1003", "102 位会员")]
    assert "陈一鸣 62" in manager.page.banner.text()


def test_esc_hands_nothing_over_and_a_guide_may_not(manager: GuidesCounter) -> None:
    manager.press("3", Key.Key_F6, "1", Key.Key_Escape)
    assert manager.till.store.bodies("guide_assigned") == []
    manager.till.staff.sign_out("asked")
    manager.till.sign_in("1003")
    manager.go()
    assert manager.page.hand_over_button.isHidden()
    manager.press(Key.Key_F6)
    assert [key for key, _ in manager.values()] == ["1002", "1003", "1077"]


def test_the_door_of_an_event_counts_each_once_and_the_checkout_has_its_scans_again(manager: GuidesCounter) -> None:
    manager.press(Key.Key_F5)
    for _ in range(2):
        manager.window.on_code_scanned(ScannedCode(b"88000123", None, "wedge"))
        manager.till.clock.advance(60)
    assert manager.values() == [("M1", "10:00")]
    assert "10:00" in manager.page.banner.text()
    assert len(manager.till.store.bodies("event_checked_in")) == 1
    assert manager.till.checkout.state.member is None
    manager.press(Key.Key_Escape)
    manager.window.on_code_scanned(ScannedCode(b"88000123", None, "wedge"))
    assert manager.till.checkout.state.member is not None
