"""Rain checks at the ledger: used once, in whatever order promise and sales come."""

from __future__ import annotations

import itertools

import pytest

from central_ledger.application.audit import audit
from central_ledger.application.push import push
from tests.unit.ledger.journals import JournalWriter, sale_document

PROMISE = {
    "rain_check_id": "RC1",
    "staff_id": "E1",
    "sku": "A1",
    "name": "面霜",
    "quantity": 2,
    "unit_price_minor": 9_900,
    "currency": "CNY",
    "one_id": None,
    "valid_until": "2026-12-11T00:00:00+08:00",
}


def sale_by(sale_id, **changes):
    document = sale_document(sale_id, {"A1": 9_900})
    document["lines"][0] |= {"rain_check": "RC1"} | changes
    return document


@pytest.fixture
def books(ledger):
    with ledger.database.transaction():
        for store, till in (("S01", "T01"), ("S01", "T02"), ("S02", "T01")):
            ledger.journals.enrol(store, till, bytes(32), "counter", ledger.now())
    return ledger


def send(books, *entries):
    """Each entry (store, till, kind, document), one after the other."""
    writers = {}
    for store, till, kind, document in entries:
        if (store, till) not in writers:
            writers[store, till] = JournalWriter(store=store, till=till)
            writers[store, till].open(f"epoch-{store}-{till}")
        writers[store, till].add(kind, document)
        verdicts = push(books, store, till, writers[store, till].entries).verdicts
        assert {verdict.code for verdict in verdicts} == {None}


def cases(books):
    return sorted((case.kind, case.detail.get("what"), case.sale_id) for case in books.cases.all("open"))


ISSUED = ("S01", "T01", "rain_check_issued", PROMISE)
FIRST = ("S01", "T02", "sale", sale_by("first"))
SECOND = ("S02", "T01", "sale", sale_by("second"))


@pytest.mark.parametrize("order", list(itertools.permutations((ISSUED, FIRST, SECOND)))[::2])
def test_two_sales_by_one_promise_are_one_case_in_any_order(books, order):
    send(books, *order)
    later = [document["sale_id"] for _, _, kind, document in order if kind == "sale"][1]
    assert cases(books) == [("rain_check_reused", None, later)]
    assert audit(books, rebuild=True).problems == []


def test_one_sale_by_one_promise_is_none(books):
    send(books, ISSUED, FIRST)
    assert cases(books) == []
    row = books.rain_checks.get("RC1")
    assert (row.store, row.used_store, row.used_sale) == ("S01", "S01", "first")


def test_a_promise_that_nobody_made_is_looked_at(books):
    send(books, FIRST)
    assert cases(books) == [("facts", "rain_check_unknown", "first")]


@pytest.mark.parametrize("change", [{"sku": "A2"}, {"valid_until": "2026-11-11T00:00:00+08:00"}])
@pytest.mark.parametrize("is_first", [True, False])
def test_what_was_not_promised_is_looked_at(books, change, is_first):
    issued = (*ISSUED[:3], PROMISE | change)
    send(books, *((issued, FIRST) if is_first else (FIRST, issued)))
    assert cases(books) == [("facts", "rain_check_differs", "first")]
