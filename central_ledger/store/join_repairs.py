"""Rows of cards that a join could not give: the group's and the brand's come together, or neither does."""

from __future__ import annotations

from dataclasses import dataclass

from central_ledger.store.database import Database


@dataclass(frozen=True, slots=True)
class JoinRepair:
    """`reason`: `brand_not_open`, `no_group_cards` or `numbers_used_up`. `closed_at` None: the cards are missing."""

    one_id: str
    repair_id: str
    brand: str
    store: str
    reason: str
    opened_at: str
    tries: int
    tried_at: str
    closed_at: str | None = None


_COLUMNS = "one_id, repair_id, brand, store, reason, opened_at, tries, tried_at, closed_at"


class JoinRepairs:
    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, row: JoinRepair) -> None:
        self._database.execute(
            f"INSERT INTO join_repair ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (one_id, repair_id) "
            "DO UPDATE SET reason = excluded.reason, tries = excluded.tries, tried_at = excluded.tried_at, "
            "closed_at = excluded.closed_at",
            (
                *(row.one_id, row.repair_id, row.brand, row.store, row.reason),
                *(row.opened_at, row.tries, row.tried_at, row.closed_at),
            ),
        )

    def waiting(self) -> list[JoinRepair]:
        """Those whose cards are missing, the oldest first."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM join_repair WHERE closed_at IS NULL ORDER BY opened_at, one_id"
        )
        return [JoinRepair(*row) for row in rows]

    def of_member(self, one_id: str) -> list[JoinRepair]:
        rows = self._database.rows(f"SELECT {_COLUMNS} FROM join_repair WHERE one_id = ? ORDER BY opened_at", (one_id,))
        return [JoinRepair(*row) for row in rows]
