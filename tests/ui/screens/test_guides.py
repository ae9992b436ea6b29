"""Guides are chosen by digits and badges, for the basket and for a line, and stand on the lines."""

from __future__ import annotations

from PySide6.QtCore import Qt

from pos_client.application.changes import Changes
from pos_client.application.scanning import ScanOutcome
from tests.ui.conftest import Counter

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


def shift_f2(counter: Counter) -> None:
    counter.qtbot.keyClick(counter.window.focusWidget() or counter.window, Key.Key_F2, SHIFT)


def filled(counter: Counter) -> None:
    counter.till.fill()
    counter.window.sections.checkout.refresh()
    counter.view.focus_home()


def values(counter: Counter) -> dict[str, str]:
    return {row.key: row.value for row in counter.view.guides.model.rows()}


def test_two_guides_share_the_basket_and_one_has_a_line(counter: Counter) -> None:
    filled(counter)
    assert "无" in counter.view.basket.guide_button.words()
    shift_f2(counter)
    assert list(values(counter)) == ["1002", "1003"]
    counter.press("1", "1", "2")
    assert values(counter) == {"1002": "66.67%", "1003": "33.33%"}
    counter.press(Key.Key_Return)
    assert "66.67%" in counter.view.basket.guide_button.words()

    counter.press(Key.Key_Up)
    selected = counter.view.basket.selected_line()
    assert selected is not None
    shift_f2(counter)
    shift_f2(counter)
    counter.press(Key.Key_Delete, "2", Key.Key_Return)
    row = counter.view.basket.selected_line()
    assert row is not None
    assert row.guides == "周可"
    counter.press(Key.Key_F12, Key.Key_Return)
    lines = {line["line_id"]: line["guides"] for line in counter.till.store.bodies("sale")[0]["lines"]}
    assert lines.pop(selected.line_id) == [{"staff_id": "1003", "bps": 10000}]
    assert all([g["bps"] for g in guides] == [6667, 3333] for guides in lines.values())


def test_a_badge_gives_a_part_while_guides_are_chosen(counter: Counter, monkeypatch) -> None:
    filled(counter)
    outcome = ScanOutcome("staff", Changes(), {"staff_id": "1003"})
    monkeypatch.setattr(counter.till.scans, "scan", lambda *args, **more: outcome)
    checkout = counter.window.sections.checkout
    shift_f2(counter)
    checkout.scan("US1:badge")
    assert values(counter)["1003"] == "100%"
    outcome = ScanOutcome("staff", Changes(), {"staff_id": "1001"})
    checkout.scan("US1:badge")
    assert "1001" in counter.view.banner.text(), "a cashier is no guide, and nobody changes places"
    counter.press(Key.Key_Escape)
    with counter.qtbot.waitSignal(checkout.staff_scanned):
        checkout.scan("US1:badge")


def test_a_line_that_is_gone_closes_the_question(counter: Counter) -> None:
    filled(counter)
    shift_f2(counter)
    shift_f2(counter)
    row = counter.view.basket.selected_line()
    assert row is not None
    counter.till.checkout.remove_line(row.line_id)
    counter.press("1")
    assert counter.view.guides.isHidden()
