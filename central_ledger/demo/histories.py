"""What each person bought in the last two years: seasons, tastes, sizes, repeats, and now and then a return."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from operator import mul
from random import Random

from central_ledger.demo.articles import OWN, Article, Style
from central_ledger.demo.people import HISTORY_DAYS, Traits
from central_ledger.demo.records import DemoPurchase, DemoPurchaseLine, DemoStore
from central_ledger.demo.vocabulary import Kind
from retail.money import round_half_up

_MONTHS = (10, 6, 8, 8, 10, 12, 8, 8, 9, 10, 17, 13)
_WEEKDAYS = (8, 8, 8, 9, 13, 20, 18)
_DAYS_OF_SALES = {(11, 11): 5.0, (11, 10): 2.5, (6, 18): 4.0, (6, 17): 2.0, (12, 12): 2.0, (3, 8): 1.8, (5, 20): 1.6}
_HOURS = {  # the first hour, and cumulative weights from there
    "pos": (10, tuple(accumulate((4, 6, 8, 8, 9, 9, 9, 9, 11, 13, 11, 6)))),
    "web": (8, tuple(accumulate((3, 4, 5, 5, 7, 6, 5, 5, 5, 5, 6, 7, 10, 13, 13, 6)))),
}
_LINES_CUMULATIVE = (52, 79, 91, 97, 100)
_PRICE_FACTORS = (
    100,
    100,
    100,
    100,
    100,
    95,
    95,
    90,
    90,
    85,
    80,
)  # per cent paid of the price, as offers came and went
_PIECES = (1, 1, 1, 2, 2, 3)
_NEW_FOR_DAYS = 120
_REPEATS_WHEN_DUE = 0.34
_RETURNS = {"pos": 0.022, "web": 0.055}


@dataclass(frozen=True, slots=True)
class _Shelf:
    """One kind's styles: cumulative popularity of all and of those that are not new, and each style's price rank."""

    kind: Kind
    brand: str
    styles: tuple[Style, ...]
    ranks: tuple[float, ...]
    all_cumulative: tuple[float, ...]
    old_cumulative: tuple[float, ...]
    by_size: tuple[dict[str, tuple[Article, ...]], ...]


@dataclass(slots=True)
class _Visit:
    """One visit while it is being made."""

    traits: Traits
    store: DemoStore
    day: date
    days_ago: int
    owned: dict[int, tuple[Article, int]]  # by shelf: the consumable in use, and how many days ago it was bought


class HistoryMaker:
    """Makes purchases of one person after another, each from a random source of its own."""

    def __init__(self, seed: int, styles: Sequence[Style], stores: Sequence[DemoStore], today: date) -> None:
        self._seed = seed
        self._today = today
        self._stores = {store.store_id: store for store in stores}
        self._shelves = _shelves(styles)
        self._bases = {
            (store.store_id, month): [
                shelf.kind.weight * shelf.kind.season[month - 1] * _is_sold(shelf, store) for shelf in self._shelves
            ]
            for store in stores
            for month in range(1, 13)
        }
        self._days = list(accumulate(self._weight(today - timedelta(days=ago)) for ago in range(HISTORY_DAYS + 1)))

    @property
    def kinds(self) -> tuple[tuple[str, Kind], ...]:
        """(brand, kind) in the order in which `Traits.tastes` must be."""
        return tuple((shelf.brand, shelf.kind) for shelf in self._shelves)

    def purchases_of(self, traits: Traits) -> list[DemoPurchase]:
        """The purchases of one person, oldest first."""
        random = Random(f"{self._seed}/purchases/{traits.one_id}")
        longest = min(HISTORY_DAYS, traits.joined_days_ago)
        whole = self._days[longest]
        # Today itself is left to the till.
        first = self._days[0]
        ago = sorted(
            (bisect(self._days, first + random.random() * (whole - first)) for _ in range(traits.visits)), reverse=True
        )
        owned: dict[int, tuple[Article, int]] = {}
        purchases = []
        for number, days_ago in enumerate(ago):
            place = 0 if random.random() < 0.72 else random.randrange(len(traits.stores))
            store = self._stores[traits.stores[place]]
            visit = _Visit(traits, store, self._today - timedelta(days=days_ago), days_ago, owned)
            lines = self._lines(random, visit)
            purchases.append(
                DemoPurchase(
                    purchase_id=f"H{traits.one_id[1:]}{number:03d}",
                    one_id=traits.one_id,
                    store_id=store.store_id,
                    channel=store.channel,
                    occurred_at=f"{visit.day.isoformat()}T{_time_of_day(random, store.channel)}+08:00",
                    lines=lines,
                )
            )
        return purchases

    def _lines(self, random: Random, visit: _Visit) -> tuple[DemoPurchaseLine, ...]:
        chosen = {article.product.sku: (article, number) for number, article in self._repeats(random, visit)}
        wanted = bisect(_LINES_CUMULATIVE, random.random() * 100) + 1
        base = self._bases[visit.store.store_id, visit.day.month]
        cumulative = list(accumulate(map(mul, visit.traits.tastes, base)))
        brand, last = None, len(self._shelves) - 1
        for _ in range(wanted - len(chosen)):
            number = bisect(cumulative, random.random() * cumulative[-1], 0, last)
            if brand is not None and self._shelves[number].brand != brand and random.random() < 0.6:
                # One basket is mostly of one brand.
                number = bisect(cumulative, random.random() * cumulative[-1], 0, last)
            brand = self._shelves[number].brand
            article = self._choose(random, visit, number)
            chosen[article.product.sku] = (article, number)
        return tuple(
            _line(random, article, self._shelves[number].kind, visit.store.channel)
            for article, number in chosen.values()
        )

    def _repeats(self, random: Random, visit: _Visit) -> list[tuple[int, Article]]:
        """Consumables that are used up by now and are bought again, the same article."""
        found = []
        for number, (article, bought_ago) in visit.owned.items():
            shelf = self._shelves[number]
            is_due = bought_ago - visit.days_ago >= shelf.kind.lasts_days * 0.7
            if is_due and _is_sold(shelf, visit.store) and random.random() < _REPEATS_WHEN_DUE:
                found.append((number, article))
        for number, article in found:
            visit.owned[number] = (article, visit.days_ago)
        return found[:3]

    def _choose(self, random: Random, visit: _Visit, number: int) -> Article:
        shelf, traits = self._shelves[number], visit.traits
        known = visit.owned.get(number)
        if known is not None and random.random() < 0.7:  # who found a good cream does not try another each time
            visit.owned[number] = (known[0], visit.days_ago)
            return known[0]
        cumulative = shelf.all_cumulative if visit.days_ago <= _NEW_FOR_DAYS else shelf.old_cumulative
        whole, last = cumulative[-1], len(cumulative) - 1
        place = bisect(cumulative, random.random() * whole, 0, last)
        other = bisect(cumulative, random.random() * whole, 0, last)
        if abs(shelf.ranks[other] - traits.price_level) < abs(shelf.ranks[place] - traits.price_level):
            place = other
        articles: tuple[Article, ...] = shelf.styles[place].articles
        if shelf.kind.size_of and random.random() < 0.93:  # the rest is for somebody else
            articles = shelf.by_size[place].get(traits.sizes[shelf.kind.size_of], articles)
        favourite = int(traits.colour_taste * len(articles))
        article = articles[(favourite + int(random.random() ** 2.5 * len(articles))) % len(articles)]
        if shelf.kind.lasts_days:
            visit.owned[number] = (article, visit.days_ago)
        return article

    def _weight(self, day: date) -> float:
        return _MONTHS[day.month - 1] * _WEEKDAYS[day.weekday()] * _DAYS_OF_SALES.get((day.month, day.day), 1.0)


def _shelves(styles: Sequence[Style]) -> tuple[_Shelf, ...]:
    by_kind: dict[str, list[Style]] = {}
    for style in styles:
        by_kind.setdefault(style.kind.key, []).append(style)
    shelves = []
    for of_kind in by_kind.values():
        prices = sorted({style.articles[0].product.unit_price_minor for style in of_kind})
        old = [0.0 if "new" in style.articles[0].product.tags else style.popularity for style in of_kind]
        popularity = [style.popularity for style in of_kind]
        shelves.append(
            _Shelf(
                kind=of_kind[0].kind,
                brand=of_kind[0].brand,
                styles=tuple(of_kind),
                ranks=tuple(
                    prices.index(style.articles[0].product.unit_price_minor) / max(1, len(prices) - 1)
                    for style in of_kind
                ),
                all_cumulative=tuple(accumulate(popularity)),
                old_cumulative=tuple(accumulate(old if any(old) else popularity)),
                by_size=tuple(_by_size(style) for style in of_kind),
            )
        )
    return tuple(shelves)


def _by_size(style: Style) -> dict[str, tuple[Article, ...]]:
    sizes: dict[str, list[Article]] = {}
    for article in style.articles:
        sizes.setdefault(article.size, []).append(article)
    return {size: tuple(articles) for size, articles in sizes.items()}


def _is_sold(shelf: _Shelf, store: DemoStore) -> bool:
    return store.kind == "collection" if shelf.brand == OWN else shelf.brand in store.brands


def _line(random: Random, article: Article, kind: Kind, channel: str) -> DemoPurchaseLine:
    product = article.product
    if kind.weighed:
        grams = 10 * max(5, round(random.choice((100, 150, 250, 250, 500)) * random.uniform(0.85, 1.2) / 10))
        gross_minor = round_half_up(product.unit_price_minor * grams, 1000)
        quantity = f"{grams / 1000:.3f}"
    else:
        several = kind.lasts_days or product.unit_price_minor < 4000
        pieces = _PIECES[int(random.random() * len(_PIECES))] if several else 1
        gross_minor = product.unit_price_minor * pieces
        quantity = str(pieces)
    percent = _PRICE_FACTORS[int(random.random() * len(_PRICE_FACTORS))] if product.discountable else 100
    goes_back = (
        kind.tax_bps != 600
        and not kind.weighed
        and random.random() < _RETURNS[channel] * (2.0 if kind.size_of else 0.4)
    )
    return DemoPurchaseLine(
        sku=product.sku,
        quantity=quantity,
        unit_price_minor=product.unit_price_minor,
        net_minor=round_half_up(gross_minor * percent, 100),
        quantity_returned=quantity if goes_back else "0",
    )


def _time_of_day(random: Random, channel: str) -> str:
    first, cumulative = _HOURS[channel]
    hour = first + bisect(cumulative, random.random() * cumulative[-1])
    return f"{hour:02d}:{int(random.random() * 60):02d}:{int(random.random() * 60):02d}"
