"""Rows of draws and of their entries."""

from __future__ import annotations

from dataclasses import astuple, dataclass

from central_ledger.store.database import Database

_DRAW = "draw_id, document, seed, commitment, committed_at, revealed_at"
_ENTRY = "scope, number, entry_id, one_id, day, drawn, given, cost, at"


@dataclass(frozen=True, slots=True)
class DrawRow:
    """`document` is the table as it was written, `seed` a secret until `revealed_at`."""

    draw_id: str
    document: str
    seed: bytes
    commitment: str
    committed_at: str
    revealed_at: str | None = None


@dataclass(frozen=True, slots=True)
class DrawEntry:
    """`number` counts the draw's entries from 1. `cost` was taken from its budget."""

    draw_id: str
    number: int
    entry_id: str
    one_id: str
    day: str
    drawn: str
    given: str
    cost: int
    at: str


class Draws:
    """Entries are only ever added."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, draw_id: str) -> DrawRow | None:
        row = self._database.row(f"SELECT {_DRAW} FROM draw WHERE draw_id = ?", (draw_id,))
        return None if row is None else DrawRow(row[0], row[1], bytes(row[2]), *row[3:])

    def all(self) -> list[DrawRow]:
        rows = self._database.rows(f"SELECT {_DRAW} FROM draw ORDER BY committed_at, draw_id")
        return [DrawRow(row[0], row[1], bytes(row[2]), *row[3:]) for row in rows]

    def add(self, row: DrawRow) -> None:
        self._database.execute(f"INSERT INTO draw ({_DRAW}) VALUES (?, ?, ?, ?, ?, ?)", astuple(row))

    def reveal(self, draw_id: str, at: str) -> None:
        self._database.execute("UPDATE draw SET revealed_at = ? WHERE draw_id = ?", (at, draw_id))

    def entry(self, draw_id: str, entry_id: str) -> DrawEntry | None:
        row = self._database.row(
            f"SELECT {_ENTRY} FROM draw_entry WHERE scope = ? AND entry_id = ?", (draw_id, entry_id)
        )
        return None if row is None else DrawEntry(*row)

    def entries(self, draw_id: str) -> list[DrawEntry]:
        rows = self._database.rows(f"SELECT {_ENTRY} FROM draw_entry WHERE scope = ? ORDER BY number", (draw_id,))
        return [DrawEntry(*row) for row in rows]

    def sums(self, draw_id: str) -> tuple[int, int]:
        """How many entries there are, and what they cost."""
        statement = "SELECT COUNT(*), COALESCE(SUM(cost), 0) FROM draw_entry WHERE scope = ?"
        row = self._database.row(statement, (draw_id,)) or (0, 0)
        return int(row[0]), int(row[1])

    def of_member(self, draw_id: str, one_id: str, day: str) -> tuple[int, int]:
        """A member's entries, in all and on a day."""
        statement = (
            "SELECT COUNT(*), COALESCE(SUM(CASE WHEN day = ? THEN 1 ELSE 0 END), 0) FROM draw_entry WHERE scope = ? "
            "AND one_id = ?"
        )
        row = self._database.row(statement, (day, draw_id, one_id)) or (0, 0)
        return int(row[0]), int(row[1])

    def add_entry(self, entry: DrawEntry) -> None:
        self._database.execute(f"INSERT INTO draw_entry ({_ENTRY}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", astuple(entry))
