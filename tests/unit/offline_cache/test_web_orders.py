"""Paid web orders of a feed, and what this till handed over, on a real file."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from offline_cache import LocalStore
from offline_cache.errors import BadPage
from retail.web_orders import OrderLine, WebOrder
from tests.unit.offline_cache.making import AS_OF, row

Opener = Callable[..., LocalStore]

LATER = WebOrder("W1", "M1", "2026-11-10T20:00:00+08:00", "CNY", 100, (OrderLine("A1", "面霜", 2),))
EARLIER = WebOrder("W2", "M1", "2026-11-09T20:00:00+08:00", "CNY", 100, (OrderLine("A1", "面霜", 1),))


def pull(store: LocalStore, *orders: WebOrder) -> None:
    store.pulled.begin("orders")
    store.pulled.apply_page("orders", [row(order.order_id, order.document()) for order in orders], "c", AS_OF)


def test_what_was_handed_over_here_waits_no_more_though_the_feed_still_has_it(
    store: LocalStore, opened: Opener
) -> None:
    pull(store, LATER, EARLIER)
    store.pulled.begin("stock")
    store.pulled.apply_page("stock", [row("A1", {"sku": "A1", "quantity": 5, "as_of": AS_OF})], "c", AS_OF)
    assert store.web_orders.of_member("M1") == [EARLIER, LATER]
    assert store.web_orders.of_member("M2") == []
    with store.unit_of_work() as uow:
        uow.web_orders.hand_over(LATER, "h1", uow.journal.append("order_handed_over", {"order_id": "W1"}))
    assert len(store.web_orders.of_member("M1")) == 2, "without a commit nothing is given"
    with store.unit_of_work() as uow:
        uow.web_orders.hand_over(LATER, "h1", uow.journal.append("order_handed_over", {"order_id": "W1"}))
        uow.commit()
    pull(store, LATER, EARLIER)
    store.close()
    again = opened()
    assert again.web_orders.of_member("M1") == [EARLIER]
    assert str(again.stock.of(["A1"])["A1"]) == "3"


def test_a_row_that_is_no_order_leaves_its_page_out(store: LocalStore) -> None:
    with pytest.raises(BadPage):
        store.pulled.apply_page("orders", [row("W1", {"order_id": "W1", "one_id": "M1"})], "c", AS_OF)
    assert store.web_orders.of_member("M1") == []
