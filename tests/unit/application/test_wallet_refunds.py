"""A wallet's share of a return goes back by itself: once, through lost answers, refusals, outages and restarts.

The operator is the one of `tests.wallet_server`, over TLS, which keeps what it took and gave.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pos_client.application.returns import ReturnDesk
from pos_client.application.shifts import ShiftDesk
from pos_client.application.sold_goods import Settlement
from pos_client.application.wallet_calls import RefundNews, WalletCall
from pos_client.application.wallet_payments import WalletPayments
from pos_client.application.wallet_refunds import ASK_SELDOM_MS, WalletRefunds
from pos_client.errors import Refused
from pos_client.payments.alipay import Alipay
from pos_client.payments.wechat import WeChatPay
from retail.cash_rounding import CashRounding
from retail.goods_return import BackLine
from retail.payment_code import PaymentCode
from retail.ports import StoreFailed
from tests.fake_store import RefundReader
from tests.unit.application.conftest import Counter
from tests.wallet_server import Order, WalletOperators, serving

WHY = Settlement("changed_mind")
PAYS = PaymentCode("130000000000000000")


@pytest.fixture(scope="module")
def _operators(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[WalletOperators, WeChatPay, Alipay]]:
    with serving(tmp_path_factory.mktemp("wallets")) as parts:
        yield parts


class Refunds:
    """The counter with WeChat Pay, and its program that may be started anew."""

    def __init__(self, counter: Counter, world: WalletOperators, provider: WeChatPay) -> None:
        self.counter, self.world, self.provider = counter, world, provider
        self.start_program()

    def start_program(self) -> None:
        counter = self.counter
        providers = {"wechat": self.provider}
        rows = counter.store.unit_of_work().wallet_attempts
        self.payments = WalletPayments(counter.desk, counter.staff, counter.checkout, rows, providers)
        shifts = ShiftDesk(counter.desk, counter.staff, counter.store, counter.reference, RefundReader(counter.store))
        self.shifts = shifts
        self.refunds = WalletRefunds(
            counter.desk,
            counter.staff,
            RefundReader(counter.store),
            providers,
            self.payments.reach,
            rounding=lambda: CashRounding(10, "down"),
        )
        self.returns = ReturnDesk(
            counter.desk, counter.staff, counter.store, counter.reference, wallets=self.refunds.set_up
        )

    def restart(self) -> None:
        """The machine loses its power: whatever was only in memory is gone."""
        fresh = Counter(clock=self.counter.clock)
        for name in ("entries", "sales", "documents", "attempts", "refunds"):
            setattr(fresh.store, name, getattr(self.counter.store, name))
        fresh.sign_in()
        self.counter = fresh
        self.start_program()

    def sell(self, *, cash_minor: int = 0) -> str:
        """Two mugs (4900 each), the rest by wallet."""
        for _ in range(2):
            self.counter.checkout.add_product("B1")
        if cash_minor:
            self.counter.checkout.tender_cash(cash_minor)
        call = self.payments.start(PAYS)
        completed = self.payments.answered(call, call.run()).completed
        assert completed is not None
        return completed.sale.sale_id

    def take_back(self, sale_id: str, pieces: int = 1) -> None:
        sold = self.returns.open(sale_id)
        self.returns.complete(sold, [BackLine(sold.document["lines"][0]["line_id"], pieces)], (), WHY)
        self.refunds.look()

    def run(self, call: WalletCall) -> RefundNews:
        return self.refunds.answered(call, call.run())

    def ask(self, seconds: float = 0) -> list[RefundNews]:
        self.counter.clock.advance(seconds)
        return [self.run(call) for call in self.refunds.due()]

    @property
    def order(self) -> Order:
        (order,) = self.world.orders.values()
        return order

    @property
    def results(self) -> list[tuple[str, int]]:
        bodies = self.counter.store.bodies("refund_settled")
        return [(body["result"], body["amount_minor"]) for body in bodies]


@pytest.fixture
def till(counter: Counter, _operators: tuple[WalletOperators, WeChatPay, Alipay]) -> Refunds:
    world, provider, _ = _operators
    for kept in (world.orders, world.requests, world.mischief, world.refund_states):
        kept.clear()
    return Refunds(counter, world, provider)


def test_a_wallets_share_goes_back_under_its_own_number_and_nobody_types_a_reference(till: Refunds) -> None:
    sale_id = till.sell(cash_minor=4900)
    till.take_back(sale_id)
    (body,) = till.counter.store.bodies("return")
    wallet = next(tender for tender in body["tenders"] if tender["kind"] == "wechat")
    assert (wallet["amount_minor"], wallet["total_minor"], wallet["reference"]) == (2450, 4900, None)
    assert till.world.asked("refund") == 0, "durable before anything is sent"
    assert till.shifts.refunds_under_way() == {"count": 1, "amount_minor": 2450}

    (news,) = till.ask()

    assert news.refused is None
    assert till.order.refunds == {wallet["refund_id"]: 2450}
    (settled,) = till.counter.store.bodies("refund_settled")
    assert (settled["return_id"], settled["result"]) == (body["return_id"], "given")
    assert settled["transaction_id"].startswith("50")
    assert till.refunds.open() == ()
    assert till.ask(100) == []
    assert till.shifts.refunds_under_way()["count"] == 0


def test_a_lost_answer_is_asked_for_and_the_money_goes_once(till: Refunds) -> None:
    till.take_back(till.sell())
    till.world.mischief["refund"].append("lost answer")
    till.ask()
    assert till.results == []
    assert till.ask() == [], "not at once again"
    till.ask(3)
    assert till.results == [("given", 4900)]
    assert list(till.order.refunds.values()) == [4900]
    assert (till.world.asked("refund"), till.world.asked("refundquery")) == (1, 1)


def test_a_request_that_never_arrived_is_sent_again_under_the_same_number(till: Refunds) -> None:
    till.take_back(till.sell())
    till.world.mischief["any"].append("lost request")
    till.ask()
    assert till.order.refunds == {}
    till.ask(3)
    till.ask()
    assert till.results == [("given", 4900)]
    assert len(till.order.refunds) == 1


@pytest.mark.parametrize("was_sent", [False, True])
def test_after_a_power_cut_it_goes_on_and_asks_before_it_sends(till: Refunds, was_sent: bool) -> None:
    till.take_back(till.sell())
    if was_sent:
        (call,) = till.refunds.due()
        call.run()
    till.restart()
    till.ask()
    assert till.results == [("given", 4900)]
    assert list(till.order.refunds.values()) == [4900]
    assert till.world.asked("refundquery") == was_sent


def test_an_operator_out_of_reach_holds_no_return_up(till: Refunds) -> None:
    sale_id = till.sell()
    reach = till.payments.reach
    reach.told("wechat", reached=False)
    till.take_back(sale_id)
    assert till.ask(600) == []
    (row,) = till.refunds.open()
    assert (row.refund.state, row.may_pay_cash) == ("waiting", True)
    reach.told("wechat", reached=True)
    till.ask()
    assert till.results == [("given", 4900)]


def test_a_refusal_waits_for_somebody_and_can_be_sent_again(till: Refunds) -> None:
    till.take_back(till.sell())
    till.order.taken_minor = 100  # the merchant's account does not hold it
    (news,) = till.ask()
    assert (news.refused, news.code) == ("refused", "INVALID_REQ_TOO_MUCH")
    assert till.ask(ASK_SELDOM_MS) == []
    till.restart()
    (row,) = till.refunds.open()
    assert (row.refund.state, row.refund.reason) == ("refused", "refused")
    assert till.ask() == [], "a refused one is nobody's but a person's, also after a restart"
    till.order.taken_minor = 9800
    till.refunds.again(row.refund.refund_id)
    till.ask()
    assert till.results == [("given", 4900)]


def test_cash_instead_needs_a_manager_and_is_never_given_beside_the_wallet(till: Refunds) -> None:
    till.shifts.open(10_000)
    till.take_back(till.sell())
    (row,) = till.refunds.open()
    (call,) = till.refunds.due()
    approval = till.counter.approval("refund_in_cash")
    with pytest.raises(Refused, match="refund_is_asked"):
        till.refunds.pay_cash(row.refund.refund_id, approval, "looked up")
    till.world.mischief["any"].append("lost request")
    till.run(call)
    with pytest.raises(Refused, match="evidence_missing"):
        till.refunds.pay_cash(row.refund.refund_id, approval)
    till.order.taken_minor = 100
    till.ask(3)
    till.ask()
    with pytest.raises(Refused, match="approval_needed"):
        till.refunds.pay_cash(row.refund.refund_id)
    expected_minor = till.shifts.reading().expected_cash_minor

    till.refunds.pay_cash(row.refund.refund_id, approval)

    assert till.results == [("cash", 4900)]
    (settled,) = till.counter.store.bodies("refund_settled")
    assert settled["by_hand"] == {"by": "1001", "decided_by": "1007", "evidence": ""}
    assert till.shifts.reading().expected_cash_minor == expected_minor - 4900
    assert (till.ask(600), till.order.refunds) == ([], {})
    with pytest.raises(Refused, match="refund_is_known"):
        till.refunds.pay_cash(row.refund.refund_id, approval)


def test_what_the_operator_gave_in_its_own_pages_is_set_down_with_its_number(till: Refunds) -> None:
    till.take_back(till.sell())
    (row,) = till.refunds.open()
    approval = till.counter.approval("settle_payment")
    with pytest.raises(Refused, match="evidence_missing"):
        till.refunds.settle_by_hand(row.refund.refund_id, " ", approval)
    till.refunds.settle_by_hand(row.refund.refund_id, "50300009", approval)
    (settled,) = till.counter.store.bodies("refund_settled")
    assert (settled["transaction_id"], settled["by_hand"]["decided_by"]) == ("50300009", "1007")
    assert till.ask(600) == []


def test_a_refund_that_was_taken_on_and_came_to_nothing_is_not_taken_for_given(till: Refunds) -> None:
    till.take_back(till.sell())
    till.world.mischief["refund"].append("lost answer")
    till.ask()
    (refund_id,) = till.order.refunds
    till.world.refund_states[refund_id] = "CHANGE"
    (news,) = till.ask(3)
    assert news.refused == "refund_stuck"
    till.refunds.again(refund_id)
    (news,) = till.ask()
    assert news.refused == "refund_stuck", "its number is known there: sent again it would be answered as taken on"
    assert till.results == []


def test_a_disk_that_fails_sends_nothing(till: Refunds) -> None:
    till.take_back(till.sell())
    till.counter.store.failure = StoreFailed()
    assert till.ask() == []
    assert till.world.asked("refund") == 0
    till.ask(60)
    assert till.results == [("given", 4900)]


def test_without_the_wallet_at_this_till_the_reference_is_typed_as_before(till: Refunds) -> None:
    sale_id = till.sell()
    plain = ReturnDesk(till.counter.desk, till.counter.staff, till.counter.store, till.counter.reference)
    sold = plain.open(sale_id)
    lines = [BackLine(sold.document["lines"][0]["line_id"], 1)]
    with pytest.raises(Refused, match="reference_missing"):
        plain.complete(sold, lines, (), WHY)
    done = plain.complete(sold, lines, (), Settlement("changed_mind", references=("R-9",)))
    assert [tender["reference"] for tender in done.body["tenders"]] == ["R-9"]
    till.refunds.look()
    assert till.refunds.open() == ()


def test_what_goes_back_beside_an_exchange_is_sent_with_its_sale(till: Refunds) -> None:
    sold = till.returns.open(till.sell())
    exchange = till.returns.exchange(sold, [BackLine(sold.document["lines"][0]["line_id"], 2)], (), WHY)
    till.counter.checkout.add_product("B1")
    till.counter.checkout.put_exchange(exchange)
    till.counter.checkout.complete()
    till.refunds.look()
    till.ask()
    assert till.results == [("given", 4900)]
    assert list(till.order.refunds.values()) == [4900]
