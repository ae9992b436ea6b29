"""Gift cards that are overdrawn, unknown or sold twice; eight clients at one of them; and books that are wrong."""

from __future__ import annotations

import json
import threading

import pytest

from central_ledger.application.audit import audit
from central_ledger.application.cases import decide_case, take_case
from central_ledger.application.gift_cards import Issue, issue_cards, make_cards
from central_ledger.application.value_holds import HoldWanted, hold
from central_ledger.domain.roles import Grant, Speaker
from tests.unit.ledger.conftest import cheap_hash, unprotected
from tests.unit.ledger.value_sold import (
    FixedClock,
    issued,
    journal,
    on,
    opened_books,
    returned,
    selling,
    send,
    sold,
    spent,
)


@pytest.fixture
def fixed():
    return FixedClock()


@pytest.fixture
def books(data, fixed):
    yield from opened_books(data, fixed)


@pytest.fixture
def card(books):
    return issued(books)


@pytest.fixture
def till(books, card):
    return selling(books, card)


def in_some_order(books, card, order):
    """Two tills spend more of a card than was on it, and it is sold: in any order of arrival."""
    documents = {
        "sold": ("T01", sold("sold", [card])),
        "first": ("T02", spent("first", card, 9_000)),
        "second": ("S2", spent("second", card, 4_000)),
    }
    writers = {"T01": journal(), "T02": journal(till="T02"), "S2": journal("S02")}
    for name in order:
        where, document = documents[name]
        assert send(books, writers[where], document) == [None]
    found = audit(books)
    assert found.problems == []
    losses = sum(row["amount"] for row in found.accounts if row["account"].startswith("benefit_loss/"))
    kinds = sorted(case.kind for case in books.cases.all("open") if case.kind == "value_overdrawn")
    return on(books, card)[1], losses, kinds, [case.amount for case in books.cases.all("open") if case.amount == 3_000]


@pytest.mark.parametrize("order", [("second", "first", "sold"), ("first", "sold", "second")])
def test_more_than_there_was_is_one_loss_in_whatever_order_it_comes(books, card, order):
    assert in_some_order(books, card, order) == (0, 3_000, ["value_overdrawn"], [3_000])


def test_a_decision_makes_the_loss_final(books, card, till):
    send(books, till, spent("s2", card, 9_000), spent("s3", card, 4_000))
    (case,) = books.cases.all("open")
    manager = Speaker("person:P1", "manager", (Grant("group_manager"),))
    take_case(books, manager, case.case_id, None)
    decide_case(books, manager, case.case_id, "accepted", "")
    assert send(books, till, returned("s3", card, 4_000), kind="return") == [None]
    assert on(books, card) == ("active", 4_000)
    assert audit(books).problems == []


def test_a_card_that_nobody_issued_is_a_case_and_its_store_stands_for_it(books):
    (from_thin_air,) = [card.number for card in make_cards(1)]
    till = journal(till="T02")
    assert send(books, till, spent("s2", from_thin_air, 4_000)) == [None]
    kinds = {case.kind: case for case in books.cases.all("open") if case.holder == from_thin_air}
    assert set(kinds) == {"facts", "value_overdrawn"}
    assert (kinds["value_overdrawn"].amount, kinds["value_overdrawn"].bearer) == (4_000, "store:S01")
    assert audit(books).problems == []


def test_a_card_that_is_sold_twice_holds_both_and_is_looked_at(books, card, till):
    assert send(books, journal("S02"), sold("s9", [card])) == [None]
    assert on(books, card) == ("active", 20_000)
    assert [case.detail["what"] for case in books.cases.all("open")] == ["card_sold_again"]


def test_eight_clients_that_spend_one_card_never_overdraw_it(data, fixed):
    """Each holds, sells for what it got, and again: until nothing is left, and on."""
    books = data.open(fixed)
    with books.database.transaction():
        for number in range(1, 9):
            books.journals.enrol("S01", f"T{number:02}", bytes(32), "counter", books.now())
    (card,) = [one.number for one in issue_cards(books, Issue(1, "group", "CNY", None, None, "one"), cheap_hash)]
    assert send(books, journal(), sold("s0", [card], amount=5_000)) == [None]
    taken, failures = list[int](), list[BaseException]()

    def client(number: int) -> None:
        try:
            ledger, writer = data.open(fixed), journal(till=f"T{number:02}" if number > 1 else "T09")
            for turn in range(6):
                name = f"h-{number}-{turn}"
                granted = hold(ledger, "S01", writer.till, name, HoldWanted(card, 170 + turn, 600, True)).granted_minor
                if granted:
                    taken.append(granted)
                    assert send(ledger, writer, spent(name, card, granted, hold_id=name)) == [None]
        except BaseException as error:  # noqa: BLE001 - told below
            failures.append(error)

    with books.database.transaction():
        books.journals.enrol("S01", "T09", bytes(32), "counter", books.now())
    threads = [threading.Thread(target=client, args=(number,)) for number in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(100)
    assert failures == []
    row = books.value_accounts.get(card)
    assert (row.balance, row.overdrawn, sum(taken)) == (0, 0, 5_000)
    found = audit(books)
    assert (found.problems, found.cases) == ([], {})


def test_a_wrong_balance_is_found(books, card, till):
    with books.database.transaction():
        books.database.execute("UPDATE value_account SET balance = 10001 WHERE holder = ?", (card,))
    assert [problem["what"] for problem in audit(books).problems] == ["value_balance"]
    with books.database.transaction():
        unprotected(books.database)
        books.database.execute("UPDATE member_posting SET amount = amount * 2 WHERE one_id = ?", (card,))
    found = {problem["what"] for problem in audit(books, rebuild=True).problems}
    assert found >= {"value_balance", "value_sold_differs", "value_postings_differ_from_the_journal"}
    assert json.dumps(audit(books).report())
