"""Rows of parked baskets: which wait in a store, and which till has which of them."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields

from central_ledger.store.database import Database


@dataclass(frozen=True, slots=True)
class ParkedRow:
    """`summary` and `document` are JSON; the document is empty when the basket was taken up.

    `claimed_by` is the till that may take it up, None: any. `status`: `waiting`, `claimed`, `over` (taken up, or
    its time came).
    """

    store: str
    parking_id: str
    till: str
    parked_at: str
    expires_at: str
    summary: str
    document: str
    status: str
    claimed_by: str | None = None


_COLUMNS = ", ".join(field.name for field in fields(ParkedRow))


class ParkedBaskets:
    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, store: str, parking_id: str) -> ParkedRow | None:
        row = self._database.row(
            f"SELECT {_COLUMNS} FROM parked_basket WHERE store = ? AND parking_id = ?", (store, parking_id)
        )
        return None if row is None else ParkedRow(*row)

    def add(self, row: ParkedRow) -> bool:
        """False when there is one of this id."""
        marks = ", ".join("?" * len(fields(ParkedRow)))
        statement = (
            f"INSERT INTO parked_basket ({_COLUMNS}) VALUES ({marks}) ON CONFLICT (store, parking_id) DO NOTHING"
        )
        return self._database.execute(statement, astuple(row)) == 1

    def of_store(self, store: str) -> list[ParkedRow]:
        """All rows, the oldest first."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM parked_basket WHERE store = ? ORDER BY parked_at, parking_id", (store,)
        )
        return [ParkedRow(*row) for row in rows]

    def claim(self, store: str, parking_id: str, till: str) -> bool:
        """Compare and set: True when it was anybody's, and is this till's now."""
        statement = (
            "UPDATE parked_basket SET status = 'claimed', claimed_by = ? WHERE store = ? AND parking_id = ? "
            "AND status = 'waiting'"
        )
        return self._database.execute(statement, (till, store, parking_id)) == 1

    def take(self, store: str, parking_id: str, till: str) -> None:
        """This till's journal has it: the goods are there, not here any more, whoever asked for it."""
        self._database.execute(
            "UPDATE parked_basket SET status = 'over', document = '', claimed_by = ? WHERE store = ? "
            "AND parking_id = ?",
            (till, store, parking_id),
        )

    def end(self, store: str, parking_id: str, till: str) -> None:
        """This till let its time pass, unless another one has it."""
        self._database.execute(
            "UPDATE parked_basket SET status = 'over', document = '', claimed_by = ? WHERE store = ? "
            "AND parking_id = ? AND (claimed_by IS NULL OR claimed_by = ?)",
            (till, store, parking_id, till),
        )

    def forget(self, store: str, before: str) -> int:
        """Drop what was over before a time (ISO 8601 in UTC); gives how many."""
        return self._database.execute("DELETE FROM parked_basket WHERE store = ? AND expires_at < ?", (store, before))
