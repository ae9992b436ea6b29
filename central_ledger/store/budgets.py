"""Rows of the budgets of offers."""

from __future__ import annotations

from dataclasses import astuple, dataclass

from central_ledger.domain.leases import budget_holder
from central_ledger.store.database import Database


@dataclass(frozen=True, slots=True)
class Budget:
    """An offer's money in one currency, minor units. What is leased of it: `Leases.budget_left`.

    `amount` was set by people, `accepted` is what they took beyond it by their decisions, `spent` is what sales took.
    `overdrawn` is what was spent and leased beyond both, and no one has decided about it yet.
    """

    holder: str
    currency: str
    offer_id: str
    amount: int = 0
    accepted: int = 0
    spent: int = 0
    overdrawn: int = 0


class Budgets:
    """The budgets."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, offer_id: str, currency: str) -> Budget | None:
        row = self._database.row(
            "SELECT holder, currency, offer_id, amount, accepted, spent, overdrawn FROM budget WHERE holder = ? AND "
            "currency = ?",
            (budget_holder(offer_id), currency),
        )
        return None if row is None else Budget(*row)

    def put(self, budget: Budget) -> None:
        self._database.execute(
            "INSERT INTO budget (holder, currency, offer_id, amount, accepted, spent, overdrawn) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (holder, currency) DO UPDATE SET amount = excluded.amount, "
            "accepted = excluded.accepted, spent = excluded.spent, overdrawn = excluded.overdrawn",
            astuple(budget),
        )

    def all(self) -> list[Budget]:
        rows = self._database.rows(
            "SELECT holder, currency, offer_id, amount, accepted, spent, overdrawn FROM budget ORDER BY offer_id, "
            "currency"
        )
        return [Budget(*row) for row in rows]
