"""What became of the reasons to contact members, and who may be contacted now. Pure: no clock.

Source: docs/spec/line.md, "Today". A mark is what somebody did about a task: `done` is a contact and counts for the
caps, wherever it was; `snoozed` comes again on a day; `not_wanted` never comes again for that occasion. However often
and in whatever order marks arrive, the same follows: done goes before not wanted, and that before snoozed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal, get_args

from retail.contact_people import Here, Person, is_of_store
from retail.contact_rules import WEEK, Cap, ContactRules
from retail.contact_tasks import Task, task_order, tasks_of

MarkKind = Literal["done", "snoozed", "not_wanted"]
MARKS: tuple[MarkKind, ...] = get_args(MarkKind)
#: How a member was contacted. Who was told in the store was here anyway: no cap, no quiet hours.
How = Literal["message", "call", "in_store"]
NOTE_CHARACTERS = 300
SNOOZE_DAYS_MAX = 365

_STRENGTH: Mapping[str, int] = {"snoozed": 0, "not_wanted": 1, "done": 2}


@dataclass(frozen=True, slots=True)
class Mark:
    """What somebody did about a task. `at` has an offset; `until` is the day on which a snoozed one comes again."""

    task_id: str
    rule_id: str
    mark: MarkKind
    at: str
    staff_id: str
    store: str
    until: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A member was contacted, from a store, about a brand or (None) none."""

    at: datetime
    store: str
    brand: str | None = None


@dataclass(frozen=True, slots=True)
class ContactBook:
    """What is known of one member's contacts: those that count for caps, and by task the mark that counts."""

    contacts: tuple[Contact, ...] = ()
    marks: Mapping[str, Mark] = field(default_factory=dict)

    def with_mark(self, mark: Mark) -> ContactBook:
        known = self.marks.get(mark.task_id)
        if known is not None and _strength(known) >= _strength(mark):
            return self
        return ContactBook(self.contacts, {**self.marks, mark.task_id: mark})

    def with_contact(self, contact: Contact) -> ContactBook:
        return self if contact in self.contacts else ContactBook((*self.contacts, contact), self.marks)


NO_BOOK = ContactBook()


def _strength(mark: Mark) -> tuple[int, str, str]:
    return (_STRENGTH[mark.mark], mark.until or "", mark.at)


def standing_marks(marks: Iterable[Mark]) -> dict[str, Mark]:
    """By task the one that counts."""
    book = NO_BOOK
    for mark in marks:
        book = book.with_mark(mark)
    return dict(book.marks)


def read_contact_book(row: Mapping[str, Any]) -> ContactBook:
    """A row of the feed `contacts`. Raises ValueError, KeyError or TypeError for what is none."""
    contacts = tuple(
        Contact(_moment(one["at"]), str(one["store"]), None if one["brand"] is None else str(one["brand"]))
        for one in row["contacts"]
    )
    return ContactBook(contacts, {mark.task_id: mark for mark in map(_read_mark, row["marks"])})


def _read_mark(row: Mapping[str, Any]) -> Mark:
    if row["mark"] not in MARKS:
        raise ValueError(row["mark"])
    return Mark(
        task_id=str(row["task_id"]),
        rule_id=str(row["rule_id"]),
        mark=row["mark"],
        at=str(row["at"]),
        staff_id=str(row["staff_id"]),
        store=str(row["store"]),
        until=None if row["until"] is None else date.fromisoformat(row["until"]).isoformat(),
        note=str(row["note"]),
    )


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(text)
    return found.astimezone(UTC)


#: Why a member is in nobody's list now, or may not be contacted.
Hindrance = Literal["opted_out", "cap_reached", "resting"]


def hindrance(rules: ContactRules, person: Person, book: ContactBook, task: Task, here: Here) -> Hindrance | None:
    """What stands against contacting a member about this now; None: nothing. An opt-out goes before everything."""
    if not rules.may_contact(person.consents):
        return "opted_out"
    return over_cap(rules, book.contacts, here.store, task.brand, here.now) or _resting(rules, book, here)


