"""Rows of whose member somebody is, and of what was done about the reasons to contact them. Each is added once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, replace

from central_ledger.store.database import Database
from central_ledger.store.members import STORES_OF_MEMBER
from retail.contact_tasks import task_id
from retail.contacts import How, Mark, MarkKind
from retail.member import MemberGuide

_MARK_COLUMNS = (
    "one_id, mark_id, told_of, rule_id, occasion, kind, mark, how, at, until, brand, store, till, staff_id, guide, "
    "rules, note, day, parcel"
)
_ASSIGNMENT_COLUMNS = "one_id, assignment_id, told_of, at, guide_store, guide, why, store, till, staff_id"
_MARKS = f"SELECT {_MARK_COLUMNS} FROM task_mark WHERE one_id = ? ORDER BY at, mark_id"
_ASSIGNMENTS = (
    f"SELECT {_ASSIGNMENT_COLUMNS} FROM guide_assignment WHERE one_id = ? ORDER BY at DESC, assignment_id DESC"
)
#: The members whom a store contacted in a span.
_CONTACTED = "SELECT c.one_id FROM task_mark AS c WHERE c.store = ? AND c.at >= ? AND c.at < ? AND c.mark = 'done'"
_GUIDE = "SELECT store, staff_id FROM member_guide WHERE one_id = ?"


@dataclass(frozen=True, slots=True)
class MarkRow:
    """What somebody did about a task. `told_of` is the member's id as the till knew it, `at` ISO 8601 in UTC; `how` of
    a contact, `until` of what was put off. `guide` is whose task it was, `rules` the version that made it; `day` is the
    store's, `parcel` that of its figures.
    """

    one_id: str
    mark_id: str
    told_of: str
    rule_id: str
    occasion: str
    kind: str
    mark: MarkKind
    how: How | None
    at: str
    until: str | None
    brand: str | None
    store: str
    till: str
    staff_id: str
    guide: str | None
    rules: int
    note: str
    day: str = ""
    parcel: int | None = None

    @property
    def is_contact(self) -> bool:
        """Whether it counts for caps: who was told in the store was here anyway."""
        return self.mark == "done" and self.how != "in_store"

    def as_mark(self) -> Mark:
        """As tills know it, of the member's id of now."""
        return Mark(
            task_id(self.rule_id, self.one_id, self.occasion),
            self.rule_id,
            self.mark,
            self.at,
            self.staff_id,
            self.store,
            self.until,
            self.note,
        )


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """Whose member somebody became, and who said so. `guide` None: nobody's."""

    one_id: str
    assignment_id: str
    told_of: str
    at: str
    guide_store: str | None
    guide: str | None
    why: str
    store: str
    till: str
    staff_id: str


@dataclass(frozen=True, slots=True)
class Bought:
    """A line that a member bought. `occurred_at` is the till's time with its offset; quantities are decimal texts."""

    one_id: str
    sale_id: str
    store: str
    occurred_at: str
    quantity: str
    quantity_returned: str
    net_minor: int


