"""Rows of rewards that points were given for."""

from __future__ import annotations

from dataclasses import astuple, dataclass

from central_ledger.store.database import Database


@dataclass(frozen=True, slots=True)
class RedemptionRow:
    """One reward, given in a store."""

    store: str
    redemption_id: str
    reward_id: str
    one_id: str
    points: int
    occurred_at: str


class Redemptions:
    """Only ever added to."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, row: RedemptionRow) -> bool:
        """False: it is there already."""
        statement = (
            "INSERT INTO redemption (store, redemption_id, reward_id, one_id, points, occurred_at) "
            "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (store, redemption_id) DO NOTHING"
        )
        return self._database.execute(statement, astuple(row)) == 1

    def has(self, store: str, redemption_id: str) -> bool:
        statement = "SELECT 1 FROM redemption WHERE store = ? AND redemption_id = ?"
        return self._database.value(statement, (store, redemption_id)) is not None

    def count(self, reward_id: str) -> int:
        """How many were given of a reward."""
        return int(self._database.value("SELECT COUNT(*) FROM redemption WHERE reward_id = ?", (reward_id,)))

    def without_transfer(self) -> list[tuple[str, str]]:
        """Store and id of every redemption whose points are not booked."""
        return self._database.rows(
            "SELECT r.store, r.redemption_id FROM redemption AS r WHERE 'redemption/' || r.store || '/' || "
            "r.redemption_id NOT IN (SELECT transfer_id FROM member_transfer WHERE kind = 'redemption') "
            "ORDER BY r.store, r.redemption_id"
        )
