"""Paid web orders: told to the tills of the store where they wait, handed over once. docs/spec/line.md, section 15."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace

from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import encoded
from central_ledger.domain.cases import Case, case_id
from central_ledger.domain.order_bodies import OrderHandedOver
from central_ledger.store.web_orders import OrderRow
from retail.messages import Entry
from retail.stock import stock_thousandths
from retail.web_orders import WebOrder


def take_orders(ledger: Ledger, store: str, orders: Iterable[WebOrder]) -> int:
    """Orders that the web shop was paid for; how many are new. Needs a transaction. Raises ValueError: no store."""
    if ledger.reference.store(store) is None:
        raise ValueError(f"there is no store {store}")
    rows = {}
    for order in orders:
        document = encoded(order.document())
        if ledger.web_orders.add(OrderRow(store, order.order_id, order.one_id, document)):
            rows[order.order_id] = document
            ledger.member_facts.mark([order.one_id])
    ledger.feeds.put(store, "orders", rows)
    return len(rows)


def goods_of(body: OrderHandedOver) -> dict[str, int]:
    """What left the store, in thousandths by sku. Raises ValueError for a quantity that is none."""
    goods: dict[str, int] = {}
    for line in body.lines:
        goods[line.sku] = goods.get(line.sku, 0) + stock_thousandths(line.quantity)
    return goods


def hand_over(ledger: Ledger, entry: Entry, body: OrderHandedOver) -> tuple[str, ...]:
    """The first handover ends the order; each one after it is in one case, as is an order that nobody placed. No row of
    a member changes.
    """
    store, order_id = entry.store, body.order_id
    row = ledger.web_orders.get(store, order_id)
    current = ledger.identities.current
    if row is None or current(row.one_id) != current(body.one_id):
        what = "order_unknown" if row is None else "order_of_another"
        detail = {"what": what, "name": order_id, "epoch": entry.epoch, "seq": entry.seq}
        case = Case(
            holder=store,
            case_id=case_id("facts", what, order_id, store, entry.till, entry.epoch, entry.seq),
            kind="facts",
            store=store,
            till=entry.till,
            one_id=body.one_id,
            detail=detail,
            opened_at=ledger.now(),
        )
        ledger.cases.put(case)
    if row is None:
        return ()
    if ledger.web_orders.hand_over(store, order_id, body.handover_id, entry.till, entry.occurred_at):
        ledger.feeds.put(store, "orders", {order_id: None})
    elif row.handover_id != body.handover_id:
        _handed_over_twice(ledger, entry, body, row)
    return ()


def _handed_over_twice(ledger: Ledger, entry: Entry, body: OrderHandedOver, row: OrderRow) -> None:
    order = json.loads(row.document)
    wanted = case_id("order_handed_over_twice", row.store, row.order_id)
    known = ledger.cases.get(row.store, wanted)
    again = {"till": entry.till, "handover_id": body.handover_id, "staff_id": body.staff_id, "at": entry.occurred_at}
    before = [] if known is None else list(known.detail["again"])
    case = known or Case(
        holder=row.store,
        case_id=wanted,
        kind="order_handed_over_twice",
        store=row.store,
        till=entry.till,
        one_id=row.one_id,
        unit=order["currency"],
        bearer=f"store:{row.store}",
        opened_at=ledger.now(),
    )
    detail = {
        "order_id": row.order_id,
        "first": {"till": row.till, "handover_id": row.handover_id, "at": row.handed_at},
        "again": [*before, again],
    }
    amount = order["paid_minor"] * len(detail["again"])
    ledger.cases.put(replace(case, amount=amount, detail=detail, status="open"))
