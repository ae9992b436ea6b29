"""The till's rows of baskets that wait, over dictionaries."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from retail.messages import Entry
from retail.parked import KeptParking, ParkedBasket, Sharing
from retail.web_orders import WebOrder


class FakeParked:
    """The open basket and the parked ones: rows go through JSON, as in the store."""

    def __init__(self) -> None:
        self.open: tuple[str, str] | None = None
        self.rows: dict[str, KeptParking] = {}
        self.recalled: set[str] = set()

    def copy(self) -> FakeParked:
        made = FakeParked()
        made.become(self)
        return made

    def become(self, other: FakeParked) -> None:
        self.open, self.rows, self.recalled = other.open, dict(other.rows), set(other.recalled)

    def read(self) -> Mapping[str, Any] | None:
        return None if self.open is None else dict(json.loads(self.open[1]))

    def keep(self, sale_id: str, document: Mapping[str, Any] | None) -> None:
        self.open = None if document is None else (sale_id, json.dumps(document))

    def put_open(self, sale_id: str, document: Mapping[str, Any]) -> None:
        self.keep(sale_id, document)

    def drop_open(self, sale_id: str) -> None:
        if self.open is not None and self.open[0] == sale_id:
            self.open = None

    def all(self) -> Sequence[KeptParking]:
        return sorted(self.rows.values(), key=lambda kept: (kept.parked.parked_at, kept.parked.parking_id))

    def is_recalled(self, parking_id: str) -> bool:
        return parking_id in self.recalled

    def park(self, parked: ParkedBasket) -> None:
        self.rows[parked.parking_id] = KeptParking(replace(parked, document=_through_json(parked.document)), "own")

    def begin_sharing(self, parking_id: str) -> bool:
        return self._move(parking_id, "own", "sharing")

    def mark_shared(self, parking_id: str) -> None:
        self._move(parking_id, "sharing", "shared")

    def _move(self, parking_id: str, before: Sharing, after: Sharing) -> bool:
        kept = self.rows.get(parking_id)
        if kept is None or kept.sharing != before:
            return False
        self.rows[parking_id] = replace(kept, sharing=after)
        return True

    def remove(self, parking_id: str, *, only_own: bool = False) -> bool:
        kept = self.rows.get(parking_id)
        if kept is None or (only_own and kept.sharing != "own"):
            return False
        del self.rows[parking_id]
        return True

    def note_recalled(self, parking_id: str, at: str) -> None:
        self.recalled.add(parking_id)


def _through_json(document: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    return None if document is None else dict(json.loads(json.dumps(document)))


class FakeOrders:
    """Paid web orders that wait, and those that were handed over here."""

    def __init__(self, *orders: WebOrder) -> None:
        self.orders = list(orders)
        self.handed: dict[str, str] = {}

    def copy(self) -> FakeOrders:
        made = FakeOrders(*self.orders)
        made.handed = dict(self.handed)
        return made

    def of_member(self, one_id: str) -> Sequence[WebOrder]:
        return [order for order in self.orders if order.one_id == one_id and order.order_id not in self.handed]

    def hand_over(self, order: WebOrder, handover_id: str, entry: Entry) -> None:
        assert entry.kind == "order_handed_over"
        assert order.order_id not in self.handed
        self.handed[order.order_id] = handover_id
