"""Counts that tell whether the ledger is well: of what waits, and of whom nothing is heard. No row names a person."""

from __future__ import annotations

from dataclasses import dataclass

from central_ledger.store.database import Database


@dataclass(frozen=True, slots=True)
class TillSeen:
    """`seen_at` is when the ledger last heard this till, as text with an offset."""

    store: str
    till: str
    seen_at: str
    suspended: bool


class Vitals:
    """Looks, and changes nothing."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def tills(self) -> list[TillSeen]:
        """Every till that was heard and is not revoked."""
        rows = self._database.rows(
            "SELECT s.store, s.till, s.seen_at, t.suspended_at FROM till_seen AS s JOIN till AS t "
            "ON t.store = s.store AND t.till = s.till WHERE t.revoked_at IS NULL ORDER BY s.store, s.till"
        )
        return [TillSeen(store, till, seen, suspended is not None) for store, till, seen, suspended in rows]

    def open_cases(self) -> dict[str, int]:
        """By kind."""
        rows = self._database.rows("SELECT kind, COUNT(*) FROM case_file WHERE status = 'open' GROUP BY kind")
        return {str(kind): int(count) for kind, count in rows}

    def open_refunds(self) -> int:
        """Refunds that a wallet was asked for and nobody knows the end of."""
        return int(self._database.value("SELECT COUNT(*) FROM wallet_refund WHERE settled_at IS NULL"))
