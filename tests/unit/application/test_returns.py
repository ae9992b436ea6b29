"""Goods come back at the counter: priced by the sale, cumulative, journaled with what a replay needs."""

from __future__ import annotations

import pytest

from central_ledger.domain.bodies import read_body
from central_ledger.domain.goods_returns import check_return
from pos_client.application.receipt_texts import RETURN_TEXTS, TEXTS
from pos_client.application.return_scans import ReturnScans, ScannedGoods
from pos_client.application.returns import ReturnDesk
from pos_client.application.shifts import ShiftDesk
from pos_client.application.sold_goods import Settlement
from pos_client.errors import Refused
from retail.goods_return import BackLine
from retail.messages import encode_body
from retail.paper_codes import ReceiptCode, make_receipt
from tests.unit.application.conftest import TILL, Counter, key_row

WHY = Settlement("changed_mind")


@pytest.fixture
def returns(counter: Counter) -> ReturnDesk:
    return ReturnDesk(counter.desk, counter.staff, counter.store, counter.reference)


def sell(counter: Counter, *skus: str, card: int = 0, member: bool = False) -> str:
    """Sell these goods; `card` minor units by card, the rest in cash. Gives the sale's id."""
    if member:
        counter.scanning.scan(counter.rotating_code())
    for sku in skus:
        counter.checkout.add_product(sku)
    if card:
        counter.checkout.tender_card(card, "T-77")
    if counter.checkout.state.remaining_minor:
        counter.checkout.tender_cash(counter.checkout.state.remaining_minor)
    return counter.checkout.complete().sale.sale_id


def lines_of(sold, *quantities: int) -> list[BackLine]:
    found = [
        BackLine(line["line_id"], quantity) for line, quantity in zip(sold.document["lines"], quantities, strict=True)
    ]
    return [line for line in found if line.quantity]


def test_parts_of_parts_pay_back_exactly_what_was_paid(counter: Counter, returns: ReturnDesk) -> None:
    sale_id = sell(counter, "A1", "A1", "A1", "B1", member=True)
    paid = returns.open(sale_id).document["pricing"]
    assert paid["saving"] > 0

    refunds = [
        returns.complete(sold, lines_of(sold, *quantities), (), WHY).refund_minor
        for quantities in ((1, 0), (1, 1), (1, 0))
        for sold in [returns.open(sale_id)]
    ]

    assert sum(refunds) == paid["payable"]
    bodies = counter.store.bodies("return")
    taken = sum(body["pricing"]["points_taken"]["group"] for body in bodies)
    assert taken == paid["points_earned"]["group"]
    assert [body["pricing"]["coupons_back"] for body in bodies] == [[], [], ["K1"]]
    funding: dict[str, int] = {}
    for body in bodies:
        for party, amount in body["pricing"]["funding"].items():
            funding[party] = funding.get(party, 0) + amount
    assert funding == paid["funding"]
    ids = [body["return_id"] for body in bodies]
    assert [body["after"] for body in bodies] == [[], ids[:1], ids[:2]]
    for body in bodies:
        check_return(read_body("return", encode_body(body)))
    sold = returns.open(sale_id)
    assert [line["sku"] for line in sold.document["lines"] if sold.left(line) is not None] == []


def test_no_more_comes_back_than_was_bought(counter: Counter, returns: ReturnDesk) -> None:
    sale_id = sell(counter, "A1", "A1")
    stale = returns.open(sale_id)
    returns.complete(stale, lines_of(stale, 1), (), WHY)

    with pytest.raises(Refused, match="return_too_much"):
        returns.quote(returns.open(sale_id), lines_of(stale, 2))
    # Somebody else took one back since this page was opened.
    with pytest.raises(Refused, match="return_too_much"):
        returns.complete(stale, lines_of(stale, 2), (), WHY)
    with pytest.raises(Refused, match="return_empty"):
        returns.quote(stale, [])

    assert len(counter.store.bodies("return")) == 1


def test_a_refund_goes_back_as_it_was_paid_and_a_card_needs_its_reference(
    counter: Counter, returns: ReturnDesk
) -> None:
    sold = returns.open(sell(counter, "A1", "B1", card=40000))
    quote = returns.quote(sold, lines_of(sold, 1, 1))
    assert {tender["kind"]: tender["amount_minor"] for tender in quote.refunds} == {"card": 40000, "cash": 24800}

    with pytest.raises(Refused, match="reference_missing"):
        returns.complete(sold, lines_of(sold, 0, 1), (), WHY)
    done = returns.complete(sold, lines_of(sold, 0, 1), (), Settlement("damaged", references=("R-1",)))
    rest = returns.quote(returns.open(sold.sale_id), lines_of(sold, 1, 0))

    card = next(tender for tender in done.body["tenders"] if tender["kind"] == "card")
    assert (card["of"], card["reference"]) == ("T-77", "R-1")
    after = {tender["kind"]: tender["amount_minor"] for tender in rest.refunds}
    assert after["card"] + card["amount_minor"] == 40000
    assert after["cash"] + done.cash_minor == 24800


def test_cash_for_a_card_needs_a_manager(counter: Counter, returns: ReturnDesk) -> None:
    sold = returns.open(sell(counter, "B1", card=4900))
    in_cash = Settlement("changed_mind", in_cash=True)

    with pytest.raises(Refused, match="approval_needed"):
        returns.complete(sold, lines_of(sold, 1), (), in_cash)
    done = returns.complete(sold, lines_of(sold, 1), (), in_cash, counter.approval("refund_in_cash"))

    assert done.cash_minor == 4900
    assert (done.body["cashier"], done.body["approved_by"]) == ("1001", "1007")
    assert [body["permission"] for body in counter.store.bodies("approval_given")] == ["refund_in_cash"]


