"""Suggestions on a held-out last purchase: against what sells best, and against plainly counting pairs.

The demo's members bought for two years. Each one's last sale is taken away, the rest is learned from as the ledger
learns (`application.similar_styles`, rows cut as they are shipped), and the till's own rule (`retail.suggesting`) names
ten styles that the member never bought. A hit is a style of the last sale that was new to them. The demo's histories
are made from tastes, prices and seasons (`central_ledger/demo/histories.py`), which know nothing of pairs.

Times are those of the processor: other work of the machine tells less on them.

Then the time and memory of learning from five million lines (`./run bench suggestions 5000000`; by itself fewer), and
what a till needs for one answer with the cache of a large store.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from bench.figures import Peer, at_least, at_most, report
from bench.ledger import TODAY
from bench.suggesting_till import measure_till
from central_ledger.application import seed
from central_ledger.application.learn_suggestions import rows_of
from central_ledger.application.publish import GROUP, product_data
from central_ledger.application.purchase_matrix import (
    Purchases,
    Style,
    StyleBook,
    purchases,
    read_purchases,
    style_book,
)
from central_ledger.application.similar_styles import learn
from central_ledger.application.suggestions import Rows
from central_ledger.data_directory import DataDirectory
from central_ledger.demo.generate import generate
from central_ledger.demo.records import DemoGroup, DemoPurchase
from retail.suggesting import BoughtStyle, Known, candidates, near_own
from retail.suggestion_rows import CATEGORY_KEY, StyleRow, stored_row
from retail.suggestion_rules import Never

NAMED = 10
#: Of a large group: about ten lines of each member, styles as in a catalogue of a million SKUs.
LINES, LINES_OF_MEMBER, STYLES = 1_000_000, 10, 100_000
SECONDS_MAX_OF_FIVE_MILLION = 60.0


@dataclass(frozen=True, slots=True)
class Held:
    """A member without their last sale: styles that they bought (the newest first), and what was new in the last."""

    bought: tuple[BoughtStyle, ...]
    wanted: frozenset[str]


def main(lines: int = LINES) -> int:
    """Print the tables; 0 when the rule is better than both others and large groups are learned from in time."""
    group = generate(products=2000, members=5000, today=TODAY)
    met = [_compare(group)]
    rows = _measure_reading(group)
    met += [measure_till(group, rows), _measure_learning(lines)]
    return 0 if all(met) else 1


class _Shelf:
    """The group's products, as feeds hold them."""

    def __init__(self, group: DemoGroup) -> None:
        self._scopes: dict[str, Sequence[Any]] = {GROUP: group.products}
        self._scopes |= {store.store_id: store.own_products for store in group.stores}

    def after(self, scope: str, feed: str, version: int, limit: int) -> list[Any]:
        return [] if version else [_ShelfRow(n, product_data(p)) for n, p in enumerate(self._scopes.get(scope, ()), 1)]


@dataclass(frozen=True, slots=True)
class _ShelfRow:
    version: int
    data: str
    deleted: bool = False


