"""Goods of another till's sale come back here, what came back elsewhere counts here, and goods are exchanged."""

from __future__ import annotations

import pytest

from central_ledger.domain.bodies import SaleBody, read_body
from central_ledger.domain.goods_returns import check_return
from central_ledger.domain.sales import check_sale
from pos_client.application.completing import draft_of
from pos_client.application.returns import ReturnDesk
from pos_client.application.shifts import ShiftDesk
from pos_client.application.sold_goods import Settlement, SoldGoods
from pos_client.errors import Refused, Unavailable
from retail.basket import Quantity
from retail.goods_return import BackLine
from retail.messages import encode_body
from tests.fake_sold_sales import FakeSoldSales
from tests.unit.application.conftest import Counter
from tests.unit.application.test_returns import lines_of, sell

WHY = Settlement("changed_mind")
ROUNDED = {"cash": {"rounding": {"CNY": {"step_minor": 10, "mode": "nearest"}}}}


@pytest.fixture
def there() -> Counter:
    """Till T02 of another store, whose sales are looked for."""
    made = Counter()
    made.store.store, made.store.till = "S02", "T02"
    made.sign_in("1001")
    return made


@pytest.fixture
def ledger(counter: Counter, there: Counter) -> FakeSoldSales:
    offers = {(r.offer_id, r.version): r.document for r in there.reference.offer_records}
    return FakeSoldSales([counter.store, there.store], offers)


@pytest.fixture
def returns(counter: Counter, ledger: FakeSoldSales) -> ReturnDesk:
    return ReturnDesk(counter.desk, counter.staff, counter.store, counter.reference, ledger=ledger)


def looked_up(returns: ReturnDesk, sale_id: str, store: str = "S02", till: str = "T02") -> SoldGoods:
    return returns.opened(returns.look_up(store, till, sale_id))


def test_goods_of_another_store_come_back_here(counter: Counter, there: Counter, returns: ReturnDesk) -> None:
    sale_id = sell(there, "A1", "A1", member=True)
    paid = there.store.documents[sale_id]["pricing"]
    # The offers of that store never came to this till.
    counter.reference.offer_records.clear()

    first = returns.complete(sold := looked_up(returns, sale_id), lines_of(sold, 1), (), WHY)
    second = returns.complete(sold := looked_up(returns, sale_id), lines_of(sold, 1), (), WHY)

    assert first.refund_minor + second.refund_minor == paid["payable"]
    body = second.body
    assert (body["sale"]["store"], body["sale"]["till"]) == ("S02", "T02")
    assert body["after"] == [first.return_id]
    assert body["pricing"]["coupons_back"] == ["K1"]
    check_return(read_body("return", encode_body(body)))
    # Nothing of a proof, a note or a name went over the line.
    assert set(sold.document) == {"sale_id", "currency", "one_id", "input", "pricing", "lines", "tenders"}
    with pytest.raises(Refused, match="return_too_much"):
        returns.quote(looked_up(returns, sale_id), lines_of(sold, 1))


def test_what_came_back_elsewhere_cannot_come_back_here(
    counter: Counter, there: Counter, returns: ReturnDesk, ledger: FakeSoldSales
) -> None:
    sale_id = sell(counter, "A1", "A1")
    far = ReturnDesk(there.desk, there.staff, there.store, there.reference, ledger=ledger)
    sold = looked_up(far, sale_id, "S01", "T01")
    far.complete(sold, lines_of(sold, 1), (), WHY)

    own = looked_up(returns, sale_id, "S01", "T01")

    assert own.is_own
    with pytest.raises(Refused, match="return_too_much"):
        returns.quote(own, lines_of(own, 2))
    done = returns.complete(own, lines_of(own, 1), (), WHY)
    assert len(done.body["after"]) == 1
    # Without the ledger's word the till's own journal is all there is.
    assert returns.quote(returns.open(sale_id), lines_of(own, 1)).refund_minor == 59900


