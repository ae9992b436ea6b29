"""Rows of what was suggested at the counters, and what of it was put into a basket: by sale, only added to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from central_ledger.store.database import Database


@dataclass(frozen=True, slots=True)
class SuggestedRow:
    """Goods that a sale's basket was shown. `day` is the store's, `staff_id` who served (the guide, else the cashier),
    `net_minor` what was paid for what was added from the suggestion.
    """

    store: str
    sale_id: str
    sku: str
    day: str
    staff_id: str
    reason: str
    added: bool
    net_minor: int


@dataclass(frozen=True, slots=True)
class SuggestedCount:
    """`sales` in which something was shown, `shown` goods in them, `added` of these, for `net_minor`."""

    staff_id: str
    sales: int
    shown: int
    added: int
    net_minor: int


class SuggestedGoods:
    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, rows: Iterable[SuggestedRow]) -> None:
        """Once for each sale and goods."""
        self._database.execute_many(
            "INSERT INTO suggested_goods (store, sale_id, sku, day, staff_id, reason, added, net) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (store, sale_id, sku) DO NOTHING",
            [(r.store, r.sale_id, r.sku, r.day, r.staff_id, r.reason, int(r.added), r.net_minor) for r in rows],
        )

    def counts(self, store: str, first_day: str, last_day: str) -> list[SuggestedCount]:
        """By who served, in order, of the days from the first to the last (`YYYY-MM-DD`)."""
        rows = self._database.rows(
            "SELECT staff_id, COUNT(DISTINCT sale_id), COUNT(*), SUM(added), SUM(net) FROM suggested_goods "
            "WHERE store = ? AND day BETWEEN ? AND ? GROUP BY staff_id ORDER BY staff_id",
            (store, first_day, last_day),
        )
        return [SuggestedCount(str(staff), *map(int, numbers)) for staff, *numbers in rows]
