"""From a choice to section 8: run it, spread it over the lines, use and earn points, say why the rest is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from retail.benefit_facts import Case, Gift, Offer, PointsMultiplier
from retail.money import allocate
from retail.points import earned_by_program, points_allowed, points_payment
from retail.pricing.candidates import Candidate, Turn, conflicting
from retail.pricing.compiled_lines import CompiledLines, indexes_of
from retail.pricing.result import Adjustment, Applied, GivenGift, PricedLine, Pricing, Rejected

POINTS = "points"


class UnlawfulChoice(ValueError):
    """A recorded choice that the contract does not allow. `reason` is a word of section 8 or says what is wrong."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(f"{key}: {reason}")
        self.key = key
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Step:
    """One applied candidate: what its turn did to the amounts that it found."""

    candidate: Candidate
    turn: Turn
    before: list[int]
    shares: list[int]


@dataclass(frozen=True, slots=True)
class Run:
    """A choice carried out. `amounts` is what the offers left, `nets` what points left of that."""

    case: Case
    basket: CompiledLines
    steps: tuple[Step, ...]
    amounts: list[int]
    points_used: int
    points_amount: int
    point_shares: dict[int, int]
    program_masks: tuple[int, ...]

    @property
    def nets(self) -> list[int]:
        return [amount - self.point_shares.get(line, 0) for line, amount in enumerate(self.amounts)]


def carry_out(case: Case, basket: CompiledLines, chosen: Sequence[Candidate]) -> Run:
    """Apply the chosen candidates, which are in order of application. Raises UnlawfulChoice for one that is not."""
    amounts = list(basket.gross)
    used: dict[int, int] = {}
    steps: list[Step] = []
    for candidate in chosen:
        group = candidate.prepared.group
        turn = candidate.prepared.turn(amounts, used.get(group, 0))
        if turn is None:
            raise UnlawfulChoice(candidate.key, "no_longer_reached")
        shares = turn.shares()
        steps.append(Step(candidate, turn, amounts, shares))
        amounts = list(amounts)
        for line, share in zip(turn.part, shares, strict=True):
            amounts[line] -= share
        if group >= 0:
            used[group] = used.get(group, 0) | turn.used_mask()
    points_used, points_amount, point_shares = _use_points(case, basket, amounts)
    masks = tuple(basket.matching(program.scope) for program in case.programs)
    return Run(case, basket, tuple(steps), amounts, points_used, points_amount, point_shares, masks)


def _use_points(case: Case, basket: CompiledLines, amounts: Sequence[int]) -> tuple[int, int, dict[int, int]]:
    allowed = points_allowed(case)
    if case.points_rule is None or allowed == 0:
        return 0, 0, {}
    lines = [
        line for line in indexes_of(basket.matching(case.points_rule.scope) & basket.discountable) if amounts[line]
    ]
    weights = [amounts[line] for line in lines]
    points_used, amount = points_payment(case.points_rule, allowed, sum(amounts), sum(weights))
    return points_used, amount, dict(zip(lines, allocate(amount, weights), strict=True)) if amount else {}


def multipliers_of(steps: Sequence[Step]) -> list[Fraction]:
    return [
        Fraction(step.candidate.offer.effect.times)
        for step in steps
        if isinstance(step.candidate.offer.effect, PointsMultiplier)
    ]


def pricing_of(run: Run, candidates: Sequence[Candidate], exact: bool, bound: int | None) -> Pricing:
    """Section 8 of a choice that was carried out."""
    nets = run.nets
    gross = sum(run.basket.gross)
    return Pricing(
        gross=gross,
        saving=gross - sum(run.amounts),
        points_used=run.points_used,
        points_amount=run.points_amount,
        payable=sum(nets),
        applied=tuple(
            Applied(step.candidate.offer.id, step.candidate.coupon_id, step.turn.saving) for step in run.steps
        ),
        rejected=rejections(run, candidates),
        lines=_priced_lines(run, nets),
        gifts=tuple(
            GivenGift(step.candidate.offer.id, effect.sku, effect.quantity, effect.worth)
            for step in run.steps
            if isinstance(effect := step.candidate.offer.effect, Gift)
        ),
        points_earned=earned_by_program(run.case, run.program_masks, nets, multipliers_of(run.steps)),
        funding=_funding(run),
        exact=exact,
        bound=bound,
    )