def over_cap(
    rules: ContactRules, contacts: Sequence[Contact], store: str, brand: str | None, now: datetime
) -> Literal["cap_reached"] | None:
    """Whether one more contact, from a store and about a brand, would be one too many in this week."""
    for cap in rules.caps:
        if cap.covers(store, brand) and _counted(cap, contacts, now) >= cap.per_week:
            return "cap_reached"
    return None


def _counted(cap: Cap, contacts: Sequence[Contact], now: datetime) -> int:
    """How many contacts of the last seven days count for a cap."""
    return sum(cap.covers(one.store, one.brand) and now - WEEK < one.at <= now for one in contacts)


def week_of(rules: ContactRules, book: ContactBook, here: Here) -> tuple[int, int] | None:
    """How many contacts of this week count for the cap that has the fewest left, and how many it allows: of the caps
    that a store's contacts about no brand count for. None: there is no such cap.
    """
    counted = [
        (_counted(cap, book.contacts, here.now), cap.per_week) for cap in rules.caps if cap.covers(here.store, None)
    ]
    return min(counted, key=lambda one: one[1] - one[0], default=None)


def _resting(rules: ContactRules, book: ContactBook, here: Here) -> Literal["resting"] | None:
    since = here.day - timedelta(days=rules.rest_days)
    return "resting" if any(one.at.astimezone(here.zone).date() > since for one in book.contacts) else None


def is_open(task: Task, book: ContactBook, day: date) -> bool:
    """Whether something is still to be done about a task: nobody has, and who put it off wanted it by now."""
    mark = book.marks.get(task.task_id)
    if mark is None:
        return True
    return mark.mark == "snoozed" and mark.until is not None and mark.until <= day.isoformat()


@dataclass(frozen=True, slots=True)
class Reasons:
    """The tasks of one member that hold today, the most important first."""

    person: Person
    tasks: tuple[Task, ...]


def reasons_of(rules: ContactRules, people: Iterable[Person], here: Here) -> list[Reasons]:
    """Everybody whom this store looks after and for whom a rule holds today, whatever became of it."""
    wanted = rules.of_store(here.store)
    found = []
    for person in people:
        if is_of_store(person, here.store):
            tasks = tasks_of(wanted, person, here)
            if tasks:
                found.append(Reasons(person, tuple(tasks)))
    return found


@dataclass(frozen=True, slots=True)
class Listed:
    """One member of the list: the task that is to be done first, the others that are open, and what was put off."""

    person: Person
    task: Task
    also: tuple[Task, ...] = ()
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class ContactList:
    """Whom to contact, the most important first; and how many members are not in it, by why. `settled`: nothing is open
    about them.
    """

    rows: tuple[Listed, ...] = ()
    opted_out: int = 0
    cap_reached: int = 0
    resting: int = 0
    settled: int = 0


def contact_list(
    rules: ContactRules, reasons: Iterable[Reasons], books: Mapping[str, ContactBook], here: Here
) -> ContactList:
    """The list of a moment."""
    rows: list[Listed] = []
    kept_out = {"opted_out": 0, "cap_reached": 0, "resting": 0, "settled": 0}
    for each in reasons:
        book = books.get(each.person.one_id, NO_BOOK)
        open_tasks = [task for task in each.tasks if is_open(task, book, here.day)] if book.marks else each.tasks
        if not open_tasks:
            kept_out["settled"] += 1
            continue
        # A cap may be about one brand: the first of which nothing stands against.
        whys = (hindrance(rules, each.person, book, task, here) for task in open_tasks)
        why = next(whys)
        if why is None:
            first = open_tasks[0]
        else:
            at = next((place for place, other in enumerate(whys, 1) if other is None), None)
            if at is None:
                kept_out[why] += 1
                continue
            first = open_tasks[at]
        also = tuple(task for task in open_tasks if task is not first)
        rows.append(Listed(each.person, first, also, book.marks.get(first.task_id)))
    rows.sort(key=lambda row: task_order(row.task))
    return ContactList(tuple(rows), **kept_out)
