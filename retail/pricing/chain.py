"""How much all lines together can lose: minimums, exclusions and the order of application counted.

A run that goes on from a node is followed through the undecided offers by what is left of all lines that any offer
covers. A state stands for all runs that decided alike so far, or nearly: `low` is never above what any of them has
left, `high` never below, and `able` masks the later offers that one of them may still apply.

What an offer leaves of X >= low is, applied, at least the smallest of y - ceiling(y - outside) over y >= max(low,
minimum + outside), where `outside` is never above what the lines out of its scope hold at its turn. That is met at the
first y or where the ceiling jumps. Not applied, it leaves X. Both grow with `low`. An applied offer found at least its
minimum, and at least what `low` leaves beside the most that the lines out of its scope may hold: by what it saves on
that at least, `high` falls. An offer whose minimum + outside is above `high` can no longer be applied.

One state makes another needless when its `low` is no higher and it is able to do all that the other is; it then takes
the higher `high` of both, so that it stands for both. Too many states are made fewer in the same way, nearest first.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

from retail.benefit_facts import AmountOff, AmountOffEvery, AmountOffSteps, PercentOff, PercentOffSteps
from retail.money import rate_of
from retail.pricing.outsides import SearchItem

State = tuple[int, int, int]  # low, -high, able: in this order they sort as they are to be looked at

_MOST_STATES = 8


class Chain:
    """The chain of one search: what it needs of each offer, by index."""

    def __init__(self, items: Sequence[SearchItem]) -> None:
        self._minimums = [item.prepared.min_amount for item in items]
        self._conflicts = [item.conflicts for item in items]
        self._mechanisms = [item.prepared.mechanism for item in items]
        self._has_jumps = [not item.prepared.mechanism.smooth for item in items]
        self._floors = [_floor_of(item) for item in items]
        self._ratios = [item.prepared.mechanism.ratio for item in items]

    def loss(  # noqa: PLR0912, PLR0917  # this runs at every node: calls and names would cost as much as the rest
        self,
        held: int,
        totals: Sequence[int],
        ceilings: Sequence[int],
        outsides: Sequence[int],
        live: Sequence[int],
        uses: Sequence[int],
        needed: int,
    ) -> int:
        """What the lines, which hold `held` together, lose at most; anything below `needed` is as good as any."""
        minimums = self._minimums
        leasts, reached = self._minimums_reached(outsides, live)
        later = reached[-1]
        states = [(held, -held, reached[bisect_right(leasts, held)])]
        # Nothing comes of a state above this: what is left of x in the end is at least kept * x - lost.
        hopeless = self._hopeless(held, needed, ceilings, live, uses)
        for j in live:
            most_left = hopeless.pop()
            bit = 1 << j
            later ^= bit
            outside, total, most = outsides[j], totals[j], ceilings[j]
            minimum = minimums[j]
            least = minimum + outside
            elsewhere = held - total
            mechanism, floor, has_jumps = self._mechanisms[j], self._floors[j], self._has_jumps[j]
            times = range(uses[j])
            stays = later & ~self._conflicts[j]
            following = []
            for state in states:
                low, minus_high, able = state
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
                        saving = mechanism.ceiling(in_scope)
                        if saving > most:  # noqa: PLR1730  # min() costs twice as much, and this runs for every state
                            saving = most
                    after = found - saving
                    if has_jumps:
                        for amount, more in mechanism.jumps(in_scope, total):
                            after = min(after, amount + outside - more)
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

    def _minimums_reached(self, outsides: Sequence[int], live: Sequence[int]) -> tuple[list[int], list[int]]:
        """What has to be left for each minimum, ascending; and by how many of those are there, who can be applied.

        Where there is no minimum, one minor unit in scope is enough: a state is always taken to be able to do that.
        """
        ranked = sorted([(self._minimums[j] + outsides[j], 1 << j) for j in live if self._minimums[j] > 1])
        reached = [sum([1 << j for j in live if self._minimums[j] <= 1])]
        for _, bit in ranked:
            reached.append(reached[-1] | bit)
        return [least for least, _ in ranked], reached

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
            ratio, ceiling = self._ratios[j], ceilings[j]
            for _ in range(uses[j]):
                if ratio is not None and ratio < 1 and ratio * middle < ceiling:
                    lost += kept
                    kept *= 1 - ratio
                else:
                    lost += kept * ceiling
        return amounts


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


def _floor_of(item: SearchItem) -> Callable[[int], int] | None:
    """What one use saves at least, when it is applied to so much in scope or more; None where nothing is known."""
    # A line group may take lines out of the scope: then it is not known how much is in it.
    if item.prepared.group >= 0:
        return None
    effect, mechanism = item.prepared.offer.effect, item.prepared.mechanism
    match effect:
        case PercentOff() | AmountOff() | AmountOffEvery():
            return mechanism.ceiling
        case AmountOffSteps():
            steps = effect.steps

            def of_steps(total: int) -> int:
                reached = [off for least, off in steps if least <= total]
                higher = [min(off, least) for least, off in steps if least > total]
                return min(reached[-1] if reached else 0, total, *higher)

            return of_steps
        case PercentOffSteps():
            # Lines that hold nothing any more leave the scope: whatever step is then reached.
            units = sum(item.prepared.units[line] for line in item.prepared.lines)
            least_bps = min((bps for reached, bps in effect.steps if reached <= units), default=0)
            return lambda total: rate_of(total, least_bps)
        case _:
            return None
