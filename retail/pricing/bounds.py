"""How much the offers that are not decided yet can save at most: the bound of the branch and bound.

Why it is one. Take any choice that goes on from a node, with line amounts a_i there. Amounts only fall and lines only
leave a scope, so that an offer which misses its minimum now misses it for ever, and `ceiling(amount in scope now)`
holds at any later turn: each effect saves no more on lower amounts or fewer units (steps that fall and bundles, which
can save more, have ceilings of their own: retail.pricing.mechanisms). Treat every offer in one of two ways:

- by *ratio*: each line in scope loses at most the share r of what it has, plus rounding;
- by *amount*: the lines lose at most `ceiling` together.

Let L_i be the product of (1 - r) over the offers by ratio that come after a turn and cover line i, applied or not, and
V the sum of a_i × L_i just after that turn. An offer by ratio that is not applied only raises V when its factor leaves
L; one that is applied lowers V by rounding alone; one by amount lowers V by at most ceiling × max L over its scope.
Before the first turn V is the sum of a_i × (all factors); after the last one it is what is left to pay. Hence the
saving is at most

    sum of a_i × (1 - all factors)  +  sum over offers by amount of ceiling × max L  +  rounding.

Of offers that exclude one another only some can be applied. They are taken by amount, or by ratio with their loss
written out (r × the sum of a_i × all factors, as 1 - product <= sum), and these values bound a stable set by weighted
clique covering. Rounding: a saving is rounded by at most a half; spreading it by largest remainder moves at most n/4
minor units between n lines, which matters only as far as L differs among them.

Two more bounds are taken into the minimum: what the lines hold, and `_chain`, which follows x, never above what is left
of all lines, through the offers in order. What an offer leaves of X >= x is, applied, at least the smallest of
y - ceiling(y - outside) over y >= max(x, minimum + outside), and that is met at the first y or where the ceiling jumps;
not applied, it is x. Both grow with x, so that the lowest x of the offers before is the one to go on with, one for each
set of later offers that is excluded by then. So neither minimums nor exclusions let it count everything at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter, mul
from typing import Any, Protocol

from retail.pricing.candidates import PreparedOffer
from retail.pricing.compiled_lines import CompiledLines
from retail.pricing.mechanisms import Mechanism, Smooth, ceiling_now_of

# Above this the doubles below would lose minor units; then the plain sum of ceilings, in integers, has to do.
_EXACT_IN_DOUBLES = 1 << 48
# By ratio only where that is about as tight as the ceiling: it takes the share of everything in scope.
_NEARLY = 1.02
_MOST_STATES = 16
_NEAR_THE_CHAIN = 1.1


class SearchItem(Protocol):
    """What a bound needs of an offer in the search."""

    index: int
    most: int
    conflicts: int
    prepared: PreparedOffer


class View:
    """The amounts of one node as a bound sees them: by atom, and what each offer has in scope and saves at most."""

    __slots__ = ("ceilings", "outsides", "outsides_from", "sums", "totals")

    def __init__(self, sums: list[int], totals: list[int], ceilings: list[int]) -> None:
        self.outsides: list[int] = []
        self.outsides_from = -1
        self.sums = sums
        self.totals = totals
        self.ceilings = ceilings


class Bounds:
    """Bounds for one search. Lines that the same offers cover are one atom: no bound tells them apart."""

    def __init__(self, items: Sequence[SearchItem], basket: CompiledLines) -> None:
        self.items = items
        self.huge = sum(basket.gross) >= _EXACT_IN_DOUBLES
        atoms: dict[int, list[int]] = {}
        for line in range(len(basket.gross)):
            covering = sum(1 << item.index for item in items if item.prepared.mask >> line & 1)
            if covering and basket.gross[line]:
                atoms.setdefault(covering, []).append(line)
        self._picks = [_pick(lines) for lines in atoms.values()]
        self._sizes = [len(lines) for lines in atoms.values()]
        self._atoms_of = [
            tuple([atom for atom, covering in enumerate(atoms) if covering >> item.index & 1]) for item in items
        ]
        self._sum_picks = [_pick(own) for own in self._atoms_of]
        self._ceilings = [item.prepared.mechanism.ceiling for item in items]
        self._ceilings_now = [ceiling_now_of(item.prepared.mechanism) for item in items]
        self._minimums = [item.prepared.min_amount for item in items]
        self._ratios = [item.prepared.mechanism.ratio for item in items]
        self._jumps = [_jumps_of(item.prepared.mechanism) for item in items]
        self._uses = [item.most for item in items]
        self._own = [frozenset(own) for own in self._atoms_of]
        self._lines = [sum(self._sizes[atom] for atom in own) for own in self._atoms_of]
        self._remaining: dict[int, list[tuple[list[float] | None, int]]] = {}
        self._first_totals = [0] * len(items)
        self._first_ceilings = [0] * len(items)
        first = self.view(basket.gross, 0)
        self._first_totals, self._first_ceilings = first.totals, first.ceilings
        if not self.huge:
            self._tighten_ratios(first)
        self._noises = [self._noise(item) for item in items]
        self._factors_help = not self.huge and self._compare_bounds(first)

    def _tighten_ratios(self, first: View) -> None:
        """Lower the ratios to what an offer can take of the least that its scope holds at its turn.

        Only where the saving is spread by the amounts in scope: every line loses the same share then; and only
        without a line group, which may take lines out of the scope. The least is what the chain leaves of all lines,
        less all that the other lines hold.
        """
        held = sum(first.sums)
        live = [j for j, ceiling in enumerate(first.ceilings) if ceiling]
        lows: dict[int, int] = {}
        self._chain(first, 0, live, self._uses, lows)
        for j in live:
            # One item's own uses come one after the other: the last finds what the others left.
            own = first.ceilings[j] * (self._uses[j] - 1)
            least = max(self._minimums[j], lows[j] - own - (held - first.totals[j]))
            ratio = self._ratios[j]
            prepared = self.items[j].prepared
            if prepared.mechanism.proportional and prepared.group < 0 and first.ceilings[j] < least:
                tight = first.ceilings[j] / least
                self._ratios[j] = tight if ratio is None else min(ratio, tight)
        self._remaining.clear()
        first.outsides_from = -1

    def _compare_bounds(self, first: View) -> bool:
        """Whether the factors are anywhere near the chain at the start: else they only cost time at every node."""
        live = [j for j, ceiling in enumerate(first.ceilings) if ceiling]
        if not live:
            return False
        return self._by_factors(first, live, self._uses) <= _NEAR_THE_CHAIN * self._chain(first, 0, live, self._uses)

    def _noise(self, item: SearchItem) -> float:
        """What rounding can move in one use, seen through the factors of the offers that come after it."""
        own = self._own[item.index]
        lowest = dict.fromkeys(own, 1.0)
        for later in self.items[item.index + 1 :]:
            ratio = self._ratios[later.index]
            shared = own & self._own[later.index]
            if ratio is not None and shared and shared != own:
                for atom in shared:
                    for _ in range(later.most):
                        lowest[atom] *= 1 - ratio
        lines = sum(self._sizes[atom] for atom in own)
        return 0.5 + lines / 4 * (1 - min(lowest.values()))

    def view(self, amounts: Sequence[int], index: int) -> View:
        """The amounts as seen by the offers from `index` on."""
        sums = [sum(pick(amounts)) for pick in self._picks]
        count = len(self.items)
        totals, ceilings = [0] * count, [0] * count
        for j in range(index, count):
            total = sum(self._sum_picks[j](sums))
            if total >= self._minimums[j]:
                totals[j] = total
                ceilings[j] = self._ceilings[j](total)
                ceiling_now = self._ceilings_now[j]
                if ceiling_now is not None:
                    ceilings[j] = min(ceilings[j], ceiling_now(amounts))
        return View(sums, totals, ceilings)

    def saving(self, view: View, index: int, taken: int, dead: int, needed: int) -> int:
        """An upper bound on what the offers from `index` on can still save, `taken` uses of the first being gone.

        Less than `needed` is as good as any: then no tighter bound is looked for.
        """
        ceilings = view.ceilings
        live = [j for j in range(index, len(self.items)) if ceilings[j] and not dead >> j & 1]
        if not live:
            return 0
        uses = self._uses
        if taken and live[0] == index:
            uses = uses.copy()
            uses[index] -= taken
            if not uses[index]:
                del live[0]
        additive = sum([ceilings[j] * uses[j] for j in live])
        if additive < needed or len(live) <= 1 or self.huge:
            return additive
        most = min(additive, self._chain(view, index, live, uses))
        if most < needed or not self._factors_help:
            return most
        return min(most, int(self._by_factors(view, live, uses) * (1 + 1e-12) + 1e-6))

    def _by_factors(self, view: View, live: Sequence[int], uses: Sequence[int]) -> float:
        sums, totals, ceilings, ratios = view.sums, view.totals, view.ceilings, self._ratios
        live_mask = sum([1 << j for j in live])
        factors = [1.0] * len(sums)
        rounding = 0.0
        by_amount: list[tuple[int, float]] = []
        for j in reversed(live):
            ratio, count, atoms = ratios[j], uses[j], self._atoms_of[j]
            if (
                ratio is not None
                and not self.items[j].conflicts & live_mask
                and ratio * totals[j] <= _NEARLY * ceilings[j] + 1
            ):
                kept = 1 - ratio
                for _ in range(count):
                    rounding += self._noises[j]
                    for atom in atoms:
                        factors[atom] *= kept
            else:
                by_amount.append((j, ceilings[j] * count * max(self._sum_picks[j](factors))))
        left = [amount * factor for amount, factor in zip(sums, factors, strict=True)]
        saved = sum(sums) - sum(left) + rounding
        weights: dict[int, float] = {}
        for j, loss in reversed(by_amount):
            ratio = ratios[j]
            value = loss
            if ratio is not None:
                value = min(loss, uses[j] * (ratio * sum(self._sum_picks[j](left)) + self._noises[j]))
            if self.items[j].conflicts & live_mask:
                weights[j] = value
            else:
                saved += value
        return saved + self.cover(weights) if weights else saved

    def cover(self, weights: dict[int, float]) -> float:
        """No less than the heaviest set of these offers in which none excludes another: weighted clique covering.

        Each clique pays the weight of its first member and lowers the others by it; a stable set holds at most one
        member of each clique, so that the payments cover its weight.
        """
        total = 0.0
        order = list(weights)
        for position, j in enumerate(order):
            weight = weights[j]
            if weight <= 0:
                continue
            total += weight
            clique = 1 << j
            for other in order[position + 1 :]:
                if weights[other] > 0 and self.items[other].conflicts & clique == clique:
                    clique |= 1 << other
                    weights[other] -= weight
        return total

    def _chain(
        self, view: View, index: int, live: Sequence[int], uses: Sequence[int], lows: dict[int, int] | None = None
    ) -> int:
        """What all lines can lose, minimums counted: x is never above what is left of them.

        `outside` is never above what the lines out of an offer's scope hold at its turn: with it, the lines in scope
        hold at most x - outside. An offer that is applied finds its minimum there. Both x as it is and the amounts
        where the ceiling jumps are tried; between them more in scope never leaves less.
        """
        held = x = sum(view.sums)
        totals, outsides, items = view.totals, self._outsides(view, index), self.items
        later = sum([1 << j for j in live])
        # What may be left, and the later offers that are excluded then; None as long as x says it all.
        states: list[tuple[int, int]] | None = None
        for j in live:
            later ^= 1 << j
            if lows is not None:
                lows[j] = x if states is None else min(states)[0]
            outside = outsides[j]
            least = self._minimums[j] + outside
            ways = (self._ceilings[j], view.ceilings[j], self._jumps[j], totals[j], outside, least, uses[j])
            excludes = items[j].conflicts & later
            if states is None:
                after = _left_by(x, *ways)
                if after < x and excludes:
                    states = [(after, excludes), (x, 0)]
                else:
                    x = after
                continue
            following = []
            for start, excluded in states:
                after = start if excluded >> j & 1 else _left_by(start, *ways)
                if after < start:
                    following.append((after, excluded | excludes))
                if after == start or excludes & ~excluded:
                    following.append((start, excluded))
            states = _undominated(following, later)
            if len(states) == 1 and not states[0][1]:
                x, states = states[0][0], None
        if states is not None:
            x = min(states)[0]
        return held - x if x > 0 else held

    def _outsides(self, view: View, index: int) -> list[int]:
        """By offer: no more than what the lines out of its scope hold at its turn."""
        if view.outsides_from != index:
            sums = view.sums
            view.outsides_from = index
            view.outsides = [
                0 if shares is None else max(0, int(sum(map(mul, sums, shares))) - lost)
                for shares, lost in self._remaining_from(index)
            ]
        return view.outsides

    def _remaining_from(self, index: int) -> list[tuple[list[float] | None, int]]:
        """By offer: the share of each atom out of its scope that is left at its turn at least, and a loss beside that.

        Counted from `index` with every offer between applied as often as it can be: by its ratio, with one minor unit
        a line and one for rounding, or by its ceiling where that is less or there is no ratio.
        """
        known = self._remaining.get(index)
        if known is not None:
            return known
        count = len(self.items)
        remaining: list[tuple[list[float] | None, int]] = [(None, 0)] * count
        kept = [1.0] * len(self._sizes)
        lost = 0
        for j in range(index, count):
            own = self._own[j]
            if len(own) < len(kept):
                remaining[j] = ([0.0 if atom in own else share for atom, share in enumerate(kept)], lost + 1)
            ratio, ceiling = self._ratios[j], self._first_ceilings[j]
            for _ in range(self._uses[j]):
                if ratio is None or 2 * ceiling < ratio * self._first_totals[j]:
                    lost += ceiling
                else:
                    lost += self._lines[j] + 1
                    for atom in own:
                        kept[atom] *= 1 - ratio
        self._remaining[index] = remaining
        return remaining


def _undominated(states: list[tuple[int, int]], later: int) -> list[tuple[int, int]]:
    """The states that may still lead lowest: none has another that left no more and excludes nothing else.

    Too many are merged into one that is as good as both: a bound stays one, only less tight.
    """
    states = sorted((left, excluded & later) for left, excluded in states)
    kept: list[tuple[int, int]] = []
    for left, excluded in states:
        for _, other in kept:
            if not other & ~excluded:
                break
        else:
            kept.append((left, excluded))
    while len(kept) > _MOST_STATES:
        _, excluded = kept.pop()
        left, other = kept[-1]
        kept[-1] = (left, other & excluded)
    return kept


def _left_by(  # noqa: PLR0917  # this runs for every offer of every bound; names would cost as much as the rest
    x: int,
    ceiling: Callable[[int], int],
    most: int,
    jumps: Callable[[int, int], Sequence[tuple[int, int]]] | None,
    total: int,
    outside: int,
    least: int,
    uses: int,
) -> int:
    """What is left of x at least after so many uses of one offer."""
    for _ in range(uses):
        at_least = x if x > least else least
        in_scope = at_least - outside
        if in_scope > total:  # noqa: PLR1730
            in_scope = total
        saving = ceiling(in_scope)
        if saving > most:  # noqa: PLR1730
            saving = most
        after = at_least - saving
        if jumps is not None:
            for reached, more in jumps(in_scope, total):
                after = min(after, reached + outside - more)
        if after >= x:
            break
        x = after
    return x


def _jumps_of(mechanism: Mechanism) -> Callable[[int, int], Sequence[tuple[int, int]]] | None:
    """The jumps of a mechanism that has any."""
    return None if isinstance(mechanism, Smooth) else mechanism.jumps


def _pick(indexes: Sequence[int]) -> Callable[[Sequence[Any]], Sequence[Any]]:
    return itemgetter(*indexes) if len(indexes) > 1 else itemgetter(slice(indexes[0], indexes[0] + 1))
