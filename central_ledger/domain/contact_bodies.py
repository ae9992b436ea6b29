"""What journal entries say of whose member somebody is, and of what was done about the reasons to contact them.

Source: docs/spec/line.md, section 6 and "Today".
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from central_ledger.domain.body_types import Count, Day, Id, OneId
from retail.contact_rules import KINDS
from retail.contact_tasks import task_id
from retail.contacts import NOTE_CHARACTERS, How
from retail.messages import BadEntry

Note = Annotated[str, msgspec.Meta(max_length=NOTE_CHARACTERS)]


class GuideNamed(msgspec.Struct, frozen=True):
    """One of a store's staff."""

    store: Id
    staff_id: Id


class GuideAssigned(msgspec.Struct, frozen=True):
    """Whose member somebody is from now on; nobody's: `guide` null. `staff_id` is who said so."""

    assignment_id: Id
    one_id: OneId
    guide: GuideNamed | None
    staff_id: Id
    why: Literal["joined", "chosen", "taken", "handover", "left"]


class _TaskMarked(msgspec.Struct, frozen=True):
    """`task_id` follows from rule, member and occasion; `rules` is the version of the group's rules it was made by."""

    mark_id: Id
    task_id: Id
    rule_id: Id
    kind: Annotated[str, msgspec.Meta(max_length=32)]
    one_id: OneId
    occasion: Id
    staff_id: Id
    guide: Id | None = None
    brand: Id | None = None
    rules: Count = 0
    note: Note = ""


class TaskDone(_TaskMarked, frozen=True, kw_only=True):
    """The member was contacted."""

    how: How


class TaskSnoozed(_TaskMarked, frozen=True, kw_only=True):
    """Not now: it comes again on a day."""

    until: Day


class TaskNotWanted(_TaskMarked, frozen=True, kw_only=True):
    """Nobody will contact the member about this."""


TaskMarked = TaskDone | TaskSnoozed | TaskNotWanted
ContactBody = GuideAssigned | TaskDone | TaskSnoozed | TaskNotWanted

CONTACT_BODIES: dict[str, type[ContactBody]] = {
    "guide_assigned": GuideAssigned,
    "task_done": TaskDone,
    "task_snoozed": TaskSnoozed,
    "task_not_wanted": TaskNotWanted,
}


def check_mark(body: TaskMarked) -> None:
    """Raises BadEntry("bad_body") for a task that is not the one which it names."""
    if body.kind not in KINDS or body.task_id != task_id(body.rule_id, body.one_id, body.occasion):
        raise BadEntry("bad_body", "a task that does not follow from its rule, member and occasion")
