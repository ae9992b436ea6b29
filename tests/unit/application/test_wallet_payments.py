"""A wallet's payment from the scan to a sale or to nothing, through lost answers, cancellations and restarts."""

from __future__ import annotations

import json

import pytest

from pos_client.application.wallet_payments import CODE_IS_DEAD_MS, PATIENCE_MS
from pos_client.errors import Refused
from retail.payment_code import PaymentCode
from retail.wallets import WalletOutcome, WalletPaid
from tests.unit.application.conftest import Counter
from tests.unit.application.wallet_counter import (
    AGAIN,
    CODE,
    NO_ANSWER,
    NOT_FOUND,
    PAID,
    PASSWORD,
    REFUSED,
    REVERSED,
    Wallets,
)


@pytest.fixture
def wallets(counter: Counter) -> Wallets:
    made = Wallets(counter)
    made.basket()
    return made


def test_a_payment_that_goes_through_is_a_durable_sale(wallets: Wallets) -> None:
    news = wallets.pay(PAID)
    assert news.completed is not None
    (sale,) = wallets.sales
    (started,) = wallets.counter.store.bodies("payment_started")
    assert sale["tenders"] == [
        {
            "kind": "wechat",
            "amount_minor": 4900,
            "tendered_minor": 4900,
            "change_minor": 0,
            "reference": "4200001",
            "attempt_id": started["attempt_id"],
            "received_minor": 4900,
            "wallet_discounts": [{"funder": "wallet", "amount_minor": 300, "label": "摇一摇"}],
        }
    ]
    assert (started["sale_id"], started["amount_minor"]) == (sale["sale_id"], 4900)
    assert wallets.counter.checkout.state.basket.is_empty
    assert wallets.counter.checkout.state.last_sale == news.completed
    assert wallets.payments.open() == ()
    assert wallets.counter.store.attempts == {}


def test_the_attempt_is_durable_before_anything_is_sent_and_the_code_is_nowhere(wallets: Wallets) -> None:
    wallets.payments.start(CODE)
    assert wallets.operator.asked == []
    (attempt,) = wallets.counter.store.attempts.values()
    assert attempt.state == "paying"
    assert [entry.kind for entry in wallets.counter.store.entries][-1] == "payment_started"
    kept = json.dumps([str(attempt), attempt.document, [entry.document() for entry in wallets.counter.store.entries]])
    assert CODE.reveal() not in kept


def test_a_refusal_leaves_the_basket_and_another_code_may_pay(wallets: Wallets) -> None:
    assert wallets.pay(REFUSED).refused == "insufficient_funds"
    assert not wallets.counter.checkout.state.basket.is_empty
    assert wallets.pay(PAID).completed is not None
    assert wallets.results == [("failed", "insufficient_funds"), ("paid", "")]
    assert len({attempt_id for _, attempt_id in wallets.operator.asked}) == 2


def test_while_it_is_not_known_the_basket_cannot_be_paid_changed_or_dropped(wallets: Wallets) -> None:
    wallets.pay(NO_ANSWER)
    checkout = wallets.counter.checkout
    for attempt in (
        lambda: wallets.payments.start(CODE),
        lambda: checkout.tender_cash(4900),
        lambda: checkout.tender_card(4900, "1"),
        lambda: checkout.add_product("B1"),
        lambda: checkout.remove_line("1"),
        checkout.void_basket,
        checkout.abandon_payment,
        lambda: checkout.remove_tender(0),
        checkout.draft,
    ):
        with pytest.raises(Refused, match="wallet_waits"):
            attempt()
    assert [asked for asked, _ in wallets.operator.asked] == ["pay"]


def test_lost_answers_and_a_password_lead_to_questions_every_few_seconds(wallets: Wallets) -> None:
    wallets.pay(NO_ANSWER)
    assert wallets.questions() == []
    wallets.later(3, PASSWORD)
    assert wallets.questions() == []
    (news,) = wallets.later(3, PAID)
    assert news.completed is not None
    assert [asked for asked, _ in wallets.operator.asked] == ["pay", "query", "query"]
    assert len({attempt_id for _, attempt_id in wallets.operator.asked}) == 1


def test_a_question_is_not_asked_twice_at_once(wallets: Wallets) -> None:
    wallets.pay(NO_ANSWER)
    wallets.counter.clock.advance(3)
    assert len(wallets.questions()) == 1
    wallets.counter.clock.advance(30)
    assert wallets.questions() == []


