"""Goods that pay for other goods, and goods that come back without a receipt, at the ledger."""

from __future__ import annotations

import json

import pytest

from central_ledger.application import publish
from central_ledger.application.audit import audit
from retail.ports import StaffMember
from retail.tax import included_tax
from tests.unit.ledger.goods_returned import judged, other_till, prepared, return_of
from tests.unit.ledger.priced_sales import AT, case_of, sale_of
from tests.unit.ledger.test_push import balances, send


@pytest.fixture
def books(ledger):
    return prepared(ledger)


def exchanged(books, journal, amount=12900, **changes):
    """A return that pays for a sale of this till, and the sale."""
    sold = sale_of("sale-1", case_of([], "A1"))
    journal.add("sale", sold)
    body = return_of(books, sold, "r1", [("1", 1)])
    refund = body["pricing"]["refund"]
    parts = [{"kind": "cash", "amount_minor": refund, "of": None}]
    tender = {"kind": "exchange", "amount_minor": refund, "reference": "sale-2", "of": None, "parts": parts}
    journal.add("return", body | {"tenders": [tender]})
    new = sale_of("sale-2", case_of([], "A1"))
    paid = {**tender, "reference": "r1", "tendered_minor": refund, "change_minor": 0} | changes
    return new | {"tenders": [paid]}


def test_goods_that_pay_for_goods_are_no_money(books, journal):
    before = balances(books)
    journal.add("sale", exchanged(books, journal))
    assert set(send(books, journal.entries[:-1])) == {"created"}
    assert [each["account"] for each in audit(books).exchanges_open] == ["tender/S01/T01/exchange"]

    assert send(books, journal.entries)[-1] == "created"

    now = balances(books)
    assert now.get(("tender/S01/T01/exchange", "CNY"), 0) == 0
    assert now["tender/S01/T01/cash", "CNY"] - before.get(("tender/S01/T01/cash", "CNY"), 0) == 12900
    assert judged(books) == []
    found = audit(books)
    assert (found.problems, found.exchanges_open) == ([], [])


def test_an_exchange_without_its_return_is_a_case(books, journal):
    journal.add("sale", exchanged(books, journal, reference="r9"))

    assert send(books, journal.entries)[-1] == "created"

    assert judged(books) == [("exchange_differs", "sale-2", 12900, "store:S01")]


@pytest.mark.parametrize(
    "change",
    [{"parts": []}, {"reference": None}, {"parts": [{"kind": "cash", "amount_minor": 1}]}, {"kind": "card"}],
)
def test_an_exchange_says_where_its_money_came_from(books, journal, change):
    journal.add("sale", exchanged(books, journal, **change))

    assert send(books, journal.entries)[-1] == "quarantined bad_sale"


def unreceipted(return_id="u1", amount=12900, **changes):
    line = {
        "line_no": 1,
        "line_id": "1",
        "sku": "A1",
        "name": "A1",
        "brand": "LQX",
        "quantity": 1,
        "condition": "sellable",
        "gross_minor": amount,
        "manual_minor": 0,
        "net_minor": amount,
        "tax_bps": 1300,
        "tax_minor": included_tax(amount, 1300),
    }
    pricing = {"refund": amount, "points_back": 0, "points_taken": {}, "coupons_back": []}
    pricing |= {"gifts_charged": {}, "funding": {}, "gift_funding": {}}
    return {
        "return_id": return_id,
        "sale": None,
        "cashier": "E5",
        "approved_by": "E9",
        "currency": "CNY",
        "one_id": None,
        "at": AT,
        "reason": "changed_mind",
        "text": "",
        "after": [],
        "lines": [line],
        "gifts": [],
        "pricing": pricing,
        "tenders": [{"kind": "cash", "amount_minor": amount, "of": None, "reference": None}],
    } | changes


@pytest.fixture
def allowed(books):
    """E9 is a manager of S01, where 200.00 may go back without a receipt."""
    with books.database.transaction():
        publish.publish_staff(books, "S01", [StaffMember("E9", "经理", ("manager",), "x")])
        books.feeds.put("S01", "settings", {"returns": json.dumps({"without_receipt_minor": 20000})})
    return books


def test_goods_without_a_receipt_are_booked_and_in_stock_again(allowed, journal):
    before = balances(allowed)
    journal.add("return", unreceipted())
    assert send(allowed, journal.entries)[-1] == "created"

    now = balances(allowed)
    assert now["tender/S01/T01/cash", "CNY"] - before.get(("tender/S01/T01/cash", "CNY"), 0) == -12900
    assert allowed.stock.levels("S01", ["A1"])["A1"].thousandths == 1000
    assert judged(allowed) == []
    found = audit(allowed)
    assert (found.problems, found.returns_without_sale) == ([], 0)


@pytest.mark.parametrize("change", [{"approved_by": None}, {"approved_by": "E5"}, {"amount": 20001}])
def test_without_a_right_or_beyond_the_limit_it_is_a_case(allowed, journal, change):
    journal.add("return", unreceipted(**change))
    send(allowed, journal.entries)

    ((kind, _, amount, bearer),) = judged(allowed)
    assert (kind, amount, bearer) == ("return_unapproved", change.get("amount", 12900), "store:S01")


def test_a_receipt_that_could_not_be_looked_up_still_counts(allowed, journal):
    sold = sale_of("sale-1", case_of([], "A1"))
    journal.add("sale", sold)
    journal.add("return", return_of(allowed, sold, "r1", [("1", 1)]))
    send(allowed, journal.entries)
    assert judged(allowed) == []

    shown = {"store": "S01", "till": "T01", "sale_id": "sale-1", "epoch": "epoch-1", "seq": 2}
    there = other_till("S01", "T02")
    there.add("return", unreceipted(receipt=shown))
    send(allowed, there.entries)

    assert judged(allowed) == [("returned_twice", "sale-1", 12900, "store:S01")]


@pytest.mark.parametrize("change", [{"one_id": "M1"}, {"after": ["r1"]}])
def test_without_its_sale_nobody_knows_more(allowed, journal, change):
    journal.add("return", unreceipted(**change))

    assert send(allowed, journal.entries)[-1] == "quarantined bad_return"
