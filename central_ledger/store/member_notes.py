"""Rows of notes that guides wrote about members."""

from __future__ import annotations

from dataclasses import astuple, dataclass, replace

from central_ledger.store.database import Database

_COLUMNS = "one_id, note_id, store, staff_id, text, written_at, removed_at"


@dataclass(frozen=True, slots=True)
class NoteRow:
    """`written_at` is the till's clock. A removed note has no text."""

    one_id: str
    note_id: str
    store: str
    staff_id: str
    text: str
    written_at: str
    removed_at: str | None


class MemberNotes:
    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, row: NoteRow) -> bool:
        """False: it is there already, or was removed before it was heard."""
        statement = (
            f"INSERT INTO member_note ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (one_id, note_id) DO NOTHING"
        )
        return self._database.execute(statement, astuple(row)) == 1

    def remove(self, one_id: str, note_id: str, store: str, staff_id: str, now: str) -> None:
        self._database.execute(
            f"INSERT INTO member_note ({_COLUMNS}) VALUES (?, ?, ?, ?, '', ?, ?) ON CONFLICT (one_id, note_id) DO "
            "UPDATE SET text = excluded.text, removed_at = excluded.removed_at",
            (one_id, note_id, store, staff_id, now, now),
        )

    def of_member(self, one_id: str) -> list[NoteRow]:
        """The oldest first, the removed ones too."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM member_note WHERE one_id = ? ORDER BY written_at, note_id", (one_id,)
        )
        return [NoteRow(*row) for row in rows]

    def move(self, row: NoteRow, to: str) -> NoteRow:
        moved = replace(row, one_id=to)
        self.add(moved)
        self._database.execute("DELETE FROM member_note WHERE one_id = ? AND note_id = ?", (row.one_id, row.note_id))
        return moved