def test_patience_ends_in_a_reversal_that_is_repeated_until_it_is_done(wallets: Wallets) -> None:
    wallets.pay(PASSWORD)
    wallets.later(PATIENCE_MS / 1000, PASSWORD)
    wallets.later(0, AGAIN)
    wallets.later(3, NO_ANSWER)
    (news,) = wallets.later(3, REVERSED)
    assert news.refused == "timed_out"
    assert [asked for asked, _ in wallets.operator.asked] == ["pay", "query", "reverse", "reverse", "reverse"]
    assert wallets.results == [("reversed", "timed_out")]
    assert wallets.sales == []
    wallets.counter.checkout.tender_cash(4900)
    assert wallets.counter.checkout.complete()


def test_cancelled_while_the_answer_was_on_its_way_gives_the_money_back(wallets: Wallets) -> None:
    wallets.operator.says = PAID
    call = wallets.payments.start(CODE)
    outcome = call.run()
    wallets.payments.cancel(call.attempt_id)
    assert wallets.payments.answered(call, outcome).completed is None
    (news,) = wallets.later(0, REVERSED)
    assert news.refused == "cancelled"
    assert wallets.sales == []


def test_what_was_paid_and_cannot_be_reversed_is_a_sale(wallets: Wallets) -> None:
    wallets.pay(PASSWORD)
    wallets.payments.cancel(wallets.operator.asked[0][1])
    wallets.later(0, WalletOutcome("failed", "too_old"))
    (news,) = wallets.later(3, PAID)
    assert news.completed is not None
    assert len(wallets.sales) == 1


def test_an_order_that_never_arrived_is_given_up_only_when_its_code_is_dead(wallets: Wallets) -> None:
    wallets.pay(NO_ANSWER)
    wallets.payments.cancel(wallets.operator.asked[0][1])
    assert [news.refused for news in wallets.later(0, NOT_FOUND)] == [None]
    (news,) = wallets.later(CODE_IS_DEAD_MS / 1000, NOT_FOUND)
    assert news.refused == "not_found"
    assert wallets.results == [("failed", "not_found")]


def test_the_next_shopper_is_served_and_the_basket_becomes_its_sale_when_it_turns_out_paid(wallets: Wallets) -> None:
    wallets.pay(NO_ANSWER)
    wallets.payments.set_aside()
    wallets.counter.checkout.add_product("A1")
    wallets.counter.checkout.tender_cash(59900)
    wallets.counter.checkout.complete()
    wallets.counter.checkout.add_product("A1")
    (news,) = wallets.later(3, PAID)
    assert news.completed is not None
    assert [sale["lines"][0]["sku"] for sale in wallets.sales] == ["A1", "B1"]
    assert not wallets.counter.checkout.state.basket.is_empty


def test_set_aside_and_not_paid_waits_in_the_list_until_it_is_voided(wallets: Wallets) -> None:
    wallets.pay(NO_ANSWER)
    wallets.payments.set_aside()
    (open_payment,) = wallets.payments.open()
    with pytest.raises(Refused, match="wallet_waits"):
        wallets.payments.void(open_payment.attempt.attempt_id)
    wallets.later(3, REFUSED)
    wallets.restart()
    (open_payment,) = wallets.payments.open()
    assert (open_payment.attempt.state, open_payment.attempt.reason) == ("unpaid", "insufficient_funds")
    assert open_payment.attempt.document["sale"]["lines"][0]["sku"] == "B1"
    assert wallets.later(600, PAID) == []
    wallets.payments.void(open_payment.attempt.attempt_id)
    (voided,) = wallets.counter.store.bodies("basket_voided")
    assert (voided["gross_minor"], voided["staff_id"]) == (4900, "1001")
    assert wallets.payments.open() == ()
    assert wallets.counter.store.attempts == {}


@pytest.mark.parametrize("sent", [True, False])
def test_after_a_power_cut_the_till_asks_and_never_charges_again(wallets: Wallets, sent: bool) -> None:
    call = wallets.payments.start(CODE)
    if sent:
        call.run()
    wallets.restart()
    (news,) = wallets.later(0, PAID)
    assert news.completed is not None
    (sale,) = wallets.sales
    assert (sale["lines"][0]["sku"], sale["cashier"]) == ("B1", "1001")
    assert [asked for asked, _ in wallets.operator.asked][sent:] == ["query"]


