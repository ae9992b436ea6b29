"""The store's own goods and prices, out of a real catalogue."""

from __future__ import annotations

from offline_cache import LocalStore
from retail.own_range import RangeRow
from tests.unit.offline_cache.making import AS_OF, product, row


def test_own_goods_come_first_then_what_the_store_changed(store: LocalStore) -> None:
    rows = [product(sku, own=sku.startswith("B")) for sku in ("B2", "A1", "A2", "A3", "B1")]
    store.pulled.apply_page("products", rows, "cursor", AS_OF)
    overlay = [("A1", 900, True), ("A3", None, False), ("A2", None, True)]
    changed = [row(sku, {"sku": sku, "unit_price_minor": price, "listed": listed}) for sku, price, listed in overlay]
    store.pulled.apply_page("overlay", changed, "cursor", AS_OF)
    found = store.own_range.own_range(10)
    assert [(each.product.sku, each.own_price_minor, each.listed) for each in found] == [
        ("B1", None, True),
        ("B2", None, True),
        ("A1", 900, True),
        ("A3", None, False),
    ]
    assert isinstance(store.own_range.range_of("A3"), RangeRow)
    assert store.catalogue.by_code(["A3"]) == [], "the counter does not find it, the page does"
    assert store.own_range.range_of("NO") is None
    plan = store.database.rows("EXPLAIN QUERY PLAN SELECT sku FROM products WHERE own = 1 ORDER BY sku LIMIT 10")
    assert any("products_of_store" in str(each) for each in plan), "a store has some of a million"
