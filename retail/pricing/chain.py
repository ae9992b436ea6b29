"""How much all lines together can lose: minimums, exclusions and the order of application counted.

A run that goes on from a node is followed through the undecided offers by what is left of all lines that any offer
covers. A state stands for all runs that decided alike so far, or nearly: `low` is never above what any of them has
left, `high` never below, and `able` masks the later offers that one of them may still apply.

What an offer leaves of X >= low is, applied, at least the smallest of y - ceiling(y - outside) over y >= max(low,
minimum + outside), `outside` being never above what the lines out of its scope hold at its turn; that is met at the first
y or where the ceiling jumps. Not applied, it leaves X. Both grow with `low`. An applied offer found at least what `low`
leaves beside the most that the lines out of its scope may hold, and at least its minimum: so much less is `high`, and an
offer whose minimum + outside is above `high` can no longer be applied.

One state makes another needless when its `low` is no higher and it is able to do all that the other is; it then takes
the higher of both `high`, so that it stands for both. Too many states are made fewer in the same way, the nearest first.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import starmap
from operator import itemgetter
from typing import Any, Protocol

from retail.benefit_facts import AmountOff, AmountOffEvery, AmountOffSteps, PercentOff, PercentOffSteps
from retail.money import rate_of
from retail.pricing.candidates import PreparedOffer
from retail.pricing.mechanisms import Mechanism, Smooth, direct_ceiling

State = tuple[int, int, int]  # low, -high, able: in this order they sort as they are to be looked at

_MOST_STATES = 8
# A share above this is counted by its ceiling, so that what is left can be divided by what is kept.
_NEARLY_ALL = 0.9


class SearchItem(Protocol):
    """What a bound needs of an offer in the search."""

    index: int
    most: int
    conflicts: int
    prepared: PreparedOffer


class Chain:
    """The chain of one search: what it needs of each offer, by index."""

    def __init__(self, items: Sequence[SearchItem], covered: Sequence[Sequence[int]], sizes: Sequence[int]) -> None:
        """`covered` are the atoms of each offer (retail.pricing.bounds), `sizes` the number of lines of each atom."""
        self._count = len(items)
        self._covered = covered
        self._few = [_few_of(own, len(sizes)) for own in covered]
        # Largest remainder moves less than a minor unit a line, and the saving itself is rounded.
        self._rounding = [1 + sum(sizes[atom] for atom in own) for own in covered]
        masks = [sum([1 << atom for atom in own]) for own in covered]
        self._within = [sum([1 << i for i, theirs in enumerate(masks) if not theirs & ~own]) for own in masks]
        self._minimums = [item.prepared.min_amount for item in items]
        self._conflicts = [item.conflicts for item in items]
        self._ceilings = [direct_ceiling(item.prepared.mechanism) for item in items]
        self._jumps = [_jumps_of(item.prepared.mechanism) for item in items]
        # A line group may take lines out of the scope: then it is not known how much is in it.
        self._whole_scope = [item.prepared.group < 0 for item in items]
        self._floors = list(starmap(_floor_of, zip(items, self._whole_scope, strict=True)))
        self.ratios = [item.prepared.mechanism.ratio for item in items]
        self._even = [
            item.prepared.mechanism.proportional and whole for item, whole in zip(items, self._whole_scope, strict=True)
        ]

    def outsides(
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
        lost = 0
        by_ceiling: list[tuple[int, int]] = []
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
            ratio, ceiling, minimum = self.ratios[j], ceilings[j], self._minimums[j]
            kept = 1.0
            for _ in range(uses[j]):
                held = inside * kept
                taken = ratio
                if self._even[j]:
                    least = held - lost if held - lost > minimum else minimum
                    if ceiling < least and (taken is None or ceiling < taken * least):
                        taken = ceiling / least
                if taken is None or taken > _NEARLY_ALL or 2 * ceiling < taken * held:
                    lost += ceiling
                    by_ceiling.append((j, ceiling))
                else:
                    lost += self._rounding[j]
                    kept *= 1 - taken
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

    def loss(
        self,
        held: int,
        totals: Sequence[int],
        ceilings: Sequence[int],
        outsides: Sequence[int],
        live: Sequence[int],
        uses: Sequence[int],
        needed: int = 0,
        lows: dict[int, int] | None = None,
    ) -> int:
        """What the lines, which hold `held` together, can lose at most. `lows` takes what is left at least by offer."""
        minimums = self._minimums
        # Where there is no minimum, the first minor unit in scope is enough: of that a state is always taken to be able.
        ranked = sorted([(minimums[j] + outsides[j], 1 << j) for j in live if minimums[j] > 1])
        leasts = [least for least, _ in ranked]
        always = later = sum([1 << j for j in live])
        for _, bit in ranked:
            always ^= bit
        reached = [always]
        for _, bit in ranked:
            reached.append(reached[-1] | bit)
        states = [(held, -held, reached[bisect_right(leasts, held)])]
        # Nothing comes of a state above this: what is left of x in the end is at least kept * x - lost.
        hopeless = self._hopeless(held, needed, ceilings, live, uses)
        for j in live:
            if lows is not None:
                lows[j] = states[0][0]
            most_left = hopeless.pop()
            bit = 1 << j
            later ^= bit
            outside, total, most = outsides[j], totals[j], ceilings[j]
            minimum = minimums[j]
            least = minimum + outside
            elsewhere = held - total
            ceiling, floor, jumps = self._ceilings[j], self._floors[j], self._jumps[j]
            times = range(uses[j])
            stays = later & ~self._conflicts[j]
            following = []
            for low, minus_high, able in states:
                if low <= most_left:
                    following.append((low, minus_high, able & later))
                if not able & bit:
                    continue
                for _ in times:
                    found = low if low > least else least
                    if found + minus_high > 0:
                        break
                    in_scope = found - outside
                    if in_scope >= total:
                        in_scope, saving = total, most
                    else:
                        saving = ceiling(in_scope)
                        if saving > most:  # noqa: PLR1730  # min() costs twice as much, and this runs for every state
                            saving = most
                    after = found - saving
                    if jumps is not None:
                        for amount, more in jumps(in_scope, total):
                            if amount + outside - more < after:
                                after = amount + outside - more
                    if after >= low:
                        break
                    if floor is not None:
                        surely = low - elsewhere
                        minus_high += floor(surely if surely > minimum else minimum)
                    low = after if after > 0 else 0
                    if low + minus_high > 0:
                        minus_high = -low
                    if low <= most_left:
                        following.append((low, minus_high, able & stays & reached[bisect_right(leasts, -minus_high)]))
            if not following:
                return needed - 1
            states = _undominated(following) if len(following) > 1 else following
        return held - states[0][0]


    def _hopeless(
        self, held: int, needed: int, ceilings: Sequence[int], live: Sequence[int], uses: Sequence[int]
    ) -> list[float]:
        """For each live offer, the last one first: above which amount, after its turn, what is needed is out of reach.

        Every later offer is counted as if it were applied: by its share of all that is left, or by its ceiling.
        """
        goal = held - needed + 1.0
        middle = held - needed / 2
        kept, lost = 1.0, 0.0
        amounts = []
        for j in reversed(live):
            amounts.append((goal + lost) / kept)
            ratio, ceiling = self.ratios[j], ceilings[j]
            for _ in range(uses[j]):
                if ratio is not None and ratio < 1 and ratio * middle < ceiling:
                    lost += kept
                    kept *= 1 - ratio
                else:
                    lost += kept * ceiling
        return amounts


def _few_of(own: Sequence[int], count: int) -> tuple[bool, Sequence[int], Callable[[Sequence[float]], Sequence[float]]]:
    """The atoms of an offer, or, where those are fewer, the others (True): and what picks them."""
    others = [atom for atom in range(count) if atom not in set(own)]
    few = others if len(others) < len(own) else own
    return few is others, few, pick(few) if few else list


def _undominated(states: list[State]) -> list[State]:
    """The states that stand for all of these, lowest first."""
    states.sort()
    first = states[0]
    kept = [first]
    for state in states[1:]:
        for position, (low, minus_high, able) in enumerate(kept):
            if not state[2] & ~able:
                if state[1] >= minus_high:
                    break
                kept[position] = (low, state[1], able)
                break
        else:
            kept.append(state)
    while len(kept) > _MOST_STATES:
        nearest = min(range(1, len(kept)), key=lambda position: kept[position][0] - kept[position - 1][0])
        low, minus_high, able = kept[nearest - 1]
        _, other_minus_high, other_able = kept.pop(nearest)
        kept[nearest - 1] = (low, min(minus_high, other_minus_high), able | other_able)
    return kept


def _floor_of(item: SearchItem, whole_scope: bool) -> Callable[[int], int] | None:
    """What one use saves at least, when it is applied to so much in scope or more; None where nothing is known."""
    if not whole_scope:
        return None
    effect, mechanism = item.prepared.offer.effect, item.prepared.mechanism
    match effect:
        case PercentOff() | AmountOff() | AmountOffEvery():
            return direct_ceiling(mechanism)
        case AmountOffSteps():
            steps = effect.steps

            def of_steps(total: int) -> int:
                reached = [off for least, off in steps if least <= total]
                return min([min(reached[-1] if reached else 0, total), *[min(off, least) for least, off in steps if least > total]])

            return of_steps
        case PercentOffSteps():
            # Lines that hold nothing any more leave the scope: whatever step is then reached.
            units = sum(item.prepared.units[line] for line in item.prepared.lines)
            least_bps = min((bps for reached, bps in effect.steps if reached <= units), default=0)
            return lambda total: rate_of(total, least_bps)
        case _:
            return None


def _jumps_of(mechanism: Mechanism) -> Callable[[int, int], Sequence[tuple[int, int]]] | None:
    """The jumps of a mechanism that has any."""
    return None if isinstance(mechanism, Smooth) else mechanism.jumps


def pick(indexes: Sequence[int]) -> Callable[[Sequence[Any]], Sequence[Any]]:
    """What gives the values at these indexes, always as a sequence."""
    return itemgetter(*indexes) if len(indexes) > 1 else itemgetter(slice(indexes[0], indexes[0] + 1))
