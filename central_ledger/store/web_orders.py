"""Rows of paid web orders that wait at a store, and of who handed them over."""

from __future__ import annotations

from dataclasses import dataclass

from central_ledger.store.database import Database


@dataclass(frozen=True, slots=True)
class OrderRow:
    """`document` is the row of the feed `orders`; `handover_id` None: it waits."""

    store: str
    order_id: str
    one_id: str
    document: str
    handover_id: str | None = None
    till: str | None = None
    handed_at: str | None = None


class WebOrders:
    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, row: OrderRow) -> bool:
        """False when the store has an order of this id."""
        statement = (
            "INSERT INTO web_order (store, order_id, one_id, document) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (store, order_id) DO NOTHING"
        )
        return self._database.execute(statement, (row.store, row.order_id, row.one_id, row.document)) == 1

    def get(self, store: str, order_id: str) -> OrderRow | None:
        row = self._database.row(
            "SELECT store, order_id, one_id, document, handover_id, till, handed_at FROM web_order WHERE store = ? "
            "AND order_id = ?",
            (store, order_id),
        )
        return None if row is None else OrderRow(*row)

    def of_store(self, store: str) -> list[OrderRow]:
        rows = self._database.rows(
            "SELECT store, order_id, one_id, document, handover_id, till, handed_at FROM web_order WHERE store = ? "
            "ORDER BY order_id",
            (store,),
        )
        return [OrderRow(*row) for row in rows]

    def hand_over(self, store: str, order_id: str, handover_id: str, till: str, at: str) -> bool:
        """True for the first."""
        statement = (
            "UPDATE web_order SET handover_id = ?, till = ?, handed_at = ? WHERE store = ? AND order_id = ? "
            "AND handover_id IS NULL"
        )
        return self._database.execute(statement, (handover_id, till, at, store, order_id)) == 1
