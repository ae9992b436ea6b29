from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QToolTip
from pytestqt.qtbot import QtBot

from pos_client.ui.models.basket import ROW_HEIGHT
from retail.catalogue import Product
from tests.ui.conftest import Counter

Key = Qt.Key


# --- scanning and searching


def test_typed_letters_search_without_the_field_having_the_focus(counter: Counter) -> None:
    counter.press("fbt")
    assert not counter.view.scan_bar.field.hasFocus()
    assert counter.view.scan_bar.text() == "fbt"
    assert [row.key for row in counter.view.popup.model.rows()] == ["LQX-7710"]
    counter.press(Key.Key_Return)
    assert counter.lines() == {"LQX-7710": "1"}
    assert counter.view.scan_bar.text() == ""
    assert not counter.view.popup.isVisible()


def test_typed_letters_search_from_every_widget_that_can_have_the_focus(counter: Counter) -> None:
    counter.till.fill()
    counter.window.sections.checkout.refresh()
    for widget in (counter.view.basket.list, counter.view.pay.button, counter.view.offers.list, counter.view):
        widget.setFocus()
        counter.press("y")
        assert counter.view.scan_bar.text() == "y", widget
        counter.press(Key.Key_Escape)
        assert counter.view.scan_bar.text() == ""


def test_arrows_choose_among_the_results(counter: Counter) -> None:
    counter.press("LQX", Key.Key_Down)
    second = counter.view.popup.model.rows()[1].key
    counter.press(Key.Key_Return)
    assert counter.lines() == {second: "1"}


def test_arrows_choose_among_the_results_also_with_lines_in_the_basket(counter: Counter) -> None:
    counter.till.fill()
    counter.window.sections.checkout.refresh()
    counter.view.focus_home()
    counter.press(Key.Key_Up)
    selected = counter.view.basket.selected_line()
    counter.press("LQX", Key.Key_Down)
    assert counter.view.popup.list.currentIndex().row() == 1
    assert counter.view.basket.selected_line() == selected


def test_a_search_begun_on_the_finished_sale_takes_what_it_found(counter: Counter) -> None:
    counter.till.fill()
    counter.window.sections.checkout.refresh()
    counter.press(Key.Key_F12, Key.Key_Return, "fbt", Key.Key_Return)
    assert counter.lines() == {"LQX-7710": "1"}
    assert not counter.view.done.isVisible()


def test_delete_takes_no_line_away_while_something_is_searched(counter: Counter) -> None:
    counter.till.fill()
    counter.window.sections.checkout.refresh()
    counter.press("fbt", Key.Key_Delete)
    assert len(counter.lines()) == 4


def test_a_member_is_found_by_phone_tail_and_shown_masked(counter: Counter) -> None:
    counter.press("6021")
    (row,) = counter.view.popup.model.rows()
    assert (row.title, row.detail) == ("林*曦", "138****6021")
    counter.press(Key.Key_Return)
    assert counter.till.checkout.state.member.member.one_id == "M1"
    assert "138****6021" in counter.view.member._phone.text()


def test_a_scan_never_types_into_the_field_that_has_the_focus(counter: Counter) -> None:
    counter.press(Key.Key_F3)
    assert counter.view.scan_bar.field.hasFocus()
    counter.press("ab")
    counter.window.sections.checkout.scan(b"6931112223334", "]E0")
    assert counter.view.scan_bar.text() == "ab"
    assert counter.lines() == {"LQX-7710": "1"}


def test_a_scan_flashes_with_colour_and_icon_and_then_calms_down(counter: Counter, qtbot: QtBot) -> None:
    bar = counter.view.scan_bar
    bar._calm.setInterval(30)
    counter.window.sections.checkout.scan(b"6931112223334", "]E0")
    assert (bar._frame.property("tone"), bar._said.text()) == ("good", "已加入")
    qtbot.waitUntil(lambda: bar._frame.property("tone") == "")
    counter.window.sections.checkout.scan(b"00000000", None)
    assert (bar._frame.property("tone"), bar._said.text()) == ("bad", "未受理")


def test_a_refused_scan_says_what_happened_and_changes_nothing(counter: Counter) -> None:
    counter.till.fill()
    before = counter.lines()
    counter.window.sections.checkout.scan("99999999")
    assert "99999999" in counter.view.banner.text()
    assert "没有任何改变" in counter.view.banner.text()
    assert counter.lines() == before
    counter.window.sections.checkout.scan("6931112223334")
    assert counter.view.banner.text() == "", "what went well takes the older refusal away"


