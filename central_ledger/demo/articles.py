"""Compose goods from the word lists: styles, and of each style its colours and sizes, as products with barcodes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from random import Random

from central_ledger.demo import goods_beauty, goods_fashion, goods_outdoor, goods_own
from central_ledger.demo.barcodes import with_check_digit
from central_ledger.demo.pinyin import initials
from central_ledger.demo.vocabulary import Kind, pairs, sized
from retail.catalogue import Product
from retail.money import allocate

OWN = ""  # a store's own goods stand outside every brand's range
RANGES: tuple[tuple[str, tuple[Kind, ...]], ...] = (
    ("YR", goods_fashion.KINDS),
    ("LY", goods_outdoor.KINDS),
    ("MT", goods_beauty.KINDS),
    (OWN, goods_own.KINDS),
)
_SKU_PREFIXES = {"YR": "YR", "LY": "LY", "MT": "MT", OWN: "SW"}
_COMPANY_PREFIXES = {"YR": "6927153", "LY": "6941868", "MT": "6973042", OWN: "6958419"}
IN_STORE_WEIGHT_PREFIX = "21"

_Words = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Article:
    """One product, with the colour and the size that make it."""

    product: Product
    colour: str
    size: str


@dataclass(frozen=True, slots=True)
class Style:
    """One style in all its colours and sizes. `popularity` is a weight that falls steeply from style to style."""

    kind: Kind
    brand: str
    articles: tuple[Article, ...]
    popularity: float


@dataclass(frozen=True, slots=True)
class _Design:
    name: str
    name_en: str
    price_minor: int
    named: bool


def compose_styles(random: Random, count: int) -> tuple[Style, ...]:
    """Styles whose articles are `count` together; shares of the kinds by their weights. ValueError: words run out."""
    kinds = [(brand, kind) for brand, kind_list in RANGES for kind in kind_list]
    quotas = allocate(count, [kind.weight for _, kind in kinds])
    items = {brand: _item_numbers() for brand, _ in RANGES}
    makers = [_StyleMaker(random, brand, kind, n, items[brand]) for n, (brand, kind) in enumerate(kinds, 1)]
    styles: list[Style] = []
    missing = 0
    for maker, quota in zip(makers, quotas, strict=True):
        made = maker.styles(quota)
        missing += quota - sum(len(style.articles) for style in made)
        styles += made
    for maker in makers:  # what a short word list could not give, the others give
        if missing:
            made = maker.styles(missing)
            missing -= sum(len(style.articles) for style in made)
            styles += made
    if missing:
        raise ValueError(f"the word lists give {count - missing} different products at most, not {count}")
    return tuple(styles)


def _item_numbers() -> Iterator[int]:
    """All numbers of five digits, each once, scattered as numbers are that were given over years."""
    return ((1009 + 37 * place) % 100_000 for place in range(100_000))


class _StyleMaker:
    def __init__(self, random: Random, brand: str, kind: Kind, number: int, items: Iterator[int]) -> None:
        self._random = random
        self._brand = brand
        self._kind = kind
        self._number = number
        self._items = items
        self._designs = _designs(random, kind)
        self._made = 0

    def styles(self, quota: int) -> list[Style]:
        """Next styles with at most `quota` articles together: fewer only when there are no more words."""
        made: list[Style] = []
        while quota > 0:
            design = next(self._designs, None)
            if design is None:
                break
            articles = self._articles(design, quota)
            quota -= len(articles)
            # Zipf's law with some noise: a few styles sell much, most sell little.
            popularity = self._random.uniform(0.6, 1.4) / (self._made + 1.0) ** 0.7
            made.append(Style(self._kind, self._brand, articles, popularity))
        return made

    def _articles(self, design: _Design, limit: int) -> tuple[Article, ...]:
        self._made += 1
        kind, random = self._kind, self._random
        colours = [colour for colour, _ in pairs(kind.colours)]
        if kind.colours:
            wanted = random.randint(1, min(kind.colours_max, len(colours)))
            chosen = sorted(random.sample(range(len(colours)), wanted))
            colours = [colours[place] for place in chosen]
        tags = _tags(random, kind, design)
        articles: list[Article] = []
        for colour_number, colour in enumerate(colours, 1):
            for size_number, (size, factor) in enumerate(sized(kind.sizes), 1):
                if len(articles) == limit:
                    return tuple(articles)
                ending = size if size.isalnum() and size.isascii() else str(size_number)
                code = f"{_SKU_PREFIXES[self._brand]}{self._number:02d}{self._made:03d}-{colour_number}{ending}"
                price_minor = _pretty_price(design.price_minor, factor)
                product = self._product(design, sku=code, colour=colour, size=size, price_minor=price_minor, tags=tags)
                articles.append(Article(product, colour, size))
        return tuple(articles)

    def _product(
        self, design: _Design, *, sku: str, colour: str, size: str, price_minor: int, tags: tuple[str, ...]
    ) -> Product:
        kind = self._kind
        return Product(
            sku=sku,
            name=design.name,
            name_en=design.name_en,
            pinyin=initials(design.name),
            brand=self._brand,
            unit_price_minor=price_minor,
            tax_bps=kind.tax_bps,
            variant=" / ".join(part for part in (colour, size) if part),
            categories=(*kind.parents.split("|"), kind.key),
            tags=tags,
            barcodes=self._barcodes(next(self._items)),
            weighed=kind.weighed,
            discountable=kind.discountable,
            unit=kind.unit,
            own=self._brand == OWN,
        )

    def _barcodes(self, item: int) -> tuple[str, ...]:
        if self._kind.weighed:
            # The scale prints prefix, item, grams and check digit; the catalogue keeps the label of no weight.
            return (with_check_digit(f"{IN_STORE_WEIGHT_PREFIX}{item:05d}00000"),)
        code = with_check_digit(f"{_COMPANY_PREFIXES[self._brand]}{item:05d}")
        if self._random.random() < 0.03:  # goods whose packing changed carry the old number too
            return (code, with_check_digit(f"{int(_COMPANY_PREFIXES[self._brand]) - 1}{item:05d}"))
        return (code,)


def _designs(random: Random, kind: Kind) -> Iterator[_Design]:
    """The named designs, then every mixture of the words once, in a shuffled order; a fresh price for each."""
    prices = [_minor(price) for price in kind.prices.split("|")]
    if kind.named:
        for name, rest in pairs(kind.named):
            name_en, _, price = rest.partition("@")
            yield _Design(name, name_en, _minor(price), named=True)
    taken = {name for name, _ in pairs(kind.named)}
    mixtures: list[_Words] = [
        (fabric, cut, noun) for noun in pairs(kind.nouns) for cut in pairs(kind.cuts) for fabric in pairs(kind.fabrics)
    ]
    random.shuffle(mixtures)
    for mixture in _no_near_twins(mixtures):
        name = "".join(chinese for chinese, _ in mixture)
        name_en = " ".join(english for _, english in mixture if english)
        if name not in taken:
            taken.add(name)
            yield _Design(name, name_en, random.choices(prices, _price_weights(len(prices)))[0], named=False)


def _no_near_twins(mixtures: Sequence[_Words]) -> Iterator[_Words]:
    """All mixtures; those that share two words with the one before come later, so that shelves look varied."""
    waiting: list[_Words] = []
    previous: _Words = ()
    for mixture in mixtures:
        if sum(word in previous and word != ("", "") for word in mixture) >= 2:
            waiting.append(mixture)
        else:
            yield mixture
            previous = mixture
    yield from waiting


def _tags(random: Random, kind: Kind, design: _Design) -> tuple[str, ...]:
    if "限定" in design.name:
        return ("limited",)
    if design.named or not kind.discountable:
        return ()
    draw = random.random()
    if draw < 0.12:
        return ("new",)
    if draw < 0.19:
        return ("clearance",)
    return ()


def _price_weights(count: int) -> list[float]:
    """The middle of a price ladder is where most goods are."""
    middle = (count - 1) * 0.4
    return [1.0 / (1.0 + abs(place - middle)) for place in range(count)]


def _minor(price: str) -> int:
    return int(Decimal(price) * 100)


def _pretty_price(price_minor: int, factor: Decimal) -> int:
    """A larger size's price as a shop would write it: ¥448.50 becomes ¥449.00, ¥71.88 becomes ¥71.90."""
    if factor == 1:
        return price_minor
    scaled = price_minor * factor
    if scaled >= 10_000:
        return int((scaled / 1000).to_integral_value(ROUND_FLOOR)) * 1000 + 900
    return int((scaled / 100).to_integral_value(ROUND_FLOOR)) * 100 + 90
