"""Events for members, such as a new season's evening: group data, at whose door codes are scanned.

Source: docs/spec/line.md, "Events for members".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from retail.benefit_facts import moment
from retail.contract import ContractError, as_object, as_text, as_time, nullable, read_list, required, texts


@dataclass(frozen=True, slots=True)
class MemberEvent:
    """Members are checked in from `start` until `end` (exclusive). `stores`: where it is; none named: everywhere."""

    event_id: str
    name: str
    name_en: str
    start: datetime
    end: datetime
    stores: tuple[str, ...] = ()

    def is_running(self, at: datetime) -> bool:
        return self.start <= at < self.end


def read_events(document: object, path: str = "$") -> tuple[MemberEvent, ...]:
    """The settings row `events`, and the group's own document of it. Raises ContractError."""
    events = read_list(as_object(document, path), "events", path, _event)
    if len({event.event_id for event in events}) < len(events):
        raise ContractError(f"{path}.events", "every event once")
    return events


def events_of(settings: Mapping[str, Any]) -> Sequence[MemberEvent]:
    """What the settings of a store say; a row that cannot be read has none."""
    try:
        return read_events(settings["events"]) if "events" in settings else ()
    except ContractError:
        return ()


def _event(value: Any, path: str) -> MemberEvent:
    row = as_object(value, path)
    name = as_text(required(row, "name", path), f"{path}.name")
    start, end = (moment(as_time(required(row, at, path), f"{path}.{at}")) for at in ("from", "to"))
    if start >= end:
        raise ContractError(f"{path}.to", "later than its beginning")
    return MemberEvent(
        as_text(required(row, "event_id", path), f"{path}.event_id"),
        name,
        nullable(row, "name_en", path, as_text) or name,
        start,
        end,
        texts(row, "stores", path),
    )
