"""Paid web orders at the counter, by keys."""

from __future__ import annotations

from PySide6.QtCore import Qt

from retail.web_orders import OrderLine, WebOrder
from tests.ui.conftest import Counter

Key = Qt.Key


def orders(counter: Counter, *names: str) -> None:
    counter.till.store.orders.orders = [
        WebOrder(name, "M1", "2026-11-09T20:00:00+08:00", "CNY", 59900, (OrderLine("LQX-2201-M", "针织衫", 1),))
        for name in names
    ]
    counter.till.show_code()
    counter.window.sections.checkout.refresh()


def shift_f3(counter: Counter) -> None:
    counter.qtbot.keyClick(
        counter.window.focusWidget() or counter.window, Key.Key_F3, Qt.KeyboardModifier.ShiftModifier
    )


def test_an_order_is_chosen_and_handed_over(counter: Counter) -> None:
    orders(counter, "W1", "W2")
    assert "2" in counter.view.member.orders_button.words()
    shift_f3(counter)
    counter.press(Key.Key_Return)
    assert counter.till.store.bodies("order_handed_over") == [], "nothing is chosen yet"
    counter.press("2", Key.Key_Return)
    assert [body["order_id"] for body in counter.till.store.bodies("order_handed_over")] == ["W2"]
    assert "W2" in counter.view.banner.text()
    assert "1" in counter.view.member.orders_button.words()
    shift_f3(counter)
    counter.press(Key.Key_Return)
    assert counter.till.store.orders.handed.keys() == {"W1", "W2"}
    assert not counter.view.member.orders_button.isVisible()


def test_without_the_members_code_nothing_is_given(counter: Counter) -> None:
    orders(counter, "W1")
    counter.till.checkout.set_member(counter.till.members.identify_search("M1"))
    counter.window.sections.checkout.refresh()
    shift_f3(counter)
    counter.press(Key.Key_Return)
    assert "会员码" in counter.view.banner.text()
    assert counter.till.store.bodies("order_handed_over") == []
