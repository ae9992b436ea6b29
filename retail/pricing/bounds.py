"""How much the offers that are not decided yet can save at most: the bound of the branch and bound.

Why it is one. Take any choice that goes on from a node. Amounts only fall and lines only leave a scope, so that an
offer which misses its minimum now misses it for ever, and `ceiling(amount in scope now)` holds at any later turn: each
effect saves no more on lower amounts or fewer units (steps that fall and bundles, which can save more, have ceilings of
their own: retail.pricing.mechanisms). All ceilings together are a bound, and so is what retail.pricing.chain finds,
which counts minimums, exclusions and what offers take from one another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from retail.pricing.chain import Chain
from retail.pricing.compiled_lines import CompiledLines
from retail.pricing.mechanisms import ceiling_now_of
from retail.pricing.outsides import Outsides, SearchItem, pick

# Above this the doubles below would lose minor units; then the plain sum of ceilings, in integers, has to do.
_EXACT_IN_DOUBLES = 1 << 48


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
        self._atoms_of = [
            tuple([atom for atom, covering in enumerate(atoms) if covering >> item.index & 1]) for item in items
        ]
        self._sum_picks = [pick(own) for own in self._atoms_of]
        self._mechanisms = [item.prepared.mechanism for item in items]
        self._ceilings_now = [ceiling_now_of(item.prepared.mechanism) for item in items]
        self._minimums = [item.prepared.min_amount for item in items]
        self._chain = Chain(items)
        self._outsides = Outsides(items, self._atoms_of, [len(lines) for lines in atoms.values()])
        self._uses = [item.most for item in items]
        # The offers from each one on that have a line in common with it: it changes what they find.
        self._touched = [
            [other.index for other in items[item.index :] if item.prepared.mask & other.prepared.mask] for item in items
        ]

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
            ceilings[j] = self._mechanisms[j].ceiling(total)
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
        outsides = self._outsides.at_turns(view.sums, ceilings, live, uses)
        lost = self._chain.loss(sum(view.sums), view.totals, ceilings, outsides, live, uses, needed)
        return min(additive, lost)

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
