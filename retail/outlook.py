"""What a little more would bring: how far each offer is from giving (more), and the most that points may pay.

For the people at a counter, not for the price: section 8 of docs/spec/benefits.md says why an offer does not apply,
this says what would have to be bought, and about what it would give then. Gains are those of the offer alone, on the
amounts that it meets now; another combination may turn out better. What is missing in pieces is counted at the cheapest
price of the pieces in scope.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from retail.benefit_facts import (
    AmountOff,
    AmountOffEvery,
    AmountOffSteps,
    BundlePrice,
    Case,
    Effect,
    EveryN,
    Gift,
    Offer,
    PercentOff,
    PercentOffSteps,
)
from retail.money import round_half_up
from retail.points import points_allowed, points_payment
from retail.pricing import Applied, Pricing
from retail.pricing.compiled_lines import CompiledLines, indexes_of

Key = tuple[str, str | None]  # offer id, coupon id
_WHOLE = 10_000


@dataclass(frozen=True, slots=True)
class NextStep:
    """What is missing: `missing_minor`, in pieces when `missing_units` says how many (minor units: at the cheapest).

    `gain_minor` is about what would be saved more; `gift` (sku, pieces, worth of them) what would be given.
    """

    missing_minor: int
    missing_units: int | None = None
    gain_minor: int = 0
    gift: tuple[str, int, int] | None = None

    @property
    def cost_minor(self) -> int:
        """What reaching it costs, less what it gives: the smaller, the better for the shopper."""
        return self.missing_minor - self.gain_minor - (self.gift[2] if self.gift is not None else 0)


@dataclass(frozen=True, slots=True)
class Outlook:
    """By candidate, its next step; and the most points that may pay now, with what they pay."""

    steps: Mapping[Key, NextStep] = field(default_factory=dict)
    points_most: int = 0
    points_most_minor: int = 0


@dataclass(frozen=True, slots=True)
class _Met:
    """The lines that an offer meets: amount and pieces of each, and the price of a piece."""

    rows: tuple[tuple[str, int, int], ...]  # sku, amount, pieces

    @property
    def amount(self) -> int:
        return sum(amount for _, amount, _ in self.rows)

    @property
    def units(self) -> int:
        return sum(units for _, _, units in self.rows)

    @property
    def cheapest(self) -> int:
        return min((amount // units for _, amount, units in self.rows), default=0)


def outlook(case: Case, pricing: Pricing) -> Outlook:
    """The outlook of a case that was priced so."""
    basket = CompiledLines(case.lines)
    offers = {offer.id: offer for offer in case.offers}
    steps: dict[Key, NextStep] = {}
    for item in pricing.rejected:
        offer = offers[item.offer]
        met = _met(basket, offer, basket.gross)
        step = None
        if item.reason == "below_minimum_amount" and item.missing is not None:
            step = _reached(offer, met, item.missing)
        elif item.reason == "below_minimum_quantity" and item.missing is not None:
            step = _reached(offer, met, item.missing * met.cheapest, item.missing)
        elif item.reason == "saves_nothing":
            step = _next_step(offer.effect, met)
        elif item.reason == "no_longer_reached" and isinstance(offer.effect, BundlePrice):
            # A bundle that saves nothing alone stays usable, so that a set with pieces missing is refused as this.
            step = _next_set(offer.effect, met)
        if step is not None:
            steps[item.offer, item.coupon] = step
    for applied, amounts in _turns(pricing):
        offer = offers[applied.offer]
        step = _next_step(offer.effect, _met(basket, offer, amounts))
        if step is not None and step.gain_minor > 0:
            steps[applied.offer, applied.coupon] = step
    points, minor = most_points(case, pricing)
    return Outlook(steps, points, minor)


def most_points(case: Case, pricing: Pricing) -> tuple[int, int]:
    """The most points that may pay, and what they pay, when the offers stay as they are applied."""
    if case.points_rule is None:
        return 0, 0
    basket = CompiledLines(case.lines)
    before = [
        line.net + sum(part.amount for part in line.adjustments if part.offer == "points") for line in pricing.lines
    ]
    in_scope = indexes_of(basket.matching(case.points_rule.scope) & basket.discountable)
    allowed = points_allowed(replace(case, points_to_use="max"))
    return points_payment(case.points_rule, allowed, sum(before), sum(before[line] for line in in_scope))


def _met(basket: CompiledLines, offer: Offer, amounts: Sequence[int]) -> _Met:
    lines = indexes_of(basket.matching(offer.scope) & basket.discountable)
    return _Met(
        tuple((basket.lines[line].sku, amounts[line], basket.lines[line].units) for line in lines if amounts[line] > 0)
    )


def _turns(pricing: Pricing) -> Iterator[tuple[Applied, list[int]]]:
    """Each applied candidate with the amounts of the lines when its turn came."""
    amounts = [line.gross for line in pricing.lines]
    for applied in pricing.applied:
        yield applied, amounts
        taken = [
            sum(a.amount for a in line.adjustments if (a.offer, a.coupon) == (applied.offer, applied.coupon))
            for line in pricing.lines
        ]
        amounts = [amount - off for amount, off in zip(amounts, taken, strict=True)]


def _reached(offer: Offer, met: _Met, missing_minor: int, missing_units: int | None = None) -> NextStep:
    """The minimum of the conditions is reached by buying this much more."""
    gift = None
    if isinstance(offer.effect, Gift):
        gift = (offer.effect.sku, offer.effect.quantity, offer.effect.worth * offer.effect.quantity)
    amount, units = met.amount + missing_minor, met.units + (missing_units or 0)
    return NextStep(missing_minor, missing_units, _saving(offer.effect, amount, units), gift)


def _saving(effect: Effect, amount: int, units: int) -> int:
    """What an effect saves on an amount; 0 where that depends on more than amount and pieces."""
    saving = 0
    match effect:
        case AmountOff():
            saving = effect.amount
        case PercentOff():
            saving = round_half_up(amount * effect.bps, _WHOLE)
            saving = saving if effect.cap is None else min(saving, effect.cap)
        case AmountOffEvery():
            times = amount // effect.every
            saving = effect.amount * (times if effect.max_times is None else min(times, effect.max_times))
        case AmountOffSteps():
            saving = next((off for least, off in reversed(effect.steps) if amount >= least), 0)
        case PercentOffSteps():
            bps = next((bps for least, bps in reversed(effect.steps) if units >= least), 0)
            saving = round_half_up(amount * bps, _WHOLE)
        case _:
            pass
    return min(saving, amount)


def _next_step(effect: Effect, met: _Met) -> NextStep | None:
    """What is missing to the next step of an effect that has steps."""
    amount, units = met.amount, met.units
    now = _saving(effect, amount, units)
    match effect:
        case AmountOffSteps():
            least = next((least for least, off in effect.steps if least > amount and off > now), None)
            return None if least is None else NextStep(least - amount, None, _saving(effect, least, units) - now)
        case AmountOffEvery():
            if effect.max_times is not None and amount // effect.every >= effect.max_times:
                return None
            missing = effect.every - amount % effect.every
            return NextStep(missing, None, _saving(effect, amount + missing, units) - now)
        case PercentOffSteps():
            wanted = next((least for least, _ in effect.steps if least > units), None)
            if wanted is None or not met.rows:
                return None
            more = wanted - units
            gain = _saving(effect, amount + more * met.cheapest, wanted) - now
            return NextStep(more * met.cheapest, more, gain)
        case EveryN():
            return _next_group(effect, met)
        case BundlePrice():
            return _next_set(effect, met)
        case _:
            return None


def _next_group(effect: EveryN, met: _Met) -> NextStep | None:
    """The pieces that complete a group which has begun."""
    groups = [met] if effect.per == "scope" else _by_sku(met)
    found = []
    for group in groups:
        begun = group.units % effect.n
        if begun == 0 or (effect.max_times is not None and group.units // effect.n >= effect.max_times):
            continue
        more = effect.n - begun
        gain = effect.discounted * round_half_up(group.cheapest * effect.bps, _WHOLE)
        found.append(NextStep(more * group.cheapest, more, gain))
    return min(found, key=lambda step: step.cost_minor, default=None)


def _by_sku(met: _Met) -> list[_Met]:
    skus = dict.fromkeys(sku for sku, _, _ in met.rows)
    return [_Met(tuple(row for row in met.rows if row[0] == sku)) for sku in skus]


def _next_set(effect: BundlePrice, met: _Met) -> NextStep | None:
    """The pieces that complete a set of which something is there; goods that are not there have no price here."""
    left = {group.rows[0][0]: group.units for group in _by_sku(met)}
    missing = 0
    has_begun = False
    for component in effect.components:
        wanted = component.quantity
        for sku in component.skus:
            taken = min(wanted, left.get(sku, 0))
            left[sku] = left.get(sku, 0) - taken
            wanted -= taken
            has_begun = has_begun or taken > 0
        missing += wanted
    return NextStep(missing * met.cheapest, missing) if missing and has_begun else None
