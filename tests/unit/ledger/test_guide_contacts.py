"""Guides of members, and contacts with them, at the ledger: each entry once, in any order, told to every store."""

from __future__ import annotations

import json
from itertools import permutations

import pytest

from central_ledger.application.audit import audit
from central_ledger.application.contact_cases import KIND
from central_ledger.application.group_rules import RulesRefused, publish_rules
from central_ledger.application.leaving import leave_store
from central_ledger.application.merging import merge, unmerge
from central_ledger.application.push import push
from central_ledger.domain.events import Happened, Recipient, events_of
from retail.contact_tasks import task_id
from retail.contacts import read_contact_book
from retail.messages import make_entry
from tests.unit.ledger.journals import JournalWriter

MORNING = "2026-11-11T10:00:00+08:00"
TODAY = {
    "rules": [{"id": "b", "kind": "birthday", "name": "生日", "importance": 9, "text": "{name}", "stores": ["S01"]}]
}


def mark_body(mark_id="k1", one_id="M1", occasion="2026", **more):
    return {
        "mark_id": mark_id,
        "task_id": task_id("b", one_id, occasion),
        "rule_id": "b",
        "kind": "birthday",
        "one_id": one_id,
        "occasion": occasion,
        "brand": None,
        "staff_id": "E1",
        "guide": "E1",
        "rules": 1,
        "note": "",
        **more,
    }


def said(change_id, *, given, one_id="M1"):
    consents = [{"purpose": "contact", "text_version": "1", "given": given}]
    return {"change_id": change_id, "one_id": one_id, "staff_id": "E1", "consents": consents}


def assigned(assignment_id, guide, one_id="M1", why="chosen"):
    return {"assignment_id": assignment_id, "one_id": one_id, "guide": guide, "staff_id": "E1", "why": why}


@pytest.fixture
def books(ledger):
    with ledger.database.transaction():
        for store, till in (("S01", "T01"), ("S01", "T02"), ("S02", "T01")):
            ledger.journals.enrol(store, till, bytes(32), "counter", ledger.now())
    return ledger


class Desk(JournalWriter):
    """A till whose entries say when they were."""

    def at(self, when, kind, document):
        entry = make_entry(
            store=self.store,
            till=self.till,
            after=self.head,
            kind=kind,
            occurred_at=when,
            elapsed_ms=0,
            document=document,
        )
        self.head = entry.head
        self.entries.append(entry)
        return entry


def desk(till="T01", store="S01"):
    made = Desk(store=store, till=till)
    made.open("epoch-1")
    return made


def tell(books, journal):
    return [verdict.code for verdict in push(books, journal.store, journal.till, journal.entries).verdicts]


def row_of(books, store, feed, one_id="M1"):
    found = books.feeds.get(store, feed, one_id)
    return None if found is None else json.loads(found)


def cases(books):
    return [case for case in books.cases.all() if case.kind == KIND]


def test_a_contact_is_kept_once_and_every_store_of_the_member_hears_of_it(books):
    journal = desk()
    journal.at(MORNING, "task_done", mark_body(how="call", note="rang twice"))
    for _ in range(2):
        assert tell(books, journal) == [None, None]
    here, there = (read_contact_book(row_of(books, store, "contacts")) for store in ("S01", "S02"))
    assert here.contacts == there.contacts
    assert [(one.at.isoformat(), one.store) for one in here.contacts] == [("2026-11-11T02:00:00+00:00", "S01")]
    marked = task_id("b", "M1", "2026")
    assert (here.marks[marked].note, there.marks[marked].note) == ("rang twice", ""), "notes stay in their store"
    assert len(books.contacts.marks_of("M1")) == 1
    with books.database.transaction():
        leave_store(books, "M1", "S02")
    assert row_of(books, "S02", "contacts") is None
    assert audit(books).problems == []


def test_what_two_desks_did_is_the_same_in_whatever_order_it_comes(books):
    one, other = desk("T01"), desk("T02")
    one.at(MORNING, "task_snoozed", mark_body("k1", until="2026-11-14"))
    other.at(MORNING, "task_done", mark_body("k2", how="message"))
    for journal in (other, one):
        tell(books, journal)
    (mark,) = read_contact_book(row_of(books, "S01", "contacts")).marks.values()
    assert (mark.mark, mark.until) == ("done", None)


def test_told_in_the_store_is_done_and_no_contact(books):
    journal = desk()
    journal.at(MORNING, "task_done", mark_body(how="in_store"))
    tell(books, journal)
    book = read_contact_book(row_of(books, "S01", "contacts"))
    assert (book.contacts, len(book.marks)) == ((), 1)


def test_a_task_that_is_not_what_it_names_and_one_of_nobody(books):
    journal = desk()
    journal.at(MORNING, "task_done", mark_body(how="call") | {"task_id": task_id("b", "M2", "2026")})
    journal.at(MORNING, "task_done", mark_body("k2", how="call", kind="horoscope"))
    journal.at(MORNING, "task_done", mark_body("k3", one_id="M9", how="call"))
    journal.at(MORNING, "task_snoozed", mark_body("k4", until="soon"))
    assert tell(books, journal) == [None, "bad_body", "bad_body", None, "bad_body"]
    assert [case.detail["what"] for case in books.cases.all() if case.kind == "facts"] == ["member_unknown"]
    assert books.contacts.marks_of("M1") == []


