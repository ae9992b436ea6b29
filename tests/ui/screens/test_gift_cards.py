"""Gift cards at the counter, with real key events and scans: sold, looked at, paying a part and all, refused."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pos_client.devices.scanned_code import ScannedCode
from pos_client.ui.language import Language
from pos_client.ui.operations import Operations
from retail.stored_value import card_code
from tests.fake_value import CARD_PIN, GOOD, NEW, OPEN, SETTING, FakeValue
from tests.ui.conftest import Counter, opened
from tests.ui.till import FakeTill
from tests.ui.till_data import MEMBER, SETTINGS

Key = Qt.Key


class CardCounter(Counter):
    ledger: FakeValue

    def scan(self, text: str) -> None:
        self.window.on_code_scanned(ScannedCode(text.encode(), None, "wedge"))

    def said(self, words: str) -> None:
        self.qtbot.waitUntil(lambda: words in self.view.banner.text())

    def sold(self) -> list[dict[str, object]]:
        return self.till.store.bodies("sale")

    def wait_for_tender(self) -> None:
        self.qtbot.waitUntil(lambda: any(t.kind == "gift_card" for t in self.till.checkout.state.tenders))

    def wait_for_sale(self, lines: int = 1) -> None:
        self.qtbot.waitUntil(lambda: len(self.sold()) == lines)


@pytest.fixture
def counter(language: Language, operations: Operations, qtbot: QtBot) -> CardCounter:
    """Goods of ¥1,360.60 and less at a till whose ledger knows a card with ¥50."""
    till = FakeTill()
    till.reference.settings_document = {**SETTINGS, "stored_value": SETTING}
    till.ask_value = ledger = FakeValue()
    till.checkout.reference_changed()
    till.sign_in()
    made = opened(till, language, operations, qtbot)
    made.__class__ = CardCounter
    assert isinstance(made, CardCounter)
    made.ledger = ledger
    made.window.sections.checkout.refresh()
    return made


def goods(counter: CardCounter) -> int:
    counter.till.checkout.add_product("LQX-9034")
    counter.window.sections.checkout.refresh()
    return counter.till.checkout.state.payable_minor


def test_a_card_pays_what_it_has_and_cash_the_rest(counter: CardCounter) -> None:
    payable = goods(counter)
    counter.press(Key.Key_F12)
    counter.scan(card_code(GOOD, CARD_PIN))
    counter.wait_for_tender()
    counter.said("5,000" if payable > 10**8 else "¥50.00")
    assert counter.sold() == []
    counter.press(Key.Key_F12)
    counter.wait_for_sale()
    card, cash = counter.sold()[0]["tenders"]  # type: ignore[misc]
    hold, pin = counter.ledger.asked[0]
    assert (card["kind"], card["amount_minor"], card["reference"], card["hold_id"], card["left_minor"]) == (
        "gift_card",
        5_000,
        GOOD,
        hold.hold_id,
        0,
    )
    assert (cash["kind"], cash["amount_minor"]) == ("cash", payable - 5_000)
    assert pin == CARD_PIN
    assert CARD_PIN not in str(counter.till.store.bodies("sale"))


def test_a_typed_card_completes_the_sale_by_itself_and_its_pin_is_hidden(counter: CardCounter) -> None:
    counter.ledger.left[GOOD] = 10**7
    payable = goods(counter)
    counter.press(Key.Key_F12, Key.Key_F7, GOOD, Key.Key_Return)
    assert counter.view.entry.field.echoMode() == counter.view.entry.field.EchoMode.Password
    counter.press(CARD_PIN, Key.Key_Return)
    counter.wait_for_sale()
    (card,) = counter.sold()[0]["tenders"]  # type: ignore[misc]
    assert (card["amount_minor"], card["left_minor"]) == (payable, 10**7 - payable)
    assert counter.view.done.isVisible()


def test_a_part_of_a_card_is_typed_before_it(counter: CardCounter) -> None:
    counter.ledger.left[GOOD] = 10**7
    goods(counter)
    counter.press(Key.Key_F12, "20")
    counter.scan(card_code(GOOD, CARD_PIN))
    counter.wait_for_tender()
    assert counter.till.checkout.state.tenders[0].amount_minor == 2_000


@pytest.mark.parametrize(
    ("code", "words"),
    [("unknown", "密码"), ("empty", "余额"), ("locked", "4"), ("reserved", "另一"), ("not_active", "售出")],
)
def test_a_card_that_pays_nothing_says_why_and_is_let_go(counter: CardCounter, code: str, words: str) -> None:
    goods(counter)
    counter.ledger.refuse = code
    counter.press(Key.Key_F12)
    counter.scan(card_code(GOOD, CARD_PIN))
    counter.said(words)
    assert counter.till.checkout.state.tenders == ()
    holds = counter.till.checkout.allowances.holds
    assert not holds.is_held(counter.ledger.asked[0][0].hold_id)


def test_an_answer_that_never_comes_takes_nothing_and_its_hold_is_known_to_the_disk(counter: CardCounter) -> None:
    goods(counter)
    counter.ledger.is_away = True
    counter.press(Key.Key_F12)
    counter.scan(card_code(GOOD, CARD_PIN))
    counter.said("没有")
    hold_id = counter.ledger.asked[0][0].hold_id
    assert hold_id in counter.till.holds_on_disk.ids
    assert not counter.till.checkout.allowances.holds.is_held(hold_id)
    counter.ledger.is_away = False
    counter.scan(card_code(GOOD, CARD_PIN))
    counter.wait_for_tender()


def test_while_it_is_asked_its_hold_is_not_let_go_and_a_sale_that_went_on_takes_nothing(counter: CardCounter) -> None:
    goods(counter)
    counter.ledger.gate.clear()
    counter.press(Key.Key_F12)
    counter.scan(card_code(GOOD, CARD_PIN))
    counter.qtbot.waitUntil(lambda: len(counter.ledger.asked) == 1)
    hold_id = counter.ledger.asked[0][0].hold_id
    holds = counter.till.checkout.allowances.holds
    assert holds.is_held(hold_id)
    assert not counter.view.tender.value.button.isEnabled()
    counter.press(Key.Key_F12)
    counter.wait_for_sale()
    counter.ledger.gate.set()
    counter.said("没有扣款")
    assert not holds.is_held(hold_id)
    assert counter.till.checkout.state.tenders == ()


def test_a_payment_that_is_taken_back_lets_the_card_go(counter: CardCounter) -> None:
    goods(counter)
    counter.press(Key.Key_F12)
    counter.scan(card_code(GOOD, CARD_PIN))
    counter.wait_for_tender()
    hold_id = counter.ledger.asked[0][0].hold_id
    holds = counter.till.checkout.allowances.holds
    assert holds.is_held(hold_id)
    assert [held.amount_minor for held in holds.held_values()] == [5_000]
    counter.till.checkout.remove_tender(0)
    assert not holds.is_held(hold_id)


def test_a_card_is_sold_beside_goods_and_neither_changes_the_other(counter: CardCounter) -> None:
    payable = goods(counter)
    counter.scan(NEW)
    counter.qtbot.waitUntil(lambda: counter.till.checkout.state.basket.values != ())
    state = counter.till.checkout.state
    assert (state.payable_minor, state.due_minor) == (payable, payable + 20_000)
    assert "礼品卡" in counter.view.basket.model.text_of(counter.view.basket.model.rows()[-1])
    counter.press(Key.Key_F12)
    counter.scan(card_code(GOOD, CARD_PIN))
    counter.said("不能用来")
    counter.press(Key.Key_F12)
    counter.wait_for_sale()
    (body,) = counter.sold()
    assert body["value_sold"] == [{"account_id": NEW, "kind": "gift_card", "issuer": "group", "amount_minor": 20_000}]
    assert sum(tender["amount_minor"] for tender in body["tenders"]) == payable + 20_000  # type: ignore[attr-defined]
    assert body["pricing"]["payable"] == payable  # type: ignore[index]


def test_a_card_alone_and_of_an_amount_that_its_buyer_names(counter: CardCounter) -> None:
    counter.scan(OPEN)
    counter.qtbot.waitUntil(counter.view.entry.isVisible)
    counter.press("88", Key.Key_Return)
    assert counter.till.checkout.state.due_minor == 8_800
    counter.press(Key.Key_Delete)
    assert counter.till.checkout.state.basket.is_empty
    counter.scan(OPEN)
    counter.qtbot.waitUntil(counter.view.entry.isVisible)
    counter.press("66.5", Key.Key_Return, Key.Key_F12, Key.Key_F12)
    counter.wait_for_sale()
    (body,) = counter.sold()
    assert (body["lines"], body["pricing"]["payable"]) == ([], 0)  # type: ignore[index]
    assert [tender["amount_minor"] for tender in body["tenders"]] == [6_650]  # type: ignore[attr-defined]


def test_a_card_with_its_pin_shows_what_is_on_it_and_one_key_pays(counter: CardCounter) -> None:
    counter.scan(card_code(GOOD, CARD_PIN))
    counter.said("¥50.00")
    counter.scan(GOOD)
    counter.said("已经售出")
    goods(counter)
    counter.scan(card_code(GOOD, CARD_PIN))
    counter.said("¥50.00")
    counter.qtbot.keyClick(counter.window, Key.Key_F12, Qt.KeyboardModifier.ShiftModifier)
    counter.wait_for_tender()


def test_without_a_connection_no_card_is_asked_for_and_the_reason_is_said(counter: CardCounter) -> None:
    counter.till.online = False
    goods(counter)
    counter.press(Key.Key_F12)
    button = counter.view.tender.value.button
    assert not button.isEnabled()
    assert "联网" in button.accessibleName()
    counter.scan(card_code(GOOD, CARD_PIN))
    counter.said("联网")
    counter.press(Key.Key_Escape)
    counter.scan(NEW)
    counter.said("联网")
    assert counter.ledger.asked == []


def account_of(counter: CardCounter) -> str:
    return f"SV:group:{MEMBER.one_id}"


def test_stored_value_is_topped_up_and_what_there_is_is_shown(counter: CardCounter) -> None:
    counter.ledger.left[account_of(counter)] = 12_300
    counter.till.show_code()
    counter.window.sections.checkout.refresh()
    counter.qtbot.keyClick(counter.window, Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    counter.said("¥123.00")
    counter.press("200", Key.Key_Return)
    assert counter.till.checkout.state.due_minor == 20_000
    counter.press(Key.Key_F12, Key.Key_F12)
    counter.wait_for_sale()
    (body,) = counter.sold()
    assert body["one_id"] == MEMBER.one_id
    sold = {"account_id": account_of(counter), "kind": "stored_value", "issuer": "group", "amount_minor": 20_000}
    assert body["value_sold"] == [sold]


def test_a_top_up_of_more_than_the_store_allows_is_refused_and_one_of_nobody_goes_with_the_member(
    counter: CardCounter,
) -> None:
    goods(counter)
    counter.till.show_code()
    counter.window.sections.checkout.refresh()
    counter.qtbot.keyClick(counter.window, Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    counter.press("5000.01", Key.Key_Return)
    counter.said("¥5,000.00")
    assert counter.till.checkout.state.basket.values == ()
    counter.till.value.top_up(10_000)
    assert counter.till.checkout.state.basket.values_minor == 10_000
    counter.till.checkout.clear_member()
    assert counter.till.checkout.state.basket.values == ()


def test_stored_value_pays_for_whoever_shows_the_code(counter: CardCounter) -> None:
    counter.ledger.left[account_of(counter)] = 3_000
    payable = goods(counter)
    counter.till.checkout.set_member(counter.till.members.identify_search(MEMBER.one_id))
    counter.press(Key.Key_F12, Key.Key_F6)
    counter.said("会员码")
    assert counter.ledger.asked == []
    counter.press(Key.Key_Escape)
    counter.till.show_code()
    payable = counter.till.checkout.state.payable_minor
    counter.press(Key.Key_F12, Key.Key_F6)
    counter.qtbot.waitUntil(lambda: counter.till.checkout.state.tenders != ())
    request, pin = counter.ledger.asked[0]
    assert (request.account_id, request.one_id, pin) == (account_of(counter), MEMBER.one_id, None)
    counter.press(Key.Key_F12)
    counter.wait_for_sale()
    value, cash = counter.sold()[0]["tenders"]  # type: ignore[misc]
    assert (value["kind"], value["amount_minor"], value["reference"]) == ("stored_value", 3_000, account_of(counter))
    assert cash["amount_minor"] == payable - 3_000


def test_a_member_without_stored_value_is_told_so(counter: CardCounter) -> None:
    goods(counter)
    counter.till.show_code()
    counter.press(Key.Key_F12, Key.Key_F6)
    counter.said("储值")
    assert counter.till.checkout.state.tenders == ()


def test_while_a_cards_number_is_typed_no_key_takes_cash(counter: CardCounter) -> None:
    goods(counter)
    counter.press(Key.Key_F12, Key.Key_F7, "944")
    counter.press(Key.Key_F12)
    assert (counter.sold(), counter.view.entry.field.text()) == ([], "944")
    counter.press(Key.Key_Escape)
    counter.press(Key.Key_F12)
    counter.wait_for_sale()


def test_a_card_that_is_scanned_while_its_number_is_asked_for_pays(counter: CardCounter) -> None:
    goods(counter)
    counter.press(Key.Key_F12, Key.Key_F7)
    counter.scan(card_code(GOOD, CARD_PIN))
    counter.wait_for_tender()
    assert not counter.view.entry.isVisible()
    counter.press(Key.Key_F12)
    counter.wait_for_sale()
