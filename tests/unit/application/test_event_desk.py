"""Check-in at an event: by code and card, once each, with what the till knows alone."""

from __future__ import annotations

import pytest

from pos_client.application.event_desk import EventDesk
from pos_client.errors import Refused
from tests.unit.application.conftest import Counter

EVENT = {
    "event_id": "SPRING",
    "name": "春季沙龙",
    "name_en": None,
    "from": "2026-11-11T09:00:00+08:00",
    "to": "2026-11-11T12:00:00+08:00",
}


@pytest.fixture
def events(counter: Counter) -> EventDesk:
    counter.online = False
    counter.reference.settings_document["events"] = {"events": [EVENT]}
    return EventDesk(
        counter.desk,
        counter.staff,
        counter.members,
        directory=counter.members_known,
        reference=counter.reference,
        journal=counter.store,
    )


def test_a_member_is_let_in_once_by_code_and_by_card(counter: Counter, events: EventDesk) -> None:
    (event,) = events.running()
    first = events.scan(event.event_id, counter.rotating_code())
    assert (first.again, first.guest.name, first.guest.how) == (False, "林*曦", "unified_code")
    counter.clock.advance(60)
    again = events.scan(event.event_id, "8800001234")
    assert (again.again, again.guest.at) == (True, first.guest.at)
    (body,) = counter.store.bodies("event_checked_in")
    assert (body["one_id"], body["event_id"], body["known_by"]) == ("M1", "SPRING", "unified_code")
    assert [guest.one_id for guest in events.came("SPRING")] == ["M1"]
    assert events.came("OTHER") == []


def test_words_for_codes_that_are_no_members_and_for_an_event_that_is_over(counter: Counter, events: EventDesk) -> None:
    with pytest.raises(Refused, match="event_needs_member"):
        events.scan("SPRING", "6901234567892")
    with pytest.raises(Refused, match="member_unknown"):
        events.scan("SPRING", "8899999999")
    counter.clock.advance(2 * 3600)
    assert events.running() == []
    with pytest.raises(Refused, match="event_over"):
        events.scan("SPRING", counter.rotating_code())
    assert counter.store.bodies("code_accepted") == [], "the code is good for what it is for"
    counter.reference.settings_document["events"] = {"events": [{"event_id": "X"}]}
    assert events.running() == []
