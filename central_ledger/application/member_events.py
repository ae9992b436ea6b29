"""Events for members: told to the stores as group data, and who came to them. docs/spec/line.md, "Events for members".

A member counts once for each event, by the earliest time that a till says, in whatever order the entries come.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from central_ledger.application.joining import open_facts
from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import publish_setting
from central_ledger.application.settling import time_of
from central_ledger.domain.event_bodies import EventCheckedIn
from central_ledger.domain.named import named_in
from central_ledger.store.event_visits import VisitRow
from retail.member_events import read_events
from retail.messages import Entry

RULES = "events"


def set_events(ledger: Ledger, document: Mapping[str, Any]) -> None:
    """The group's events, told to the stores in which they are. Needs a transaction. Raises ValueError."""
    events = {event.event_id: event for event in read_events(document)}
    known = set(ledger.reference.stores())
    unknown = sorted({store for event in events.values() for store in event.stores} - known)
    if unknown:
        raise ValueError(f"$.events: a store of the group: not {unknown[0]}")
    ledger.reference.set_meta(RULES, json.dumps(dict(document), ensure_ascii=False))
    for store in sorted(known):
        here = [row for row in document["events"] if not row.get("stores") or store in row["stores"]]
        publish_setting(ledger, store, RULES, {"events": here})


def event_ids(ledger: Ledger) -> set[str]:
    text = ledger.reference.meta(RULES)
    return set() if text is None else {event.event_id for event in read_events(json.loads(text))}


def check_in(ledger: Ledger, entry: Entry, body: EventCheckedIn) -> tuple[str, ...]:
    """A member came. What no event or member is known for is a case. No row of a member changes."""
    unknown = None
    if ledger.members.get(body.one_id) is None:
        unknown = ("member_unknown", body.one_id)
    elif body.event_id not in event_ids(ledger):
        unknown = ("event_unknown", body.event_id)
    if unknown is not None:
        open_facts(ledger, entry, body.one_id, *unknown)
    told_of = named_in(entry).one_id or body.one_id
    at = time_of(ledger, entry).isoformat(timespec="milliseconds")
    row = VisitRow(body.one_id, body.event_id, told_of, at, entry.store, entry.till, body.staff_id, body.known_by)
    _keep_first(ledger, row)
    return ()


def join_visits(ledger: Ledger, before: str, after: str) -> None:
    """Two members are one, who came once."""
    for row in ledger.event_visits.of_member(before):
        ledger.event_visits.drop(before, row.event_id)
        _keep_first(ledger, replace(row, one_id=after))


def part_visits(ledger: Ledger, before: str, after: str, told_of: Sequence[str]) -> None:
    """They are two again: a visit goes with the id that came first."""
    names = set(told_of)
    for row in ledger.event_visits.of_member(before):
        if row.told_of in names:
            ledger.event_visits.drop(before, row.event_id)
            _keep_first(ledger, replace(row, one_id=after))


def _keep_first(ledger: Ledger, row: VisitRow) -> None:
    known = ledger.event_visits.get(row.one_id, row.event_id)
    if known is None or (row.at, row.store, row.till) < (known.at, known.store, known.till):
        ledger.event_visits.put(row)
