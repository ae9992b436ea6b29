"""What members bought: over the counter, in the web shop, in an older system, under whichever of their ids.

Paid web orders have one amount for all their goods: it is spread over them by today's prices (by pieces, where a price
is not known), so that the lines sum up to what was paid.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import GROUP
from central_ledger.domain.member_reckoning import Bought, Goods, Kept, kept_lines
from retail.member_facts import WEB
from retail.money import allocate
from retail.stock import stock_thousandths


class GoodsNames:
    """What goods are called now. Kept while the group's catalogue stays as it is; used by one thread at a time."""

    def __init__(self) -> None:
        self._version = -1
        self._known: dict[str, Goods | None] = {}

    def of(self, ledger: Ledger, wanted: Iterable[tuple[str, str]]) -> dict[str, Goods]:
        """By sku; `wanted` are stores and skus. A store's own goods are looked for where they were sold; what is sold
        no more is left out.
        """
        version = ledger.feeds.version(GROUP, "products")
        if version != self._version:
            self._version, self._known = version, {}
        wanted = list(dict.fromkeys(wanted))
        self._learn(ledger, GROUP, {sku for _, sku in wanted if sku not in self._known})
        missing: dict[str, set[str]] = {}
        for store, sku in wanted:
            if self._known.get(sku) is None:
                missing.setdefault(store, set()).add(sku)
        for store, skus in missing.items():
            self._learn(ledger, store, skus)
        return {sku: goods for _, sku in wanted if (goods := self._known.get(sku)) is not None}

    def _learn(self, ledger: Ledger, scope: str, skus: Iterable[str]) -> None:
        skus = sorted(skus)
        found = ledger.feeds.some(scope, "products", skus)
        self._known |= {sku: _goods(json.loads(found[sku])) if sku in found else None for sku in skus}


def bought_by(
    ledger: Ledger, theirs: Mapping[str, Sequence[str]], names: GoodsNames, limit: int | None = None
) -> dict[str, list[Kept]]:
    """What these members bought and kept, the newest first. `theirs` are all ids of each, the one of now first;
    `limit`: only so many of the newest lines of each. Needs a snapshot. Amounts of stores that have another currency
    than most are left out.
    """
    lines = {one_id: ledger.member_facts.newest_lines(one_id, limit) for one_id in theirs} if limit is not None else (
        ledger.member_facts.lines_of(list(theirs))
    )  # fmt: skip
    owner = {each: one_id for one_id, ids in theirs.items() for each in ids}
    orders = [(owner[each], store, json.loads(text)) for each, store, text in ledger.member_facts.orders_of([*owner])]
    wanted = [(line.store, line.sku) for bought in lines.values() for line in bought]
    wanted += [(store, line["sku"]) for _, store, order in orders for line in order["lines"]]
    goods = names.of(ledger, wanted)
    for one_id, store, order in orders:
        lines[one_id] += ordered(store, order, goods)
    foreign = _foreign(ledger)
    return {
        one_id: kept_lines((_counted(line, foreign) for line in lines[one_id]), goods) for one_id in theirs
    }  # fmt: skip


def ordered(store: str, order: Mapping[str, Any], goods: Mapping[str, Goods]) -> Iterator[Bought]:
    """The lines of a paid web order."""
    pieces = [stock_thousandths(line["quantity"]) for line in order["lines"]]
    prices = [goods[line["sku"]].price_minor if line["sku"] in goods else 0 for line in order["lines"]]
    weights = [count * price for count, price in zip(pieces, prices, strict=True)]
    shares = allocate(order["paid_minor"], weights if all(weights) else pieces)
    for number, (line, share) in enumerate(zip(order["lines"], shares, strict=True), 1):
        quantity = str(line["quantity"])
        yield Bought(
            order["order_id"], store, WEB, order["placed_at"], line["sku"], quantity, "0", share, line_no=number
        )


def _goods(row: Mapping[str, Any]) -> Goods:
    categories = tuple(row.get("categories", ()))
    return Goods(row["name"], row["brand"], categories, row.get("variant", ""), row["unit_price_minor"])


def _foreign(ledger: Ledger) -> frozenset[str]:
    """Stores whose currency is not the one that most stores have."""
    stores = ledger.reference.store_currencies()
    if not stores:
        return frozenset()
    counts = Counter(stores.values())
    usual = min(counts, key=lambda currency: (-counts[currency], currency))
    return frozenset(store for store, currency in stores.items() if currency != usual)


def _counted(line: Bought, foreign: frozenset[str]) -> Bought:
    return line if line.store not in foreign else replace(line, net_minor=0)