def _compare(group: DemoGroup) -> bool:
    book = style_book(_Shelf(group), [store.store_id for store in group.stores], Never(frozenset()))
    by_member: dict[str, list[DemoPurchase]] = defaultdict(list)
    for purchase in group.purchases:
        by_member[purchase.one_id].append(purchase)
    last = {sales[-1].purchase_id for sales in by_member.values() if len(sales) > 1}
    rows = sorted(_rows(purchase for purchase in group.purchases if purchase.purchase_id not in last))
    begun = time.process_time()
    learned = learn(purchases((), rows, book, TODAY), book, TODAY.toordinal())
    seconds = time.process_time() - begun
    shipped = rows_of(learned, book)
    styles = {
        key: stored_row(row) for of in shipped.values() for key, row in of.items() if not key.startswith(CATEGORY_KEY)
    }
    held = [_held(sales, book) for sales in by_member.values() if len(sales) > 1]
    judged = [one for one in held if one.wanted and one.bought]
    print(f"{len(rows):,} lines of {len(by_member):,} members, {len(book.styles):,} styles; learned in {seconds:.2f} s")
    print(f"{len(judged):,} members whose last sale had something that was new to them, of {len(held):,}")
    ways: Mapping[str, Callable[[Held], list[str]]] = {
        "what sells best": _by_popularity(rows, book),
        "pairs, plainly counted": _by_counting(rows, book),
        "suggestions as they are shipped": _by_rule(styles),
    }
    print(f"{'':<34} hit rate at {NAMED}   at 3   of the goods, named")
    rates = []
    for name, way in ways.items():
        at_10, at_3, recall = _rates(judged, way)
        rates.append(at_10)
        print(f"{name:<34} {at_10:>10.1%} {at_3:>11.1%} {recall:>15.1%}")
    popular, counted, ours = rates
    # Of so many members, a rate is known to about so much.
    doubt = 2 * (ours * (1 - ours) / len(judged)) ** 0.5
    size = f"{len(judged):,} members' held-out last sales"
    found, better = 100 * ours, 100 * (popular + doubt)
    met = [
        report(
            *(f"hit rate of {NAMED} suggestions", found, "%"),
            peer=Peer("what sells best", 100 * popular),
            target=at_least(round(better, 1)),
            size=size,
            note=f"known to about {100 * doubt:.1f} %",
        ),
        report(
            *(f"hit rate of {NAMED} suggestions", found, "%"),
            peer=Peer("pairs, plainly counted", 100 * counted),
            target=at_least(round(100 * (counted - doubt), 1)),
            size=size,
        ),
    ]
    return all(met)


def _rows(sold: Iterable[DemoPurchase]) -> Iterable[tuple[str, str, int, str, str, str, str, str]]:
    for sale in sold:
        for number, line in enumerate(sale.lines, 1):
            yield (
                *(sale.one_id, sale.purchase_id, number, sale.store_id, sale.occurred_at, line.sku),
                *(line.quantity, line.quantity_returned),
            )


def _held(sales: Sequence[DemoPurchase], book: StyleBook) -> Held:
    before: dict[str, BoughtStyle] = {}
    for sale in reversed(sales[:-1]):
        day = date.fromisoformat(sale.occurred_at[:10])
        for line in sale.lines:
            number = book.number(sale.store_id, line.sku)
            if number is not None and line.quantity != line.quantity_returned:
                key = book.styles[number].key
                before.setdefault(key, BoughtStyle(key, line.sku, key, day, (TODAY - day).days))
    last = sales[-1]
    numbers = [book.number(last.store_id, line.sku) for line in last.lines]
    wanted = {book.styles[number].key for number in numbers if number is not None}
    return Held(tuple(before.values()), frozenset(wanted - before.keys()))


def _by_rule(styles: Mapping[str, StyleRow]) -> Callable[[Held], list[str]]:
    own = near_own(row for row in styles.values() if row.is_own)
    return lambda one: [found.style for found in candidates(Known(one.bought), styles, own)[:NAMED]]


def _by_popularity(rows: Iterable[tuple[Any, ...]], book: StyleBook) -> Callable[[Held], list[str]]:
    """By how many members bought a style."""
    pairs = {(row[0], number) for row in rows if (number := book.number(row[3], row[5])) is not None}
    counts = Counter(number for _, number in pairs)
    order = [book.styles[n].key for n, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]

    def name(one: Held) -> list[str]:
        known = {past.style for past in one.bought}
        return [key for key in order if key not in known][:NAMED]

    return name


def _by_counting(rows: Iterable[tuple[Any, ...]], book: StyleBook) -> Callable[[Held], list[str]]:
    """By how many members bought both, summed over all that a member bought."""
    of_member: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        number = book.number(row[3], row[5])
        if number is not None:
            of_member[row[0]].add(number)
    both: dict[int, Counter[int]] = defaultdict(Counter)
    for numbers in of_member.values():
        for number in numbers:
            both[number].update(numbers)
    numbers_of = {style.key: number for number, style in enumerate(book.styles)}

    def name(one: Held) -> list[str]:
        known = {numbers_of[past.style] for past in one.bought}
        total: Counter[int] = Counter()
        for number in known:
            total.update(both[number])
        order = sorted(total.items(), key=lambda item: (-item[1], item[0]))
        return [book.styles[number].key for number, _ in order if number not in known][:NAMED]

    return name


