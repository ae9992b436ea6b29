"""Paid web orders that wait in this store, and those that this till handed over."""

from __future__ import annotations

import json
from collections.abc import Sequence

from offline_cache.database import TillDatabase
from offline_cache.journal import SqliteJournal
from offline_cache.order_tables import HandedOrders, Orders
from offline_cache.stock import take_stock
from offline_cache.tables import PARAM, Statement, insert_into
from retail.messages import Entry
from retail.web_orders import WebOrder, read_order

_OF_MEMBER = Statement(
    lambda: (
        Orders.select(Orders.document)
        .where((Orders.one_id == PARAM) & Orders.order_id.not_in(HandedOrders.select(HandedOrders.order_id)))
        .order_by(Orders.order_id)
    )
)
_HAND_OVER = insert_into(HandedOrders)


class SqliteWebOrders:
    """`retail.web_orders.OwnHandovers`; outside a unit of work it is read only."""

    def __init__(self, database: TillDatabase, journal: SqliteJournal | None = None) -> None:
        """`journal` is that of the same unit of work."""
        self._database = database
        self._journal = journal

    def of_member(self, one_id: str) -> Sequence[WebOrder]:
        found = [read_order(json.loads(document)) for (document,) in self._database.rows(_OF_MEMBER, (one_id,))]
        return sorted(found, key=lambda order: (order.placed_at, order.order_id))

    def hand_over(self, order: WebOrder, handover_id: str, entry: Entry) -> None:
        """Raises ValueError outside a unit of work."""
        if self._journal is None:
            raise ValueError("an order is handed over in a unit of work")
        self._database.run(_HAND_OVER, (order.order_id, handover_id))
        take_stock(self._database, self._journal.position(entry), order.goods())
