"""Paid orders of the web shop, handed over to who shows the member's code. Source: docs/spec/line.md, section 15."""

from __future__ import annotations

from collections.abc import Sequence

from pos_client.application.changes import Changes
from pos_client.application.members import IdentifiedMember
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk
from pos_client.errors import Refused
from retail.web_orders import WebOrder, WebOrders


class PickupDesk:
    """With and without a connection: what waits is in the till's store, and the ledger finds what was given twice."""

    def __init__(self, desk: Desk, staff: StaffDesk, orders: WebOrders) -> None:
        self._desk = desk
        self._staff = staff
        self._orders = orders

    def waiting(self, identified: IdentifiedMember | None) -> Sequence[WebOrder]:
        """The orders of this member that wait here, the oldest first."""
        return () if identified is None else self._orders.of_member(identified.member.one_id)

    def hand_over(self, identified: IdentifiedMember | None, order_ids: Sequence[str]) -> Changes:
        """The goods are given: journaled, and out of the stock. Raises Refused `proof_needed` without the member's own
        code, `order_gone` for one that does not wait here any more, or `not_permitted`.
        """
        if identified is None or not identified.can_spend:
            raise Refused("proof_needed")
        staff_id = self._staff.require("sell").staff_id
        waiting = {order.order_id: order for order in self.waiting(identified)}
        if not order_ids or not waiting.keys() >= set(order_ids):
            raise Refused("order_gone")
        with self._desk.unit_of_work() as uow:
            for order_id in order_ids:
                order, handover_id = waiting[order_id], self._desk.ids.new()
                body = {
                    "handover_id": handover_id,
                    "order_id": order_id,
                    "one_id": order.one_id,
                    "staff_id": staff_id,
                    "known_by": identified.proof.how,
                    "lines": [{"sku": line.sku, "quantity": line.quantity} for line in order.lines],
                }
                uow.web_orders.hand_over(order, handover_id, uow.journal.append("order_handed_over", body))
            uow.commit()
        return Changes.of("member", "journal")
