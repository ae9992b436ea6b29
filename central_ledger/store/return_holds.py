"""Rows of who takes goods of a sale back just now: one till at a time."""

from __future__ import annotations

from dataclasses import dataclass

from central_ledger.store.database import Database


@dataclass(frozen=True, slots=True)
class ReturnHold:
    """The till `by_store`/`by_till` takes goods of a sale back, until a time (ISO 8601, UTC)."""

    store: str
    sale_id: str
    by_store: str
    by_till: str
    until: str


class ReturnHolds:
    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, store: str, sale_id: str, now: str) -> ReturnHold | None:
        """Who holds a sale now."""
        row = self._database.row(
            "SELECT store, sale_id, by_store, by_till, until FROM return_hold WHERE store = ? AND sale_id = ? AND "
            "until > ?",
            (store, sale_id, now),
        )
        return None if row is None else ReturnHold(*row)

    def put(self, hold: ReturnHold) -> None:
        self._database.execute(
            "INSERT INTO return_hold (store, sale_id, by_store, by_till, until) VALUES (?, ?, ?, ?, ?) ON CONFLICT "
            "(store, sale_id) DO UPDATE SET by_store = excluded.by_store, by_till = excluded.by_till, until = "
            "excluded.until",
            (hold.store, hold.sale_id, hold.by_store, hold.by_till, hold.until),
        )

    def drop(self, store: str, sale_id: str, by_store: str, by_till: str) -> None:
        """Let go of a sale, if this till holds it."""
        self._database.execute(
            "DELETE FROM return_hold WHERE store = ? AND sale_id = ? AND by_store = ? AND by_till = ?",
            (store, sale_id, by_store, by_till),
        )

    def forget(self, before: str) -> int:
        """Drop those that ended before a time; gives how many."""
        return self._database.execute("DELETE FROM return_hold WHERE until < ?", (before,))
