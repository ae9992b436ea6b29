"""Goods without a receipt: a manager's word, today's price at most, and the store's limit."""

from __future__ import annotations

import pytest

from central_ledger.domain.bodies import read_body
from central_ledger.domain.goods_returns import check_return
from pos_client.application.receipt_codes import ShownReceipt
from pos_client.application.shifts import ShiftDesk
from pos_client.application.sold_goods import Settlement
from pos_client.application.unreceipted import LooseGoods, UnreceiptedDesk
from pos_client.errors import Refused
from retail.basket import Quantity
from retail.messages import encode_body
from retail.paper_codes import ReceiptCode
from tests.unit.application.conftest import MUG, SHIRT, TEA, Counter

WHY = Settlement("damaged", in_cash=True)
ONE = Quantity.units(1)
ROUNDED = {"cash": {"rounding": {"CNY": {"step_minor": 10, "mode": "nearest"}}}}


@pytest.fixture
def loose(counter: Counter) -> UnreceiptedDesk:
    counter.reference.settings_document["returns"] = {"without_receipt_minor": 60000}
    return UnreceiptedDesk(counter.desk, counter.staff, counter.reference)


def test_a_manager_allows_it_and_the_entry_says_all(counter: Counter, loose: UnreceiptedDesk) -> None:
    goods = [
        LooseGoods(SHIRT, ONE, 50000),
        LooseGoods(TEA, Quantity.weight("0.250"), TEA.unit_price_minor, "damaged"),
    ]
    with pytest.raises(Refused, match="approval_needed"):
        loose.complete(goods, WHY)

    done = loose.complete(goods, WHY, counter.approval("return_without_receipt"))

    body = done.body
    assert (done.refund_minor, done.cash_minor) == (53200, 53200)
    assert (body["sale"], body["one_id"], body["approved_by"]) == (None, None, "1007")
    assert [(line["unit_price_minor"], line["list_price_minor"]) for line in body["lines"]] == [
        (50000, 59900),
        (12800, 12800),
    ]
    check_return(read_body("return", encode_body(body)))
    assert [entry.kind for entry in counter.store.entries[-2:]] == ["approval_given", "return"]


@pytest.mark.parametrize(
    ("goods", "code"),
    [
        ([], "return_empty"),
        ([LooseGoods(MUG, ONE, 4901)], "return_price_wrong"),
        ([LooseGoods(MUG, ONE, 0)], "return_price_wrong"),
        ([LooseGoods(MUG, Quantity.units(13), 4900)], "return_over_limit"),
    ],
)
def test_what_goes_back_is_bounded(
    counter: Counter, loose: UnreceiptedDesk, goods: list[LooseGoods], code: str
) -> None:
    with pytest.raises(Refused, match=code):
        loose.complete(goods, WHY, counter.approval("return_without_receipt"))

    assert counter.store.bodies("return") == []


def test_a_store_that_says_nothing_allows_none(counter: Counter, loose: UnreceiptedDesk) -> None:
    counter.reference.settings_document["returns"] = {}
    with pytest.raises(Refused, match="return_not_without_receipt"):
        loose.amount_minor([LooseGoods(MUG, ONE, 4900)])


def test_a_receipt_that_cannot_be_looked_up_is_named_and_bounds_it_too(
    counter: Counter, loose: UnreceiptedDesk
) -> None:
    code = ReceiptCode("s-9", "e9", 7, bytes(32), 4900, "2026-11-11T10:00:00+08:00")
    shown = ShownReceipt("S02", "T05", code)
    with pytest.raises(Refused, match="return_over_limit"):
        loose.amount_minor([LooseGoods(MUG, Quantity.units(2), 4900)], shown)

    done = loose.complete([LooseGoods(MUG, ONE, 4900)], WHY, counter.approval("return_without_receipt"), shown)

    assert done.body["receipt"] == {"store": "S02", "till": "T05", "sale_id": "s-9", "epoch": "e9", "seq": 7}
    check_return(read_body("return", encode_body(done.body)))


def test_goods_without_a_receipt_are_exchanged_too(counter: Counter, loose: UnreceiptedDesk) -> None:
    shifts = ShiftDesk(counter.desk, counter.staff, counter.store, counter.reference)
    shifts.open(10000)
    exchange = loose.exchange([LooseGoods(SHIRT, ONE, 59900)], WHY, counter.approval("return_without_receipt"))
    counter.checkout.put_exchange(exchange)
    counter.checkout.add_product("B1")
    completed = counter.checkout.complete()

    assert completed.given_back == (("cash", 55000),)
    assert shifts.reading().expected_cash_minor == 10000 - 55000
    check_return(read_body("return", encode_body(counter.store.bodies("return")[0])))


def test_cash_without_a_receipt_is_rounded_as_any_other(counter: Counter, loose: UnreceiptedDesk) -> None:
    counter.reference.settings_document |= ROUNDED
    done = loose.complete([LooseGoods(MUG, ONE, 1234)], WHY, counter.approval("return_without_receipt"))

    assert (done.refund_minor, done.cash_minor, done.body["rounding_minor"]) == (1234, 1230, -4)
    check_return(read_body("return", encode_body(done.body)))
