"""A store that rounds cash: at the counter, in the journal, on the receipt's sums and the shift's, and back again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from central_ledger.domain.bodies import read_body
from central_ledger.domain.goods_returns import check_return
from central_ledger.domain.sales import check_sale
from pos_client.application.returns import ReturnDesk, Settlement
from retail.basket import Quantity
from retail.goods_return import BackLine
from retail.messages import encode_body
from retail.shift import ShiftReading
from tests.unit.application.conftest import MUG, Counter


@pytest.fixture
def rounding(counter: Counter) -> Counter:
    counter.reference.settings_document["cash"] = {"rounding": {"CNY": {"step_minor": 10, "mode": "nearest"}}}
    counter.checkout.reference_changed()
    return counter


def sell(counter: Counter, *prices: int) -> None:
    for number, price in enumerate(prices):
        product = replace(MUG, sku=f"B{number}", unit_price_minor=price)
        counter.checkout.add(product, Quantity.units(1))


def test_cash_is_rounded_and_the_difference_is_its_own_amount(rounding: Counter) -> None:
    sell(rounding, 1234)
    rounding.checkout.tender_cash(2000)
    completed = rounding.checkout.complete()
    assert (completed.sale.rounding_minor, completed.sale.change_due_minor) == (-4, 770)
    (body,) = rounding.store.bodies("sale")
    assert (body["rounding_minor"], body["tenders"][0]["amount_minor"]) == (-4, 1230)
    check_sale(read_body("sale", encode_body(body)))


def test_a_card_is_never_rounded(rounding: Counter) -> None:
    sell(rounding, 1234)
    rounding.checkout.tender_card(1234, "T-1")
    rounding.checkout.complete()
    assert "rounding_minor" not in rounding.store.bodies("sale")[0]


def test_cash_taken_back_takes_its_rounding_along(rounding: Counter) -> None:
    sell(rounding, 1234)
    rounding.checkout.tender_cash(1230)
    assert rounding.checkout.state.remaining_minor == 0
    rounding.checkout.remove_tender(0)
    rounding.checkout.tender_card(1234, "T-1")
    assert rounding.checkout.complete().sale.rounding_minor == 0


def test_returns_round_alike_and_all_back_is_what_was_paid(rounding: Counter) -> None:
    sell(rounding, 617, 617)
    rounding.checkout.tender_cash(2000)
    sale_id = rounding.checkout.complete().sale.sale_id
    returns = ReturnDesk(rounding.desk, rounding.staff, rounding.store, rounding.reference)
    given = []
    for number in range(2):
        sold = returns.open(sale_id)
        line = BackLine(sold.document["lines"][number]["line_id"], 1)
        given.append(returns.complete(sold, [line], (), Settlement("changed_mind")).cash_minor)
    assert given == [620, 610]
    for body in rounding.store.bodies("return"):
        check_return(read_body("return", encode_body(body)))
    reading = ShiftReading().add_all((entry.kind, entry.document()) for entry in rounding.store.entries)
    assert (reading.expected_cash_minor, reading.rounding_minor) == (0, 0)
