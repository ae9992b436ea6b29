"""The shape of the word lists that goods are composed from, and how their compact texts are read.

Lists are written as `中文=English|中文=English`; sizes may carry a price factor, as in `30ml|50ml*1.5`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

ALL_YEAR = (10, 9, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10)
WARM = (1, 2, 7, 12, 16, 16, 14, 10, 5, 2, 1, 1)
COLD = (15, 7, 3, 1, 1, 1, 1, 2, 6, 13, 18, 18)
MILD = (4, 8, 15, 15, 9, 5, 4, 7, 15, 16, 10, 5)
SUN = (3, 3, 7, 11, 16, 18, 18, 15, 8, 5, 3, 3)
GIFTS = (14, 13, 8, 7, 12, 9, 6, 8, 11, 8, 12, 16)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of goods. `season` weighs the months; `weight` is its share of the range and, about, of the purchases.

    `who` is `women`, `men` or `all`. `size_of` names the measure of a person that chooses the size (`clothes`, `shoes`,
    or nothing). `lasts_days` is how long a consumable lasts (0: it is no consumable). `named` are styles that are
    always there: `name=English@price`. `per_line` is the pattern that joins the words.
    """

    key: str
    parents: str
    weight: int
    nouns: str
    prices: str
    fabrics: str = ""
    cuts: str = ""
    colours: str = ""
    colours_max: int = 3
    sizes: str = ""
    size_of: str = ""
    who: str = "all"
    season: tuple[int, ...] = ALL_YEAR
    lasts_days: int = 0
    tax_bps: int = 1300
    unit: str = "件"
    weighed: bool = False
    discountable: bool = True
    named: str = ""
    tags: str = ""


def pairs(text: str) -> tuple[tuple[str, str], ...]:
    """`羊毛=Wool|棉=Cotton` as pairs; an empty text is one pair of empty texts, so that it multiplies as 1."""
    if not text:
        return (("", ""),)
    return tuple((left, right) for left, _, right in (part.partition("=") for part in text.split("|")))


def words(text: str) -> tuple[str, ...]:
    """`S|M|L` as a tuple; an empty text has no words."""
    return tuple(text.split("|")) if text else ()


def sized(text: str) -> tuple[tuple[str, Decimal], ...]:
    """`30ml|50ml*1.5` as sizes with their price factors; an empty text is one nameless size at factor 1."""
    if not text:
        return (("", Decimal(1)),)
    found = (part.partition("*") for part in text.split("|"))
    return tuple((size, Decimal(factor or "1")) for size, _, factor in found)
