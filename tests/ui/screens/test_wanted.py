"""Wishes, and goods put aside, by keys."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.ui.conftest import Counter

Key = Qt.Key


def ctrl_w(counter: Counter) -> None:
    counter.qtbot.keyClick(
        counter.window.focusWidget() or counter.window, Key.Key_W, Qt.KeyboardModifier.ControlModifier
    )


def rows(counter: Counter) -> list[str]:
    return [row.title for row in counter.view.wanted.model.rows()]


def test_a_line_is_put_aside_wished_for_taken_over_and_dropped_by_keys(counter: Counter) -> None:
    till = counter.till
    till.reference.settings_document = {**till.reference.settings_document, "put_aside": {"days": 3}}
    till.stock.pieces = {"LQX-7710": 4}
    till.show_code()
    till.checkout.add_product("LQX-7710")
    counter.window.sections.checkout.refresh()
    ctrl_w(counter)
    assert rows(counter) == ["留货至 2026年11月14日", "加入心愿单"]
    counter.press("1")
    assert counter.lines() == {}
    assert "2026年11月14日" in counter.view.banner.text()
    assert counter.view.member.wanted_button.words() == "1"

    till.checkout.add_product("LQX-9034")
    counter.window.sections.checkout.refresh()
    ctrl_w(counter)
    counter.press("2")
    ctrl_w(counter)
    assert rows(counter) == ["帆布托特包（限定） · 原色", "925 银耳钉 · 星芒"]
    counter.press(Key.Key_Down, Key.Key_Delete)
    assert rows(counter) == ["帆布托特包（限定） · 原色"]
    counter.press("1")
    assert counter.lines() == {"LQX-7710": "1"}
    assert counter.view.wanted.isHidden()
    assert [body["reason"] for body in till.store.bodies("goods_wanted_ended")] == ["withdrawn", "taken"]


def test_without_a_member_it_says_what_to_do_and_the_list_says_what_it_is_for(counter: Counter) -> None:
    ctrl_w(counter)
    assert counter.view.wanted.isHidden()
    assert "会员" in counter.view.banner.text()
    counter.till.show_code()
    counter.window.sections.checkout.refresh()
    ctrl_w(counter)
    assert rows(counter) == []
    assert counter.view.wanted._nothing.text() != ""
    counter.press(Key.Key_Escape)
    assert counter.view.wanted.isHidden()


def test_a_row_says_what_of_it_lies_here_for_somebody(counter: Counter) -> None:
    till = counter.till
    till.reference.settings_document = {**till.reference.settings_document, "put_aside": {"days": 3}}
    till.stock.pieces = {"LQX-7710": 4}
    till.show_code()
    till.checkout.add_product("LQX-7710")
    till.use_cases().wanted.put_aside("1")
    till.checkout.add_product("LQX-7710")
    counter.window.sections.checkout.refresh()
    (row,) = [row for row in counter.view.basket.model.rows() if row.sku == "LQX-7710"]
    assert row.shelf is not None
    assert (row.shelf.left, row.shelf.aside, row.shelf.is_short) == ("4", 1, False)
