"""What journal entries say of members who came to an event: docs/spec/line.md, section 6 and "Events for members"."""

from __future__ import annotations

import msgspec

from central_ledger.domain.body_types import Id, Word


class EventCheckedIn(msgspec.Struct, frozen=True):
    """A member came. `known_by`: how the till knew who it was."""

    check_in_id: Id
    event_id: Id
    one_id: Id
    staff_id: Id
    known_by: Word


EVENT_BODIES: dict[str, type[EventCheckedIn]] = {"event_checked_in": EventCheckedIn}
