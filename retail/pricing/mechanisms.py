"""What an effect does to amounts, prepared for one basket (docs/spec/benefits.md, section 5).

Every mechanism answers `take(amounts, lines, values, total)` for the lines in scope (ascending, each with an amount
above 0): the saving, the lines that take part, and the weights by which it is spread. A saving of 0 is not applied.

`ceiling(total)` is never less than what one use saves on a scope whose amounts sum to at most `total` and are none of
them above the untouched ones. `ratio`, where there is one, is never less than the share of its amount that any line in
scope loses, before rounding. `jumps(low, high)` are the amounts in scope above `low`, up to `high`, where the ceiling
rises by more than the amount does, each with its ceiling. The search relies on them; retail.pricing.bounds says how.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from retail.benefit_facts import (
    AmountOff,
    AmountOffEvery,
    AmountOffSteps,
    BundlePrice,
    EveryN,
    Offer,
    PercentOff,
    PercentOffSteps,
    UnitPrice,
)
from retail.money import rate_of
from retail.pricing.compiled_lines import CompiledLines, indexes_of
from retail.pricing.unit_effects import EveryNSaving, Part, bundle_ceiling, bundle_part, every_n_part

_WHOLE = 10_000
# Up to here units are quicker looked at one by one than in runs.
_FEW_UNITS = 500


class Mechanism:
    """See the module. `free` marks gifts and multipliers, which are applied with a saving of 0.

    `proportional` marks a saving that is spread by the current amounts of all lines in scope. `smooth`: one more minor
    unit in scope never saves more than one more, as far as the ceiling knows; then there are no jumps.
    """

    free: ClassVar[bool] = False
    proportional: ClassVar[bool] = False
    smooth: ClassVar[bool] = True

    def __init__(self, ratio: float | None = None) -> None:
        self.ratio = ratio

    def take(self, amounts: Sequence[int], lines: Sequence[int], values: Sequence[int], total: int) -> Part:
        raise NotImplementedError

    def ceiling(self, total: int) -> int:
        raise NotImplementedError

    def jumps(self, low: int, high: int) -> Sequence[tuple[int, int]]:
        return ()


class _Proportional(Mechanism):
    """A saving that follows from the amount in scope alone, spread by the current amounts of all lines in scope.

    Where it never falls as that amount grows, it is its own ceiling.
    """

    proportional: ClassVar[bool] = True

    def take(self, amounts: Sequence[int], lines: Sequence[int], values: Sequence[int], total: int) -> Part:
        return self.saving(total), lines, values

    def saving(self, total: int) -> int:
        return self.ceiling(total)


class _PercentOff(_Proportional):
    def __init__(self, effect: PercentOff) -> None:
        super().__init__(effect.bps / _WHOLE)
        self.bps, self.cap = effect.bps, effect.cap

    def ceiling(self, total: int) -> int:
        saving = (2 * total * self.bps + _WHOLE) // (2 * _WHOLE)
        return saving if self.cap is None or saving < self.cap else self.cap


class _AmountOff(_Proportional):
    def __init__(self, effect: AmountOff, min_amount: int) -> None:
        # Below its minimum it is not applied, so that it never takes more than this share of a line.
        super().__init__(effect.amount / min_amount if min_amount > effect.amount else None)
        self.amount = effect.amount

    def ceiling(self, total: int) -> int:
        return self.amount if self.amount < total else total


class _AmountOffEvery(_Proportional):
    smooth: ClassVar[bool] = False

    def __init__(self, effect: AmountOffEvery) -> None:
        super().__init__(effect.amount / effect.every if effect.amount < effect.every else None)
        self.effect = effect

    def ceiling(self, total: int) -> int:
        times = total // self.effect.every
        if self.effect.max_times is not None:
            times = min(times, self.effect.max_times)
        return min(self.effect.amount * times, total)

    def jumps(self, low: int, high: int) -> Sequence[tuple[int, int]]:
        # What is left at a multiple grows with the multiple, or is always 0, so that the next one says it all.
        following = (low // self.effect.every + 1) * self.effect.every
        return ((following, self.ceiling(following)),) if following <= high else ()


class _AmountOffSteps(_Proportional):
    smooth: ClassVar[bool] = False

    def __init__(self, effect: AmountOffSteps) -> None:
        ratios = [off / reached if reached else 1.0 for reached, off in effect.steps]
        super().__init__(max(ratios) if max(ratios) < 1 else None)
        self.steps = effect.steps

    def saving(self, total: int) -> int:
        off = 0
        for reached, step_off in self.steps:
            if total < reached:
                break
            off = step_off
        return min(off, total)

    def ceiling(self, total: int) -> int:
        # A higher step may give less than a lower one: whoever falls below it may then save more.
        return min(max((off for reached, off in self.steps if reached <= total), default=0), total)

    def jumps(self, low: int, high: int) -> Sequence[tuple[int, int]]:
        return [(reached, self.ceiling(reached)) for reached, _ in self.steps if low < reached <= high]


class _PercentOffSteps(Mechanism):
    proportional: ClassVar[bool] = True

    def __init__(self, effect: PercentOffSteps, basket: CompiledLines, lines: Sequence[int]) -> None:
        most = sum(basket.units[line] for line in lines)
        self.best = max((bps for reached, bps in effect.steps if reached <= most), default=0)
        super().__init__(self.best / _WHOLE)
        self.steps = effect.steps
        self.units = basket.units

    def take(self, amounts: Sequence[int], lines: Sequence[int], values: Sequence[int], total: int) -> Part:
        units = sum([self.units[line] for line in lines])
        bps = 0
        for reached, step_bps in self.steps:
            if units < reached:
                break
            bps = step_bps
        return rate_of(total, bps), lines, values

    def ceiling(self, total: int) -> int:
        return rate_of(total, self.best)


class _UnitPrice(Mechanism):
    def __init__(self, effect: UnitPrice, basket: CompiledLines, lines: Sequence[int]) -> None:
        super().__init__()
        self.prices = {line: basket.lines[line].priced_at(effect.price) for line in lines}
        self.best = sum(max(0, basket.gross[line] - price) for line, price in self.prices.items())

    def take(self, amounts: Sequence[int], lines: Sequence[int], values: Sequence[int], total: int) -> Part:
        part, savings = [], []
        for line in lines:
            saving = amounts[line] - self.prices[line]
            if saving > 0:
                part.append(line)
                savings.append(saving)
        # Spreading the sum of the savings by the savings gives each line its own again.
        return sum(savings), part, savings

    def ceiling(self, total: int) -> int:
        return min(self.best, total)


class _EveryN(Mechanism):
    def __init__(self, effect: EveryN, basket: CompiledLines, lines: Sequence[int]) -> None:
        super().__init__()
        self.effect, self.basket, self.lines = effect, basket, lines
        self.best = every_n_part(effect, basket, basket.gross, lines)[0]
        # The cheapest `discounted` of a group cost at most that share of the group; each is rounded by at most a half.
        self.share = effect.bps * effect.discounted
        units = sum(basket.units[line] for line in lines)
        self.slack = units // effect.n * effect.discounted
        self.unit_by_unit = EveryNSaving(effect, basket, lines) if units <= _FEW_UNITS else None

    def take(self, amounts: Sequence[int], lines: Sequence[int], values: Sequence[int], total: int) -> Part:
        return every_n_part(self.effect, self.basket, amounts, lines)

    def ceiling(self, total: int) -> int:
        return min(self.best, total, total * self.share // (_WHOLE * self.effect.n) + (self.slack + 1) // 2 + 1)

    def ceiling_now(self, amounts: Sequence[int]) -> int:
        # Lines that hold nothing any more can only fill up groups: that never makes the sum smaller.
        if self.unit_by_unit is not None:
            return self.unit_by_unit(amounts)
        return every_n_part(self.effect, self.basket, amounts, self.lines)[0]


class _BundlePrice(Mechanism):
    def __init__(self, effect: BundlePrice, basket: CompiledLines, lines: Sequence[int]) -> None:
        super().__init__()
        self.effect, self.basket = effect, basket
        self.masks = [basket.of_skus(component.skus) for component in effect.components]
        in_components = sum(1 << line for line in lines if any(mask >> line & 1 for mask in self.masks))
        self.lines = indexes_of(in_components)
        self.best = self.ceiling_now(basket.gross)

    def take(self, amounts: Sequence[int], lines: Sequence[int], values: Sequence[int], total: int) -> Part:
        return bundle_part(self.effect, self.masks, self.basket.units, amounts, lines)

    def ceiling(self, total: int) -> int:
        return min(self.best, total)

    def ceiling_now(self, amounts: Sequence[int]) -> int:
        return bundle_ceiling(self.effect, self.masks, self.basket.units, amounts, self.lines)


class _Free(Mechanism):
    """A gift or a multiplier: uses all lines in scope and takes nothing from them."""

    free: ClassVar[bool] = True

    def take(self, amounts: Sequence[int], lines: Sequence[int], values: Sequence[int], total: int) -> Part:
        return 0, lines, values

    def ceiling(self, total: int) -> int:
        return 0


def ceiling_now_of(mechanism: Mechanism) -> Callable[[Sequence[int]], int] | None:
    """A tighter ceiling for the amounts as they are and for all lower ones, where looking at the units gives one."""
    return mechanism.ceiling_now if isinstance(mechanism, _EveryN | _BundlePrice) else None


def mechanism_of(offer: Offer, basket: CompiledLines, lines: Sequence[int]) -> Mechanism:
    """The mechanism of an offer's effect on the lines that its scope matches and that are discountable."""
    match offer.effect:
        case PercentOff() as effect:
            return _PercentOff(effect)
        case AmountOff() as effect:
            return _AmountOff(effect, offer.conditions.min_amount)
        case AmountOffEvery() as effect:
            return _AmountOffEvery(effect)
        case AmountOffSteps() as effect:
            return _AmountOffSteps(effect)
        case PercentOffSteps() as effect:
            return _PercentOffSteps(effect, basket, lines)
        case UnitPrice() as effect:
            return _UnitPrice(effect, basket, lines)
        case EveryN() as effect:
            return _EveryN(effect, basket, lines)
        case BundlePrice() as effect:
            return _BundlePrice(effect, basket, lines)
        case _:
            return _Free()
