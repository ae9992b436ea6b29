from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QToolTip
from pytestqt.qtbot import QtBot

from pos_client.errors import Unavailable
from pos_client.ui.language import Language
from pos_client.ui.models.basket import ROW_HEIGHT
from pos_client.ui.operations import Operations
from retail.catalogue import Product
from tests.ui.conftest import Counter, opened
from tests.ui.till import FakeTill

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


@pytest.fixture
def filled(counter: Counter) -> Counter:
    counter.till.fill()
    counter.window.sections.checkout.refresh()
    counter.view.focus_home()
    return counter


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


# --- paying


def test_cash_by_keyboard_to_the_next_customer(filled: Counter, qtbot: QtBot) -> None:
    filled.press(Key.Key_F12, "1600")
    assert "找零 ¥79.50" in filled.view.tender._change.text()
    filled.press(Key.Key_F12)
    assert filled.view.done.isVisible()
    assert filled.view.done._change.text() == "¥79.50"
    qtbot.waitUntil(lambda: filled.view.done._sale.print_state == "printed")
    assert filled.till.receipts.printed == [(filled.till.store.sales[-1].sale_id, False)]
    filled.press(Key.Key_Return)
    assert not filled.view.done.isVisible()
    assert filled.view.basket.empty.isVisible()


def test_the_next_scan_also_starts_the_next_sale(filled: Counter) -> None:
    filled.press(Key.Key_F12, Key.Key_Return)
    assert filled.view.done.isVisible()
    filled.window.sections.checkout.scan("99999999")
    assert filled.view.done.isVisible(), "a refused scan leaves the change in sight"
    filled.window.sections.checkout.scan("6931112223334")
    assert not filled.view.done.isVisible()
    assert filled.lines() == {"LQX-7710": "1"}


def test_split_between_cash_and_card_and_a_payment_taken_back(filled: Counter) -> None:
    filled.press(Key.Key_F12, "500", Key.Key_Return)
    assert filled.till.checkout.state.remaining_minor == 102050
    filled.press(Key.Key_F8, Key.Key_F12)
    assert "参考号" in filled.view.banner.text()
    assert len(filled.till.checkout.state.tenders) == 1
    filled.view.tender.tender_removed.emit(0)
    assert filled.till.checkout.state.tenders == ()
    filled.press("T-77", Key.Key_Return)
    (sale,) = filled.till.store.documents.values()
    assert [(tender["kind"], tender["reference"]) for tender in sale["tenders"]] == [("card", "T-77")]


def test_with_a_payment_taken_the_way_back_is_refused(filled: Counter) -> None:
    filled.press(Key.Key_F12, "500", Key.Key_Return, Key.Key_Escape)
    assert filled.view.tender.isVisible()
    assert "已经收过款" in filled.view.banner.text()


def test_quick_sums_are_shown_before_they_are_taken(filled: Counter, qtbot: QtBot) -> None:
    filled.press(Key.Key_F12)
    button = next(button for button in filled.view.tender._quick if button.words() == "1,600")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert filled.till.checkout.state.tenders == ()
    assert filled.view.tender.amount_minor() == 160000


def test_an_amount_with_three_decimals_cannot_be_typed(filled: Counter) -> None:
    filled.press(Key.Key_F12, "12.345")
    assert filled.view.tender.amount_minor() == 1234


def test_a_disk_that_fails_at_completion_keeps_the_payment_and_can_be_tried_again(filled: Counter) -> None:
    filled.press(Key.Key_F12)
    filled.till.store.failure = Unavailable("store_disk_full")
    filled.press(Key.Key_Return)
    assert "磁盘已满" in filled.view.banner.text()
    assert not filled.view.done.isVisible()
    assert len(filled.till.checkout.state.tenders) == 1
    assert filled.view.tender.take_button.words() == "完成交易"
    filled.press(Key.Key_F12)
    assert filled.view.done.isVisible()
    assert len(filled.till.store.sales) == 1


def test_a_failed_print_offers_another_and_says_that_the_sale_is_safe(filled: Counter, qtbot: QtBot) -> None:
    filled.till.receipts.failure = Unavailable("printer_unavailable", printer="tcp:x")
    filled.press(Key.Key_F12, Key.Key_Return)
    qtbot.waitUntil(lambda: filled.view.done._sale.print_state == "failed")
    assert "交易已安全保存" in filled.view.done._print_words.text()
    assert "无响应" in filled.window.top_bar.printer.text()
    filled.till.receipts.failure = None
    filled.press(Key.Key_F10)
    qtbot.waitUntil(lambda: filled.view.done._sale.print_state == "printed")
    assert filled.till.receipts.printed == [(filled.till.store.sales[-1].sale_id, False)], "it is the first on paper"
    assert "就绪" in filled.window.top_bar.printer.text()


def test_a_slow_printer_makes_no_receipt_fall_away(filled: Counter, qtbot: QtBot) -> None:
    slow = filled.till.receipts.gate = threading.Event()
    filled.press(Key.Key_F12, Key.Key_Return, Key.Key_Return, "fbt", Key.Key_Return, Key.Key_F12, Key.Key_Return)
    assert filled.view.done._sale.print_state == "printing"
    slow.set()
    qtbot.waitUntil(lambda: filled.view.done._sale.print_state == "printed")
    assert filled.till.receipts.printed == [(sale.sale_id, False) for sale in filled.till.store.sales]
    assert len(filled.till.store.sales) == 2


def test_a_till_without_a_printer_is_not_called_broken(filled: Counter, qtbot: QtBot) -> None:
    filled.till.settings.change("printer", "")
    filled.till.receipts.failure = Unavailable("printer_missing")
    filled.press(Key.Key_F12, Key.Key_Return)
    qtbot.waitUntil(lambda: filled.view.done._sale.print_state == "not_printed")
    assert "无响应" not in filled.window.top_bar.printer.text()
    filled.window._on_clock()
    assert "未设置" in filled.window.top_bar.printer.text()


def test_a_pdf_is_saved_where_it_was_said(filled: Counter, qtbot: QtBot) -> None:
    filled.press(Key.Key_F12, Key.Key_Return, Key.Key_F11)
    assert filled.view.entry.isVisible()
    filled.view.entry.field.setText("/tmp/receipt.pdf")
    filled.press(Key.Key_Return)
    qtbot.waitUntil(lambda: "/tmp/receipt.pdf" in filled.view.banner.text())
    assert filled.till.receipts.saved == [(filled.till.store.sales[-1].sale_id, "/tmp/receipt.pdf")]


def test_the_last_sale_is_shown_at_the_next_start(
    till: FakeTill, language: Language, operations: Operations, qtbot: QtBot
) -> None:
    till.sign_in()
    till.fill()
    sale_id = till.sell(200000)
    again = FakeTill()
    again.store.sales, again.clock.time = till.store.sales, till.clock.time
    counter = opened(again, language, operations, qtbot)
    empty = counter.view.basket.empty
    assert "¥1,520.50" in empty._heading.text()
    assert till.store.sales[-1].receipt_number in empty._detail.text()
    assert empty._reprint.words() == "打印小票", "its receipt was never on paper"
    counter.press(Key.Key_F10)
    qtbot.waitUntil(lambda: again.receipts.printed == [(sale_id, False)])