def _rates(judged: Sequence[Held], way: Callable[[Held], list[str]]) -> tuple[float, float, float]:
    """Share of members with a hit among ten and among three, and the share of the new goods that were named."""
    hits = hits_at_3 = named = wanted = 0
    for one in judged:
        found = way(one)
        hits += not one.wanted.isdisjoint(found)
        hits_at_3 += not one.wanted.isdisjoint(found[:3])
        named += len(one.wanted.intersection(found))
        wanted += len(one.wanted)
    return hits / len(judged), hits_at_3 / len(judged), named / wanted


def _measure_reading(group: DemoGroup) -> dict[str, Rows]:
    """From the ledger's tables: what reading the lines costs, and how large the rows are that go out."""
    with tempfile.TemporaryDirectory(prefix="onetill-bench-") as name:
        data = DataDirectory(Path(name) / "ledger")
        data.initialise()
        ledger = data.open()
        try:
            seed.load(ledger, group, lambda pin: "-")
            book = style_book(ledger.feeds, ledger.reference.stores(), Never(frozenset()))
            begun = time.process_time()
            found = read_purchases(ledger, book, TODAY)
            seconds = time.process_time() - begun
            rows = rows_of(learn(found, book, TODAY.toordinal()), book)
        finally:
            ledger.close()
    sizes = [len(json.dumps(row, separators=(",", ":"))) for of in rows.values() for row in of.values()]
    report(
        *("reading a million purchase lines", seconds / len(found) * 1e6, "s"),
        size=f"{len(found):,} lines read",
        note=f"{len(sizes):,} rows go out, {sum(sizes) / len(sizes):.0f} bytes each, {sum(sizes) / 1e6:.2f} MB in all",
    )
    return rows


def _measure_learning(lines: int) -> bool:
    """A group of members with tastes: each likes some of 400 corners of the range, and buys what is popular there."""
    found, book = _large(lines)
    begun = time.process_time()
    learned = learn(found, book, TODAY.toordinal())
    seconds = time.process_time() - begun
    near = sum(map(len, learned.also))
    rows = sum(1 for also, together in zip(learned.also, learned.together, strict=True) if also or together)
    allowed = SECONDS_MAX_OF_FIVE_MILLION * lines / 5_000_000
    return report(
        *("learning what goes with what, processor", seconds, "s"),
        target=at_most(round(allowed, 1)),
        size=f"{lines:,} lines, {found.members:,} members, {len(book.styles):,} styles",
        note=f"{_peak_mb():,.0f} MB at its peak; {rows:,} rows, {near:,} neighbours",
    )


def _large(lines: int) -> tuple[Purchases, StyleBook]:
    members = max(1, lines // LINES_OF_MEMBER)
    random = np.random.default_rng(7)
    corners, of_corner = 400, STYLES // 400
    corner = random.integers(0, corners, (members, 3))
    chosen = corner[np.repeat(np.arange(members), LINES_OF_MEMBER), random.integers(0, 3, members * LINES_OF_MEMBER)]
    # Within a corner a few styles sell much: the square of an even number is small more often.
    within = (random.random(len(chosen)) ** 2 * of_corner).astype(np.int32)
    found = Purchases(members=members, sales=members * LINES_OF_MEMBER // 2)
    found.style = array("i", (chosen * of_corner + within).astype(np.int32).tobytes())
    found.member = array("i", np.repeat(np.arange(members, dtype=np.int32), LINES_OF_MEMBER).tobytes())
    found.sale = array("i", (np.arange(len(chosen), dtype=np.int32) // 2).tobytes())
    days = TODAY.toordinal() - Random(7).randint(0, 30) - random.integers(0, 700, len(chosen))
    found.day = array("i", days.astype(np.int32).tobytes())
    return found, StyleBook(tuple(Style(f"{number:016x}", "", ("all",)) for number in range(STYLES)), {})


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
