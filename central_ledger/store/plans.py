"""Rows of plans that members paid for: one for each sale of one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from central_ledger.store.database import Database

_COLUMNS = "one_id, period_id, plan, sold_at, days, store, until, ended_at"
_OF_MEMBER = f"SELECT {_COLUMNS} FROM plan_period WHERE one_id = ? ORDER BY plan, sold_at, period_id"


@dataclass(frozen=True, slots=True)
class PlanRow:
    """`period_id` is `store/sale/line`. Times ISO 8601, UTC; `until` is when it ends as things stand, `ended_at` when
    it was given back.
    """

    one_id: str
    period_id: str
    plan: str
    sold_at: str
    days: int
    store: str
    until: str
    ended_at: str | None = None


class Plans:
    def __init__(self, database: Database) -> None:
        self._database = database

    def expect(self, one_ids: Iterable[str]) -> None:
        """`of_member` will be asked of these."""
        self._database.prime(_OF_MEMBER, ((one_id,) for one_id in one_ids))

    def of_member(self, one_id: str) -> list[PlanRow]:
        """By plan, the oldest sale first."""
        return [PlanRow(*row) for row in self._database.rows(_OF_MEMBER, (one_id,))]

    def put(self, rows: Iterable[PlanRow]) -> None:
        self._database.execute_many(
            f"INSERT INTO plan_period ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (one_id, period_id) "
            "DO UPDATE SET until = excluded.until, ended_at = excluded.ended_at",
            [(r.one_id, r.period_id, r.plan, r.sold_at, r.days, r.store, r.until, r.ended_at) for r in rows],
        )

    def drop(self, one_id: str, period_id: str) -> None:
        """It is another member's from now on."""
        self._database.execute("DELETE FROM plan_period WHERE one_id = ? AND period_id = ?", (one_id, period_id))

    def due(self, now: str, limit: int) -> list[str]:
        """Members who hold a plan of which all that was paid is over."""
        rows = self._database.rows(
            "SELECT DISTINCT p.one_id FROM plan_period AS p JOIN member AS m ON m.one_id = p.one_id WHERE p.until <= ? "
            "AND m.plans LIKE '%\"' || p.plan || '\"%' AND NOT EXISTS (SELECT 1 FROM plan_period AS later WHERE "
            "later.one_id = p.one_id AND later.plan = p.plan AND later.until > ?) ORDER BY p.one_id LIMIT ?",
            (now, now, limit),
        )
        return [str(row[0]) for row in rows]
