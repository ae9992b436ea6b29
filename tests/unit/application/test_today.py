"""Whom to contact today, at the desk: journaled as the ledger reads it, and refused where it must be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from typing import Any

import pytest

from central_ledger.domain.contact_bodies import check_mark
from central_ledger.domain.stream import read_entry
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk, TillFacts
from pos_client.application.today import Loaded, TodayDesk, TodaySources, Whose
from pos_client.errors import Refused
from retail.catalogue import Product
from retail.contacts import Contact, Listed
from retail.member import MemberGuide
from retail.ports import StaffMember
from retail.wanted import Wanted
from tests.fake_store import FakeStore
from tests.fake_today import people, today_settings
from tests.fakes import CountingIds, FakeCatalogue, FakeReference, FakeStock
from tests.fakes import FakeClock as Clock

POINTS = {"tier_rules": {"group": {"days": 365, "steps": [["silver", 200_000], ["gold", 550_000]]}}}


class Counter:
    """A desk over fakes: 1002 and 1003 are guides, 1009 leads the store, 1001 only sells."""

    def __init__(self) -> None:
        self.store = FakeStore()
        self.store.contacts.people_known = people()
        self.clock: Clock = self.store.clock
        self.reference = FakeReference()
        self.reference.settings_document = {
            **today_settings(),
            "points": POINTS,
            "store": {"time_zone": "Asia/Shanghai"},
        }
        roles = {"1001": ("cashier",), "1002": ("guide",), "1003": ("guide", "cashier"), "1009": ("manager",)}
        self.people = {number: StaffMember(number, f"员工{number}", some, "") for number, some in roles.items()}
        self.reference.staff_members = list(self.people.values())
        facts = TillFacts("S01", "静安寺旗舰店", "T01", "CNY")
        self.desk = Desk(facts, self.store.unit_of_work, self.clock, CountingIds(), lambda: False)
        self.staff = StaffDesk(self.desk, self.reference)
        self.stock = FakeStock()
        catalogue = FakeCatalogue([Product("A1", "云朵开衫", "LQX", 59900)])
        sources = TodaySources(self.store.contacts, self.stock, self.store.wanted, catalogue)
        self.today = TodayDesk(self.desk, self.staff, self.reference, sources)
        self.sign_in("1002")

    def sign_in(self, staff_id: str) -> None:
        self.staff.current = self.people[staff_id]

    def rows(self, whose: Whose = "store") -> tuple[Loaded, dict[str, Listed]]:
        loaded = self.today.load()
        found = self.today.shown(loaded, whose).found
        return loaded, {row.person.one_id: row for row in found.rows}

    def body(self) -> dict[str, Any]:
        """The newest entry, as the ledger reads it."""
        entry = self.store.entries[-1]
        code, body = read_entry(entry)
        assert (code, body is None) == (None, False)
        if entry.kind.startswith("task_"):
            check_mark(body)  # type: ignore[arg-type]
        return entry.document()


@pytest.fixture
def counter() -> Counter:
    return Counter()


def refused(code: str) -> Any:
    return pytest.raises(Refused, match=code)


def test_a_guide_sees_the_own_members_and_whom_nobody_has_and_a_manager_everybody(counter: Counter) -> None:
    _, mine = counter.rows("mine")
    loaded, everybody = counter.rows("store")
    assert list(mine) == ["M1", "M2", "M4", "M8"]
    assert [row.task.rule_id for row in everybody.values()] == [
        *("birthday", "birthday", "points-end", "tier-near", "care", "welcome", "churn"),
    ]
    assert loaded.guides["M5"] == "1003", "who has no guide goes to who has fewer members"
    counter.sign_in("1003")
    assert set(counter.rows("mine")[1]) == {"M3", "M5", "M6"}
    counter.people["1003"] = replace(counter.people["1003"], scope="own")
    counter.sign_in("1003")
    shown = counter.today.shown(loaded, "store")
    assert (shown.whose, shown.may_see_all, len(shown.found.rows)) == ("mine", False, 3)
    counter.sign_in("1001")
    with refused("not_permitted"):
        counter.today.shown(loaded, "mine")


def test_what_was_done_is_out_of_the_list_and_in_the_journal_as_the_ledger_reads_it(counter: Counter) -> None:
    loaded, rows = counter.rows()
    counter.today.done(loaded, rows["M1"].task, "message", "  wants   the blue one ")
    body = counter.body()
    assert (body["note"], body["how"], body["guide"], body["rules"]) == ("wants the blue one", "message", "1002", 3)
    assert "M1" not in counter.rows()[1]
    counter.today.snooze(loaded, rows["M2"].task, 2)
    assert counter.body()["until"] == "2026-11-13"
    counter.today.not_wanted(loaded, rows["M4"].task)
    assert counter.body()["kind"] == "care"
    found = counter.today.shown(loaded, "store").found
    assert (len(found.rows), found.settled) == (4, 3)
    with refused("task_settled"):
        counter.today.done(loaded, rows["M1"].task, "message")
    with refused("snooze_wrong"):
        counter.today.snooze(loaded, rows["M3"].task, 0)
    with refused("note_too_long"):
        counter.today.not_wanted(loaded, rows["M3"].task, "x" * 301)
    assert len(counter.store.entries) == 3


def test_a_no_that_came_since_the_list_was_drawn_stops_everybody(counter: Counter) -> None:
    loaded, rows = counter.rows()
    counter.today.wants_no_contact("M1")
    assert counter.body()["consents"] == [{"purpose": "contact", "text_version": "said", "given": False}]
    counter.sign_in("1009")
    for act in (
        lambda: counter.today.done(loaded, rows["M1"].task, "message"),
        lambda: counter.today.done(loaded, rows["M1"].task, "in_store"),
    ):
        with refused("contact_opted_out"):
            act()
    assert [entry.kind for entry in counter.store.entries] == ["consent_changed"]
    assert counter.today.shown(counter.today.load(), "store").found.opted_out == 2


def test_in_quiet_hours_only_who_stands_in_the_store_is_told(counter: Counter) -> None:
    loaded, rows = counter.rows()
    counter.clock.advance(11 * 3600)
    with refused("contact_quiet"):
        counter.today.done(loaded, rows["M1"].task, "call")
    until = counter.today.quiet_until(loaded)
    assert f"{until:%Y-%m-%dT%H:%M}" == "2026-11-12T09:30"
    counter.today.done(loaded, rows["M1"].task, "in_store")
    assert counter.store.contacts.book_of("M1").contacts == ()


def test_a_contact_at_another_desk_counts_for_the_cap_here(counter: Counter) -> None:
    loaded, rows = counter.rows()
    at = counter.clock.now().astimezone(UTC) - timedelta(days=2)
    for hours, store in ((0, "S02"), (3, "S03")):
        book = counter.store.contacts.book_of("M1").with_contact(Contact(at + timedelta(hours=hours), store))
        counter.store.contacts.books_known["M1"] = book
    with refused("contact_capped"):
        counter.today.done(loaded, rows["M1"].task, "message")
    assert counter.today.shown(loaded, "mine").found.cap_reached == 1


def test_a_member_without_a_guide_becomes_whoevers_and_only_a_manager_takes_one_over(counter: Counter) -> None:
    _, rows = counter.rows()
    counter.today.become_guide(rows["M5"].person)
    body = counter.body()
    assert (body["guide"], body["why"]) == ({"store": "S01", "staff_id": "1002"}, "taken")
    assert "M5" in counter.rows("mine")[1]
    with refused("not_permitted"):
        counter.today.become_guide(rows["M3"].person)
    counter.sign_in("1009")
    counter.today.become_guide(rows["M3"].person)
    assert counter.store.contacts.guides["M3"] == MemberGuide("S01", "1009")
    # Whose guide has left the store is anybody's.
    counter.sign_in("1002")
    counter.reference.staff_members = [counter.people["1002"]]
    counter.today.become_guide(rows["M6"].person)


def test_who_waits_for_goods_hears_when_pieces_are_there_that_nobody_has(counter: Counter) -> None:
    since = "2026-11-01T10:00:00+08:00"
    wish = Wanted("w1", "wish", "M6", "A1", 1, "S01", "1003", since)
    counter.store.wanted.add(wish)
    counter.stock.pieces = {"A1": 1}
    task = counter.rows()[1]["M6"].task
    assert (task.rule_id, task.facts["goods"], task.facts["pieces"]) == ("back-in-stock", "云朵开衫", 1)
    aside = Wanted("w2", "aside", "M9", "A1", 1, "S01", "1003", since, "2026-11-20")
    counter.store.wanted.add(aside)
    assert counter.rows()[1]["M6"].task.rule_id == "churn", "the piece is put aside for somebody"


def test_a_day_later_the_list_is_old_and_without_rules_it_is_empty(counter: Counter) -> None:
    loaded, _ = counter.rows()
    assert not counter.today.is_old(loaded)
    counter.clock.advance(14 * 3600)
    assert counter.today.is_old(loaded)
    del counter.reference.settings_document["group"]
    assert counter.today.load().rules is None
    assert counter.rows()[1] == {}