def test_after_a_power_cut_what_was_to_be_reversed_is_reversed(wallets: Wallets) -> None:
    wallets.pay(PASSWORD)
    wallets.payments.cancel(wallets.operator.asked[0][1])
    wallets.restart()
    wallets.later(0, REVERSED)
    assert [asked for asked, _ in wallets.operator.asked] == ["pay", "reverse"]
    assert wallets.payments.open()[0].attempt.state == "unpaid"


def test_a_disk_that_fails_when_it_was_paid_loses_nothing(wallets: Wallets) -> None:
    wallets.operator.says = PAID
    call = wallets.payments.start(CODE)
    wallets.counter.store.failure = OSError("disk full")
    with pytest.raises(OSError, match="disk full"):
        wallets.run(call)
    assert wallets.sales == []
    (news,) = wallets.later(3, PAID)
    assert news.completed is not None
    assert len(wallets.sales) == 1


def test_another_amount_than_was_asked_for_is_no_payment(wallets: Wallets) -> None:
    wallets.pay(NO_ANSWER)
    wallets.later(3, WalletOutcome("succeeded", "", "", "42", WalletPaid(1, 1, 1)))
    assert wallets.sales == []
    assert len(wallets.payments.open()) == 1


def test_a_wallet_pays_what_cash_left_open(wallets: Wallets) -> None:
    wallets.counter.checkout.add_product("B1")
    wallets.counter.checkout.tender_cash(4900)
    wallets.pay(PAID)
    (sale,) = wallets.sales
    assert [(tender["kind"], tender["amount_minor"]) for tender in sale["tenders"]] == [
        ("cash", 4900),
        ("wechat", 4900),
    ]


def test_a_wallet_that_is_not_set_up_is_refused(wallets: Wallets) -> None:
    with pytest.raises(Refused, match="wallet_not_offered"):
        wallets.payments.start(PaymentCode("280123456789012345"))
    wallets.counter.checkout.tender_cash(4900)
    with pytest.raises(Refused, match="nothing_to_pay"):
        wallets.payments.start(CODE)


def test_cancelled_while_a_question_was_on_its_way_it_is_reversed_at_once(wallets: Wallets) -> None:
    wallets.pay(PASSWORD)
    wallets.counter.clock.advance(3)
    (question,) = wallets.questions()
    wallets.payments.cancel(question.attempt_id)
    wallets.payments.answered(question, PASSWORD)
    assert [call.asked for call in wallets.questions()] == ["reverse"]


def test_an_operator_that_wants_time_before_a_reversal_is_asked_until_then(wallets: Wallets) -> None:
    wallets.operator.reverse_after_ms = 15_000
    wallets.pay(PASSWORD)
    wallets.payments.cancel(wallets.operator.asked[0][1])
    wallets.later(0, PASSWORD)
    wallets.later(3, PAID)
    assert wallets.questions() == []
    (news,) = wallets.later(12, REVERSED)
    assert [asked for asked, _ in wallets.operator.asked] == ["pay", "query", "query", "reverse"]
    assert (news.refused, wallets.sales) == ("cancelled", [])


def test_a_wallet_whose_operator_cannot_be_reached_is_not_offered_until_it_can(wallets: Wallets) -> None:
    def look() -> list[bool]:
        looks = [call for call in wallets.payments.due() if call.asked == "reach"]
        return [bool(wallets.run(call).changes.facts) for call in looks]

    wallets.operator.is_reachable = False
    assert (look(), wallets.payments.offered) == ([True], ())
    with pytest.raises(Refused, match="wallet_unreachable"):
        wallets.payments.start(CODE)
    assert wallets.operator.asked == []
    wallets.operator.is_reachable = True
    assert (look(), wallets.payments.offered) == ([True], ("wechat",))
    wallets.counter.clock.advance(600)
    assert look() == []
    wallets.pay(WalletOutcome("failed", "not_sent"))
    assert look() == [False]