def test_text_that_finds_nothing_is_taken_as_a_code(counter: Counter) -> None:
    counter.press("6935556667778")
    assert counter.view.popup.model.rowCount() == 0
    counter.press(Key.Key_Return)
    assert counter.lines() == {"LQX-9034": "1"}


def test_weighed_goods_ask_for_their_weight(counter: Counter) -> None:
    counter.press("ynx", Key.Key_Return)
    assert counter.view.entry.isVisible()
    counter.press("0.350", Key.Key_Return)
    assert counter.lines() == {"OWN-0101": "0.350"}
    counter.press(Key.Key_F2, "x", Key.Key_Return)
    assert counter.lines() == {"OWN-0101": "0.350"}
    assert counter.view.banner.text()


# --- the basket


def test_keys_change_the_selected_line(filled: Counter) -> None:
    filled.press(Key.Key_Up, "+", "+", "-")
    assert filled.lines()["LQX-7710"] == "3"
    filled.press(Key.Key_F2, "12", Key.Key_Return)
    assert filled.lines()["LQX-7710"] == "12"
    filled.press(Key.Key_Delete)
    assert "LQX-7710" not in filled.lines()
    assert filled.view.basket.selected_line().sku == "LQX-9034"


def test_a_question_that_was_left_open_is_gone_when_payment_begins(filled: Counter) -> None:
    filled.press(Key.Key_F2)
    assert filled.view.entry.isVisible()
    filled.press(Key.Key_F12)
    assert not filled.view.entry.isVisible()
    filled.press("2000", Key.Key_Escape)
    assert filled.view.pay.isVisible()
    assert filled.lines()["LQX-9034"] == "1"


def test_what_was_typed_to_a_question_is_not_passed_over_by_the_key_for_payment(filled: Counter) -> None:
    filled.press(Key.Key_F2, "5", Key.Key_F12)
    assert filled.view.phase == "basket"
    filled.press(Key.Key_Return)
    assert "5" in filled.lines().values()
    filled.press(Key.Key_F12)
    assert filled.view.phase == "tender"


def test_minus_at_one_piece_removes_the_line(filled: Counter) -> None:
    filled.press("-")
    assert "LQX-9034" not in filled.lines()


