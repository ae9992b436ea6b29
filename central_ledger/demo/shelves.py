"""What the demo's stores have on their shelves: much of what sells well, a few pieces of the rest, some sold out."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from central_ledger.demo.articles import OWN, Style
from central_ledger.demo.records import DemoStore

_SOLD_OUT_SHARE = 0.05
_DEPTHS = {"collection": 18, "brand": 26, "web": 220}


def stock(random: Random, styles: Iterable[Style], stores: Iterable[DemoStore]) -> dict[str, dict[str, int]]:
    """By store and sku, thousandths of the unit: pieces are whole, weighed goods are not."""
    styles = tuple(styles)
    found: dict[str, dict[str, int]] = {}
    for store in stores:
        own = {product.sku for product in store.own_products}
        unlisted = {overlay.sku for overlay in store.overlays if not overlay.listed}
        shelf = found.setdefault(store.store_id, {})
        for style in styles:
            for article in style.articles:
                product = article.product
                is_sold = product.sku in own if style.brand == OWN else product.brand in store.brands
                if is_sold and product.sku not in unlisted:
                    shelf[product.sku] = _there(random, _DEPTHS[store.kind] * style.popularity, product.weighed)
    return found


def _there(random: Random, depth: float, is_weighed: bool) -> int:
    if random.random() < _SOLD_OUT_SHARE:
        return 0
    pieces = 1 + int(random.expovariate(1) * (1 + depth))
    return pieces * 1000 + (random.randrange(1000) if is_weighed else 0)