def test_what_a_waiting_basket_takes_is_nobody_elses_until_it_is_known(wallets: Wallets) -> None:
    counter = wallets.counter
    for _ in range(11):
        counter.checkout.add_product("B1")
    counter.checkout.set_member(counter.members.identify_code(counter.rotating_code()))
    counter.checkout.use_points("max")
    points = counter.checkout.state.pricing.points_used
    assert [item.coupon for item in counter.checkout.state.pricing.applied if item.coupon] == ["K1"]
    assert points > 0
    wallets.operator.says = NO_ANSWER
    wallets.operator.expects = None
    call = wallets.payments.start(CODE)
    wallets.run(call)
    wallets.payments.set_aside()
    for restarted in (False, True):
        if restarted:
            wallets.restart()
            counter = wallets.counter
        for _ in range(12):
            counter.checkout.add_product("B1")
        counter.checkout.set_member(counter.members.identify_code(counter.rotating_code()))
        counter.checkout.use_points("max")
        assert [item.coupon for item in counter.checkout.state.pricing.applied if item.coupon] == []
        assert counter.checkout.state.pricing.points_used == 5000 - points
        counter.checkout.void_basket(counter.approval("void_basket_above"))
    wallets.later(3, REFUSED)
    assert wallets.payments.open()[0].attempt.state == "unpaid"
    assert (counter.holds.waiting, counter.checkout.allowances.points_spent("M1")) == ({}, 0)


def test_a_manager_settles_by_hand_what_nobody_can_ask_for(wallets: Wallets) -> None:
    wallets.pay(NO_ANSWER)
    attempt_id = wallets.operator.asked[0][1]
    wallets.payments.set_aside()
    with pytest.raises(Refused, match="evidence_missing"):
        wallets.payments.settle_by_hand(attempt_id, "  ", paid=True)
    with pytest.raises(Refused, match="approval_needed"):
        wallets.payments.settle_by_hand(attempt_id, "4200009", paid=True)
    approval = wallets.counter.approval("settle_payment", "商户平台查询")
    news = wallets.payments.settle_by_hand(attempt_id, "4200009", approval, paid=True)
    assert news.completed is not None
    (sale,) = wallets.sales
    assert (sale["tenders"][0]["reference"], "received_minor" in sale["tenders"][0]) == ("4200009", False)
    (settled,) = wallets.counter.store.bodies("payment_settled")
    assert settled["by_hand"] == {"by": "1001", "decided_by": "1007", "evidence": "4200009"}
    assert [body["permission"] for body in wallets.counter.store.bodies("approval_given")] == ["settle_payment"]
    with pytest.raises(Refused, match="payment_is_known"):
        wallets.payments.settle_by_hand(attempt_id, "4200009", paid=False)


def test_settled_by_hand_as_not_paid_the_basket_waits_to_be_voided(wallets: Wallets) -> None:
    wallets.pay(NO_ANSWER)
    attempt_id = wallets.operator.asked[0][1]
    wallets.restart()
    wallets.counter.staff.sign_out("asked")
    wallets.counter.sign_in("1007")
    assert wallets.payments.settle_by_hand(attempt_id, "商户平台无此单", paid=False).refused == "by_hand"
    assert wallets.payments.open()[0].attempt.state == "unpaid"
    assert wallets.counter.store.bodies("approval_given") == []
    assert wallets.sales == []


def test_an_unpaid_basket_is_fetched_over_a_restart_and_its_row_becomes_the_counters(wallets: Wallets) -> None:
    wallets.counter.checkout.add_product("A1")
    wallets.counter.checkout.tender_cash(59900)
    wallets.pay(NO_ANSWER)
    attempt_id = wallets.operator.asked[0][1]
    wallets.restart()
    with pytest.raises(Refused, match="wallet_waits"):
        wallets.payments.fetch(attempt_id, wallets.counter.parking.take_up_unpaid)
    wallets.later(3, REFUSED)
    wallets.counter.checkout.add_product("B1")
    with pytest.raises(Refused, match="counter_busy"):
        wallets.payments.fetch(attempt_id, wallets.counter.parking.take_up_unpaid)
    wallets.counter.checkout.void_basket()
    wallets.payments.fetch(attempt_id, wallets.counter.parking.take_up_unpaid)
    state = wallets.counter.checkout.state
    assert [line.product.sku for line in state.basket.lines] == ["B1", "A1"]
    assert state.remaining_minor == 4900
    assert (wallets.payments.open(), wallets.counter.store.attempts) == ((), {})
    wallets.pay(PAID)
    (sale,) = wallets.sales
    assert [tender["kind"] for tender in sale["tenders"]] == ["cash", "wechat"]
