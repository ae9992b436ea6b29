"""A wallet pays a part before cash, a card or another wallet: never lost, and given back when no sale comes of it."""

from __future__ import annotations

from typing import Any

import pytest

from pos_client.application.chores import CounterChores
from pos_client.application.lease_keeper import LeaseKeeper
from pos_client.application.parking import BackAgain
from pos_client.application.reservation_renewal import ReservationRenewal
from pos_client.application.wallet_calls import WalletNews
from pos_client.application.wallet_parts import WalletParts
from pos_client.application.wallet_payments import WalletPayments
from pos_client.application.wallet_refunds import WalletRefunds
from pos_client.errors import Refused
from retail.payment_code import PaymentCode
from retail.reservation import ReservationAnswer, ReservationRequest
from retail.wallets import WalletName, WalletOutcome, WalletPaid
from tests.fake_benefits import FakeReservations
from tests.fake_store import RefundReader
from tests.unit.application.conftest import Counter

WECHAT, ALIPAY = PaymentCode("130123456789012345"), PaymentCode("280123456789012345")
NO_ANSWER, REFUSED = WalletOutcome("unknown", "no_answer"), WalletOutcome("failed", "insufficient_funds")


class Operator:
    """Takes what it is asked for, once for each order, and gives it back once for each number."""

    reverse_after_ms = 0

    def __init__(self, name: WalletName) -> None:
        self.name = name
        self.orders: dict[str, int] = {}
        self.given: dict[str, tuple[str, int]] = {}
        self.says: WalletOutcome | None = None

    def reachable(self) -> bool:
        return True

    def pay(self, attempt_id: str, amount_minor: int, code: PaymentCode, subject: str) -> WalletOutcome:
        if self.says is None or self.says is NO_ANSWER:
            self.orders[attempt_id] = amount_minor
        return self.says or self.query(attempt_id)

    def query(self, attempt_id: str) -> WalletOutcome:
        if self.says is not None:
            return self.says
        amount = self.orders[attempt_id]
        return WalletOutcome("succeeded", transaction_id=f"42{attempt_id}", paid=WalletPaid(amount, amount, amount))

    def reverse(self, attempt_id: str) -> WalletOutcome:
        self.orders.pop(attempt_id, None)
        return WalletOutcome("succeeded")

    def refund(self, attempt_id: str, refund_id: str, amount_minor: int, total_minor: int) -> WalletOutcome:
        assert self.orders[attempt_id] == total_minor
        self.given[refund_id] = (attempt_id, amount_minor)
        return WalletOutcome("succeeded", transaction_id="50")

    def query_refund(self, attempt_id: str, refund_id: str) -> WalletOutcome:
        raise AssertionError("nothing is in doubt here")


