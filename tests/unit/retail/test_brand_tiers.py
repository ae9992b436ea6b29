"""Whose tier counts for whose goods in one store."""

from __future__ import annotations

from datetime import datetime

import pytest

from retail.brand_tiers import BrandTiers, tiers_of_brand
from retail.group_rules import NO_RULES, StoreRules, TakingPart, TierCounts

AT = datetime.fromisoformat("2026-11-11T10:00:00+08:00")
LATER = datetime.fromisoformat("2026-12-01T00:00:00+08:00")
PROGRAMS = [
    {"program": "group", "scope": {}},
    {"program": "YR", "scope": {"brands": ["YR"]}},
    {"program": "MT", "scope": {"brands": ["MT", "MTX"], "exclude": {"brands": ["MTX"]}}},
]
HELD = {"group": "gold", "YR": "v2", "MT": "v3", "odd": "x"}


@pytest.mark.parametrize(
    ("brand", "rules", "counting", "idle"),
    [
        # The brand's own card first; a program that no row describes is about everything.
        ("YR", NO_RULES, [("YR", "v2"), ("group", "gold"), ("odd", "x")], []),
        ("LY", NO_RULES, [("group", "gold"), ("odd", "x")], []),
        ("", NO_RULES, [("group", "gold"), ("odd", "x")], []),
        ("MTX", NO_RULES, [("group", "gold"), ("odd", "x")], []),
        # Where the group's tier counts for some brands only, or in another store only.
        (
            "YR",
            StoreRules(tiers=(TierCounts("group", (), ("MT",)),)),
            [("YR", "v2"), ("odd", "x")],
            [("group", "gold")],
        ),
        ("MT", StoreRules(tiers=(TierCounts("MT", ("v1", "v2")),)), [("group", "gold"), ("odd", "x")], [("MT", "v3")]),
        # A brand that has not joined: the group's tier is idle, its own card goes on.
        (
            "YR",
            StoreRules(programs=("group",), taking_part=(TakingPart("YR", LATER),)),
            [("YR", "v2"), ("odd", "x")],
            [("group", "gold")],
        ),
    ],
)
def test_each_brand_has_its_own_tiers(
    brand: str, rules: StoreRules, counting: list[tuple[str, str]], idle: list[tuple[str, str]]
) -> None:
    assert tiers_of_brand(brand, HELD, PROGRAMS, rules, AT) == BrandTiers(tuple(counting), tuple(idle))


def test_a_brand_that_joins_brings_the_groups_tier_along() -> None:
    rules = StoreRules(programs=("group",), taking_part=(TakingPart("YR", LATER),))
    assert tiers_of_brand("YR", {"group": "gold"}, PROGRAMS, rules, LATER).counting == (("group", "gold"),)
