"""How far a member is from the next tier, by the setting `points.tier_rules` (docs/spec/line.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from retail.member import Member


@dataclass(frozen=True, slots=True)
class NextTier:
    """A tier that is not reached, and what has to be bought for it, in minor units."""

    program: str
    tier: str
    missing_minor: int


def next_tier(
    member: Member,
    bought: Iterable[tuple[str, int]],
    *,
    tier_rules: Mapping[str, Mapping[str, Any]],
    programs: Sequence[Mapping[str, Any]],
    points_program: str | None,
) -> NextTier | None:
    """The nearest tier ahead once `bought` (brand, net in minor units) counts as well; None: none is known.

    Of two that are equally near it is that of the program whose points can be spent here.
    """
    found = next_tiers(member, bought, tier_rules=tier_rules, programs=programs)
    return min(found, key=lambda one: (one.missing_minor, one.program != points_program, one.program), default=None)


def next_tiers(
    member: Member,
    bought: Iterable[tuple[str, int]],
    *,
    tier_rules: Mapping[str, Mapping[str, Any]],
    programs: Sequence[Mapping[str, Any]],
) -> list[NextTier]:
    """Of each program that the member has a tier in, the next one ahead: those that have one, and are known here."""
    brands = {row["program"]: row.get("scope", {}).get("brands", ()) for row in programs}
    lines, found = tuple(bought), []
    for program, rule in tier_rules.items():
        if program not in member.tiers or program not in member.growth:
            continue
        wanted = brands.get(program, ())
        grown = member.growth[program] + sum(net for brand, net in lines if not wanted or brand in wanted)
        names = [tier for tier, _ in rule["steps"]]
        reached = names.index(member.tiers[program]) + 1 if member.tiers[program] in names else 0
        ahead = next(((least, tier) for tier, least in rule["steps"][reached:] if least > grown), None)
        if ahead is not None:
            found.append(NextTier(program, ahead[1], ahead[0] - grown))
    return found