def test_a_click_on_plus_adds_one_piece_to_that_line(filled: Counter, qtbot: QtBot) -> None:
    view = filled.view.basket.list
    more = QPoint(view.viewport().width() - 12 - 104 - 4 - 22, ROW_HEIGHT // 2)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=more)
    assert filled.lines()["LQX-2201-M"] == "2"


def test_void_asks_in_its_place_and_does_it_at_the_second_press(filled: Counter) -> None:
    filled.press(Key.Key_F7)
    assert filled.lines()
    assert filled.view.basket.void_button.words() == "再按一次作废"
    filled.press("+")
    assert filled.view.basket.void_button.words() == "整单作废", "anything else in between takes the question back"
    filled.press(Key.Key_F7, Key.Key_F7)
    assert filled.lines() == {}
    assert filled.till.store.bodies("basket_voided")


def test_what_happens_by_itself_leaves_the_question_about_the_void_be(filled: Counter) -> None:
    """A receipt that comes out, a sync that brings something, or panels that follow a scan, between the two presses."""
    filled.press(Key.Key_F7)
    filled.window.sections.checkout.refresh()
    assert filled.view.basket.void_button.words() == "再按一次作废"
    filled.press(Key.Key_Up)
    assert filled.view.basket.void_button.words() == "整单作废"
    filled.press(Key.Key_F7)
    filled.window.sections.checkout.refresh()
    filled.press(Key.Key_F7)
    assert filled.lines() == {}


def test_forty_lines_scroll_and_the_newest_is_in_sight(counter: Counter) -> None:
    for number in range(40):
        counter.till.catalogue.products.append(Product(f"N{number:02d}", f"商品 {number}", "B", 100))
        counter.window.sections.checkout.scan(f"N{number:02d}")
    view = counter.view.basket.list
    assert view.model().rowCount() == 40
    assert view.verticalScrollBar().maximum() > 0
    assert view.viewport().rect().contains(view.visualRect(view.model().index(39)).center())
    for _ in range(39):
        counter.press(Key.Key_Up)
    assert view.viewport().rect().contains(view.visualRect(view.model().index(0)).center())


def test_a_line_shows_its_own_offers_and_the_totals_go_on_from_there(filled: Counter) -> None:
    filled.till.show_code()
    filled.window.sections.checkout.refresh()
    rows = {row.sku: row for row in filled.view.basket.model.rows()}
    assert rows["LQX-2201-M"].shown_minor == 53910
    assert rows["LQX-7710"].shown_minor == 19350
    totals = filled.view.basket._state.totals
    shown = sum(row.shown_minor for row in rows.values())
    assert shown == totals.gross_minor - totals.offers_minor
    coupons = sum(coupon.saving_minor for coupon in totals.coupons)
    assert shown - coupons - totals.points_minor == totals.payable_minor
    assert sum(row.net_minor for row in rows.values()) == totals.payable_minor


def test_a_long_name_is_whole_in_the_tooltip(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    counter.till.checkout.add_product("OWN-0777")
    counter.window.sections.checkout.refresh()
    shown: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, text, _widget: shown.append(text))
    view = counter.view.basket.list
    index = view.model().index(0)
    option = QStyleOptionViewItem()
    option.rect = view.visualRect(index)
    event = QHelpEvent(QHelpEvent.Type.ToolTip, QPoint(5, 5), QPoint(5, 5))
    assert view.itemDelegate().helpEvent(event, view, option, index)
    assert "（礼盒装，附手提袋与感谢卡）" in shown[0]


# --- member and benefits


@pytest.fixture
def known(filled: Counter) -> Counter:
    filled.till.show_code()
    filled.window.sections.checkout.refresh()
    return filled


def test_refused_offers_say_why_in_words(known: Counter) -> None:
    texts = [known.view.offers.model.text_of(row) for row in known.view.offers.model.rows()]
    assert "满2000减260: 再买 ¥415.00 可用, 可省 ¥260.00" in texts
    assert any("不能与满1000减100同享" in text for text in texts)
    statuses = [row.status for row in known.view.offers.model.rows()]
    order = ["applied", "near", "refused"]
    assert statuses == sorted(statuses, key=order.index), "applied ones come first, then what is nearly there"


def test_a_coupon_is_chosen_by_hand_and_the_best_comes_back(known: Counter, qtbot: QtBot) -> None:
    best = known.till.checkout.state.payable_minor
    panel = known.view.offers
    row = next(row for row in panel.model.rows() if row.coupon_id == "C2")
    index = panel.model.index_of(panel.model.key_of(row))
    panel.list.scrollTo(index)
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=panel.list.visualRect(index).center())
    assert "C2" in known.till.checkout.state.coupon_choice
    assert "C1" not in known.till.checkout.state.coupon_choice, "what stood in its way goes"
    assert known.till.checkout.state.payable_minor > best
    known.press(Key.Key_F8)
    assert known.till.checkout.state.coupon_choice is None
    assert known.till.checkout.state.payable_minor == best


def test_a_coupon_is_taken_out_with_the_keyboard(known: Counter) -> None:
    known.press(Key.Key_F5)
    assert known.view.offers.list.hasFocus()
    known.press(Key.Key_Return)
    assert "C1" not in known.till.checkout.state.coupon_choice
    known.press(Key.Key_Escape)
    assert known.view.basket.list.hasFocus()


def test_points_all_none_or_a_number(known: Counter) -> None:
    known.press(Key.Key_F6)
    assert known.till.checkout.state.points_to_use == 0, "all of them only after a question"
    known.press(Key.Key_F6)
    assert known.till.checkout.state.points_to_use == "max"
    assert known.till.checkout.state.pricing.points_used > 0
    known.press(Key.Key_F6)
    assert known.till.checkout.state.pricing.points_used == 0
    known.qtbot.keyClick(known.window, Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    known.press("500", Key.Key_Return)
    assert known.till.checkout.state.pricing.points_used == 500


def test_without_the_code_coupons_and_points_are_not_offered(filled: Counter) -> None:
    filled.press("6021", Key.Key_Return)
    panel = filled.view.offers
    assert not panel._points_row.isVisible()
    assert {row.reason for row in panel.model.rows() if row.coupon_id} == {"proof_needed"}
    assert "需会员码" in filled.view.member._proof.text()


def test_f4_takes_the_member_off(known: Counter) -> None:
    known.press(Key.Key_F4)
    assert known.till.checkout.state.member is None
    assert known.view.member._stack.currentIndex() == 0
