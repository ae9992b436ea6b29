"""Payments that ask the ledger first: what the cashier sees, and that no key is lost while it is asked."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pos_client.ui.language import Language
from pos_client.ui.operations import Operations
from retail.reservation import ReservationAnswer, ReservationRefusal, ReservationRequest
from tests.fake_benefits import FakeReservations
from tests.ui.conftest import Counter, opened
from tests.ui.till import FakeTill

Key = Qt.Key
GRANTED = ReservationAnswer(granted=True)


class Office:
    """The ledger as the till meets it: it answers when `gate` is open, and says what a test has put into `words`."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.gate.set()
        self.words: list[ReservationAnswer | None] = []
        self.asked: list[ReservationRequest] = []

    def __call__(self, request: ReservationRequest) -> ReservationAnswer | None:
        self.asked.append(request)
        assert self.gate.wait(30)
        return self.words.pop(0) if self.words else GRANTED


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def counter(language: Language, operations: Operations, qtbot: QtBot, office: Office) -> Counter:
    """A basket of a member with coupons, at a till that asks."""
    till = FakeTill(FakeReservations())
    till.ask_ledger = office
    till.answer_within_ms = 30_000
    till.sign_in()
    till.fill()
    till.show_code()
    made = opened(till, language, operations, qtbot)
    made.window.sections.checkout.refresh()
    return made


def refused(code: str, coupon_id: str = "C1") -> ReservationAnswer:
    return ReservationAnswer(granted=False, refusals=(ReservationRefusal("coupon", coupon_id, code),))


def test_a_key_pressed_while_the_ledger_is_asked_is_done_after_its_word(
    counter: Counter, office: Office, qtbot: QtBot
) -> None:
    office.gate.clear()
    counter.press(Key.Key_F12)
    assert counter.view.tender.isVisible()
    counter.press(Key.Key_F12)
    assert counter.till.store.bodies("sale") == []
    assert counter.view.banner.text() == ""
    office.gate.set()
    qtbot.waitUntil(counter.view.done.isVisible)
    (body,) = counter.till.store.bodies("sale")
    assert body["reservation_id"] == office.asked[0].reservation_id
    assert counter.view.banner.text() == ""


def test_a_refused_coupon_is_told_with_the_new_amount_and_no_money_is_taken(
    counter: Counter, office: Office, qtbot: QtBot
) -> None:
    office.gate.clear()
    office.words = [refused("used")]
    before = counter.till.checkout.state.payable_minor
    counter.press(Key.Key_F12, Key.Key_F12)
    office.gate.set()
    qtbot.waitUntil(lambda: counter.till.checkout.payment_has_begun)
    after = counter.till.checkout.state.payable_minor
    assert after > before
    said = counter.view.banner.text()
    assert "满1000减100" in said
    assert f"{after / 100:,.2f}" in said
    assert f"{before / 100:,.2f}" in said
    # The key was pressed for another amount: the cashier decides again.
    assert counter.till.store.bodies("sale") == []
    counter.press(Key.Key_F12)
    (body,) = counter.till.store.bodies("sale")
    assert body["pricing"]["payable"] == after


def test_no_answer_in_time_is_told_only_when_the_amount_changes(counter: Counter, office: Office, qtbot: QtBot) -> None:
    office.words = [None, None]
    counter.press(Key.Key_F12)
    qtbot.waitUntil(lambda: counter.till.checkout.payment_has_begun)
    assert counter.till.checkout.state.online is False
    # One of the coupons is for use with a connection only.
    assert "¥1,360.60" in counter.view.banner.text()
    counter.press(Key.Key_Escape)
    assert counter.till.checkout.state.online is True
    counter.till.checkout.choose_coupons(["C1"])
    counter.press(Key.Key_F12)
    qtbot.waitUntil(lambda: counter.till.checkout.payment_has_begun)
    assert counter.till.checkout.state.online is False
    assert counter.view.banner.text() == ""


def test_an_answer_that_takes_too_long_is_not_waited_for(
    language: Language, operations: Operations, qtbot: QtBot, office: Office
) -> None:
    till = FakeTill(FakeReservations())
    till.ask_ledger = office
    till.answer_within_ms = 1
    till.sign_in()
    till.fill()
    till.show_code()
    counter = opened(till, language, operations, qtbot)
    office.gate.clear()
    counter.press(Key.Key_F12)
    qtbot.waitUntil(lambda: till.checkout.payment_has_begun)
    assert till.checkout.state.payment.unanswered
    office.gate.set()
    counter.press(Key.Key_F12)
    assert counter.view.done.isVisible()


def test_back_while_the_ledger_is_asked_forgets_the_answer(counter: Counter, office: Office, qtbot: QtBot) -> None:
    office.gate.clear()
    office.words = [refused("used")]
    counter.press(Key.Key_F12, Key.Key_Escape)
    assert counter.view.basket.isVisible()
    office.gate.set()
    counter.press(Key.Key_F12)
    qtbot.waitUntil(lambda: counter.till.checkout.payment_has_begun)
    first, second = office.asked
    assert first.reservation_id != second.reservation_id
    assert counter.till.checkout.state.payment.refusals == ()


def test_goods_scanned_at_payment_are_asked_for_too(counter: Counter, office: Office, qtbot: QtBot) -> None:
    counter.press(Key.Key_F12)
    qtbot.waitUntil(lambda: counter.till.checkout.payment_has_begun)
    counter.window.sections.checkout.scan("6920000000017")
    qtbot.waitUntil(lambda: len(office.asked) == 2 and counter.till.checkout.payment_has_begun)
    assert office.asked[0].reservation_id == office.asked[1].reservation_id
    counter.press(Key.Key_F12)
    assert len(counter.till.store.bodies("sale")) == 1
