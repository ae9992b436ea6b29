"""Who is in the list now: caps, quiet hours, the opt-out, and what two desks did about the same."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from retail.contact_people import Here, Person, here_at
from retail.contact_rules import ContactRules, Quiet, contact_rules_in, read_contact_rules
from retail.contact_tasks import task_id
from retail.contacts import (
    NO_BOOK,
    Contact,
    ContactBook,
    ContactList,
    Mark,
    MarkKind,
    contact_list,
    over_cap,
    read_contact_book,
    reasons_of,
    standing_marks,
    week_of,
)
from retail.contract import ContractError

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 11, 15, 0, tzinfo=SHANGHAI)
BIRTHDAY = {"id": "b", "kind": "birthday", "name": "生日", "importance": 90, "days": 3, "text": "{name} {day}"}
POINTS = {"id": "p", "kind": "points_ending", "name": "积分", "importance": 50, "days": 30, "text": "{points}"}
MARKED = task_id("b", "M1", "2026")


def rules(**changes: Any) -> ContactRules:
    document = {"rules": [BIRTHDAY, POINTS], "caps": [{"id": "g", "per_week": 2}], "rest_days": 0, **changes}
    return read_contact_rules(document)


def here(now: datetime = NOW) -> Here:
    return here_at("S01", now, SHANGHAI)


def person(**changes: Any) -> Person:
    known = {"birthday": "11-13", "points_end": {"group": (5, "2026-11-30")}, "home": "S01", **changes}
    return Person("M1", **known)


def listed(who: Person, book: ContactBook = NO_BOOK, now: datetime = NOW, **changes: Any) -> ContactList:
    said = rules(**changes)
    return contact_list(said, reasons_of(said, [who], here(now)), {"M1": book}, here(now))


def contact(hours_ago: float, store: str = "S01", brand: str | None = None) -> Contact:
    return Contact((NOW - timedelta(hours=hours_ago)).astimezone(UTC), store, brand)


def mark(kind: MarkKind, until: str | None = None, at: str = "2026-11-11T01:00:00+00:00") -> Mark:
    return Mark(MARKED, "b", kind, at, "E1", "S01", until)


def first(found: ContactList) -> list[str]:
    return [row.task.rule_id for row in found.rows]


def test_a_member_stands_once_with_the_most_important_reason() -> None:
    (row,) = listed(person()).rows
    assert (row.task.rule_id, [task.rule_id for task in row.also]) == ("b", ["p"])
    assert listed(person(home="S02")) == ContactList(), "another store looks after them"


@pytest.mark.parametrize(
    ("consents", "document", "is_listed"),
    [
        ({}, {}, True),
        ({"contact": True}, {}, True),
        ({"contact": False}, {}, False),
        ({"contact": False}, {"opt_out": ["marketing"]}, False),
        ({"marketing": False, "contact": True}, {"opt_out": ["marketing"]}, False),
        ({"marketing": False}, {}, True),
        ({}, {"consent_needed": ["marketing"]}, False),
        ({"marketing": True}, {"consent_needed": ["marketing"]}, True),
    ],
)
def test_who_said_no_is_in_nobodys_list_whatever_the_rules_say(
    consents: dict[str, bool], document: dict[str, Any], is_listed: bool
) -> None:
    found = listed(person(consents=consents), **document)
    assert (len(found.rows), found.opted_out) == ((1, 0) if is_listed else (0, 1))


def test_a_cap_counts_the_contacts_of_every_store_that_shares_it_for_168_hours() -> None:
    two = ContactBook((contact(167.9, "S02"), contact(1, "S03")))
    assert listed(person(), two).cap_reached == 1
    assert listed(person(), ContactBook((contact(168, "S02"), contact(1, "S03")))).cap_reached == 0
    shared = [{"id": "west", "per_week": 1, "stores": ["S01", "S02"]}]
    assert listed(person(), ContactBook((contact(1, "S03"),)), caps=shared).cap_reached == 0
    assert listed(person(), ContactBook((contact(1, "S02"),)), caps=shared).cap_reached == 1
    assert listed(person(), two, caps=[]).cap_reached == 0
    assert listed(person(), caps=[{"id": "none", "per_week": 0}]).cap_reached == 1


def test_of_several_caps_the_one_with_the_fewest_left_is_told() -> None:
    caps = [
        {"id": "group", "per_week": 3},
        {"id": "west", "per_week": 2, "stores": ["S01", "S02"]},
        {"id": "far", "per_week": 0, "stores": ["S09"]},
        {"id": "ly", "per_week": 0, "brands": ["LY"]},
    ]
    assert week_of(rules(caps=caps), NO_BOOK, here()) == (0, 2)
    book = ContactBook((contact(1, "S03"), contact(2, "S03"), contact(3, "S02"), contact(169, "S02")))
    assert week_of(rules(caps=caps), book, here()) == (3, 3), "two of them count for the group alone"
    assert week_of(rules(caps=caps[2:]), book, here()) is None


def test_a_cap_of_a_brand_leaves_what_is_about_another() -> None:
    of_brand = [{"id": "ly", "per_week": 1, "brands": ["LY"]}]
    about = [{**BIRTHDAY, "brand": "LY"}, POINTS]
    found = listed(person(), ContactBook((contact(1, brand="LY"),)), caps=of_brand, rules=about)
    assert first(found) == ["p"], "the birthday is the brand's, the points are not"
    assert over_cap(rules(caps=of_brand), [contact(1)], "S01", "LY", NOW) is None


def test_after_a_contact_nobody_calls_again_that_day() -> None:
    book = ContactBook((contact(14),))
    assert listed(person(), book, rest_days=1).resting == 1
    assert listed(person(), ContactBook((contact(15.1),)), rest_days=1).resting == 0, "yesterday, by the store's clock"
    assert listed(person(), ContactBook((contact(15.1),)), rest_days=2).resting == 1


@pytest.mark.parametrize(
    ("kind", "until", "day", "expected"),
    [
        ("done", None, 11, ["p"]),
        ("not_wanted", None, 11, ["p"]),
        ("snoozed", "2026-11-12", 11, ["p"]),
        ("snoozed", "2026-11-12", 12, ["b"]),
    ],
)
def test_a_mark_takes_a_reason_off_the_list_and_a_snoozed_one_comes_again(
    kind: MarkKind, until: str | None, day: int, expected: list[str]
) -> None:
    book = NO_BOOK.with_mark(mark(kind, until))
    found = listed(person(), book, NOW.replace(day=day))
    assert first(found) == expected
    assert found.rows[0].mark == (mark(kind, until) if expected == ["b"] else None)


def test_what_two_desks_did_comes_to_the_same_in_any_order() -> None:
    marks = [mark("snoozed", "2026-11-12"), mark("snoozed", "2026-11-15"), mark("not_wanted"), mark("done")]
    for some in (marks, marks[:3], marks[:2]):
        found = {standing_marks(order)[MARKED] for order in permutations(some)}
        assert found == {some[-1]}
    assert listed(person(points_end={}), NO_BOOK.with_mark(mark("done"))).settled == 1


@pytest.mark.parametrize(
    ("at", "until"),
    [
        ("20:59", None),
        ("21:00", "2026-11-12T09:30"),
        ("23:59", "2026-11-12T09:30"),
        ("00:00", "2026-11-11T09:30"),
        ("09:29", "2026-11-11T09:30"),
        ("09:30", None),
    ],
)
def test_quiet_hours_over_midnight(at: str, until: str | None) -> None:
    quiet = read_contact_rules({"quiet": {"from": "21:00", "to": "09:30"}}).quiet
    assert quiet is not None
    found = quiet.until(datetime.fromisoformat(f"2026-11-11T{at}").replace(tzinfo=SHANGHAI))
    assert (None if found is None else f"{found:%Y-%m-%dT%H:%M}") == until


def test_quiet_hours_within_a_day_and_to_midnight() -> None:
    noon = read_contact_rules({"quiet": {"from": "12:00", "to": "14:00"}}).quiet
    late = read_contact_rules({"quiet": {"from": "22:00", "to": "24:00"}}).quiet
    assert isinstance(noon, Quiet)
    assert isinstance(late, Quiet)
    assert noon.until(NOW.replace(hour=13)) == NOW.replace(hour=14)
    assert noon.until(NOW) is None
    assert late.until(NOW.replace(hour=23)) == NOW.replace(day=12, hour=0)


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"rules": [{**BIRTHDAY, "text": "{phone}"}]}, "$.today.rules[0].text"),
        ({"rules": [{**BIRTHDAY, "text": "{name.__class__}"}]}, "$.today.rules[0].text"),
        ({"rules": [{**BIRTHDAY, "text": "{name!r}"}]}, "$.today.rules[0].text"),
        ({"rules": [{**BIRTHDAY, "text_en": "{points}"}]}, "$.today.rules[0].text_en"),
        ({"rules": [{**BIRTHDAY, "text": "{"}]}, "$.today.rules[0].text"),
        ({"rules": [{**BIRTHDAY, "kind": "horoscope"}]}, "$.today.rules[0].kind"),
        ({"rules": [{**BIRTHDAY, "importance": 0}]}, "$.today.rules[0].importance"),
        ({"rules": [BIRTHDAY, BIRTHDAY]}, "$.today.rules[1].id"),
        ({"rules": [{**BIRTHDAY, "kind": "refill", "text": "x"}]}, "$.today.rules[0].goods"),
        ({"rules": [{**BIRTHDAY, "kind": "churn", "text": "x"}]}, "$.today.rules[0].states"),
        ({"rules": [{**BIRTHDAY, "kind": "tier_near", "text": "x"}]}, "$.today.rules[0].within_minor"),
        ({"rules": [{**BIRTHDAY, "colour": "red"}]}, "$.today.rules[0].colour"),
        ({"caps": [{"id": "g", "per_week": -1}]}, "$.today.caps[0].per_week"),
        ({"quiet": {"from": "21:00", "to": "21:00"}}, "$.today.quiet.to"),
        ({"quiet": {"from": "24:00", "to": "00:00"}}, "$.today.quiet.to"),
        ({"without_guide": "the boss"}, "$.today.without_guide"),
        ({"opt_in": []}, "$.today.opt_in"),
    ],
)
def test_rules_that_break_the_contract_are_refused_with_their_path(change: dict[str, Any], path: str) -> None:
    with pytest.raises(ContractError) as caught:
        read_contact_rules({"rules": [BIRTHDAY], **change})
    assert caught.value.path == path


def test_a_store_without_rules_has_none() -> None:
    assert contact_rules_in({}) is None
    assert contact_rules_in({"group": {"version": 1}}) is None
    assert contact_rules_in({"group": {"today": {"rules": 7}}}) is None
    found = contact_rules_in({"group": {"today": {"rules": [{**BIRTHDAY, "stores": ["S02"]}]}}})
    assert found is not None
    assert (found.of_store("S01"), len(found.of_store("S02"))) == ((), 1)


def test_a_row_of_the_feed_is_read_or_refused() -> None:
    row: dict[str, Any] = {
        "contacts": [{"at": "2026-11-11T01:00:00+00:00", "store": "S02", "brand": None}],
        "marks": [{"task_id": MARKED, "rule_id": "b", "mark": "snoozed", "at": "x", "staff_id": "E1", "store": "S01",
                   "until": "2026-11-12", "note": "busy"}],
    }  # fmt: skip
    book = read_contact_book(row)
    assert book.contacts == (Contact(datetime(2026, 11, 11, 1, tzinfo=UTC), "S02"),)
    assert book.marks[MARKED].note == "busy"
    for broken in ({"mark": "lost"}, {"until": "tomorrow"}):
        with pytest.raises(ValueError, match=r"lost|tomorrow"):
            read_contact_book({"contacts": [], "marks": [{**row["marks"][0], **broken}]})
    with pytest.raises(ValueError, match="2026"):
        read_contact_book({"marks": [], "contacts": [{"at": "2026-11-11T01:00:00", "store": "S", "brand": None}]})
