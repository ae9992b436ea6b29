"""What one answer costs at a till: the demo's goods, what was learned from them, and many members with a history.

Answers are made anew each time, as when a member's code is scanned: nothing is kept from the one before. BENCH_MEMBERS
says how many members are in the cache (they are found by their key, so that their number matters little).
"""

from __future__ import annotations

import json
import os
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench import catalogue
from bench.figures import at_most, report
from bench.ledger import TODAY
from central_ledger.application.publish import product_data
from central_ledger.application.suggestions import Rows
from central_ledger.demo.records import DemoGroup, DemoPurchase
from central_ledger.demo.shops import COLLECTION_STORE
from pos_client.application.suggestions import SuggestionDesk
from pos_client.bootstrap.desk import open_till_store
from pos_client.bootstrap.till import build_till
from retail.catalogue import Product
from retail.stock import stock_quantity

MEMBERS = int(os.environ.get("BENCH_MEMBERS", "20000"))
ASKED = 400
MILLISECONDS_MAX = 2.0
#: As many as the ledger ships of a member.
RECENT = 12


def measure_till(group: DemoGroup, rows: Mapping[str, Rows]) -> bool:
    """Whether the target was met."""
    with tempfile.TemporaryDirectory(prefix="onetill-bench-") as name:
        folder = Path(name)
        os.environ |= {"ONETILL_SECRETS": str(folder / "secrets"), "ONETILL_KEY_STORE": "files"}
        buyers = _fill(folder / "till", group, rows)
        base = open_till_store(folder / "till", program="bench")
        try:
            return _measure(build_till(base).suggesting, base.store, buyers)
        finally:
            base.close()


def _fill(folder: Path, group: DemoGroup, rows: Mapping[str, Rows]) -> Sequence[str]:
    """A till's cache; gives the members with a history."""
    store = catalogue.build(folder, 0, MEMBERS)
    here = next(one for one in group.stores if one.store_id == COLLECTION_STORE)
    products = {product.sku: product for product in (*group.products, *here.own_products)}
    for feed, data in (
        ("products", {sku: json.loads(product_data(product)) for sku, product in products.items()}),
        (
            "stock",
            {
                sku: {"sku": sku, "quantity": stock_quantity(there), "as_of": catalogue.AS_OF}
                for sku, there in group.stock[COLLECTION_STORE].items()
            },
        ),
        (
            "suggestions",
            {key: row for scope in ("group", COLLECTION_STORE) for key, row in rows.get(scope, {}).items()},
        ),
    ):
        store.pulled.apply_page(feed, [_row(key, row) for key, row in data.items()], "1", catalogue.AS_OF)
    histories = [recent for recent in _histories(group, products) if recent]
    buyers = []
    page: list[Mapping[str, Any]] = []
    for number in range(MEMBERS):
        one_id = f"M{number:08d}"
        buyers.append(one_id)
        page.append(_row(one_id, _facts(one_id, histories[number % len(histories)])))
        if len(page) == catalogue.PAGE_ROWS or number == MEMBERS - 1:
            store.pulled.apply_page("member_facts", page, str(number), catalogue.AS_OF, more=number < MEMBERS - 1)
            page = []
    store.close()
    return buyers


def _histories(group: DemoGroup, products: Mapping[str, Product]) -> Iterator[list[dict[str, Any]]]:
    by_member: dict[str, list[DemoPurchase]] = defaultdict(list)
    for purchase in group.purchases:
        by_member[purchase.one_id].append(purchase)
    for sales in by_member.values():
        lines = [(sale, line) for sale in reversed(sales) for line in sale.lines if line.sku in products]
        yield [
            {
                "sale_id": sale.purchase_id,
                "occurred_at": sale.occurred_at,
                "store": sale.store_id,
                "channel": "web" if sale.channel == "web" else "store",
                "sku": line.sku,
                "name": products[line.sku].name,
                "brand": products[line.sku].brand,
                "categories": list(products[line.sku].categories),
                "quantity": line.quantity,
                "net_minor": line.net_minor,
            }
            for sale, line in lines[:RECENT]
        ]


def _facts(one_id: str, recent: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    counted: dict[str, int] = {}
    for line in recent:
        for category in reversed(line["categories"]):
            counted[category] = counted.get(category, 0) + 1
    return {
        "one_id": one_id,
        "as_of": TODAY.isoformat(),
        "joined_on": "2024-01-01",
        "segment": "base",
        "rfm": None,
        "orders": len(recent),
        "spent_minor": sum(line["net_minor"] for line in recent),
        "months": [0] * 12,
        "first_on": None,
        "last_on": None,
        "last_store": None,
        "channels": {},
        "categories": counted,
        "sizes": {},
        "brands": [],
        "recent": list(recent),
    }


def _measure(desk: SuggestionDesk, store: Any, buyers: Sequence[str]) -> bool:
    step = max(1, len(buyers) // ASKED)
    asked = [store.members.by_one_id(one_id) for one_id in buyers[::step][: ASKED + 20]]
    fresh, shown = [], []
    for number, member in enumerate(asked):
        begun = time.thread_time()
        found = desk.for_member(member, ())
        if number >= 20:
            fresh.append((time.thread_time() - begun) * 1000)
            shown.append(len(found.shown))
    again = []
    for member in asked:
        begun = time.thread_time()
        desk.for_member(member, ())
        again.append((time.thread_time() - begun) * 1000)
    median, slow = statistics.median(fresh), sorted(fresh)[len(fresh) * 99 // 100]
    known = f"member known before: {statistics.median(again):.2f} ms"
    return report(
        *("one answer at a till, median", median, "ms"),
        target=at_most(MILLISECONDS_MAX),
        size=f"{len(buyers):,} members",
        note=f"99 of 100 within {slow:.2f} ms; {known}; {statistics.mean(shown):.1f} shown",
    )


def _row(key: str, data: Mapping[str, Any]) -> dict[str, Any]:
    return {"key": key, "version": 1, "deleted": False, "data": dict(data)}
