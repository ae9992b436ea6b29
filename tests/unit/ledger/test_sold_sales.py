"""Sales for tills that take goods back: what they are told, that one at a time has them, and reads on record."""

from __future__ import annotations

import base64
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from central_ledger.application.sold_sales import find_sale, hold_sale, release_sale, sales_of_member, sales_of_receipt
from retail.goods_return import Back, BackLine, price_return
from retail.receipt_number import number_of, read_receipt_number
from tests.unit.ledger.goods_returned import return_of
from tests.unit.ledger.journals import JournalWriter
from tests.unit.ledger.priced_sales import AT, case_of, coupon, member, sale_of
from tests.unit.ledger.test_push import enrol, send

HERE, THERE = ("S01", "T01"), ("S02", "T01")


class Clock:
    def __init__(self):
        self.now = datetime(2026, 11, 12, 2, 0, tzinfo=UTC)

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def books(data, clock):
    opened = data.open(clock)
    enrol(opened, HERE, ("S01", "T02"), THERE)
    yield opened
    opened.close()


@pytest.fixture
def sale(books, journal):
    """M1 bought a cream and a serum at S01 with a coupon."""
    offers = [books.reference.offer("OFF50", 1)]
    sold = sale_of("sale-1", case_of(offers, "A1", "A2", member=member(), coupons=[coupon()]))
    sold |= {"note": "private", "member_proof": {"how": "card", "as_of": AT, "cti": None}}
    journal.add("sale", sold)
    assert send(books, journal.entries)[-1] == "created"
    return sold


def there() -> JournalWriter:
    writer = JournalWriter(*THERE)
    writer.open("epoch-s02")
    return writer


def test_another_till_is_told_what_a_return_needs_and_no_more(books, sale):
    found = find_sale(books, "S01", "sale-1")
    assert found is not None
    assert (found.till, found.epoch, found.seq, found.returns) == ("T01", "epoch-1", 2, ())
    assert set(found.document) == {"sale_id", "currency", "one_id", "input", "pricing", "lines", "tenders"}
    assert list(found.offers) == [("OFF50", 1)]
    back = Back(AT, (BackLine("1", 1),))
    here = price_return(sale, books.reference.offer, [], back)
    assert price_return(found.document, lambda *name: found.offers.get(name), [], back) == here
    assert find_sale(books, "S02", "sale-1") is None


def test_what_came_back_anywhere_is_told(books, sale):
    journal = there()
    journal.add("return", return_of(books, sale, "r1", [("1", 1)]))
    send(books, journal.entries)

    found = find_sale(books, "S01", "sale-1")
    assert found is not None
    (back,) = found.returns
    assert set(back) == {"return_id", "at", "lines", "gifts", "tenders"}
    second = price_return(found.document, books.reference.offer, found.returns, Back(AT, (BackLine("2", 1),)))
    assert second.pricing.coupons_back == ("C1",)


def test_two_tills_at_once_and_one_of_them_gets_it(data, books, sale):
    def hold(by):
        ledger = data.open()
        try:
            return hold_sale(ledger, "S01", "sale-1", by)
        finally:
            ledger.close()

    with ThreadPoolExecutor(2) as pool:
        answers = dict(zip((HERE, THERE), pool.map(hold, (HERE, THERE)), strict=True))

    (winner,) = [by for by, answer in answers.items() if answer.granted]
    (loser,) = [by for by in answers if by != winner]
    assert answers[loser].by == winner


def test_a_hold_ends_by_its_return_by_letting_go_and_by_time(books, sale, clock):
    assert hold_sale(books, "S01", "sale-1", THERE).granted
    assert hold_sale(books, "S01", "sale-1", THERE).granted
    assert hold_sale(books, "S01", "sale-1", HERE).by == THERE
    release_sale(books, "S01", "sale-1", HERE)  # it is not theirs to let go
    assert not hold_sale(books, "S01", "sale-1", HERE).granted

    journal = there()
    journal.add("return", return_of(books, sale, "r1", [("1", 1)]))
    send(books, journal.entries)
    assert hold_sale(books, "S01", "sale-1", HERE).granted
    release_sale(books, "S01", "sale-1", HERE)
    assert hold_sale(books, "S01", "sale-1", THERE).granted
    clock.now += timedelta(seconds=601)
    assert hold_sale(books, "S01", "sale-1", HERE).granted
    assert hold_sale(books, "S01", "unknown", HERE) is None


def test_a_members_sales_are_found_in_all_stores_and_a_receipt_by_its_number(books, sale, journal):
    far = there()
    far.sale("sale-9", one_id="M1")
    send(books, far.entries)

    listed = sales_of_member(books, "M1")
    assert {(each.store, each.sale_id) for each in listed} == {("S01", "sale-1"), ("S02", "sale-9")}
    assert sales_of_member(books, "M2") == []
    number = number_of("S02", "T01", "epoch-s02", 2)
    place = read_receipt_number(number.lower())
    assert place is not None
    (found,) = sales_of_receipt(books, place)
    assert (found.sale_id, found.receipt_number) == ("sale-9", number)
    assert sales_of_receipt(books, read_receipt_number("S02-T01-EPOC-000001")) == []  # an entry, and no sale


@pytest.mark.parametrize("text", ["", "S01", "S01-T01-AB-000001", "S01-T01-ABCD-x", "-T01-ABCD-000001", "1-2"])
def test_what_is_no_receipt_number_is_none(text):
    assert read_receipt_number(text) is None


def test_over_the_line_it_is_signed_and_on_record(serve, enrolled, data, journal):
    running = serve()
    till, other = enrolled(running), enrolled(running, "S02", "T01")
    journal.sale("sale-1", one_id="M1")
    assert till.push(journal.entries).status_code == 200

    answer = other.send("GET", "/v1/sales/S01/sale-1")
    assert answer.status_code == 200, answer.text
    signature = base64.b64decode(answer.headers["OneTill-Group-Signature"])
    assert other.group_key.is_signature(signature, b"sale\nS02/T01\n" + answer.content)
    assert answer.json()["sale"]["one_id"] == "M1"
    assert other.send("POST", "/v1/sales/S01/sale-1/hold").json()["granted"] is True
    assert till.send("POST", "/v1/sales/S01/sale-1/hold").json()["held_by"] == {"store": "S02", "till": "T01"}
    assert other.send("POST", "/v1/sales/S01/sale-1/release").json() == {"released": True}
    assert [s["sale_id"] for s in other.send("GET", "/v1/sales?one_id=M1").json()["sales"]] == ["sale-1"]
    assert other.send("GET", "/v1/sales/S01/nothing").json()["error"]["code"] == "not_found"
    assert other.send("GET", "/v1/sales?one_id=M1&receipt=x").json()["error"]["code"] == "malformed"

    ledger = data.open()
    try:
        reads = [(r["who"], r["what"], r["why"]) for r in ledger.reads.of_member("M1", [])]
    finally:
        ledger.close()
    assert reads == [("till:S02/T01", "sale:S01/sale-1", "return"), ("till:S02/T01", "sales", "return")]
