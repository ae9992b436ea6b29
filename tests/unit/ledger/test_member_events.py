"""Events for members: told to their stores, and who came, once each in any order."""

from __future__ import annotations

import json

import pytest

from central_ledger.application.member_events import set_events
from central_ledger.application.merging import merge, unmerge
from central_ledger.application.push import push
from retail.messages import make_entry
from tests.unit.ledger.journals import JournalWriter

EVENT = {
    "event_id": "SPRING",
    "name": "春季沙龙",
    "name_en": "Spring evening",
    "from": "2026-11-11T18:00:00+08:00",
    "to": "2026-11-11T22:00:00+08:00",
}
HERE_ONLY = EVENT | {"event_id": "OPENING", "stores": ["S02"]}


@pytest.fixture
def books(ledger):
    with ledger.database.transaction():
        for till in ("T01", "T02"):
            ledger.journals.enrol("S01", till, bytes(32), "counter", ledger.now())
        set_events(ledger, {"events": [EVENT, HERE_ONLY]})
    return ledger


def came(ledger, till, at, one_id="M1", event_id="SPRING"):
    journal = JournalWriter(till=till)
    journal.open(f"e-{till}-{at[11:16]}-{one_id}-{event_id}")
    body = {"check_in_id": f"c-{till}-{at}", "event_id": event_id, "one_id": one_id, "staff_id": "E1"}
    entry = make_entry(
        store="S01",
        till=till,
        after=journal.head,
        kind="event_checked_in",
        occurred_at=at,
        elapsed_ms=5,
        document=body | {"known_by": "unified_code"},
    )
    for _ in range(2):
        push(ledger, "S01", till, [*journal.entries, entry])


def visits(ledger, event_id="SPRING"):
    return [(row.one_id, row.at, row.till) for row in ledger.event_visits.of_event(event_id)]


def test_events_are_told_where_they_are_and_what_is_none_is_refused(books):
    told = {store: json.loads(books.feeds.get(store, "settings", "events"))["events"] for store in ("S01", "S02")}
    assert [event["event_id"] for event in told["S01"]] == ["SPRING"]
    assert [event["event_id"] for event in told["S02"]] == ["SPRING", "OPENING"]
    for wrong in ({"stores": ["S09"]}, {"to": EVENT["from"]}, {"name": ""}, {"from": "soon"}):
        with pytest.raises(ValueError, match=r"\$\.events"), books.database.transaction():
            set_events(books, {"events": [EVENT | wrong]})
    with pytest.raises(ValueError, match="once"), books.database.transaction():
        set_events(books, {"events": [EVENT, EVENT]})


def test_a_member_counts_once_by_the_earliest_time_in_any_order(books):
    came(books, "T01", "2026-11-11T19:00:00+08:00")
    came(books, "T02", "2026-11-11T18:30:00+08:00")
    came(books, "T01", "2026-11-11T20:00:00+08:00")
    came(books, "T02", "2026-11-11T20:30:00+08:00", "M2")
    assert visits(books) == [
        ("M1", "2026-11-11T10:30:00.000+00:00", "T02"),
        ("M2", "2026-11-11T12:30:00.000+00:00", "T02"),
    ]


def test_what_nobody_knows_is_a_case_and_is_kept(books):
    came(books, "T01", "2026-11-11T19:00:00+08:00", event_id="NOWHERE")
    came(books, "T02", "2026-11-11T19:00:00+08:00", one_id="M9")
    assert [case.detail["what"] for case in books.cases.of_holder("M1")] == ["event_unknown"]
    assert [case.detail["what"] for case in books.cases.of_holder("M9")] == ["member_unknown"]
    assert len(visits(books, "NOWHERE")) == 1


def test_two_who_are_one_came_once_and_each_again_when_they_part(books):
    came(books, "T01", "2026-11-11T19:00:00+08:00")
    came(books, "T02", "2026-11-11T18:30:00+08:00", "M2")
    merge(books, "M1", "M2", who="person:p", why="same")
    assert [(one_id, till) for one_id, _, till in visits(books)] == [("M1", "T02")]
    unmerge(books, "M2", who="person:p")
    assert [(one_id, till) for one_id, _, till in visits(books)] == [("M2", "T02")]
