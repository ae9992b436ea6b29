"""django-oscar's own offer applicator on baskets given as JSON. Runs in an environment of its own, without our code.

Reads lines `{"lines": [[sku, quantity, price_minor], …], "offers": [[id, priority, skus or null, condition, value,
benefit, value], …]}`, answers each with `{"saving": minor units, "ms": [with its database, ranges in memory]}`. Offers
and products are in the database (SQLite in memory) and loaded before the clock starts.
"""

from __future__ import annotations

import json
import sys
import time
from decimal import Decimal
from typing import Any

import django
from django.conf import settings
from oscar import INSTALLED_APPS
from oscar import defaults as oscar_defaults

settings.configure(
    **{name: getattr(oscar_defaults, name) for name in dir(oscar_defaults) if name.isupper()},
    INSTALLED_APPS=INSTALLED_APPS,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    SECRET_KEY="a bench",
    SITE_ID=1,
    USE_TZ=True,
    HAYSTACK_CONNECTIONS={"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    MIDDLEWARE=["oscar.apps.basket.middleware.BasketMiddleware"],
)
django.setup()

from django.core.management import call_command  # noqa: E402
from oscar.apps.basket.models import Basket  # noqa: E402
from oscar.apps.catalogue.models import Product, ProductClass  # noqa: E402
from oscar.apps.offer.applicator import Applicator  # noqa: E402
from oscar.apps.offer.models import Benefit, Condition, ConditionalOffer, Range  # noqa: E402
from oscar.apps.partner.models import Partner, StockRecord  # noqa: E402
from oscar.apps.partner.strategy import Default  # noqa: E402

Document = dict[str, Any]
CONDITIONS = {"count": Condition.COUNT, "value": Condition.VALUE}
BENEFITS = {"percent": Benefit.PERCENTAGE, "amount": Benefit.FIXED}
ROUNDS = 3


class Shop:
    """Oscar's catalogue and offers, filled as baskets need them."""

    def __init__(self) -> None:
        call_command("migrate", verbosity=0)
        self._class = ProductClass.objects.create(name="goods", track_stock=False, requires_shipping=False)
        self._partner = Partner.objects.create(name="group")
        self._products: dict[tuple[str, int], Product] = {}

    def product(self, sku: str, price_minor: int) -> Product:
        known = self._products.get((sku, price_minor))
        if known is None:
            known = Product.objects.create(title=sku, upc=f"{sku}-{price_minor}", product_class=self._class)
            StockRecord.objects.create(
                product=known, partner=self._partner, partner_sku=known.upc, price=Decimal(price_minor) / 100
            )
            self._products[sku, price_minor] = known
        return known

    def offers(self, document: Document, products: dict[str, Product]) -> list[ConditionalOffer]:
        ConditionalOffer.objects.all().delete()
        Range.objects.all().delete()
        for number, (name, priority, skus, condition, least, benefit, value) in enumerate(document["offers"]):
            scope = Range.objects.create(name=f"range {number}", includes_all_products=skus is None)
            for sku in skus or ():
                scope.add_product(products[sku])
            ConditionalOffer.objects.create(
                name=name,
                priority=priority,
                condition=Condition.objects.create(range=scope, type=CONDITIONS[condition], value=least),
                benefit=Benefit.objects.create(range=scope, type=BENEFITS[benefit], value=value),
                max_basket_applications=1,
            )
        found = ConditionalOffer.objects.select_related("condition__range", "benefit__range")
        return sorted(found, key=lambda offer: offer.priority, reverse=True)


def answer(shop: Shop, document: Document) -> Document:
    products = {sku: shop.product(sku, price) for sku, _, price in document["lines"]}
    offers = shop.offers(document, products)
    basket = Basket.objects.create()
    basket.strategy = Default()
    for sku, quantity, _ in document["lines"]:
        basket.add_product(products[sku], quantity)
    with_database = _best(basket, offers)
    with RangesInMemory():
        in_memory = _best(basket, offers)
    saving = round(sum(line.discount_value for line in basket.all_lines()) * 100)
    return {"saving": saving, "ms": [with_database, in_memory]}


def _best(basket: Basket, offers: list[ConditionalOffer]) -> float:
    """Milliseconds of CPU, the best of some rounds; the first warms what Oscar keeps."""
    best = float("inf")
    for _ in range(ROUNDS):
        basket.reset_offer_applications()
        basket.all_lines()  # loaded before the clock starts
        start = time.process_time()
        Applicator().apply_offers(basket, offers)
        best = min(best, (time.process_time() - start) * 1000)
    return best


class RangesInMemory:
    """Kinder than Oscar is: what a range holds is asked of the database once, and then of a dictionary."""

    def __enter__(self) -> None:
        self._asked = Range.contains_product
        known: dict[tuple[int, int], bool] = {}

        def contains_product(scope: Range, product: Product) -> bool:
            key = scope.id, product.id
            if key not in known:
                known[key] = self._asked(scope, product)
            return known[key]

        Range.contains_product = contains_product

    def __exit__(self, *error: object) -> None:
        Range.contains_product = self._asked


def main() -> None:
    shop = Shop()
    for line in sys.stdin:
        print(json.dumps(answer(shop, json.loads(line))), flush=True)


main()
