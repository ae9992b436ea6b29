"""Whose tier counts for whose goods: in a collection store each line of one basket has its own.

One member holds tiers in several programs: the group's, and those of brands. A program is about the goods that its
scope names; the group's rules say where a tier counts (docs/spec/line.md, section 17). Pure, the same everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from retail.group_rules import StoreRules

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BrandTiers:
    """Of one member and one brand's goods: (program, tier), a brand's own card before those of more brands.

    `counting` give their benefits on such goods in this store, `idle` are about them and do not count here.
    """

    counting: tuple[tuple[str, str], ...] = ()
    idle: tuple[tuple[str, str], ...] = ()


def is_about(program: Document | None, brand: str) -> bool:
    """Whether a program (a row of the setting `points.programs`) is about a brand's goods at all.

    One that no row describes is about everything: nothing says otherwise.
    """
    scope = (program or {}).get("scope") or {}
    brands, excluded = scope.get("brands") or (), (scope.get("exclude") or {}).get("brands") or ()
    return (not brands or brand in brands) and brand not in excluded


def is_own_card(program: Document | None) -> bool:
    """Whether a program is for some brands' goods only."""
    return bool(((program or {}).get("scope") or {}).get("brands"))


def counts_for(rules: StoreRules, program: str, tier: str, brand: str, at: datetime) -> bool:
    """Whether a tier gives its benefits on a brand's goods here and now."""
    if program in rules.programs and not rules.takes_part(brand, at):
        return False
    return rules.tier_counts(program, tier, brand)


def tiers_of_brand(
    brand: str, tiers: Mapping[str, str], programs: Sequence[Document], rules: StoreRules, at: datetime
) -> BrandTiers:
    """A member's tiers (by program) for goods of a brand; goods of no brand have the empty text."""
    rows = {row["program"]: row for row in programs}
    about = [(name, tier) for name, tier in tiers.items() if is_about(rows.get(name), brand)]
    about.sort(key=lambda held: (not is_own_card(rows.get(held[0])), held[0]))
    counting = tuple(held for held in about if counts_for(rules, *held, brand, at))
    return BrandTiers(counting, tuple(held for held in about if held not in counting))
