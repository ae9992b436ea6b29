"""What changed members' growth value, read from the postings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from central_ledger.domain import accounts
from central_ledger.store.database import Database

_MOVES = (
    "SELECT p.unit, t.occurred_at, CASE WHEN t.reference = t.transfer_id THEN t.occurred_at ELSE COALESCE((SELECT "
    "s.occurred_at FROM member_transfer AS s WHERE s.one_id = t.one_id AND s.transfer_id = t.reference), "
    "t.occurred_at) END, p.amount, t.reference FROM member_posting AS p JOIN member_transfer AS t ON "
    "t.one_id = p.one_id AND t.transfer_id = p.transfer_id WHERE p.one_id = ? AND p.account = ? "
    "ORDER BY t.occurred_at, p.transfer_id, p.line_no"
)


class GrowthRow(NamedTuple):
    """One posting. `earned_at` is the time of the purchase that `reference` names, for a return too."""

    unit: str
    at: str
    earned_at: str
    amount: int
    reference: str


class Growth:
    """The members' growth value. Balances are not kept: a few postings of one member say them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def expect(self, one_ids: Iterable[str]) -> None:
        """`moves_of` will be asked of these."""
        self._database.prime(_MOVES, ((one_id, accounts.member_growth(one_id)) for one_id in one_ids))

    def moves_of(self, one_id: str) -> list[GrowthRow]:
        """The oldest first."""
        rows = self._database.rows(_MOVES, (one_id, accounts.member_growth(one_id)))
        return [*map(GrowthRow._make, rows)]

    def members(self) -> list[str]:
        """Everybody who is known, by id."""
        return [row[0] for row in self._database.rows("SELECT one_id FROM member ORDER BY one_id")]

    def bought(self, one_id: str) -> list[tuple[str, tuple[str, str, str, str, int]]]:
        """The sale (`store/sale id`) and time (ISO 8601), brand, quantity, quantity returned and what was paid, of
        everything a member bought.
        """
        statement = (
            "SELECT store, sale_id, occurred_at, brand, quantity, quantity_returned, net FROM purchase_line "
            "WHERE one_id = ?"
        )
        rows = self._database.rows(statement, (one_id,))
        return [(f"{store}/{sale_id}", (at, brand, *rest)) for store, sale_id, at, brand, *rest in rows]
