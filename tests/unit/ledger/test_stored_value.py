"""Stored value at the ledger: made by who adds to it, spent by its member, looked at on record, merged with members."""

from __future__ import annotations

import pytest

from central_ledger.application.audit import audit
from central_ledger.application.merging import merge, unmerge
from central_ledger.application.reservations import release
from central_ledger.application.value_holds import HoldWanted, hold, look, note_look
from tests.unit.ledger.value_sold import (
    FixedClock,
    accounts_of,
    journal,
    opened_books,
    send,
    sold,
    spent,
)

ACCOUNT = "SV:group:M1"


@pytest.fixture
def fixed():
    return FixedClock()


@pytest.fixture
def books(data, fixed):
    yield from opened_books(data, fixed)


def topped_up(sale_id, amount, one_id="M1", account=ACCOUNT):
    document = sold(sale_id, [account], amount=amount) | {"one_id": one_id}
    document["value_sold"][0]["kind"] = "stored_value"
    return document


def paid_by_member(sale_id, amount, one_id="M1"):
    document = spent(sale_id, ACCOUNT, amount) | {"one_id": one_id}
    document["tenders"][0]["kind"] = "stored_value"
    return document


def test_stored_value_is_made_by_who_adds_to_it_and_spent_by_its_member_alone(books):
    till = journal()
    assert send(books, till, topped_up("s1", 10_000), topped_up("s2", 5_000)) == [None, None]
    assert books.value_accounts.get(ACCOUNT).one_id == "M1"
    held = hold(books, "S02", "T01", "h1", HoldWanted(ACCOUNT, 20_000, 60, one_id="M1"))
    assert (held.granted_minor, held.left_minor) == (15_000, 0)
    assert hold(books, "S01", "T02", "h2", HoldWanted(ACCOUNT, 1, 60, one_id="M2")).code == "unknown"
    assert look(books, "S01", ACCOUNT, proven=False, one_id="M2") is None
    assert look(books, "S01", ACCOUNT, proven=False, one_id="M1").left_minor == 0
    release(books, "S02", "T01", "h1")
    assert send(books, till, paid_by_member("s3", 4_000)) == [None]
    found = accounts_of(books)
    assert found["value/stored_value/group/*"] == -11_000
    assert (found["tender/S01/T01/stored_value"], found["value_taken/group/S01"]) == (4_000, -4_000)


def test_stored_value_of_nobody_is_set_aside_and_of_another_is_looked_at(books):
    assert send(books, journal(), topped_up("s1", 10_000, one_id=None)) == ["bad_sale"]
    assert send(books, journal(till="T02"), topped_up("s2", 10_000, one_id="M2")) == [None]
    assert [case.detail["what"] for case in books.cases.all("open") if case.kind == "facts"] == ["value_unknown"]
    assert audit(books).problems == []


def test_asking_about_the_value_of_another_stores_member_is_on_record(books):
    send(books, journal(), topped_up("s1", 10_000))
    send(books, journal("S02"), topped_up("s9", 100, one_id="M2", account="SV:group:M2"))
    hold(books, "S01", "T01", "h1", HoldWanted("SV:group:M2", 50, 60, one_id="M2"))
    note_look(books, "S01", "T01", "M2")
    note_look(books, "S02", "T01", "M2")  # of its own store
    assert [read["who"] for read in books.reads.of_member("M2", ["S01"]) if "T01" in read["who"]] == [
        "till:S01/T01"
    ] * 2


def test_stored_value_follows_members_who_are_one_and_back(books):
    till = journal()
    send(books, till, topped_up("s1", 10_000), topped_up("s2", 2_000, one_id="M2", account="SV:group:M2"))
    merge(books, "M2", "M1", who="person:P1", why="asked")
    assert look(books, "S01", ACCOUNT, proven=False, one_id="M1").left_minor == 12_000
    # A till that has not heard of it adds to, and takes from, the id that it knows.
    assert send(books, till, topped_up("s3", 500), paid_by_member("s4", 4_000)) == [None, None]
    assert look(books, "S01", "SV:group:M2", proven=False, one_id="M2").left_minor == 8_500
    assert hold(books, "S01", "T02", "h1", HoldWanted(ACCOUNT, 99_999, 60, one_id="M1")).granted_minor == 8_500
    release(books, "S01", "T02", "h1")
    unmerge(books, "M1", who="person:P1")
    assert look(books, "S01", ACCOUNT, proven=False, one_id="M1").left_minor == 8_500
    assert look(books, "S01", "SV:group:M2", proven=False, one_id="M2").left_minor == 0
    assert audit(books).problems == []
