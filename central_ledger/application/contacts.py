"""Whose member somebody is, and what was done about the reasons to contact them: docs/spec/line.md, "Today".

Each entry is applied once, in the transaction of its batch; each function gives the members whose rows have changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from central_ledger.application.contact_cases import judge_contacts
from central_ledger.application.incentives import Cause, settle_incentives
from central_ledger.application.joining import open_facts
from central_ledger.application.ledger import Ledger
from central_ledger.application.moments import moment_of_entry
from central_ledger.application.settling import store_days, time_of
from central_ledger.domain.contact_bodies import GuideAssigned, TaskDone, TaskMarked, TaskSnoozed
from central_ledger.domain.named import named_in
from central_ledger.store.contacts import AssignmentRow, MarkRow
from retail.contacts import MarkKind
from retail.messages import Entry

_MARK_OF_KIND: dict[str, MarkKind] = {
    "task_done": "done",
    "task_snoozed": "snoozed",
    "task_not_wanted": "not_wanted",
}


def assign_guide(ledger: Ledger, entry: Entry, body: GuideAssigned) -> Iterable[str]:
    """Whose member somebody is from now on, unless somebody said otherwise later."""
    if ledger.members.get(body.one_id) is None:
        open_facts(ledger, entry, body.one_id, "member_unknown", body.one_id)
        return ()
    guide = body.guide
    if guide is not None and ledger.feeds.get(guide.store, "staff", guide.staff_id) is None:
        open_facts(ledger, entry, body.one_id, "guide_unknown", f"{guide.store}/{guide.staff_id}")
        return ()
    told_of = named_in(entry).one_id or body.one_id
    if body.why == "joined" and told_of != body.one_id and ledger.contacts.guide_of(body.one_id) is not None:
        return ()  # who joined was a member already, and stays whose they were
    row = AssignmentRow(
        one_id=body.one_id,
        assignment_id=body.assignment_id,
        told_of=told_of,
        at=moment_of_entry(ledger, entry),
        guide_store=None if guide is None else guide.store,
        guide=None if guide is None else guide.staff_id,
        why=body.why,
        store=entry.store,
        till=entry.till,
        staff_id=body.staff_id,
    )
    return (body.one_id,) if ledger.contacts.assign(row) else ()


def take_mark(ledger: Ledger, entry: Entry, body: TaskMarked) -> Iterable[str]:
    """Keep what was done about a task. A contact counts for the caps of every store from now on, and is held against
    what the member had said.
    """
    if ledger.members.get(body.one_id) is None:
        open_facts(ledger, entry, body.one_id, "member_unknown", body.one_id)
        return ()
    row = MarkRow(
        one_id=body.one_id,
        mark_id=body.mark_id,
        told_of=named_in(entry).one_id or body.one_id,
        rule_id=body.rule_id,
        occasion=body.occasion,
        kind=body.kind,
        mark=_MARK_OF_KIND[entry.kind],
        how=body.how if isinstance(body, TaskDone) else None,
        at=moment_of_entry(ledger, entry),
        until=body.until if isinstance(body, TaskSnoozed) else None,
        brand=body.brand,
        store=entry.store,
        till=entry.till,
        staff_id=body.staff_id,
        guide=body.guide,
        rules=body.rules,
        note=body.note,
        day=store_days(ledger, entry.store).day_of(time_of(ledger, entry)),
    )
    if not ledger.contacts.add_mark(row):
        return ()
    if row.mark == "done":
        judge_contacts(ledger, body.one_id)
        settle_incentives(ledger, [Cause(entry.store, row.staff_id, row.day)], entry)
    return (body.one_id,)


def join_contacts(ledger: Ledger, before: str, after: str) -> None:
    """Two members are one: so are their guides (the one named last) and their contacts."""
    ledger.contacts.move(before, after)
    judge_contacts(ledger, after)


def part_contacts(ledger: Ledger, before: str, after: str, told_of: Sequence[str]) -> None:
    """They are two again: each has what was told under its own ids."""
    ledger.contacts.move(before, after, told_of)
    for one_id in (before, after):
        judge_contacts(ledger, one_id)
