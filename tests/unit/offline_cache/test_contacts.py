"""Whom a store looks after, and what a till did and was told until the ledger's rows show it, also over a restart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from offline_cache import LocalStore
from retail.contact_people import contact_facts
from retail.contacts import Contact, Mark
from retail.member import MemberGuide
from retail.member_facts import BrandLife, MemberFacts, Purchase, Rfm, write_facts
from tests.unit.offline_cache.making import AS_OF, member, row, sell

Opener = Callable[..., LocalStore]
FACTS = MemberFacts(
    one_id="M1",
    as_of="2026-11-10",
    joined_on="2024-01-01",
    segment="base",
    rfm=Rfm(1, 2, 3, 4, 5, 5),
    orders=1,
    spent_minor=9,
    months=(0,) * 12,
    first_on="2026-01-01",
    last_on="2026-01-01",
    last_store="S01",
    channels={"store": 1},
    categories={},
    sizes={},
    brands=(BrandLife("LY", "first", "2026-01-01", 1, 9, "2026-01-01", "2026-01-01"),),
    recent=(Purchase("s1", AS_OF, "S01", "store", "A1", "外套", "LY", ("coats",), "1", 9),),
)
SINCE = date(2026, 11, 1)


def pull_members(store: LocalStore, *rows: dict[str, Any]) -> None:
    store.pulled.begin("members")
    store.pulled.apply_page("members", list(rows), "m", AS_OF)


def pull_contacts(store: LocalStore, *rows: dict[str, Any]) -> None:
    store.pulled.begin("contacts")
    store.pulled.apply_page("contacts", list(rows), "c", AS_OF)


def acknowledge_all(store: LocalStore) -> None:
    head = store.head()
    store.journal.mark_acknowledged(head.epoch, head.seq)


def test_a_store_looks_after_its_guides_members_and_who_is_at_home_here(store: LocalStore) -> None:
    pull_members(
        store,
        member(
            "M1", guide={"store": "S01", "staff_id": "E1"}, home="S02", ends={"points": {"group": [5, "2026-12-31"]}}
        ),
        member("M2", guide={"store": "S02", "staff_id": "E9"}, home="S01"),
        member("M3", home="S01", consents={"contact": False}),
        member("M4"),
    )
    store.pulled.apply_page("member_facts", [row("M1", write_facts(FACTS))], "f", AS_OF)
    sell(store, one_id="M3")
    one, three = store.contacts.people("S01", SINCE)
    assert (one.one_id, one.guide, one.points_end) == ("M1", MemberGuide("S01", "E1"), {"group": (5, "2026-12-31")})
    assert one.facts == contact_facts(FACTS)
    assert (three.guide, three.home, three.consents, three.bought_on) == (
        *(None, "S01", {"contact": False}),
        date(2026, 11, 11),
    )
    found = store.members.by_one_id("M2")
    assert found is not None
    assert found.guide == MemberGuide("S02", "E9")
    assert [person.one_id for person in store.contacts.people("S02", SINCE)] == ["M2"]


def test_a_no_that_was_heard_here_holds_over_a_restart_until_the_ledgers_row_says_it(
    store: LocalStore, opened: Opener
) -> None:
    pull_members(store, member("M1", home="S01"))
    with store.unit_of_work() as unit:
        unit.contacts.say("M1", {"contact": False}, unit.journal.append("consent_changed", {"change_id": "c1"}))
        guided = unit.journal.append("guide_assigned", {"assignment_id": "a1"})
        unit.contacts.name_guide("M1", MemberGuide("S01", "E1"), guided)
        unit.commit()
    store.close()
    again = opened()
    # A row that the ledger made before it heard of it changes nothing.
    pull_members(again, member("M1", home="S01"))
    for person in (again.contacts.person("M1"), *again.contacts.people("S01", SINCE)):
        assert person is not None
        assert (person.consents, person.guide) == ({"contact": False}, MemberGuide("S01", "E1"))
    acknowledge_all(again)
    pull_members(again, member("M1", home="S01", consents={"contact": True}))
    (person,) = again.contacts.people("S01", SINCE)
    assert (person.consents, person.guide) == ({"contact": True}, None)


def test_what_was_done_here_counts_at_once_and_once(store: LocalStore, opened: Opener) -> None:
    at = datetime(2026, 11, 11, 2, 0, tzinfo=UTC)
    mark = Mark("t1", "b", "done", at.isoformat(), "E1", "S01")
    with store.unit_of_work() as unit:
        unit.contacts.mark("M1", mark, Contact(at, "S01"), unit.journal.append("task_done", {"mark_id": "k1"}))
    assert store.contacts.books() == {}, "nothing was committed"
    with store.unit_of_work() as unit:
        unit.contacts.mark("M1", mark, Contact(at, "S01"), unit.journal.append("task_done", {"mark_id": "k1"}))
        unit.commit()
    store.close()
    again = opened()
    assert again.contacts.books()["M1"] == again.contacts.book_of("M1")
    assert again.contacts.book_of("M1").contacts == (Contact(at, "S01"),)
    contacts = [{"at": at.isoformat(), "store": "S01", "brand": None}]
    told = {"task_id": "t1", "rule_id": "b", "mark": "done", "at": at.isoformat(), "staff_id": "E1", "store": "S01"}
    acknowledge_all(again)
    pull_contacts(
        again, row("M1", {"one_id": "M1", "contacts": contacts, "marks": [{**told, "until": None, "note": ""}]})
    )
    book = again.contacts.book_of("M1")
    assert (len(book.contacts), book.marks["t1"].mark) == (1, "done")
    assert again.database.rows("SELECT * FROM own_marks") == []
