"""Notes of guides about members, and who had a member's data unmasked, at the ledger."""

from __future__ import annotations

import json

import pytest

from central_ledger.application.leaving import leave_store
from central_ledger.application.merging import merge, unmerge
from central_ledger.application.push import push
from tests.unit.ledger.joins import joined_at, prepare_joins


@pytest.fixture
def books(ledger):
    return prepare_joins(ledger)


def tell(ledger, till, *entries):
    journal = joined_at(till)
    for kind, body in entries:
        journal.add(kind, body)
    return [verdict.word for verdict in push(ledger, "S01", till, journal.entries).verdicts]


def note(note_id="N1", one_id="M1", text="下周来试大衣"):
    return "member_note_written", {"note_id": note_id, "one_id": one_id, "staff_id": "E1", "text": text}


def removed(note_id="N1", one_id="M1"):
    return "member_note_removed", {"note_id": note_id, "one_id": one_id, "staff_id": "E1"}


def notes_of(ledger, store="S01"):
    rows = ledger.feeds.after(store, "member_notes", 0, 100)
    return {row.key: None if row.deleted else json.loads(row.data) for row in rows}


def test_a_note_comes_to_the_desks_of_its_store_and_to_no_other(books):
    assert tell(books, "T01", note()) == ["created", "created"]
    told = notes_of(books)["N1"]
    assert (told["one_id"], told["staff_id"], told["text"]) == ("M1", "E1", "下周来试大衣")
    assert notes_of(books, "S02") == {}  # M1 is a member of that store, too


def test_a_note_that_is_removed_is_gone_in_whatever_order_it_is_heard(books):
    tell(books, "T01", note())
    tell(books, "T02", removed(), removed("N2"))
    assert notes_of(books)["N1"] is None
    assert [row.text for row in books.member_notes.of_member("M1")] == ["", ""]
    journal = joined_at("T01")
    for kind, body in (note(), note("N2")):
        journal.add(kind, body)
    push(books, "S01", "T01", journal.entries)
    assert notes_of(books)["N2"] is None


def test_notes_follow_the_member_through_a_merge_and_back(books):
    tell(books, "T01", note("N1", "M1"), note("N2", "M2"))
    merge(books, "M1", "M2", who="console:ann", why="the same person")
    assert {row["one_id"] for row in notes_of(books).values()} == {"M1"}
    unmerge(books, "M2", who="console:ann")
    assert {key: row["one_id"] for key, row in notes_of(books).items()} == {"N1": "M1", "N2": "M2"}


def test_who_is_no_member_of_the_store_any_more_leaves_no_note_at_its_tills(books):
    tell(books, "T01", note())
    with books.database.transaction():
        leave_store(books, "M1", "S01")
    assert notes_of(books)["N1"] is None
    assert books.member_notes.of_member("M1")[0].text == "下周来试大衣"


def test_a_note_about_nobody_is_a_case(books):
    tell(books, "T01", note(one_id="M404"))
    assert notes_of(books) == {}
    assert [case.detail["what"] for case in books.cases.of_holder("M404")] == ["member_unknown"]


@pytest.mark.parametrize(
    "body",
    [
        {"note_id": "N1", "one_id": "M1", "staff_id": "E1", "text": ""},
        {"note_id": "N1", "one_id": "M1", "staff_id": "E1", "text": "x" * 401},
        {"note_id": "N1", "one_id": "M1", "text": "x"},
    ],
)
def test_a_note_that_is_none_is_set_aside(books, body):
    assert tell(books, "T01", ("member_note_written", body)) == ["created", "quarantined"]


def test_whoever_had_the_phone_shown_stands_among_the_readers_with_the_reason(books):
    body = {"one_id": "M1", "staff_id": "E1", "fields": ["phone"], "reason": "call"}
    assert tell(books, "T01", ("member_unmasked", body)) == ["created", "created"]
    (read,) = books.reads.of_member("M1", [])
    assert (read["who"], read["what"], read["why"], read["store"]) == ("staff:S01/E1", "unmask:phone", "call", "S01")
    assert tell(books, "T02", ("member_unmasked", body | {"reason": "curious"}))[1] == "quarantined"
