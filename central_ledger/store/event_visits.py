"""Rows of members who came to events: one for each member and event."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields

from central_ledger.store.database import Database


@dataclass(frozen=True, slots=True)
class VisitRow:
    """The first time that a member came, by the tills' clocks. `told_of` is the id under which the till knew them."""

    one_id: str
    event_id: str
    told_of: str
    at: str
    store: str
    till: str
    staff_id: str
    known_by: str


_COLUMNS = ", ".join(field.name for field in fields(VisitRow))
_CHANGES = ", ".join(f"{field.name} = excluded.{field.name}" for field in fields(VisitRow)[2:])


class EventVisits:
    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, one_id: str, event_id: str) -> VisitRow | None:
        row = self._database.row(
            f"SELECT {_COLUMNS} FROM event_visit WHERE one_id = ? AND event_id = ?", (one_id, event_id)
        )
        return None if row is None else VisitRow(*row)

    def of_member(self, one_id: str) -> list[VisitRow]:
        rows = self._database.rows(f"SELECT {_COLUMNS} FROM event_visit WHERE one_id = ? ORDER BY event_id", (one_id,))
        return [VisitRow(*row) for row in rows]

    def of_event(self, event_id: str) -> list[VisitRow]:
        """In the order in which they came: for an office, not for a till that waits."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM event_visit WHERE event_id = ? ORDER BY at, one_id", (event_id,)
        )
        return [VisitRow(*row) for row in rows]

    def put(self, row: VisitRow) -> None:
        marks = ", ".join("?" * len(fields(VisitRow)))
        self._database.execute(
            f"INSERT INTO event_visit ({_COLUMNS}) VALUES ({marks}) ON CONFLICT (one_id, event_id) DO UPDATE SET "
            f"{_CHANGES}",
            astuple(row),
        )

    def drop(self, one_id: str, event_id: str) -> None:
        self._database.execute("DELETE FROM event_visit WHERE one_id = ? AND event_id = ?", (one_id, event_id))
