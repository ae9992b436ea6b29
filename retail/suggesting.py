"""Which goods to suggest to a member, or for a basket, and why: from what was learned, by whole numbers alone.

The same facts give the same suggestions in the same order, at every till. Nothing is concluded about a person: a
suggestion comes from goods (bought, or in the basket), and its reason names them. Source: docs/suggestions.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from retail.goods_last import GoodsDays
from retail.suggestion_rows import CategoryRow, StyleRow

#: What goods that somebody bought weigh on the day itself, and after so many days half of it, a third, ….
BOUGHT_WEIGHT, HALF_AFTER_DAYS = 1000, 400
#: What goods in the basket weigh: by what is bought with them, and by what their buyers bought at other times.
WITH_WEIGHT, BASKET_WEIGHT = 2500, 1200
#: A consumable that is used up is a good guess, and the longer it is over, the less.
AGAIN_SCORE = 900
#: What came back is not offered again for so long.
RETURNED_DAYS = 365
#: So many of the newest goods of a member are looked at.
HISTORY_MAX = 40

#: By style, the goods of one store alone that are near to it, with their scores.
OwnNear = Mapping[str, Sequence[tuple[str, int]]]

ReasonKind = Literal["with", "bought", "again", "coupon", "new_category", "popular"]


@dataclass(frozen=True, slots=True)
class BoughtStyle:
    """A style that a member bought and kept: the newest time, how many days ago that was, and how much of it (contract
    form).
    """

    style: str
    sku: str
    name: str
    day: date
    days_ago: int
    categories: tuple[str, ...] = ()
    quantity: str = "1"


@dataclass(frozen=True, slots=True)
class BasketStyle:
    """A style in the basket."""

    style: str
    sku: str
    name: str
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: the goods (by SKU and name) and the `day` on which they were bought; an offer, and the last day of its
    coupon; or a category (empty: all goods).
    """

    kind: ReasonKind
    name: str = ""
    day: date | None = None
    category: str = ""
    offer_id: str = ""
    sku: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A style with its score and the strongest reason for it."""

    style: str
    score: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Known:
    """What there is to go by: `bought` (the newest first), the basket, and what must not be suggested."""

    bought: tuple[BoughtStyle, ...] = ()
    basket: tuple[BasketStyle, ...] = ()
    returned: frozenset[str] = frozenset()

    @property
    def styles(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*(one.style for one in self.basket), *(one.style for one in self.bought)]))


class _Tally:
    """Scores by style, each with the reason that adds most to it."""

    def __init__(self) -> None:
        self._scores: dict[str, int] = {}
        self._reasons: dict[str, tuple[int, Reason]] = {}

    def add(self, near: Iterable[tuple[str, int]], weight: int, reason: Reason) -> None:
        """Each style's score times so many thousandths."""
        scores, reasons = self._scores, self._reasons
        for style, unweighted in near:
            score = unweighted * weight // 1000
            if score <= 0:
                continue
            scores[style] = scores.get(style, 0) + score
            best = reasons.get(style)
            if best is None or score > best[0]:
                reasons[style] = (score, reason)

    def ranked(self, left_out: Iterable[str]) -> list[Candidate]:
        out = set(left_out)
        found = [
            Candidate(style, score, self._reasons[style][1])
            for style, score in self._scores.items()
            if style not in out
        ]
        return sorted(found, key=lambda one: (-one.score, one.style))


def near_own(own: Iterable[StyleRow]) -> OwnNear:
    """A store's own goods by what they name: the group's rows, which all stores have, do not name them."""
    found: dict[str, list[tuple[str, int]]] = {}
    for row in own:
        for style, score in row.also:
            found.setdefault(style, []).append((row.style, score))
    return found


def candidates(known: Known, rows: Mapping[str, StyleRow], own: OwnNear) -> list[Candidate]:
    """What stands near the basket and the history, the best first; nothing that is in the basket, was bought, or came
    back. `rows` are those of `known.styles`, `own` as `near_own` gives it.
    """
    tally = _Tally()
    for one in known.basket:
        with_it = Reason("with", one.name, sku=one.sku)
        row = rows.get(one.style)
        if row is not None:
            tally.add(row.together, WITH_WEIGHT, with_it)
            tally.add(row.also, BASKET_WEIGHT, with_it)
        tally.add(own.get(one.style, ()), BASKET_WEIGHT, with_it)
    for past in known.bought[:HISTORY_MAX]:
        weight = BOUGHT_WEIGHT * HALF_AFTER_DAYS // (HALF_AFTER_DAYS + max(0, past.days_ago))
        why = Reason("bought", past.name, past.day, sku=past.sku)
        row = rows.get(past.style)
        tally.add(() if row is None else row.also, weight, why)
        tally.add(own.get(past.style, ()), weight, why)
    return tally.ranked((*known.styles, *known.returned))


def used_up(known: Known, goods_last: GoodsDays) -> list[Candidate]:
    """Consumables that the member bought and that are used up about now; what is in the basket is not missing."""
    there = {one.style for one in known.basket}
    found = []
    for past in known.bought:
        days = goods_last.used_up_after(past.sku, past.categories, past.quantity)
        if days is None or past.style in there or past.style in known.returned:
            continue
        if past.days_ago >= days:
            score = AGAIN_SCORE * days // past.days_ago
            why = Reason("again", past.name, past.day, sku=past.sku)
            found.append(Candidate(past.style, score, why))
    return found


def popular(categories: Sequence[str], rows: Mapping[str, CategoryRow], known: Known) -> list[Candidate]:
    """What sells best in these categories, in their order: for whom there is nothing else to go by."""
    tally = _Tally()
    for place, category in enumerate(categories):
        row = rows.get(category)
        best = () if row is None else row.best
        tally.add(
            ((style, max(1, score // (place + 1))) for style, score in best), 1000, Reason("popular", category=category)
        )
    return tally.ranked((*known.styles, *known.returned))


def merged(*lists: Iterable[Candidate]) -> list[Candidate]:
    """Each style once, where it scores most; the best first."""
    best: dict[str, Candidate] = {}
    for one in (candidate for candidates_ in lists for candidate in candidates_):
        other = best.get(one.style)
        if other is None or one.score > other.score:
            best[one.style] = one
    return sorted(best.values(), key=lambda one: (-one.score, one.style))


def skus_in_size(row: StyleRow, sizes: Mapping[str, int]) -> list[str]:
    """The SKUs of a style in the sizes that the member buys; all of them, where it comes in none of these."""
    fitting = [sku for sku, size in row.skus.items() if size in sizes]
    return fitting or list(row.skus)


def skus_that_fit(row: StyleRow, sizes: Mapping[str, int], pieces: Mapping[str, int]) -> list[str]:
    """The SKUs of a style of which there are `pieces`, the best choice first: in the size that the member buys most,
    then what there is most of. Where the style comes in sizes that the member buys, another one is none.
    """
    there = [sku for sku in skus_in_size(row, sizes) if pieces.get(sku, 0) > 0]
    return sorted(there, key=lambda sku: (-sizes.get(row.skus[sku], 0), -pieces[sku], sku))