class Contacts:
    """Guides of members, and marks of tasks."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def expect(self, one_ids: Iterable[str]) -> None:
        """`guide_of` and `marks_of` will be asked about these."""
        asked = [(one_id,) for one_id in one_ids]
        self._database.prime(_GUIDE, asked)
        self._database.prime(_MARKS, asked)

    # -- whose member

    def guide_of(self, one_id: str) -> MemberGuide | None:
        row = self._database.row(_GUIDE, (one_id,))
        return None if row is None else MemberGuide(*row)

    def home_of(self, one_id: str) -> str | None:
        """The store that looks after who has no guide: their home, else the one in which they were last."""
        rows = self._database.rows(STORES_OF_MEMBER, (one_id,))
        return None if not rows else str(max(rows, key=lambda row: (row[1], row[2], row[0]))[0])

    def assignments(self, one_id: str) -> list[AssignmentRow]:
        """The newest first."""
        return [AssignmentRow(*row) for row in self._database.rows(_ASSIGNMENTS, (one_id,))]

    def assign(self, row: AssignmentRow) -> bool:
        """Keep it; the newest one counts, in whatever order they come. False: it was there."""
        if any(known.assignment_id == row.assignment_id for known in self.assignments(row.one_id)):
            return False
        self._database.execute(
            f"INSERT INTO guide_assignment ({_ASSIGNMENT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", astuple(row)
        )
        self._settle(row.one_id)
        return True

    def open_guides(self, guides: Mapping[str, MemberGuide], at: str) -> None:
        """Whose members they are, of a group whose ledger begins now."""
        self._database.execute_many(
            f"INSERT INTO guide_assignment ({_ASSIGNMENT_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (one_id, "opening", one_id, at, guide.store, guide.staff_id, "opening", guide.store, "", "")
                for one_id, guide in guides.items()
            ],
        )
        self._database.execute_many(
            "INSERT INTO member_guide (one_id, store, staff_id, since) VALUES (?, ?, ?, ?)",
            [(one_id, guide.store, guide.staff_id, at) for one_id, guide in guides.items()],
        )

    def _settle(self, one_id: str) -> None:
        """The row of now follows from what was said."""
        newest = next(iter(self.assignments(one_id)), None)
        if newest is None or newest.guide is None:
            self._database.execute("DELETE FROM member_guide WHERE one_id = ?", (one_id,))
            return
        self._database.execute(
            "INSERT INTO member_guide (one_id, store, staff_id, since) VALUES (?, ?, ?, ?) ON CONFLICT (one_id) "
            "DO UPDATE SET store = excluded.store, staff_id = excluded.staff_id, since = excluded.since",
            (one_id, newest.guide_store, newest.guide, newest.at),
        )

    # -- marks

    def marks_of(self, one_id: str) -> list[MarkRow]:
        """All that was done about a member, the oldest first by the clocks of the tills."""
        return [MarkRow(*row) for row in self._database.rows(_MARKS, (one_id,))]

    def add_mark(self, row: MarkRow) -> bool:
        """False: it was there."""
        if any(known.mark_id == row.mark_id for known in self.marks_of(row.one_id)):
            return False
        self._database.execute(f"INSERT INTO task_mark ({_MARK_COLUMNS}) VALUES ({', '.join('?' * 19)})", astuple(row))
        return True

    def marks_between(self, store: str, first: str, last: str) -> list[MarkRow]:
        """What a store's tills marked from a moment on and before another (ISO 8601, UTC), the oldest first."""
        rows = self._database.rows(
            f"SELECT {_MARK_COLUMNS} FROM task_mark WHERE store = ? AND at >= ? AND at < ? ORDER BY at, mark_id",
            (store, first, last),
        )
        return [MarkRow(*row) for row in rows]

    # -- what came of contacts

    def contacts_of_contacted(self, store: str, begin: str, end: str, first: str, last: str) -> list[MarkRow]:
        """Of the members whom a store marked in a span, every contact of another span, by any store, in time."""
        rows = self._database.rows(
            f"SELECT {_MARK_COLUMNS} FROM task_mark WHERE mark = 'done' AND how <> 'in_store' AND at >= ? AND at < ? "
            f"AND one_id IN ({_CONTACTED}) ORDER BY at, mark_id",
            (first, last, store, begin, end),
        )
        return [MarkRow(*row) for row in rows]

    def visits_of_contacted(self, store: str, begin: str, end: str, first: str) -> list[tuple[str, str]]:
        """one_id and time (ISO 8601, UTC) of the codes that those members showed since then, anywhere."""
        return self._database.rows(
            f"SELECT one_id, accepted_at FROM accepted_code WHERE accepted_at >= ? AND one_id IN ({_CONTACTED}) "
            "ORDER BY one_id, accepted_at, cti",
            (first, store, begin, end),
        )

    def bought_by_contacted(self, store: str, begin: str, end: str, first_day: str) -> list[Bought]:
        """What those members bought since about a day, in any store and on the web."""
        rows = self._database.rows(
            "SELECT one_id, sale_id, store, occurred_at, quantity, quantity_returned, net FROM purchase_line WHERE "
            f"occurred_at >= ? AND one_id IN ({_CONTACTED}) ORDER BY one_id, occurred_at, sale_id, line_no",
            (first_day, store, begin, end),
        )
        return [Bought(*row) for row in rows]

    # -- members who become one, and two again

    def move(self, before: str, after: str, told_of: Iterable[str] | None = None) -> None:
        """What was said and done of one member is another's: all of it, or what was told under these ids."""
        wanted = None if told_of is None else frozenset(told_of)
        marks = [row for row in self.marks_of(before) if wanted is None or row.told_of in wanted]
        said = [row for row in self.assignments(before) if wanted is None or row.told_of in wanted]
        for mark in marks:
            self._database.execute("DELETE FROM task_mark WHERE one_id = ? AND mark_id = ?", (before, mark.mark_id))
            self.add_mark(replace(mark, one_id=after))
        for row in said:
            statement = "DELETE FROM guide_assignment WHERE one_id = ? AND assignment_id = ?"
            self._database.execute(statement, (before, row.assignment_id))
            self.assign(replace(row, one_id=after))
        if said:
            self._settle(before)
