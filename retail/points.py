"""Points: how many may pay, what they pay, and what a sale earns (docs/spec/benefits.md, section 7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import floor, prod

from retail.benefit_facts import Case, MemberFacts, PointsRule, Program


def points_allowed(case: Case) -> int:
    """How many points the shopper may use before the rule's own limits: asked for, owned, and allowed offline."""
    rule, member = case.points_rule, case.member
    if rule is None or member is None:
        return 0
    allowed = member.points
    if case.points_to_use != "max":
        allowed = min(allowed, case.points_to_use)
    if not case.online:
        match rule.offline.policy:
            case "refused":
                allowed = 0
            case "leased" | "capped":
                allowed = min(allowed, case.allowances.points)
            case "allowed":
                pass
    return max(0, allowed)


def points_payment(rule: PointsRule, allowed: int, payable_minor: int, in_scope_minor: int) -> tuple[int, int]:
    """(points used, minor units that they pay): the largest amount, by the fewest points that pay it.

    `payable_minor` is what is payable before points, `in_scope_minor` the amount of the lines that points may pay.
    """
    most = min(payable_minor * rule.max_share_bps // 10_000, in_scope_minor)
    # floor(count × amount / points) <= most holds exactly up to this count.
    count = min(allowed, ((most + 1) * rule.points - 1) // rule.amount)
    amount = count // rule.step * rule.step * rule.amount // rule.points
    if amount <= 0:
        return 0, 0
    fewest = -(-amount * rule.points // rule.amount)
    return -(-fewest // rule.step) * rule.step, amount


def points_earned(program: Program, member: MemberFacts, paid_minor: int, multipliers: Iterable[Fraction]) -> int:
    """Points for what was paid for the program's lines, with the member's tier and the multipliers in force."""
    tier = member.tiers.get(program.program)
    by_tier = program.tier_multipliers.get(tier, "1") if tier is not None else "1"
    exact = Fraction(paid_minor * program.points, program.per_amount) * Fraction(by_tier)
    return floor(exact * prod(multipliers, start=Fraction(1)))


def earned_by_program(
    case: Case, masks: Sequence[int], nets: Sequence[int], multipliers: Sequence[Fraction]
) -> dict[str, int]:
    """Points earned in every program; a walk-in earns nothing and has none. `masks` are the programs' lines."""
    if case.member is None:
        return {}
    return {
        program.program: points_earned(
            program, case.member, sum(net for line, net in enumerate(nets) if mask >> line & 1), multipliers
        )
        for program, mask in zip(case.programs, masks, strict=True)
    }
