"""Goods that members wait for: told to the stores, ended once in any order, met by a sale, released by time."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from central_ledger.application.merging import merge, unmerge
from central_ledger.application.push import push
from central_ledger.application.wanted import release_wanted
from retail.wanted import read_wanted
from tests.unit.ledger.journals import JournalWriter, sale_document

WISH = {
    "wanted_id": "w1",
    "kind": "wish",
    "one_id": "M1",
    "staff_id": "E1",
    "sku": "A1",
    "quantity": 1,
    "until": None,
    "note": "37 码",
}
ASIDE = WISH | {"wanted_id": "w2", "kind": "aside", "sku": "A2", "quantity": 2, "until": "2026-11-13", "note": ""}


@pytest.fixture
def books(ledger):
    with ledger.database.transaction():
        for store, till in (("S01", "T01"), ("S01", "T02"), ("S02", "T01")):
            ledger.journals.enrol(store, till, bytes(32), "counter", ledger.now())
    return ledger


def told(ledger, *events, till="T01", store="S01"):
    """Entries of one till, each as kind and body, in a journal of their own."""
    journal = JournalWriter(store=store, till=till)
    journal.open(f"e-{till}-{'-'.join(str(body.get('wanted_id') or body.get('sale_id')) for _, body in events)}")
    for kind, body in events:
        journal.add(kind, body)
    for _ in range(2):
        result = push(ledger, store, till, journal.entries)
    assert {verdict.word for verdict in result.verdicts} == {"exists"}
    return journal


def shown(ledger, store="S01"):
    rows = ledger.feeds.after(store, "wanted", 0, 99)
    return {row.key: None if row.deleted else read_wanted(json.loads(row.data)) for row in rows}


def ended(wanted, reason="withdrawn"):
    body = {"wanted_id": wanted["wanted_id"], "kind": wanted["kind"], "one_id": wanted["one_id"], "staff_id": "E2"}
    return ("goods_wanted_ended", body | {"reason": reason, "basket_id": "b" if reason == "taken" else None})


def test_a_wish_is_known_wherever_its_member_is_and_what_is_put_aside_where_it_lies(books):
    told(books, ("goods_wanted", WISH), ("goods_wanted", ASIDE))
    here, there = shown(books), shown(books, "S02")
    assert {key: (one.sku, one.until, one.note) for key, one in here.items()} == {
        "w1": ("A1", None, "37 码"),
        "w2": ("A2", "2026-11-13", ""),
    }
    assert set(there) == {"w1"}
    told(books, ended(WISH), ended(ASIDE, "taken"), till="T02")
    assert shown(books) == {"w1": None, "w2": None}
    assert shown(books, "S02") == {"w1": None}


def test_an_end_that_comes_before_its_beginning_stays_the_end(books):
    told(books, ended(ASIDE, "taken"), till="T02")
    told(books, ("goods_wanted", ASIDE))
    assert shown(books) == {"w2": None}
    assert books.wanted.open_of("M1") == []


def test_a_sale_meets_wishes_anywhere_and_what_was_put_aside_in_its_own_store(books):
    told(books, ("goods_wanted", WISH), ("goods_wanted", ASIDE))
    other = ASIDE | {"wanted_id": "w3", "sku": "A1"}
    told(books, ("goods_wanted", other), till="T01", store="S02")
    told(books, ("sale", sale_document("s1", {"A1": 12900}, one_id="M1")), till="T02")
    assert [row.wanted_id for row in books.wanted.open_of("M1")] == ["w2", "w3"]
    assert shown(books)["w1"] is None
    assert books.wanted.get("M1", "w1").ended_why == "bought"


def test_nobody_came_by_its_day(books):
    told(books, ("goods_wanted", WISH), ("goods_wanted", ASIDE))
    books.clock = lambda: datetime(2026, 11, 14, 11, 59, tzinfo=UTC)
    assert release_wanted(books) == 0, "somewhere it is that day still"
    books.clock = lambda: datetime(2026, 11, 14, 12, 0, tzinfo=UTC)
    assert release_wanted(books) == 1
    assert shown(books)["w2"] is None
    assert shown(books)["w1"] is not None


def test_what_cannot_be_so_is_set_aside_and_who_is_unknown_is_a_case(books):
    for wrong in ({"until": "2026-11-13"}, {"quantity": 0}, {"kind": "dream"}):
        journal = JournalWriter(till="T02")
        journal.open(f"wrong-{len(str(wrong))}-{next(iter(wrong))}")
        journal.add("goods_wanted", WISH | wrong)
        assert push(books, "S01", "T02", journal.entries).verdicts[-1].code == "bad_body"
    told(books, ("goods_wanted", WISH | {"one_id": "M9", "wanted_id": "w9"}))
    assert [case.detail["what"] for case in books.cases.of_holder("M9")] == ["member_unknown"]


def test_members_who_become_one_and_two_again_keep_what_each_told(books):
    told(books, ("goods_wanted", WISH), ("goods_wanted", ASIDE | {"one_id": "M2"}))
    merge(books, "M1", "M2", who="person:p", why="same")
    assert [row.wanted_id for row in books.wanted.open_of("M1")] == ["w1", "w2"]
    assert shown(books)["w2"].one_id == "M1"
    told(books, ("goods_wanted", WISH | {"one_id": "M2", "wanted_id": "w4"}), till="T02")
    assert shown(books)["w4"].one_id == "M1"
    unmerge(books, "M2", who="person:p")
    assert [row.wanted_id for row in books.wanted.open_of("M1")] == ["w1"]
    assert {row.wanted_id for row in books.wanted.open_of("M2")} == {"w2", "w4"}
