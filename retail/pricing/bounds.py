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

Two more bounds are taken into the minimum: what the lines hold, and retail.pricing.chain, which counts minimums.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from retail.pricing.chain import Chain, SearchItem, pick
from retail.pricing.compiled_lines import CompiledLines
from retail.pricing.mechanisms import ceiling_now_of, direct_ceiling

# Above this the doubles below would lose minor units; then the plain sum of ceilings, in integers, has to do.
_EXACT_IN_DOUBLES = 1 << 48
# By ratio only where that is about as tight as the ceiling: it takes the share of everything in scope.
_NEARLY = 1.02
_NEAR_THE_CHAIN = 1.1


class View:
    """The amounts of one node as a bound sees them: by atom, and what each offer has in scope and saves at most."""

    __slots__ = ("ceilings", "sums", "totals")

    def __init__(self, sums: list[int], totals: list[int], ceilings: list[int]) -> None:
        self.sums = sums
        self.totals = totals
        self.ceilings = ceilings


class Bounds:
    """Bounds for one search. Lines that the same offers cover are one atom: no bound tells them apart."""

    def __init__(self, items: Sequence[SearchItem], basket: CompiledLines) -> None:
        self.items = items
        self.huge = sum(basket.gross) >= _EXACT_IN_DOUBLES
        atoms: dict[int, list[int]] = {}
        masks = [(item.index, item.prepared.mask) for item in items]
        for line in range(len(basket.gross)):
            covering = sum([1 << index for index, mask in masks if mask >> line & 1])
            if covering and basket.gross[line]:
                atoms.setdefault(covering, []).append(line)
        self._picks = [pick(lines) for lines in atoms.values()]
        self._sizes = [len(lines) for lines in atoms.values()]
        self._atoms_of = [
            tuple([atom for atom, covering in enumerate(atoms) if covering >> item.index & 1]) for item in items
        ]
        self._sum_picks = [pick(own) for own in self._atoms_of]
        self._ceilings = [direct_ceiling(item.prepared.mechanism) for item in items]
        self._ceilings_now = [ceiling_now_of(item.prepared.mechanism) for item in items]
        self._minimums = [item.prepared.min_amount for item in items]
        self._chain = Chain(items, self._atoms_of, self._sizes)
        self._ratios = self._chain.ratios
        self._uses = [item.most for item in items]
        # The offers from each one on that have a line in common with it: it changes what they find.
        self._touched = [
            [other.index for other in items[item.index :] if item.prepared.mask & other.prepared.mask] for item in items
        ]
        self._own = [frozenset(own) for own in self._atoms_of]
        first = self.view(basket.gross)
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
        self._lost(first, live, self._uses, 0, lows)
        for j in live:
            # One item's own uses come one after the other: the last finds what the others left.
            own = first.ceilings[j] * (self._uses[j] - 1)
            least = max(self._minimums[j], lows[j] - own - (held - first.totals[j]))
            ratio = self._ratios[j]
            prepared = self.items[j].prepared
            if prepared.mechanism.proportional and prepared.group < 0 and first.ceilings[j] < least:
                tight = first.ceilings[j] / least
                self._ratios[j] = tight if ratio is None else min(ratio, tight)

    def _compare_bounds(self, first: View) -> bool:
        """Whether the factors are anywhere near the chain at the start: else they only cost time at every node."""
        live = [j for j, ceiling in enumerate(first.ceilings) if ceiling]
        if not live:
            return False
        return self._by_factors(first, live, self._uses) <= _NEAR_THE_CHAIN * self._lost(first, live, self._uses, 0)

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

    def view(self, amounts: Sequence[int]) -> View:
        """The amounts as seen by all offers."""
        count = len(self.items)
        view = View([sum(pick(amounts)) for pick in self._picks], [0] * count, [0] * count)
        self._look(view, amounts, range(count))
        return view

    def view_after(self, view: View, amounts: Sequence[int], item: int, dead: int) -> View:
        """The amounts after one more use of an item, as seen from there on by the offers that are not excluded."""
        sums = view.sums.copy()
        for atom in self._atoms_of[item]:
            sums[atom] = sum(self._picks[atom](amounts))
        after = View(sums, view.totals.copy(), view.ceilings.copy())
        self._look(after, amounts, [j for j in self._touched[item] if not dead >> j & 1 and view.totals[j]])
        return after

    def _look(self, view: View, amounts: Sequence[int], items: Iterable[int]) -> None:
        """Renew what the view tells of these items. No ceiling is above what it was on higher amounts."""
        sums, totals, ceilings = view.sums, view.totals, view.ceilings
        for j in items:
            total = sum(self._sum_picks[j](sums))
            if total < self._minimums[j]:
                totals[j] = ceilings[j] = 0
                continue
            totals[j] = total
            ceilings[j] = self._ceilings[j](total)
            ceiling_now = self._ceilings_now[j]
            if ceiling_now is not None:
                ceilings[j] = min(ceilings[j], ceiling_now(amounts))

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
        most = min(additive, self._lost(view, live, uses, needed))
        if most < needed or not self._factors_help:
            return most
        return min(most, int(self._by_factors(view, live, uses) * (1 + 1e-12) + 1e-6))

    def _lost(
        self, view: View, live: Sequence[int], uses: Sequence[int], needed: int, lows: dict[int, int] | None = None
    ) -> int:
        outsides = self._chain.outsides(view.sums, view.ceilings, live, uses)
        return self._chain.loss(sum(view.sums), view.totals, view.ceilings, outsides, live, uses, needed, lows)

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
