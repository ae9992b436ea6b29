"""A guide gives a coupon by keys: warned of a similar one, asked of the ledger once, told what came of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from pos_client.application.guide_coupons import GiftAsk
from pos_client.errors import Unavailable
from pos_client.ui.language import Language
from pos_client.ui.operations import Operations
from retail.guide_coupons import Given
from tests.ui.conftest import Counter, opened
from tests.ui.till import FakeTill
from tests.ui.till_data import SETTINGS

Key = Qt.Key
BUDGETS = {"offers": [{"offer_id": "BEAUTY", "pieces": 20, "days": 14}, {"offer_id": "OFF30", "pieces": 5, "days": 7}]}


class Office:
    """The ledger, about coupons."""

    def __init__(self) -> None:
        self.answers: list[Given | Unavailable] = []
        self.asked: list[GiftAsk] = []

    def give(self, ask: GiftAsk) -> Given:
        self.asked.append(ask)
        answer = self.answers.pop(0) if self.answers else Given("c1", left=4, expires_at="2026-11-18T10:00:00+08:00")
        if isinstance(answer, Unavailable):
            raise answer
        return answer


@pytest.fixture
def counter(language: Language, operations: Operations, qtbot: object) -> Counter:
    till = FakeTill()
    till.reference.settings_document = {**SETTINGS, "guide_coupons": BUDGETS}
    till.ask_gift = Office()
    till.sign_in("1002")
    made = opened(till, language, operations, qtbot)  # type: ignore[arg-type]
    till.show_code()
    till.checkout.add_product("LQX-7710")
    made.window.sections.checkout.refresh()
    return made


def office(counter: Counter) -> Office:
    assert isinstance(counter.till.ask_gift, Office)
    return counter.till.ask_gift


def ctrl_k(counter: Counter) -> None:
    counter.qtbot.keyClick(
        counter.window.focusWidget() or counter.window, Key.Key_K, Qt.KeyboardModifier.ControlModifier
    )


def said(counter: Counter, words: str) -> None:
    counter.qtbot.waitUntil(lambda: words in counter.view.banner.text())


def press_until_asked(counter: Counter, digit: str, times: int) -> None:
    """A press while an answer is waited for counts for nothing."""

    def is_asked() -> bool:
        if len(office(counter).asked) < times:
            counter.press(digit)
            return False
        return True

    counter.qtbot.waitUntil(is_asked)


def test_a_coupon_is_given_in_the_name_of_who_is_signed_in(counter: Counter) -> None:
    ctrl_k(counter)
    assert [row.title for row in counter.view.gifts.model.rows()] == ["沐棠护肤 9 折", "满300减30"]
    counter.press("1", "1")
    said(counter, "2026年11月18日")
    (ask,) = office(counter).asked
    assert (ask.one_id, ask.offer_id, ask.staff_id) == ("M1", "BEAUTY", "1002")
    assert counter.view.gifts.isHidden()


def test_of_a_similar_one_the_first_press_warns(counter: Counter) -> None:
    ctrl_k(counter)
    counter.press("2")
    assert office(counter).asked == []
    (row,) = [row for row in counter.view.gifts.model.rows() if row.chosen]
    assert "满300减30" in row.detail
    counter.press("2")
    said(counter, "2026年11月18日")
    assert [ask.all_the_same for ask in office(counter).asked] == [True]


def test_a_lost_answer_is_asked_for_again_under_the_same_id_and_a_no_is_in_words(counter: Counter) -> None:
    office(counter).answers = [
        Unavailable("ask_no_answer"),
        Given("", "similar", similar=("C9",)),
        Given("", "budget_spent"),
    ]
    ctrl_k(counter)
    for times in (1, 2, 3):
        press_until_asked(counter, "1", times)
    said(counter, "本月")
    assert len({ask.gift_id for ask in office(counter).asked}) == 1
    assert not counter.view.gifts.isHidden()


def test_words_without_a_connection_without_a_member_and_for_who_is_no_guide(counter: Counter) -> None:
    counter.till.online = False
    ctrl_k(counter)
    counter.press("1", "1")
    said(counter, "联网")
    counter.till.online = True
    counter.till.staff.sign_out("asked")
    counter.till.sign_in("1001")
    counter.press("1", "1")
    said(counter, "导购")
    counter.press(Key.Key_Escape)
    counter.till.checkout.clear_member()
    ctrl_k(counter)
    assert counter.view.gifts.isHidden()
    assert office(counter).asked == []