class Parts:
    """The counter with both wallets, and its program that may be started anew."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        self.wechat, self.alipay = Operator("wechat"), Operator("alipay")
        self.start_program()

    def start_program(self) -> None:
        counter, providers = self.counter, {"wechat": self.wechat, "alipay": self.alipay}
        rows = counter.store.unit_of_work().wallet_attempts
        self.payments = WalletPayments(counter.desk, counter.staff, counter.checkout, rows, providers)
        self.refunds = WalletRefunds(
            counter.desk,
            counter.staff,
            RefundReader(counter.store),
            providers,
            self.payments.reach,
            has_basket=self.payments.has_basket,
        )
        self.parts = WalletParts(counter.desk, counter.checkout)

    def restart(self) -> BackAgain | None:
        """The machine loses its power: whatever was only in memory is gone."""
        fresh = Counter(clock=self.counter.clock)
        for name in ("entries", "sales", "documents", "attempts", "refunds", "parked"):
            setattr(fresh.store, name, getattr(self.counter.store, name))
        fresh.parking._stores = fresh.parking._stores.__class__(
            fresh.store.parked, fresh.store.parked, fresh.store, fresh.parking._stores.wallet_attempts,
            fresh.parking._stores.wallet_refunds,
        )  # fmt: skip
        fresh.sign_in()
        self.counter = fresh
        self.start_program()
        return fresh.parking.bring_back()

    def pay(self, code: PaymentCode, part_minor: int | None = None, says: WalletOutcome | None = None) -> WalletNews:
        (self.wechat if code is WECHAT else self.alipay).says = says
        call = self.payments.start(code, part_minor)
        return self.payments.answered(call, call.run())

    def send(self) -> None:
        self.refunds.look()
        for call in self.refunds.due():
            self.refunds.answered(call, call.run())

    def bodies(self, kind: str) -> list[dict[str, Any]]:
        return self.counter.store.bodies(kind)

    @property
    def tenders(self) -> list[tuple[str, int]]:
        (sale,) = self.bodies("sale")
        return [(tender["kind"], tender["amount_minor"]) for tender in sale["tenders"]]


@pytest.fixture
def till(counter: Counter) -> Parts:
    made = Parts(counter)
    counter.checkout.add_product("B1")  # 4900
    return made


def test_a_wallet_pays_a_part_and_cash_the_rest(till: Parts) -> None:
    news = till.pay(WECHAT, 2000)
    assert (news.is_part, news.completed) == (True, None)
    assert till.counter.checkout.state.remaining_minor == 2900
    assert [body["result"] for body in till.bodies("payment_settled")] == ["part"]
    till.counter.checkout.tender_cash(2900)
    till.counter.checkout.complete()
    assert till.tenders == [("wechat", 2000), ("cash", 2900)]
    till.send()
    assert (till.counter.store.refunds, till.wechat.given) == ({}, {})


def test_any_combination_of_two_wallets_a_card_and_cash(till: Parts) -> None:
    till.pay(WECHAT, 1000)
    till.counter.checkout.tender_card(900, "T-1")
    till.pay(ALIPAY, 1500)
    till.counter.checkout.tender_cash(500)
    completed = till.pay(WECHAT).completed
    assert completed is not None
    assert till.tenders == [("wechat", 1000), ("card", 900), ("alipay", 1500), ("cash", 500), ("wechat", 1000)]
    assert len({tender["attempt_id"] for tender in till.bodies("sale")[0]["tenders"] if "attempt_id" in tender}) == 3
    assert till.counter.store.refunds == {}


def test_a_part_of_all_or_more_is_the_whole(till: Parts) -> None:
    assert till.pay(WECHAT, 4900).completed is not None
    assert till.tenders == [("wechat", 4900)]


def test_a_part_that_is_taken_back_goes_back_by_itself_once(till: Parts) -> None:
    till.pay(WECHAT, 2000)
    with pytest.raises(Refused, match="tender_present"):
        till.counter.checkout.void_basket()
    till.parts.take_back(0)
    assert till.counter.checkout.state.tenders == ()
    (started,) = till.bodies("refund_started")
    till.send()
    till.send()
    assert list(till.wechat.given.values()) == [(started["attempt_id"], 2000)]
    (settled,) = till.bodies("refund_settled")
    assert (settled["basket_id"], settled["return_id"], settled["result"]) == (started["basket_id"], None, "given")
    till.counter.checkout.void_basket()


def test_a_power_cut_after_the_part_loses_neither_it_nor_the_basket(till: Parts) -> None:
    till.pay(WECHAT, 2000)
    back = till.restart()
    assert back is not None
    assert till.counter.checkout.state.remaining_minor == 2900
    till.pay(ALIPAY)
    assert till.tenders == [("wechat", 2000), ("alipay", 2900)]
    assert till.counter.store.refunds == {}


def test_a_part_that_was_taken_back_before_a_crash_is_not_counted_after_it(till: Parts) -> None:
    till.pay(WECHAT, 2000)
    till.counter.parking.keep_open()
    till.parts.take_back(0)
    till.restart()
    assert till.counter.checkout.state.tenders == ()
    till.send()
    assert len(till.wechat.given) == 1


def test_a_basket_that_is_cheaper_by_now_than_its_part_gives_it_back(till: Parts) -> None:
    till.pay(WECHAT, 4800)
    till.counter.parking.keep_open()
    document = dict(till.counter.store.parked.read() or {})
    till.counter.store.parked.keep(document["sale_id"], {**document, "basket": {**document["basket"], "lines": []}})
    back = till.restart()
    assert back is not None
    assert [tender.amount_minor for tender in back.not_counted] == [4800]
    till.send()
    assert [amount for _, amount in till.wechat.given.values()] == [4800]


def test_a_part_whose_basket_is_gone_is_listed_and_given_back(till: Parts) -> None:
    till.pay(WECHAT, 2000)
    till.counter.store.parked.keep("", None)
    assert till.restart() is None
    till.counter.checkout.basket_id = "the next shopper's"
    (row,) = till.refunds.open()
    assert row.refund.state == "held"
    till.send()
    assert till.wechat.given == {}, "a person says so"
    till.refunds.give_back(row.refund.refund_id)
    till.send()
    assert [amount for _, amount in till.wechat.given.values()] == [2000]


def test_set_aside_while_it_is_not_known_the_basket_waits_with_its_part(till: Parts) -> None:
    till.pay(WECHAT, 2000, NO_ANSWER)
    till.payments.set_aside()
    till.wechat.says = None
    till.counter.clock.advance(3)
    (call,) = [call for call in till.payments.due() if call.asked == "query"]
    news = till.payments.answered(call, call.run())
    assert (news.is_part, news.at_counter) == (True, False)
    assert till.bodies("sale") == []
    till.restart()
    (waiting,) = till.payments.open()
    assert (waiting.attempt.state, waiting.attempt.reason) == ("unpaid", "part_paid")
    till.payments.fetch(waiting.attempt.attempt_id, till.counter.parking.take_up_unpaid)
    assert till.counter.checkout.state.remaining_minor == 2900
    till.counter.checkout.tender_cash(2900)
    till.counter.checkout.complete()
    assert till.tenders == [("wechat", 2000), ("cash", 2900)]


def test_voided_in_the_list_its_parts_go_back(till: Parts) -> None:
    till.pay(ALIPAY, 1000)
    till.pay(WECHAT, 2000, NO_ANSWER)
    till.payments.set_aside()
    till.wechat.says = REFUSED
    till.counter.clock.advance(3)
    (call,) = [call for call in till.payments.due() if call.asked == "query"]
    till.payments.answered(call, call.run())
    (waiting,) = till.payments.open()
    assert "refunds" in till.payments.void(waiting.attempt.attempt_id)
    till.send()
    assert [amount for _, amount in till.alipay.given.values()] == [1000]
    assert till.wechat.given == {}


def test_a_refused_part_leaves_the_others(till: Parts) -> None:
    till.pay(WECHAT, 2000)
    assert till.pay(ALIPAY, 1000, REFUSED).refused == "insufficient_funds"
    assert [tender.kind for tender in till.counter.checkout.state.tenders] == ["wechat"]
    till.alipay.says = None
    assert till.pay(ALIPAY).completed is not None


def test_what_was_set_aside_for_a_basket_is_kept_while_money_is_in_it() -> None:
    reservations = FakeReservations()
    till = Parts(Counter(reservations=reservations))
    counter = till.counter
    counter.sign_in()
    counter.scanning.scan(counter.rotating_code())
    for _ in range(2):
        counter.checkout.add_product("A1")
    request = counter.checkout.begin_payment()
    assert request is not None
    counter.checkout.reservation_answered(request, ReservationAnswer(True))
    asked: list[ReservationRequest] = []

    def reserve(asking: ReservationRequest) -> ReservationAnswer:
        asked.append(asking)
        return ReservationAnswer(True)

    holds = counter.checkout.allowances.holds
    keeper = LeaseKeeper(counter.desk, counter.store.leases, holds)
    chores = CounterChores(
        keeper, reservations, holds, lambda _: True, renewal=ReservationRenewal(counter.clock, holds, reserve)
    )
    counter.clock.advance(400)
    chores.after_pull()
    assert asked == [], "nobody has paid anything yet: what was set aside ends by itself"
    till.pay(WECHAT, 2000)
    chores.after_pull()
    counter.clock.advance(100)
    chores.after_pull()
    counter.clock.advance(300)
    chores.after_pull()
    assert asked == [request, request]
    counter.checkout.tender_cash(counter.checkout.state.remaining_minor)
    counter.checkout.complete()
    counter.clock.advance(400)
    chores.after_pull()
    assert len(asked) == 2
