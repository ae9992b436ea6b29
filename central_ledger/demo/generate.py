"""Make the demo's group: the same for the same seed, sizes and day, in any process on any machine.

Goods, people and offers come from the seed alone; what is bound to a calendar (validity, histories with their seasons,
and the tiers and points that follow from them) moves along with `today`, so that the demo always looks current. The
first members are the personas of people.py, whose tier, points and coupons never change.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import date
from random import Random

from central_ledger.demo import selling, shelves, shops
from central_ledger.demo.articles import OWN, compose_styles
from central_ledger.demo.collection_store import draw_tables, plan_goods, plan_rules, program_rules, proposals
from central_ledger.demo.commissions import COMMISSION
from central_ledger.demo.group_rules import group_rules
from central_ledger.demo.histories import HistoryMaker
from central_ledger.demo.loyalty import coupons_of, member_of, services_of
from central_ledger.demo.organisation import ORGANISATION
from central_ledger.demo.people import people
from central_ledger.demo.promotions import offers
from central_ledger.demo.records import DemoEntitlement, DemoGroup, DemoMember, DemoPurchase
from central_ledger.demo.web_orders import web_orders
from retail.ports import StoredCoupon

SEED = 20261111


def generate(seed: int = SEED, *, products: int = 2000, members: int = 5000, today: date) -> DemoGroup:
    """All records of the demo, the caller's own: what is changed in them is in no other group. Raises
    ValueError when there are not words enough for so many products.
    """
    with _collector_paused():
        return _generate(seed, products, members, today)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """A quarter of a million records without a cycle among them: looking for cycles took a third of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _generate(seed: int, products: int, members: int, today: date) -> DemoGroup:
    styles = compose_styles(Random(f"{seed}/goods"), products)
    stores = shops.stores(Random(f"{seed}/stores"), styles)
    histories = HistoryMaker(seed, styles, stores, today)
    brands = {article.product.sku: article.product.brand for style in styles for article in style.articles}
    loyalty = Random(f"{seed}/loyalty")
    gifts = Random(f"{seed}/coupons")
    found: list[DemoMember] = []
    purchases: list[DemoPurchase] = []
    coupons: list[StoredCoupon] = []
    entitlements: list[DemoEntitlement] = []
    for traits in people(Random(f"{seed}/people"), members, histories.kinds):
        bought = histories.purchases_of(traits)
        member = member_of(loyalty, traits, bought, brands, today)
        found.append(member)
        purchases += bought
        entitlements += services_of(member, today)
        coupons += coupons_of(gifts, member, today, 10_000_001 + len(coupons))
    purchases.sort(key=lambda purchase: (purchase.occurred_at, purchase.purchase_id))
    return DemoGroup(
        seed=seed,
        today=today.isoformat(),
        brands=shops.BRANDS,
        stores=stores,
        products=(
            *(article.product for style in styles if style.brand != OWN for article in style.articles),
            *plan_goods(),
        ),
        plans=plan_rules(),
        offers=offers(styles, today),
        coupons=tuple(coupons),
        members=tuple(found),
        purchases=tuple(purchases),
        staff=shops.STAFF,
        points=deepcopy(shops.POINTS),
        scanning=deepcopy(shops.SCANNING),
        limits=deepcopy(shops.LIMITS),
        returns=deepcopy(shops.RETURNS),
        offline=deepcopy(shops.OFFLINE),
        commission=deepcopy(COMMISSION),
        joining=deepcopy(shops.JOINING),
        put_aside=deepcopy(selling.PUT_ASIDE),
        guide_coupons=deepcopy(selling.GUIDE_COUPONS),
        events=selling.events(today),
        group_rules=group_rules(today),
        proposals=proposals([article.product for style in styles if style.brand != OWN for article in style.articles]),
        programs=program_rules([product for store in stores for product in store.own_products]),
        draws=draw_tables([product for store in stores for product in store.own_products], today),
        organisation=deepcopy(ORGANISATION),
        receipts=shops.receipts(),
        stock=shelves.stock(Random(f"{seed}/stock"), styles, stores),
        entitlements=tuple(entitlements),
        handouts=deepcopy(shops.HANDOUTS),
        web_orders=web_orders(
            Random(f"{seed}/web_orders"),
            stores,
            found,
            [article.product for style in styles if style.brand != OWN for article in style.articles],
            today,
        ),
    )
