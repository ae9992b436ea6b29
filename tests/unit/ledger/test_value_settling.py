"""Gift cards and stored value in a day's statements: who owes whom, per party, and that it sums to the postings."""

from __future__ import annotations

import json

import pytest

from central_ledger.application.audit import audit
from central_ledger.application.gift_cards import issue_cards
from central_ledger.application.settlement_days import settle_store
from tests.unit.ledger.conftest import cheap_hash, unprotected
from tests.unit.ledger.settled_sales import RULES, DatedWriter, dues, with_rules
from tests.unit.ledger.test_push import enrol
from tests.unit.ledger.test_settlement_days import Clock
from tests.unit.ledger.value_sold import NEVER, returned, send, sold, spent


@pytest.fixture
def time():
    return Clock()


@pytest.fixture
def books(data, time):
    ledger = data.open(time)
    enrol(ledger, ("S01", "T01"), ("S02", "T01"))
    with_rules(ledger)
    yield ledger
    ledger.close()


@pytest.fixture
def card(books):
    return issue_cards(books, NEVER, cheap_hash)[0].number


def till(store="S01"):
    writer = DatedWriter(store=store, till="T01")
    writer.open(f"epoch-{store}")
    return writer


def of_value(books, store):
    """What parties are to receive by value, at one store."""
    return {account: amount for account, amount in dues(books, store).items() if "/value_" in account}


def test_a_card_is_the_issuers_money_where_it_is_sold_and_the_issuers_debt_where_it_pays(books, card):
    assert send(books, till(), sold("s1", [card])) == [None]
    assert of_value(books, "S01") == {"store:S01/value_sold": -10_000, "platform/value_sold": 10_000}
    other = till("S02")
    assert send(books, other, spent("s2", card, 6_000, cash=1_000)) == [None]
    assert of_value(books, "S02") == {"store:S02/value_taken": 6_000, "platform/value_taken": -6_000}
    assert sum(dues(books, "S02").values()) == 0
    assert send(books, other, returned("s2", card, 4_000, store="S02"), kind="return") == [None]
    assert of_value(books, "S02") == {"store:S02/value_taken": 2_000, "platform/value_taken": -2_000}
    assert audit(books, rebuild=True).problems == []


def test_the_days_statements_name_it_and_sum_to_the_postings(books, card, time):
    time.on(11)
    send(books, till(), sold("s1", [card], goods=5_000), spent("s2", card, 3_000))
    time.on(13)
    closed = settle_store(books, "S01", "2026-11-11")
    document = json.loads(closed.document)
    by_party = {each["party"]: each for each in document["statements"] if each["unit"] == "CNY"}
    lines = {
        (party, line["what"]): line["amount"]
        for party, each in by_party.items()
        for line in each["lines"]
        if line["what"].startswith("value")
    }
    assert lines == {
        ("store:S01", "value_sold"): -10_000,
        ("platform", "value_sold"): 10_000,
        ("store:S01", "value_taken"): 3_000,
        ("platform", "value_taken"): -3_000,
    }
    assert sum(each["amount"] for each in by_party.values()) == 0
    assert audit(books).problems == []


def test_a_members_stored_value_names_its_issuer_and_a_stores_own_moves_nothing(books):
    def topped_up(sale_id, issuer):
        document = sold(sale_id, [], amount=0)
        account = f"SV:{issuer}:M1"
        document["one_id"] = "M1"
        topped = {"account_id": account, "kind": "stored_value", "issuer": issuer, "amount_minor": 8_000}
        document["value_sold"] = [topped]
        tender = document["tenders"][0]
        document["tenders"] = [tender | {"amount_minor": 8_000, "tendered_minor": 8_000}]
        return document

    writer = till()
    assert send(books, writer, topped_up("s1", "brand:LQX"), topped_up("s2", "store:S01")) == [None, None]
    assert of_value(books, "S01") == {"store:S01/value_sold": -8_000, "brand:LQX/value_sold": 8_000}
    assert audit(books).problems == []


def test_value_that_was_changed_in_the_books_is_found(books, card):
    send(books, till(), sold("s1", [card]))
    unprotected(books.database)
    statement = "UPDATE posting SET amount = amount * 2 WHERE transfer_id = ? AND store = ?"
    books.database.execute(statement, ("settlement/value/sale/s1", "S01"))
    assert "value_of_sale_differs" in {problem["what"] for problem in audit(books).problems}


def test_without_rules_nothing_is_split(data, time):
    ledger = data.open(time)
    enrol(ledger, ("S01", "T01"))
    number = issue_cards(ledger, NEVER, cheap_hash)[0].number
    assert send(ledger, till(), sold("s1", [number])) == [None]
    assert of_value(ledger, "S01") == {}
    with_rules(ledger, RULES)
    ledger.close()
