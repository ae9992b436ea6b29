"""Rows of partners' coupons that were handed out with receipts, and of coupons that were swapped: only added to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from central_ledger.store.database import Database


@dataclass(frozen=True, slots=True)
class HandoutRow:
    """A partner's coupon that a sale gave away. Times are ISO 8601; `expires_at` None: it never ends."""

    store: str
    sale_id: str
    handout_id: str
    code: str
    label: str
    partner: str
    one_id: str | None
    issued_at: str
    expires_at: str | None


@dataclass(frozen=True, slots=True)
class SwapRow:
    """A coupon that was swapped for another one at a till. `covered`: it was there to be swapped."""

    holder: str
    coupon_id: str
    to_coupon_id: str
    store: str
    till: str
    occurred_at: str
    staff_id: str
    covered: bool


class Handouts:
    """What was given away beside the sales."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, rows: Iterable[HandoutRow]) -> None:
        """One coupon for each sale and handout: told again, it is the same one."""
        self._database.execute_many(
            "INSERT INTO handout (store, sale_id, handout_id, code, label, partner, one_id, issued_at, expires_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (store, sale_id, handout_id) DO NOTHING",
            [
                (r.store, r.sale_id, r.handout_id, r.code, r.label, r.partner, r.one_id, r.issued_at, r.expires_at)
                for r in rows
            ],
        )

    def of_sale(self, store: str, sale_id: str) -> list[HandoutRow]:
        rows = self._database.rows(
            "SELECT store, sale_id, handout_id, code, label, partner, one_id, issued_at, expires_at FROM handout "
            "WHERE store = ? AND sale_id = ? ORDER BY handout_id",
            (store, sale_id),
        )
        return [HandoutRow(*row) for row in rows]

    def add_swap(self, swap: SwapRow) -> None:
        values = (swap.holder, swap.coupon_id, swap.to_coupon_id, swap.store, swap.till, swap.occurred_at)
        self._database.execute(
            "INSERT INTO coupon_swap (holder, coupon_id, to_coupon_id, store, till, occurred_at, staff_id, covered) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (holder, coupon_id, to_coupon_id) DO NOTHING",
            (*values, swap.staff_id, int(swap.covered)),
        )
