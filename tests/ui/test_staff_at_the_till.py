"""Manual prices, a manager's word, undo, notes, typed goods, the lock and the audit list, by keyboard."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from pytestqt.qtbot import QtBot

from pos_client.devices.scanned_code import ScannedCode
from pos_client.ui.screens.sign_in.view import PinTyped
from retail.paper_codes import StaffBadge, make_badge
from retail.signed import SigningKey
from tests.desk import CTRL, SHIFT, Key
from tests.ui.conftest import CounterDesk
from tests.ui.test_keyboard_and_scanner import SHOES, SWEATER, TOTE
from tests.ui.till_data import PIN
from tests.unit.application.conftest import key_row

STORE_KEY = SigningKey.generate()
UNKNOWN = "69900011"


def approve(desk: CounterDesk, qtbot: QtBot, pin: str = PIN) -> None:
    """The manager, whose number stands there already, types the PIN."""
    panel = desk.counter.window.approval.panel
    assert panel.isVisible()
    desk.press(pin, Key.Key_Return)
    qtbot.waitUntil(lambda: not desk.counter.window.approval._checking.is_running)


def kinds(desk: CounterDesk) -> list[str]:
    return [entry.kind for entry in desk.counter.till.store.entries]


def test_a_small_discount_takes_six_keys_and_nobody_else(desk: CounterDesk) -> None:
    counter = desk.counter
    desk.scan(SWEATER)
    before = desk.pressed
    desk.press(Key.Key_F9, "%5", Key.Key_Return, "1")
    assert desk.pressed - before <= 6
    assert counter.till.checkout.state.payable_minor == 56905
    assert not counter.view.price.isVisible()
    assert not counter.window.approval.is_open
    (body,) = counter.till.store.bodies("price_overridden")
    assert (body["reason"], body["by"], body["approved_by"]) == ("damaged", "1001", None)
    row = counter.view.basket.model.rows()[0]
    assert (row.adjustments[0].label, row.adjustments[0].amount_minor) == ("商品瑕疵", 2995)


def test_a_large_one_waits_for_a_manager_and_the_cashier_stays(desk: CounterDesk, qtbot: QtBot) -> None:
    counter = desk.counter
    desk.scan(SWEATER)
    desk.press(Key.Key_F9, "300", Key.Key_Return, "6")
    assert counter.view.price.text.hasFocus(), "another reason needs words"
    desk.press("old", Key.Key_Return)
    assert counter.till.checkout.state.payable_minor == 59900, "nothing before the manager's word"
    approve(desk, qtbot, "0000")
    assert "工号或密码" in counter.window.approval.panel.banner.text()
    assert counter.till.checkout.state.payable_minor == 59900
    approve(desk, qtbot)
    qtbot.waitUntil(lambda: counter.till.checkout.state.payable_minor == 30000)
    assert counter.till.staff.current is not None
    assert counter.till.staff.current.staff_id == "1001"
    assert kinds(desk)[-3:] == ["sign_in_failed", "approval_given", "price_overridden"]
    assert counter.till.store.bodies("approval_given")[0]["text"] == "old"
    desk.press(Key.Key_F12, Key.Key_F12)
    assert counter.view.done.isVisible(), "the keyboard is back at the counter"


def test_a_cashiers_pin_is_no_managers_word_and_esc_gives_up(desk: CounterDesk, qtbot: QtBot) -> None:
    counter = desk.counter
    desk.scan(SWEATER)
    desk.press(Key.Key_F9, "300", Key.Key_Return, "1")
    panel = counter.window.approval.panel
    panel.number.setText("1002")
    approve(desk, qtbot)
    qtbot.waitUntil(lambda: "1002" in panel.banner.text())
    desk.press(Key.Key_Escape)
    assert not panel.isVisible()
    assert counter.till.checkout.state.payable_minor == 59900
    assert counter.till.store.bodies("approval_given") == []
    desk.scan(TOTE)
    assert counter.lines() == {"LQX-2201-M": "1", "LQX-7710": "1"}


def test_what_a_manager_is_asked_about_stays_as_it_is_until_the_answer(desk: CounterDesk, qtbot: QtBot) -> None:
    counter, window = desk.counter, desk.counter.window
    desk.scan(SWEATER)
    desk.press(Key.Key_F9, "300", Key.Key_Return, "1")
    panel = window.approval.panel
    desk.scan(TOTE)
    assert counter.lines() == {"LQX-2201-M": "1"}, "what is scanned waits"
    assert "店长授权" in panel.banner.text()
    assert panel.number.text() == "1009", "and is not typed either"
    desk.press(Key.Key_F12, Key.Key_F7, Key.Key_F7, CTRL | Key.Key_5, SHIFT | Key.Key_F7, Key.Key_Tab, Key.Key_F12)
    assert counter.view.isVisible()
    assert counter.view.phase == "basket"
    counter.view.basket.list.setFocus()
    assert panel.isAncestorOf(window.focusWidget()), "nothing below takes the keyboard"
    approve(desk, qtbot)
    qtbot.waitUntil(lambda: counter.till.checkout.state.payable_minor == 30000)
    desk.scan(TOTE)
    assert counter.lines() == {"LQX-2201-M": "1", "LQX-7710": "1"}


def test_giving_up_a_managers_word_leads_back_to_what_was_being_entered(desk: CounterDesk) -> None:
    counter = desk.counter
    desk.scan(SWEATER)
    desk.press(Key.Key_F9, "300", Key.Key_Return, "1", Key.Key_Escape)
    assert not counter.window.approval.panel.isVisible()
    assert counter.view.price.isVisible()
    desk.press(Key.Key_Escape)
    assert not counter.view.price.isVisible()


def test_the_question_has_room_for_a_reason_when_it_had_none_before(desk: CounterDesk) -> None:
    counter = desk.counter
    counter.till.reference.settings_document["limits"] = {"void_minor": 50_000}
    counter.till.checkout.reference_changed()
    desk.scan(SWEATER)
    desk.press(Key.Key_F9, "300", Key.Key_Return, "1", Key.Key_Escape, Key.Key_Escape, Key.Key_F7, Key.Key_F7)
    panel = counter.window.approval.panel
    fields = [panel.reason, panel.number, panel.pin]
    assert all(field.isVisible() for field in fields)
    bottoms = [field.geometry().bottom() for field in fields]
    assert all(bottom < field.y() for bottom, field in zip(bottoms, fields[1:], strict=False))
    assert panel.geometry().bottom() >= panel.ok_button.mapTo(counter.window, panel.ok_button.rect().bottomLeft()).y()


def test_a_badge_says_who_approves_and_signs_nobody_out(desk: CounterDesk, qtbot: QtBot) -> None:
    counter = desk.counter
    counter.till.reference.key_rows.append(key_row("store", STORE_KEY))
    counter.till.reference.staff_members.append(
        replace(counter.till.reference.staff_members[3], staff_id="1010", name="钱经理")
    )
    desk.scan(SWEATER)
    desk.press(Key.Key_F9, "300", Key.Key_Return, "1")
    panel = counter.window.approval.panel
    assert panel.number.hasFocus(), "two may allow it: who?"
    exp = int((counter.till.clock.now() + timedelta(days=1)).timestamp())
    badge = make_badge(StaffBadge("1010", "S01", exp), STORE_KEY, STORE_KEY.verifying_key.kid)
    counter.window.on_code_scanned(ScannedCode(badge.encode(), "QRCode", "camera"))
    assert panel.number.text() == "1010"
    approve(desk, qtbot)
    qtbot.waitUntil(lambda: counter.till.checkout.state.payable_minor == 30000)
    assert counter.till.store.bodies("approval_given")[0]["approved_by"] == "1010"


def test_a_basket_that_a_guide_takes_over_says_at_once_who_serves(desk: CounterDesk, qtbot: QtBot) -> None:
    counter = desk.counter
    counter.till.reference.settings_document["baskets"] = {"default_guide": "cashier"}
    desk.scan(SWEATER)
    desk.press(CTRL | Key.Key_L, "1002", Key.Key_Return, PIN, Key.Key_Return)
    qtbot.waitUntil(lambda: counter.till.staff.current is not None)
    qtbot.waitUntil(counter.view.isVisible)
    assert counter.lines() == {"LQX-2201-M": "1"}
    assert "陈一鸣" in counter.view.basket.guide_button.words()


def test_the_whole_basket_by_the_same_key_and_back(desk: CounterDesk) -> None:
    counter = desk.counter
    for code in (SWEATER, SHOES):
        desk.scan(code)
    desk.press(Key.Key_F9, Key.Key_F9, "-100", Key.Key_Return, "5")
    assert counter.till.checkout.state.payable_minor == 59900 + 46900 - 10000
    assert counter.view.basket._total_amounts[1].text() == "−¥100.00"
    desk.press(Key.Key_F9, Key.Key_F9)
    desk.press(CTRL | Key.Key_Delete)
    assert counter.till.checkout.state.payable_minor == 59900 + 46900


def test_what_was_removed_comes_back_by_one_key(desk: CounterDesk) -> None:
    counter = desk.counter
    for code in (SWEATER, SHOES, TOTE):
        desk.scan(code)
    desk.press(Key.Key_Up, Key.Key_F2, "7", Key.Key_Return, Key.Key_Delete)
    assert "TPS-0417-39" not in counter.lines()
    assert "城市轻跑鞋" in counter.view.banner.text()
    assert counter.view.banner.action_button is not None
    assert counter.view.banner.action_button.key_text() == "Ctrl+Z"
    desk.press(CTRL | Key.Key_Z)
    assert list(counter.lines().items())[1] == ("TPS-0417-39", "7")
    desk.press(CTRL | Key.Key_Z)
    assert list(counter.lines().items())[1] == ("TPS-0417-39", "1")
    desk.scan(TOTE)
    assert counter.view.banner.text() == ""
    desk.press(CTRL | Key.Key_Z)
    assert "没有可以撤销" in counter.view.banner.text()


def test_notes_to_a_line_and_to_the_sale(desk: CounterDesk) -> None:
    counter = desk.counter
    desk.scan(SWEATER)
    desk.press(Key.Key_Insert, "wrap", Key.Key_Return, Key.Key_Insert, Key.Key_Insert, "call", Key.Key_Return)
    desk.press(Key.Key_F12, Key.Key_F12)
    (sale,) = counter.till.store.bodies("sale")
    assert (sale["lines"][0]["note"], sale["note"]) == ("wrap", "call")


def test_a_number_that_is_goods_and_a_members_old_card_is_what_the_cashier_says(desk: CounterDesk) -> None:
    counter = desk.counter
    known = counter.till.directory.members
    member = known[0]
    known[0] = replace(member, cards={**member.cards, "MT": TOTE})
    desk.scan(TOTE)
    assert [button.key for button in counter.view.banner.action_buttons] == ["F1", "Shift+F12"]
    assert (counter.lines(), counter.till.checkout.state.member) == ({}, None)
    assert member.name not in counter.view.banner.text()
    desk.press(Key.Key_F1)
    assert (list(counter.lines().values()), counter.view.banner.text()) == (["1"], "")
    desk.scan(TOTE)
    desk.press(SHIFT | Key.Key_F12)
    shown = counter.till.checkout.state.member
    assert shown is not None
    assert (list(counter.lines().values()), shown.member.one_id) == (["1"], member.one_id)


def test_goods_that_nobody_knows_are_sold_and_the_second_piece_is_only_a_scan(desk: CounterDesk, qtbot: QtBot) -> None:
    counter = desk.counter
    desk.scan(UNKNOWN)
    assert counter.view.banner.action_button is not None
    desk.press(Key.Key_F1, "soap", Key.Key_Return, "35", Key.Key_Return, "2")
    approve(desk, qtbot)
    qtbot.waitUntil(lambda: counter.lines() == {f"UNKNOWN:{UNKNOWN}": "1"})
    desk.scan(UNKNOWN)
    assert counter.lines() == {f"UNKNOWN:{UNKNOWN}": "2"}
    assert counter.till.checkout.state.payable_minor == 7000
    desk.press(Key.Key_F12, Key.Key_F12)
    (sale,) = counter.till.store.bodies("sale")
    assert sale["lines"][0]["unknown"]["approved_by"] == "1009"
    desk.scan(UNKNOWN)
    assert counter.lines() == {}, "another shopper's needs another word"


def test_a_large_basket_is_voided_with_a_reason_and_a_managers_word(desk: CounterDesk, qtbot: QtBot) -> None:
    counter = desk.counter
    counter.till.reference.settings_document["limits"] = {"void_minor": 50_000}
    counter.till.checkout.reference_changed()
    desk.scan(SWEATER)
    desk.press(Key.Key_F7, Key.Key_F7)
    assert counter.window.approval.panel.reason.hasFocus()
    desk.press("left", Key.Key_Return)
    approve(desk, qtbot)
    qtbot.waitUntil(lambda: counter.lines() == {})
    (given,) = counter.till.store.bodies("approval_given")
    assert (given["permission"], given["text"], given["amount_minor"]) == ("void_basket_above", "left", 59900)


def test_a_till_that_nobody_touches_locks_and_keeps_the_basket_for_its_cashier(desk: CounterDesk, qtbot: QtBot) -> None:
    counter, window = desk.counter, desk.counter.window
    assert window.idle.timer.isActive()
    desk.scan(SWEATER)
    window.idle.timer.timeout.emit()
    assert counter.till.staff.current is None
    assert "自动锁定" in window.sign_in_view.banner.text()
    window.sign_in.choose("1002")
    window.sign_in._on_pin(PinTyped("1002", PIN))
    qtbot.waitUntil(lambda: not window.sign_in._checking.is_running)
    assert counter.till.staff.current is None
    assert "1001" in window.sign_in_view.banner.text()
    window.sign_in.choose("1001")
    desk.press(PIN, Key.Key_Return)
    qtbot.waitUntil(lambda: counter.till.staff.current is not None)
    assert counter.lines() == {"LQX-2201-M": "1"}
    assert kinds(desk)[-2:] == ["signed_out", "signed_in"]


def test_keys_and_scans_put_the_lock_off(desk: CounterDesk) -> None:
    starts: list[tuple[int, ...]] = []

    class Running:
        def isActive(self) -> bool:
            return True

        def start(self, *arguments: int) -> None:
            starts.append(arguments)

        def stop(self) -> None:
            starts.clear()

    desk.counter.window.idle.timer = Running()  # type: ignore[assignment]
    desk.press("x")
    by_key = len(starts)
    assert by_key
    assert set(starts) == {()}, "it begins anew, as long as before"
    desk.counter.window.on_code_scanned(ScannedCode(TOTE.encode(), "EAN13", "camera"))
    assert len(starts) > by_key


def test_the_audit_list_is_for_managers_and_filters_by_kind_person_and_day(desk: CounterDesk) -> None:
    counter, window = desk.counter, desk.counter.window
    assert not window.rail.buttons["audit"].isVisible()
    desk.press(CTRL | Key.Key_6)
    assert counter.view.isVisible(), "a cashier does not get there"
    desk.scan(SWEATER)
    desk.press(Key.Key_F9, "%5", Key.Key_Return, "1")
    counter.till.staff.sign_out()
    counter.till.staff.sign_in(counter.till.staff.check_pin("1009", PIN))
    window._on_signed_in()
    desk.press(CTRL | Key.Key_6)
    page = window.page("audit")
    assert page.isVisible()
    rows = page.model.rows()  # type: ignore[attr-defined]
    assert [row.group for row in rows] == ["sign_ins", "sign_ins", "prices", "sign_ins"]
    assert "¥599.00 → ¥569.05" in rows[2].detail
    desk.press(Key.Key_F5, Key.Key_F5)
    assert [row.group for row in page.model.rows()] == ["prices"]  # type: ignore[attr-defined]
    desk.press(
        Key.Key_F5, Key.Key_F5, Key.Key_F5, Key.Key_F5, Key.Key_F5, Key.Key_F6, Key.Key_F6, Key.Key_F6, Key.Key_F6
    )
    assert [row.what for row in page.model.rows()] == ["赵雅琪 1009 · 登录"]  # type: ignore[attr-defined]
    desk.press(Key.Key_Left)
    assert page.model.rows() == ()  # type: ignore[attr-defined]
    desk.press(Key.Key_F8)
    assert len(page.model.rows()) == 1  # type: ignore[attr-defined]
