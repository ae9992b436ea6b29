"""What the lines out of an offer's scope hold at least at its turn.

Everything that is left of all lines beside that may be in the scope: so it says how little has to be left for a minimum
to be missed for certain, and how much a percentage of a part of the basket can be at most.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, Protocol

from retail.pricing.candidates import PreparedOffer

# A share above this is counted by its ceiling, so that what is left can be divided by what is kept.
_NEARLY_ALL = 0.9


class SearchItem(Protocol):
    """What a bound needs of an offer in the search."""

    index: int
    most: int
    conflicts: int
    prepared: PreparedOffer


class Outsides:
    """For one search. Lines that the same offers cover are one atom (retail.pricing.bounds)."""

    def __init__(self, items: Sequence[SearchItem], covered: Sequence[Sequence[int]], sizes: Sequence[int]) -> None:
        """`covered` are the atoms of each offer, `sizes` the number of lines of each atom."""
        self._count = len(items)
        self._few = [_few_of(own, len(sizes)) for own in covered]
        # Largest remainder moves less than a minor unit a line, and the saving itself is rounded.
        self._rounding = [1 + sum([sizes[atom] for atom in own]) for own in covered]
        masks = [sum([1 << atom for atom in own]) for own in covered]
        self._within = [sum([1 << i for i, theirs in enumerate(masks) if not theirs & ~own]) for own in masks]
        self._minimums = [item.prepared.min_amount for item in items]
        self._ratios = [item.prepared.mechanism.ratio for item in items]
        # A line group may take lines out of the scope: then it is not known how much is in it.
        self._even = [item.prepared.mechanism.proportional and item.prepared.group < 0 for item in items]

    def at_turns(  # noqa: PLR0912  # this runs at every node: calls would cost as much as the rest
        self, sums: Sequence[int], ceilings: Sequence[int], live: Sequence[int], uses: Sequence[int]
    ) -> list[int]:
        """By offer: no more than what the lines out of its scope hold at its turn, for this node and all after it.

        The amounts are followed with every live offer applied as often as it can be: by the share that it takes of any
        line, or by its ceiling where that is much less or there is no share. A saving spread by the amounts in scope
        takes of each line what it is of the least that the scope holds. A ceiling is lost out of a scope only as far
        as its own scope is not within that.
        """
        # The amounts of atoms are `left` times `scale`: an offer that covers most of them costs as little as one that
        # covers few.
        left: list[float] = list(sums)
        scale, whole = 1.0, float(sum(sums))
        outsides = [0] * self._count
        lost = 0.0
        by_ceiling: list[tuple[int, float]] = []
        for j in live:
            most_of_it, few, pick_few = self._few[j]
            inside = outside = 0.0
            if most_of_it:
                if few:
                    outside = sum(pick_few(left)) * scale
                inside = whole - outside
            else:
                inside = sum(pick_few(left)) * scale
                outside = whole - inside
            if few or not most_of_it:
                gone = lost + 1
                if by_ceiling:
                    within = self._within[j]
                    gone -= sum([ceiling for i, ceiling in by_ceiling if within >> i & 1])
                if outside > gone:
                    outsides[j] = int(outside - gone)
            kept, by_ceilings, rounded = self._kept(j, inside, lost, ceilings[j], uses[j])
            lost += rounded
            if by_ceilings:
                lost += by_ceilings
                by_ceiling.append((j, by_ceilings))
            if kept < 1:
                whole -= inside * (1 - kept)
                if most_of_it:
                    scale *= kept
                    for atom in few:
                        left[atom] /= kept
                else:
                    for atom in few:
                        left[atom] *= kept
        return outsides

    def _kept(self, j: int, inside: float, lost: float, ceiling: int, uses: int) -> tuple[float, float, float]:
        """What share of its scope an offer leaves at least; what it takes beside: by its ceiling, and by rounding."""
        ratio, minimum, even = self._ratios[j], self._minimums[j], self._even[j]
        kept, by_ceiling, rounded = 1.0, 0.0, 0.0
        for _ in range(uses):
            held = inside * kept
            taken = ratio
            if even:
                least = held - lost - by_ceiling - rounded
                if least < minimum:  # max() costs twice as much, and this runs for every offer
                    least = float(minimum)
                if ceiling < least and (taken is None or ceiling < taken * least):
                    taken = ceiling / least
            if taken is None or taken > _NEARLY_ALL or 2 * ceiling < taken * held:
                by_ceiling += ceiling
            else:
                rounded += self._rounding[j]
                kept *= 1 - taken
        return kept, by_ceiling, rounded


def _few_of(own: Sequence[int], count: int) -> tuple[bool, Sequence[int], Callable[[Sequence[float]], Sequence[float]]]:
    """The atoms of an offer, or, where those are fewer, the others (True): and what picks them."""
    others = [atom for atom in range(count) if atom not in set(own)]
    few = others if len(others) < len(own) else own
    return few is others, few, pick(few) if few else list


def pick(indexes: Sequence[int]) -> Callable[[Sequence[Any]], Sequence[Any]]:
    """What gives the values at these indexes, always as a sequence."""
    return itemgetter(*indexes) if len(indexes) > 1 else itemgetter(slice(indexes[0], indexes[0] + 1))