def test_one_till_at_a_time_and_no_longer_than_the_ledger_holds_it(
    counter: Counter, there: Counter, returns: ReturnDesk, ledger: FakeSoldSales
) -> None:
    sale_id = sell(there, "B1")
    ledger.holders[sale_id] = ("S03", "T07")
    with pytest.raises(Refused, match="return_held_elsewhere") as refused:
        returns.look_up("S02", "T02", sale_id)
    assert refused.value.params == {"store": "S03", "till": "T07"}
    ledger.holders.clear()

    sold = looked_up(returns, sale_id)
    counter.clock.advance(600)
    with pytest.raises(Refused, match="return_hold_over"):
        returns.complete(sold, lines_of(sold, 1), (), WHY)
    returns.let_go(sold)

    assert counter.store.bodies("return") == []
    assert ledger.released == [sale_id]


def test_without_a_connection_other_tills_sales_wait_and_own_ones_do_not(
    counter: Counter, there: Counter, returns: ReturnDesk
) -> None:
    sale_id, own = sell(there, "B1"), sell(counter, "B1")
    counter.online = False

    with pytest.raises(Unavailable, match="return_other_till"):
        returns.look_up("S02", "T02", sale_id)
    with pytest.raises(Unavailable, match="return_member_offline"):
        returns.sales_of_member("M1")
    sold = returns.open(own)
    assert returns.complete(sold, lines_of(sold, 1), (), WHY).refund_minor == 4900


def exchanged(counter: Counter, returns: ReturnDesk, sale_id: str, *skus: str, how: Settlement = WHY) -> None:
    sold = returns.open(sale_id)
    quantities = [1] + [0] * (len(sold.document["lines"]) - 1)
    counter.checkout.put_exchange(returns.exchange(sold, lines_of(sold, *quantities), (), how))
    for sku in skus:
        counter.checkout.add_product(sku)


def bodies_hold(counter: Counter) -> None:
    """The ledger would take all of it, and the exchange's clearing comes to 0."""
    cleared = 0
    for kind in ("sale", "return"):
        for body in counter.store.bodies(kind):
            read = read_body(kind, encode_body(body))
            check_sale(read) if isinstance(read, SaleBody) else check_return(read)
            sign = 1 if kind == "sale" else -1
            cleared += sign * sum(t["amount_minor"] for t in body["tenders"] if t["kind"] == "exchange")
    assert cleared == 0


def test_goods_are_exchanged_for_dearer_ones_in_one_transaction(counter: Counter, returns: ReturnDesk) -> None:
    sale_id = sell(counter, "B1", card=4900)
    before = len(counter.store.entries)

    exchanged(counter, returns, sale_id, "A1")
    assert len(counter.store.entries) == before  # nothing is written before the sale is
    assert counter.checkout.state.remaining_minor == 59900 - 4900
    counter.checkout.tender_cash(55000)
    completed = counter.checkout.complete()

    assert [entry.kind for entry in counter.store.entries[before:]] == ["return", "sale"]
    (back,) = counter.store.bodies("return")
    assert completed.return_id == back["return_id"]
    parts = [{"kind": "card", "amount_minor": 4900, "of": "T-77"}]
    sale = counter.store.bodies("sale")[-1]
    assert [(t["kind"], t["amount_minor"], t["reference"], t["parts"]) for t in back["tenders"]] == [
        ("exchange", 4900, sale["sale_id"], parts)
    ]
    assert [(t["kind"], t["amount_minor"]) for t in sale["tenders"]] == [("exchange", 4900), ("cash", 55000)]
    bodies_hold(counter)
    # What was exchanged comes back in its turn: the money finds the card that once paid it.
    again = returns.open(sale["sale_id"])
    quote = returns.quote(again, lines_of(again, 1))
    assert {(t["kind"], t["of"]): t["amount_minor"] for t in quote.refunds} == {
        ("card", "T-77"): 4900,
        ("cash", None): 55000,
    }


def test_the_rest_of_what_came_back_goes_back_as_it_was_paid(counter: Counter, returns: ReturnDesk) -> None:
    sale_id = sell(counter, "A1", card=59900)
    exchanged(counter, returns, sale_id, "B1")
    assert (counter.checkout.state.remaining_minor, counter.checkout.state.back_minor) == (0, 55000)

    with pytest.raises(Refused, match="reference_missing"):
        counter.checkout.complete()
    counter.checkout.put_exchange(counter.checkout.state.exchange, ["R-5"])
    counter.checkout.complete()

    (back,) = counter.store.bodies("return")
    rest = back["tenders"][-1]
    assert (rest["kind"], rest["amount_minor"], rest["of"], rest["reference"]) == ("card", 55000, "T-77", "R-5")
    assert sum(t["amount_minor"] for t in back["tenders"]) == back["pricing"]["refund"] == 59900
    bodies_hold(counter)


