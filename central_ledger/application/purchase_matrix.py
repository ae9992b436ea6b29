"""Purchases of members as numbers: which style, by whom, in which sale, when. What suggestions are learned from.

Left out are goods that came back, goods that nothing may be concluded from, members who do not want it, and what was
bought too long ago. Source: docs/suggestions.md.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import msgspec

from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import GROUP, PROFILE
from central_ledger.store.feeds import Feeds
from central_ledger.store.learning import BoughtRow, Learning
from retail.catalogue import Product
from retail.sizes import size_of
from retail.stock import stock_thousandths
from retail.styles import style_of
from retail.suggestion_rows import SKUS_MAX
from retail.suggestion_rules import Never

#: Tastes change, and so does what is sold.
LEARNED_DAYS = 730
#: What sells best is what sold best lately.
POPULAR_DAYS = 90
PAGE = 5_000


class _Goods(msgspec.Struct):
    """Of a row of the feed `products`, what matters here."""

    sku: str
    name: str
    brand: str
    variant: str = ""
    categories: list[str] = []
    tags: list[str] = []


@dataclass(slots=True)
class Style:
    """One style as the catalogue has it now. `store`: whose own goods they are, empty for the group's."""

    key: str
    store: str
    categories: tuple[str, ...]
    skus: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StyleBook:
    """The styles in the order of their keys, and the number of each by SKU (a store's own: by store and SKU)."""

    styles: tuple[Style, ...]
    numbers: Mapping[tuple[str, str], int]

    def number(self, store: str, sku: str) -> int | None:
        found = self.numbers.get(("", sku))
        return self.numbers.get((store, sku)) if found is None else found


@dataclass(slots=True)
class Purchases:
    """One entry for each line: number of style, of member and of sale, and the day (ordinal)."""

    style: array[int] = field(default_factory=lambda: array("i"))
    member: array[int] = field(default_factory=lambda: array("i"))
    sale: array[int] = field(default_factory=lambda: array("i"))
    day: array[int] = field(default_factory=lambda: array("i"))
    members: int = 0
    sales: int = 0

    def __len__(self) -> int:
        return len(self.style)

    def add(self, style: int, day: int) -> None:
        """A line of the member and the sale that were begun last."""
        self.style.append(style)
        self.member.append(self.members - 1)
        self.sale.append(self.sales - 1)
        self.day.append(day)


def style_book(feeds: Feeds, stores: Sequence[str], never: Never) -> StyleBook:
    """What is sold now, in the group and as stores' own; nothing of what is never suggested."""
    by_key: dict[tuple[str, str], Style] = {}
    of_sku: dict[tuple[str, str], Style] = {}
    for scope in (GROUP, *stores):
        store = "" if scope == GROUP else scope
        for goods in _goods(feeds, scope):
            if never.covers(
                Product(goods.sku, "", goods.brand, 0, categories=tuple(goods.categories), tags=tuple(goods.tags))
            ):
                continue
            key = style_of(goods.brand, goods.name)
            style = by_key.get((store, key))
            if style is None:
                style = by_key[store, key] = Style(key, store, tuple(goods.categories))
            of_sku[store, goods.sku] = style
            if len(style.skus) < SKUS_MAX:
                style.skus[goods.sku] = size_of(goods.variant) or ""
    ordered = sorted(by_key.values(), key=lambda style: (style.key, style.store))
    places = {(style.store, style.key): number for number, style in enumerate(ordered)}
    numbers = {named: places[style.store, style.key] for named, style in of_sku.items()}
    return StyleBook(tuple(ordered), numbers)


def _goods(feeds: Feeds, scope: str) -> Iterator[_Goods]:
    """In the order of the SKUs, so that the same goods give the same rows however often they were published."""
    decoder, found, version = msgspec.json.Decoder(_Goods), list[_Goods](), 0
    while rows := feeds.after(scope, "products", version, PAGE):
        found += [decoder.decode(row.data) for row in rows if not row.deleted]
        version = rows[-1].version
    return iter(sorted(found, key=lambda goods: goods.sku))


def read_purchases(ledger: Ledger, book: StyleBook, today: date) -> Purchases:
    """What members bought and kept in the last two years, over the counter and in the web shop."""
    learning = Learning(ledger.database)
    unwilling = learning.unwilling(PROFILE)
    return purchases((*_ordered(learning),), learning.lines(), book, today, unwilling=unwilling)


def purchases(
    ordered: Iterable[BoughtRow],
    lines: Iterable[BoughtRow],
    book: StyleBook,
    today: date,
    *,
    unwilling: frozenset[str] = frozenset(),
) -> Purchases:
    """The same of rows: `lines` in the order of the members; `ordered` are fewer, and in any order."""
    found = Purchases()
    first, last, days = today.toordinal() - LEARNED_DAYS, today.toordinal(), dict[str, int]()
    more: dict[str, list[BoughtRow]] = {}
    for row in ordered:
        more.setdefault(row[0], []).append(row)
    member, sale = "", ("", "")
    for one_id, sale_id, _, store, occurred_at, sku, quantity, back in _joined(lines, more):
        number = book.number(store, sku)
        if number is None or one_id in unwilling or (back != "0" and _all_back(quantity, back)):
            continue
        text = occurred_at[:10]
        day = days.get(text)
        if day is None:
            day = days[text] = date.fromisoformat(text).toordinal()
        if not first <= day <= last:
            continue
        if one_id != member:
            member, sale, found.members = one_id, ("", ""), found.members + 1
        if (store, sale_id) != sale:
            sale, found.sales = (store, sale_id), found.sales + 1
        found.add(number, day)
    return found


def _joined(lines: Iterable[BoughtRow], more: dict[str, list[BoughtRow]]) -> Iterator[BoughtRow]:
    """Each member's lines together: what was ordered before what was bought over the counter."""
    member = None
    for row in lines:
        if row[0] != member:
            member = row[0]
            yield from more.pop(member, ())
        yield row
    for rest in more.values():
        yield from rest


def _ordered(learning: Learning) -> Iterator[BoughtRow]:
    for one_id, store, text in learning.orders():
        order = json.loads(text)
        for number, line in enumerate(order["lines"], 1):
            yield (
                one_id,
                order["order_id"],
                number,
                store,
                order["placed_at"],
                line["sku"],
                str(line["quantity"]),
                "0",
            )


def _all_back(quantity: str, back: str) -> bool:
    """Whether all of a line came back. Both are decimal texts."""
    return stock_thousandths(back) >= stock_thousandths(quantity)