def test_a_contact_against_an_opt_out_is_a_case_in_any_order_of_arrival(books):
    """The no is of nine, the contact of ten; another contact was before the no, and is none."""
    entries = {
        "T01": ("2026-11-11T09:00:00+08:00", "consent_changed", said("c1", given=False)),
        "T02": (MORNING, "task_done", mark_body(how="call")),
    }
    early = desk("T01", "S02")
    early.at("2026-11-11T00:59:59+00:00", "task_done", mark_body("k0", occasion="2025", how="call"))
    tell(books, early)
    for till in ("T02", "T01"):
        journal = desk(till)
        journal.at(*entries[till])
        tell(books, journal)
    (case,) = cases(books)
    assert (case.status, case.store, case.till, case.one_id) == ("open", "S01", "T02", "M1")
    assert case.detail["said"] == [
        {"purpose": "contact", "at": "2026-11-11T01:00:00.000+00:00", "store": "S01", "till": "T01"}
    ]
    # A yes of half past nine that comes later explains it.
    journal = desk("T03")
    with books.database.transaction():
        books.journals.enrol("S01", "T03", bytes(32), "counter", books.now())
    journal.at("2026-11-11T09:30:00+08:00", "consent_changed", said("c2", given=True))
    tell(books, journal)
    assert books.cases.get("M1", case.case_id).status == "withdrawn"


def test_the_guide_named_last_counts_whatever_comes_first(books):
    words = [
        ("2026-11-11T09:00:00+08:00", "guide_assigned", assigned("a1", {"store": "S01", "staff_id": "E1"})),
        ("2026-11-11T04:00:00+00:00", "guide_assigned", assigned("a2", None, why="left")),
        ("2026-11-11T11:00:00+08:00", "guide_assigned", assigned("a3", {"store": "S01", "staff_id": "E1"})),
    ]
    for number, order in enumerate(permutations(words)):
        one_id = ("M1", "M2")[number % 2]
        till = f"N{number}"
        with books.database.transaction():
            books.journals.enrol("S01", till, bytes(32), "counter", books.now())
        journal = desk(till)
        for when, kind, body in order:
            journal.at(when, kind, body | {"one_id": one_id, "assignment_id": f"{till}{body['assignment_id']}"})
        tell(books, journal)
        assert books.contacts.guide_of(one_id) is None, "noon in Shanghai is the last of them"
    journal = desk()
    journal.at("2026-11-12T09:00:00+08:00", "guide_assigned", assigned("b1", {"store": "S01", "staff_id": "E1"}))
    journal.at("2026-11-12T09:00:00+08:00", "guide_assigned", assigned("b2", {"store": "S01", "staff_id": "E99"}))
    for _ in range(2):
        tell(books, journal)
    assert row_of(books, "S01", "members")["guide"] == {"store": "S01", "staff_id": "E1"}
    assert row_of(books, "S02", "members")["home"] == "S01"
    assert [case.detail["what"] for case in books.cases.all() if case.kind == "facts"] == ["guide_unknown"]


def test_members_who_become_one_have_one_guide_and_all_contacts_and_part_with_their_own(books):
    journal = desk()
    journal.at(MORNING, "guide_assigned", assigned("a1", {"store": "S01", "staff_id": "E1"}, "M2"))
    journal.at(MORNING, "task_done", mark_body("k1", "M2", how="call"))
    journal.at(MORNING, "consent_changed", said("c0", given=True, one_id="M2"))
    tell(books, journal)
    merge(books, "M1", "M2", who="console:ann", why="")
    assert books.contacts.guide_of("M1") is not None
    (mark,) = read_contact_book(row_of(books, "S01", "contacts")).marks
    assert mark == task_id("b", "M1", "2026"), "the task of the member of now"
    assert row_of(books, "S01", "contacts", "M2") is None
    # What comes under the other id is theirs too, and goes back with it.
    later = desk("T02")
    later.at("2026-11-11T12:00:00+08:00", "task_done", mark_body("k2", "M2", "2025", how="call"))
    tell(books, later)
    assert len(books.contacts.marks_of("M1")) == 2
    unmerge(books, "M2", who="console:ann")
    assert (books.contacts.guide_of("M1"), books.contacts.marks_of("M1")) == (None, [])
    assert {row.mark_id for row in books.contacts.marks_of("M2")} == {"k1", "k2"}
    assert books.contacts.guide_of("M2") is not None
    assert row_of(books, "S01", "contacts") is None
    assert audit(books).problems == []


def test_the_rules_go_out_with_the_groups_and_are_refused_with_their_path(books):
    with books.database.transaction():
        publish_rules(books, {"today": TODAY}, "console:ann")
    assert row_of(books, "S01", "settings", "group")["today"] == TODAY
    wrong = {"today": {**TODAY, "caps": [{"id": "g", "per_week": 1, "stores": ["S77"]}], "rules": [{"id": "x"}]}}
    with pytest.raises(RulesRefused) as refused, books.database.transaction():
        publish_rules(books, wrong, "console:ann")
    assert [breach.path for breach in refused.value.breaches] == ["$.today.rules[0].kind"]
    wrong["today"]["rules"] = []
    with pytest.raises(RulesRefused) as refused, books.database.transaction():
        publish_rules(books, wrong, "console:ann")
    assert [breach.path for breach in refused.value.breaches] == ["$.today.caps[0].stores[0]"]


def test_another_system_hears_of_tasks_without_notes_and_staff():
    body = mark_body(how="message", note="at home after six")
    happened = Happened("task_done", "S01", "T01", "e1", MORNING, MORNING, body)
    (event,) = events_of(happened, Recipient(None, lambda one_id: f"name of {one_id}"))
    assert (event["kind"], event["member"]) == ("task", "name of M1")
    assert event["data"] == {
        "task": "birthday",
        "task_id": body["task_id"],
        "rule": "b",
        "mark": "done",
        "brand": None,
        "how": "message",
    }
    assert events_of(happened, Recipient("LQX", lambda one_id: one_id)) == []