def _priced_lines(run: Run, nets: Sequence[int]) -> tuple[PricedLine, ...]:
    adjustments: list[list[Adjustment]] = [[] for _ in nets]
    for step in run.steps:
        offer, coupon = step.candidate.offer.id, step.candidate.coupon_id
        for line, share in zip(step.turn.part, step.shares, strict=True):
            if share:
                adjustments[line].append(Adjustment(offer, coupon, share))
    for line, share in run.point_shares.items():
        if share:
            adjustments[line].append(Adjustment(POINTS, None, share))
    return tuple(
        PricedLine(line.id, run.basket.gross[index], nets[index], tuple(adjustments[index]))
        for index, line in enumerate(run.basket.lines)
    )


def funding_split(offer: Offer, store: str, amount_minor: int) -> dict[str, int]:
    """Who bears an amount of an offer: its shares by largest remainder, or the store that sold."""
    if not offer.funding:
        return {f"store:{store}": amount_minor}
    split: dict[str, int] = {}
    for share, part in zip(offer.funding, allocate(amount_minor, [share.bps for share in offer.funding]), strict=True):
        split[share.party] = split.get(share.party, 0) + part
    return split


def add_to(funding: dict[str, int], split: Mapping[str, int], sign: int = 1) -> None:
    for party, part in split.items():
        funding[party] = funding.get(party, 0) + sign * part


def without_zeros(amounts: Mapping[str, int]) -> dict[str, int]:
    return {name: amount for name, amount in amounts.items() if amount}


def _funding(run: Run) -> dict[str, int]:
    funding: dict[str, int] = {}
    for step in run.steps:
        offer = step.candidate.offer
        borne = step.turn.saving
        if isinstance(offer.effect, Gift):
            borne = offer.effect.worth * offer.effect.quantity
        add_to(funding, funding_split(offer, run.case.store, borne))
    add_to(funding, {POINTS: run.points_amount})
    return without_zeros(funding)


def rejections(run: Run, candidates: Sequence[Candidate]) -> tuple[Rejected, ...]:
    """Every candidate that was not applied, in order of application, with the first reason that holds."""
    applied = {step.candidate.position for step in run.steps}
    return tuple(_rejected(run, candidate) for candidate in candidates if candidate.position not in applied)


def _rejected(run: Run, candidate: Candidate) -> Rejected:
    offer, coupon = candidate.offer.id, candidate.coupon_id
    if candidate.reason is not None:
        return Rejected(offer, coupon, candidate.reason, candidate.missing)
    in_its_way = _in_its_way(run.steps, candidate)
    if in_its_way:
        return Rejected(offer, coupon, "conflicts", None, tuple(sorted(in_its_way)))
    amounts, used = run.amounts, 0
    for step in run.steps:
        if step.candidate.position > candidate.position:
            amounts = step.before
            break
        if step.candidate.prepared.group == candidate.prepared.group:
            used |= step.turn.used_mask()
    if candidate.prepared.turn(amounts, used if candidate.prepared.group >= 0 else 0) is None:
        return Rejected(offer, coupon, "no_longer_reached")
    return Rejected(offer, coupon, "not_best")


def _in_its_way(steps: Sequence[Step], candidate: Candidate) -> set[str]:
    """The applied candidates that conflict with this one, and those that took the last uses of its offer."""
    own = [step.candidate.key for step in steps if step.candidate.prepared is candidate.prepared]
    in_its_way = set(own) if len(own) >= candidate.prepared.uses_left else set()
    in_its_way.update(step.candidate.key for step in steps if conflicting(step.candidate.offer, candidate.offer))
    return in_its_way