def test_an_exchange_that_is_given_up_leaves_nothing(counter: Counter, returns: ReturnDesk) -> None:
    sale_id = sell(counter, "B1")
    exchanged(counter, returns, sale_id, "A1")
    counter.checkout.put_exchange(None)
    assert counter.checkout.state.remaining_minor == 59900

    exchanged(counter, returns, sale_id)
    counter.checkout.void_basket(counter.approval("void_basket_above"))

    assert counter.store.bodies("return") == []
    assert counter.checkout.state.exchange is None
    sold = returns.open(sale_id)
    returns.complete(sold, lines_of(sold, 1), (), WHY)


def test_goods_that_came_back_meanwhile_pay_for_nothing(counter: Counter, returns: ReturnDesk) -> None:
    sale_id = sell(counter, "B1")
    exchanged(counter, returns, sale_id, "A1")
    sold = returns.open(sale_id)
    returns.complete(sold, lines_of(sold, 1), (), WHY)
    counter.checkout.tender_cash(55000)

    with pytest.raises(Refused, match="return_too_much"):
        counter.checkout.complete()

    assert len(counter.store.bodies("sale")) == 1


def test_an_exchange_that_a_manager_allowed_is_journaled_with_it(counter: Counter, returns: ReturnDesk) -> None:
    sale_id = sell(counter, "A1", card=59900)
    sold = returns.open(sale_id)
    in_cash = Settlement("wrong_item", in_cash=True)
    with pytest.raises(Refused, match="approval_needed"):
        returns.exchange(sold, lines_of(sold, 1), (), in_cash)

    exchange = returns.exchange(sold, lines_of(sold, 1), (), in_cash, counter.approval("refund_in_cash"))
    counter.checkout.put_exchange(exchange)
    counter.checkout.add_product("B1")
    # Another approval at the counter meanwhile changes nothing.
    counter.approval("price_override")
    counter.checkout.complete()

    assert [entry.kind for entry in counter.store.entries[-3:]] == ["approval_given", "return", "sale"]
    assert counter.store.bodies("return")[0]["approved_by"] == "1007"
    bodies_hold(counter)


def test_the_drawer_knows_of_an_exchange_only_its_difference(counter: Counter, returns: ReturnDesk) -> None:
    shifts = ShiftDesk(counter.desk, counter.staff, counter.store, counter.reference)
    shifts.open(10000)
    exchanged(counter, returns, sell(counter, "B1"), "B1", "B1")
    counter.checkout.tender_cash(5000)
    counter.checkout.complete()

    reading = shifts.reading()

    assert reading.expected_cash_minor == 10000 + 2 * 4900
    assert reading.tenders["exchange"].amount_minor == reading.refunds["exchange"].amount_minor == 4900


def test_a_draft_with_an_exchange_outlives_the_program(counter: Counter, returns: ReturnDesk) -> None:
    """A wallet that pays the difference may answer after a restart: the goods that came back are in its row."""
    exchanged(counter, returns, sell(counter, "B1"), "A1")
    counter.checkout.begin_payment()
    draft = counter.checkout.draft()

    again = draft_of(counter.desk, draft.document())

    assert again.exchanged == draft.exchanged
    assert again.sale.tenders == draft.sale.tenders
    assert draft.sale.tenders[0].parts


def test_a_rounded_sale_of_another_store_pays_back_what_was_paid(
    counter: Counter, there: Counter, returns: ReturnDesk
) -> None:
    for each in (counter, there):
        each.reference.settings_document |= ROUNDED
    there.checkout.reference_changed()
    there.checkout.add_product("C1", Quantity.weight("0.333"))
    there.checkout.tender_cash(5000)
    sale = there.checkout.complete()
    assert there.store.documents[sale.sale.sale_id]["rounding_minor"] != 0

    sold = looked_up(returns, sale.sale.sale_id)
    line = sold.document["lines"][0]
    done = returns.complete(sold, [BackLine(line["line_id"], line["quantity"])], (), WHY)

    assert done.cash_minor == sum(t["amount_minor"] for t in sold.document["tenders"])
    check_return(read_body("return", encode_body(done.body)))
