"""The two effects that look at single units: `every_n` and `bundle_price` (docs/spec/benefits.md, sections 4 and 5).

Units are kept as runs (amount of one unit, line, count): the units of a line differ by at most one minor unit, so that
a line of a million units is two runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from retail.benefit_facts import BundlePrice, EveryN
from retail.money import rate_of
from retail.pricing.compiled_lines import CompiledLines

if TYPE_CHECKING:
    # The compiler's own machine integers: a name that only it and the type checker read.
    from mypy_extensions import i64

# By 20,000 such amounts, none of a product or sum leaves a machine integer.
_SMALL = 1 << 40

Run = tuple[int, int, int]  # amount of one unit, line index, number of such units
Part = tuple[int, Sequence[int], Sequence[int]]  # saving, lines that take part (ascending), their weights

NOTHING: Part = (0, (), ())


def unit_runs(amounts: Sequence[int], units: Sequence[int], lines: Sequence[int]) -> list[Run]:
    """The units of the given lines, dearest first, the earlier line first among equals."""
    runs: list[Run] = []
    for line in lines:
        count = units[line]
        if count == 1:
            runs.append((amounts[line], line, 1))
            continue
        each, dearer = divmod(amounts[line], count)
        if dearer:
            runs.append((each + 1, line, dearer))
        runs.append((each, line, count - dearer))
    runs.sort(key=_dearest_first)
    return runs


def _dearest_lines(amounts: Sequence[int], units: Sequence[int], lines: Sequence[int], number: int) -> Sequence[int]:
    """Lines that hold the `number` dearest units: as many lines, by their dearest unit, are enough."""
    if number >= len(lines):
        return lines
    dearest = {line: -(-amounts[line] // units[line]) for line in lines}
    # A reversed sort is stable: among equals the earlier line still comes first.
    return sorted(lines, key=dearest.__getitem__, reverse=True)[:number]


def _dearest_first(run: Run) -> tuple[int, int]:
    return (-run[0], run[1])


def every_n_part(effect: EveryN, basket: CompiledLines, amounts: Sequence[int], lines: Sequence[int]) -> Part:
    """What `every_n` saves on these lines, and the weights of the units in its full groups."""
    weights: dict[int, int] = {}
    saving = 0
    for group in basket.by_sku(lines) if effect.per == "sku" else [lines]:
        groups = sum([basket.units[line] for line in group]) // effect.n
        if effect.max_times is not None:
            groups = min(groups, effect.max_times)
        runs = unit_runs(amounts, basket.units, _dearest_lines(amounts, basket.units, group, groups * effect.n))
        in_groups = groups * effect.n
        position = 0
        for each, line, count in runs:
            end = min(position + count, in_groups)
            if end <= position:
                break
            discounted = _discounted_before(end, effect) - _discounted_before(position, effect)
            saving += rate_of(each, effect.bps) * discounted
            weights[line] = weights.get(line, 0) + each * (end - position)
            position = end
    part = sorted(weights)
    return saving, part, [weights[line] for line in part]


class EveryNSaving:
    """The saving of `every_n_part` on all lines in scope, unit by unit: quicker, where there are not too many units."""

    __slots__ = ("_bps", "_groups", "_starts", "_step")

    def __init__(self, effect: EveryN, basket: CompiledLines, lines: Sequence[int]) -> None:
        self._bps, self._step = 2 * effect.bps, effect.n
        self._starts = range(effect.n - effect.discounted, effect.n)
        # By group of lines: the lines, their units, and how many units full groups hold.
        self._groups: list[tuple[list[int], list[int], int]] = []
        for group in basket.by_sku(lines) if effect.per == "sku" else [list(lines)]:
            groups = sum([basket.units[line] for line in group]) // effect.n
            if effect.max_times is not None:
                groups = min(groups, effect.max_times)
            # Dearest first, as they mostly stay: what is nearly in order is sorted in a fraction of the time.
            own = sorted(group, key=lambda line: basket.gross[line] / basket.units[line], reverse=True)
            self._groups.append((own, [basket.units[line] for line in own], groups * effect.n))

    def __call__(self, amounts: Sequence[int]) -> int:
        saving = 0
        for lines, counts, in_groups in self._groups:
            each = _each_unit(amounts, lines, counts)
            each.sort(reverse=True)
            for start in self._starts:
                saving += self._rounded(each[start : in_groups : self._step])
        return saving

    def _rounded(self, discounted: list[int]) -> int:
        """As retail.money.rate_of rounds each of them."""
        if discounted and discounted[0] >= _SMALL:
            return sum([(amount * self._bps + 10_000) // 20_000 for amount in discounted])
        saving: i64 = 0
        bps: i64 = self._bps
        amount: i64
        for amount in discounted:
            saving += (amount * bps + 10_000) // 20_000
        return saving


def _each_unit(amounts: Sequence[int], lines: list[int], counts: list[int]) -> list[int]:
    """The amount of every unit of these lines, in their order."""
    each: list[int] = []
    place: i64
    for place in range(len(lines)):
        amount = amounts[lines[place]]
        count = counts[place]
        if count == 1:
            each.append(amount)
            continue
        least, dearer = divmod(amount, count)
        for unit in range(count):
            each.append(least + 1 if unit < dearer else least)  # compiled, a loop is the quickest
    return each


def _discounted_before(position: int, effect: EveryN) -> int:
    """How many of the first `position` units are among the cheapest `discounted` of their group of n."""
    groups, rest = divmod(position, effect.n)
    return groups * effect.discounted + max(0, rest - (effect.n - effect.discounted))


def bundle_part(
    effect: BundlePrice,
    component_masks: Sequence[int],
    units: Sequence[int],
    amounts: Sequence[int],
    lines: Sequence[int],
) -> Part:
    """What `bundle_price` saves: sets are built dearest first until one cannot be filled or saves nothing."""
    runs = unit_runs(amounts, units, lines)
    left = [count for _, _, count in runs]
    allowed = [[run for run, (_, line, _) in enumerate(runs) if mask >> line & 1] for mask in component_masks]
    times_left = effect.max_times
    weights: dict[int, int] = {}
    saving = 0
    while times_left is None or times_left > 0:
        taken = _one_set(effect, allowed, left)
        if taken is None:
            break
        cost = sum(runs[run][0] * count for run, count in taken.items())
        if cost <= effect.price:
            break
        # The same units are the dearest again as long as every run that the set takes from can give them once more.
        times = min(left[run] // count for run, count in taken.items())
        if times_left is not None:
            times = min(times, times_left)
            times_left -= times
        saving += (cost - effect.price) * times
        for run, count in taken.items():
            left[run] -= count * times
            each, line, _ = runs[run]
            weights[line] = weights.get(line, 0) + each * count * times
    part = sorted(weights)
    return saving, part, [weights[line] for line in part]


def _one_set(effect: BundlePrice, allowed: Sequence[Sequence[int]], left: Sequence[int]) -> dict[int, int] | None:
    taken: dict[int, int] = {}
    for component, candidates in zip(effect.components, allowed, strict=True):
        wanted = component.quantity
        for run in candidates:
            available = left[run] - taken.get(run, 0)
            if available > 0:
                count = min(available, wanted)
                taken[run] = taken.get(run, 0) + count
                wanted -= count
                if not wanted:
                    break
        if wanted:
            return None
    return taken


def bundle_ceiling(
    effect: BundlePrice,
    component_masks: Sequence[int],
    units: Sequence[int],
    amounts: Sequence[int],
    lines: Sequence[int],
) -> int:
    """No less than what the bundle can save on these amounts or on any lower ones.

    t sets take, for each component, at most its t × k dearest units: a sum that only falls with the amounts. What t
    sets save is at most that sum less t prices, and grows with t only while the next k units cost more than the price
    (the sums are concave in t). The largest over t bounds every way in which the sets can be built, also where lower
    amounts let more sets be kept or a later component find dearer units.
    """
    runs = unit_runs(amounts, units, lines)
    of_component = [[run for run in runs if mask >> run[1] & 1] for mask in component_masks]
    most = min(
        sum(count for _, _, count in own) // component.quantity
        for own, component in zip(of_component, effect.components, strict=True)
    )
    if effect.max_times is not None:
        most = min(most, effect.max_times)

    def saved(times: int) -> int:
        dearest = sum(
            _sum_of_dearest(own, component.quantity * times)
            for own, component in zip(of_component, effect.components, strict=True)
        )
        return dearest - effect.price * times

    low, high = 0, most
    while low < high:
        middle = (low + high) // 2
        if saved(middle + 1) > saved(middle):
            low = middle + 1
        else:
            high = middle
    return max(0, saved(low))


def _sum_of_dearest(runs: Sequence[Run], number: int) -> int:
    total = 0
    for each, _, count in runs:
        taken = min(count, number)
        total += each * taken
        number -= taken
        if not number:
            break
    return total
