"""A basket with goods that come back for it survives a crash of the program like any other."""

from __future__ import annotations

import json

import pytest

from pos_client.application.parking import BackAgain
from pos_client.application.returns import ReturnDesk
from pos_client.application.sold_goods import Settlement
from pos_client.application.unreceipted import LooseGoods, UnreceiptedDesk
from pos_client.errors import Refused
from retail.basket import Quantity
from tests.fake_sold_sales import FakeSoldSales
from tests.unit.application.conftest import SHIRT, Counter
from tests.unit.application.test_returns import lines_of, sell
from tests.unit.application.test_returns_elsewhere import bodies_hold, looked_up

WHY = Settlement("other", text="zu klein")


def desks(counter: Counter, ledger: FakeSoldSales | None = None) -> tuple[ReturnDesk, UnreceiptedDesk]:
    returns = ReturnDesk(counter.desk, counter.staff, counter.store, counter.reference, ledger=ledger)
    loose = UnreceiptedDesk(counter.desk, counter.staff, counter.reference)
    counter.exchange_again = lambda kept: (returns if "sold" in kept else loose).exchange_again(kept)
    return returns, loose


def crashed(counter: Counter, ledger: FakeSoldSales | None = None, *, after_s: float = 0) -> tuple[Counter, BackAgain]:
    """The program ends in the middle, and starts again after a while; its clock counts from 0."""
    counter.parking.keep_open()
    json.dumps(counter.store.parked.read())
    counter.clock.advance(after_s)
    fresh = Counter(clock=counter.clock)
    for name in ("entries", "sales", "documents", "attempts", "refunds", "parked"):
        setattr(fresh.store, name, getattr(counter.store, name))
    fresh.parking._stores = fresh.parking._stores.__class__(
        fresh.store.parked, fresh.store.parked, fresh.store, fresh.parking._stores.wallet_attempts,
        fresh.parking._stores.wallet_refunds,
    )  # fmt: skip
    fresh.reference.settings_document |= {"returns": {"without_receipt_minor": 100000}}
    fresh.sign_in()
    desks(fresh, ledger)
    back = fresh.parking.bring_back()
    assert back is not None
    return fresh, back


def test_goods_of_an_own_sale_still_pay_and_the_rest_goes_back_as_it_was_paid(counter: Counter) -> None:
    returns, _ = desks(counter)
    sold = returns.open(sell(counter, "A1", card=59900))
    counter.checkout.put_exchange(returns.exchange(sold, lines_of(sold, 1), (), WHY), ["R-5"])
    counter.checkout.add_product("B1")

    again, back = crashed(counter)

    assert not back.exchange_lost
    assert (again.checkout.state.remaining_minor, again.checkout.state.back_minor) == (0, 55000)
    again.checkout.complete()
    (body,) = again.store.bodies("return")
    assert (body["text"], body["tenders"][-1]["reference"]) == ("zu klein", "R-5")
    bodies_hold(again)


def test_before_anything_was_scanned_for_it(counter: Counter) -> None:
    returns, _ = desks(counter)
    sold = returns.open(sell(counter, "B1"))
    counter.checkout.put_exchange(returns.exchange(sold, lines_of(sold, 1), (), WHY))
    again, _ = crashed(counter)
    again.checkout.add_product("A1")
    assert again.checkout.state.remaining_minor == 59900 - 4900


def test_a_managers_word_is_not_asked_for_twice_and_journaled_once(counter: Counter) -> None:
    _, loose = desks(counter)
    counter.reference.settings_document |= {"returns": {"without_receipt_minor": 100000}}
    approval = counter.approval("return_without_receipt")
    goods = [LooseGoods(SHIRT, Quantity.units(1), 59900)]
    counter.checkout.put_exchange(loose.exchange(goods, WHY, approval))
    counter.checkout.add_product("B1")
    again, _ = crashed(counter)
    again.checkout.complete()
    assert [body["permission"] for body in again.store.bodies("approval_given")] == ["return_without_receipt"]
    (body,) = again.store.bodies("return")
    assert (body["approved_by"], body["pricing"]["refund"]) == ("1007", 59900)


@pytest.mark.parametrize(("after_s", "holds"), [(60, True), (600, False)])
def test_another_tills_sale_is_held_no_longer_than_it_was(counter: Counter, after_s: float, holds: bool) -> None:
    there = Counter()
    there.store.store, there.store.till = "S02", "T02"
    there.sign_in("1001")
    ledger = FakeSoldSales([counter.store, there.store], {})
    returns, _ = desks(counter, ledger)
    sold = looked_up(returns, sell(there, "B1"))
    counter.checkout.put_exchange(returns.exchange(sold, lines_of(sold, 1), (), WHY))
    counter.checkout.add_product("A1")

    again, back = crashed(counter, ledger, after_s=after_s)

    assert back.exchange_lost != holds
    if holds:
        again.checkout.tender_cash(55000)
        again.checkout.complete()
        bodies_hold(again)
    else:
        assert again.checkout.state.exchange is None
        assert again.checkout.state.remaining_minor == 59900


def test_goods_that_came_back_otherwise_meanwhile_do_not_pay_twice(counter: Counter) -> None:
    returns, _ = desks(counter)
    sold = returns.open(sell(counter, "B1"))
    counter.checkout.put_exchange(returns.exchange(sold, lines_of(sold, 1), (), WHY))
    counter.checkout.add_product("A1")
    counter.parking.keep_open()
    returns.complete(sold, lines_of(sold, 1), (), WHY)
    again, back = crashed(counter)
    assert back.exchange_lost
    assert len(again.store.bodies("return")) == 1
    with pytest.raises(Refused, match="not_paid"):
        again.checkout.complete()