def test_a_guide_takes_nothing_back_alone(counter: Counter, returns: ReturnDesk) -> None:
    sold = returns.open(sell(counter, "B1"))
    counter.staff.sign_out()
    counter.sign_in("1004")

    with pytest.raises(Refused, match="approval_needed"):
        returns.complete(sold, lines_of(sold, 1), (), WHY)

    assert counter.store.bodies("return") == []


def test_a_reason_is_given(counter: Counter, returns: ReturnDesk) -> None:
    sold = returns.open(sell(counter, "B1"))

    for reason in (Settlement("other"), Settlement("voided")):
        with pytest.raises(Refused, match="reason_missing"):
            returns.complete(sold, lines_of(sold, 1), (), reason)


def test_the_shift_knows_what_went_back(counter: Counter, returns: ReturnDesk) -> None:
    shifts = ShiftDesk(counter.desk, counter.staff, counter.store, counter.reference)
    shifts.open(10000)
    sold = returns.open(sell(counter, "B1", "B1"))
    returns.complete(sold, lines_of(sold, 1), (), WHY)

    reading = shifts.reading()

    assert reading.expected_cash_minor == 10000 + 4900
    assert (reading.returns.count, reading.refunds["cash"].amount_minor) == (1, 4900)
    (tax,) = reading.document()["taxes"]
    assert tax["net_minor"] + tax["tax_minor"] == 4900


def test_an_offer_that_ended_long_ago_still_says_what_a_return_is_worth(counter: Counter, returns: ReturnDesk) -> None:
    sold = returns.open(sell(counter, "A1", member=True))
    counter.reference.offer_records.clear()

    with pytest.raises(Refused, match="return_offers_gone"):
        returns.quote(sold, lines_of(sold, 1))


def test_the_last_sale_is_voided_by_a_manager_within_minutes(counter: Counter, returns: ReturnDesk) -> None:
    sell(counter, "A1", "B1")
    with pytest.raises(Refused, match="approval_needed"):
        returns.void_last()

    done = returns.void_last(approval=counter.approval("void_sale"))

    assert (done.refund_minor, done.body["reason"]) == (64800, "voided")
    with pytest.raises(Refused, match="void_too_late"):
        returns.void_last(approval=counter.approval("void_sale"))
    sell(counter, "B1")
    counter.clock.advance(16 * 60)
    with pytest.raises(Refused, match="void_too_late"):
        returns.void_last(approval=counter.approval("void_sale"))


def test_sales_are_found_by_number_time_and_amount(counter: Counter, returns: ReturnDesk) -> None:
    first, second = sell(counter, "A1"), sell(counter, "B1")

    assert [sale.sale_id for sale in returns.recent()] == [second, first]
    assert [sale.sale_id for sale in returns.recent("599.00")] == [first]
    number = returns.open(second).receipt_number
    assert [sale.sale_id for sale in returns.recent(number.lower())] == [second]
    with pytest.raises(Refused, match="return_sale_unknown"):
        returns.open("nothing")


def receipt_code(counter: Counter, sale_id: str) -> str:
    head = counter.store.entries[-1].head
    code = ReceiptCode(sale_id, head.epoch, head.seq, head.hash, 100, counter.clock.now().isoformat())
    return make_receipt(code, TILL, TILL.verifying_key.kid)


def test_a_receipt_opens_its_sale_whatever_key_its_till_has_today(counter: Counter) -> None:
    scans = ReturnScans(counter.desk, counter.catalogue, counter.reference)
    sale_id = sell(counter, "B1")
    text = receipt_code(counter, sale_id)
    rows = [row for row in counter.reference.key_rows if row["type"] != "till"]
    mine = {**key_row("till", TILL), "store": "S01", "till": "T01", "valid_to": "2026-11-11T09:00:00+08:00"}

    counter.reference.key_rows = [*rows, mine]
    shown = scans.scan(text)
    assert (shown.store, shown.till, shown.code.sale_id) == ("S01", "T01", sale_id)

    counter.reference.key_rows = [*rows, {**mine, "store": "S02"}]
    assert (scans.scan(text).store, scans.scan(text).code.sale_id) == ("S02", sale_id)

    counter.reference.key_rows = rows
    with pytest.raises(Refused, match="return_receipt_wrong"):
        scans.scan(text)


def test_other_codes_mean_nothing_here(counter: Counter) -> None:
    scans = ReturnScans(counter.desk, counter.catalogue, counter.reference)

    found = scans.scan("6907654321094")
    assert isinstance(found, ScannedGoods)
    assert found.product.sku == "B1"
    with pytest.raises(Refused, match="return_receipt_wrong"):
        scans.scan(counter.rotating_code())
    assert counter.checkout.state.basket.is_empty
    assert counter.checkout.state.member is None


def test_no_means_of_payment_gives_back_more_than_it_paid(counter: Counter, returns: ReturnDesk) -> None:
    sold = returns.open(sell(counter, "B1", "B1", card=4900))
    in_cash = Settlement("changed_mind", in_cash=True)
    returns.complete(sold, lines_of(sold, 1), (), in_cash, counter.approval("refund_in_cash"))

    sold = returns.open(sold.sale_id)
    quote = returns.quote(sold, lines_of(sold, 1))

    assert [(tender["kind"], tender["amount_minor"]) for tender in quote.refunds] == [("card", 4900)]


def test_the_receipt_of_a_return_has_words_in_every_language_of_receipts() -> None:
    assert set(RETURN_TEXTS) == set(TEXTS)
    assert len({frozenset(words) for words in RETURN_TEXTS.values()}) == 1
