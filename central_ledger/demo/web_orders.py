"""Paid web orders that wait in the demo's stores: some members of each store ordered something it sells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from central_ledger.demo.records import DemoMember, DemoStore
from retail.catalogue import Product
from retail.web_orders import OrderLine, WebOrder

ORDERS_OF_A_STORE = 4


def web_orders(
    random: Random, stores: Sequence[DemoStore], members: Sequence[DemoMember], products: Sequence[Product], today: date
) -> dict[str, tuple[WebOrder, ...]]:
    """By store id, for members whose home it is."""
    found: dict[str, tuple[WebOrder, ...]] = {}
    number = 700_001
    for store in stores:
        unlisted = {overlay.sku for overlay in store.overlays if not overlay.listed}
        sold = [p for p in products if p.brand in store.brands and p.sku not in unlisted and not p.weighed]
        homes = [member for member in members if member.home_store == store.store_id]
        if not sold or not homes or store.kind == "web":
            continue
        orders = []
        for member in random.sample(homes, min(ORDERS_OF_A_STORE, len(homes))):
            goods = random.sample(sold, min(len(sold), random.choice((1, 1, 2, 3))))
            lines = tuple(OrderLine(p.sku, p.name, random.choice((1, 1, 1, 2))) for p in goods)
            prices = {product.sku: product.unit_price_minor for product in goods}
            paid = sum(prices[line.sku] * int(line.quantity) for line in lines)
            placed = today - timedelta(days=random.randint(1, 5))
            at = f"{placed.isoformat()}T{random.randint(9, 22):02d}:{random.randint(0, 59):02d}:00+08:00"
            orders.append(WebOrder(f"W{number}", member.one_id, at, store.currency, paid, lines))
            number += 1
        found[store.store_id] = tuple(orders)
    return found
