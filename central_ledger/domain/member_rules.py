"""The group's rules by which members are reckoned: thresholds of RFM, segments, when a member sleeps or is lost.

Source: docs/spec/line.md, section 20. Thresholds are fixed numbers, no quintiles: a member's score can be explained by
their own purchases, and does not change because others bought.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from central_ledger.domain.life_cycle import LifeRules
from retail.contract import ContractError, Document, as_integer, as_list, as_object, as_one_of, as_text, only, required
from retail.member_facts import SEGMENTS

SCORES = 5
DAYS_MAX = 3660
AMOUNT_MAX = 10**15
#: Whose conditions are all kept, from the first row on; who keeps none of them is `base`. Amounts are minor units.
DEFAULT_RULES: Mapping[str, Any] = {
    "recency_days": [30, 60, 120, 240],
    "orders": [2, 4, 7, 12],
    "spent_minor": [80_000, 200_000, 500_000, 1_000_000],
    "segments": [
        {"segment": "at_risk", "recency_max": 2},
        {"segment": "high_value", "frequency_min": 3, "monetary_min": 4},
        {"segment": "promising", "recency_min": 4, "monetary_min": 2},
        {"segment": "promising", "recency_min": 4, "frequency_min": 3},
    ],
    "life": {"sleeping_after_days": 90, "lost_after_days": 270},
    "brands": {},
}
_PARTS = ("recency", "frequency", "monetary")
_BOUNDS = frozenset(f"{part}_{end}" for part in _PARTS for end in ("min", "max"))


@dataclass(frozen=True, slots=True)
class SegmentRule:
    """A member whose scores are all within the bounds (each 1 to 5, both included) is of this segment."""

    segment: str
    bounds: tuple[tuple[int, int], tuple[int, int], tuple[int, int]]

    def covers(self, scores: tuple[int, int, int]) -> bool:
        return all(low <= score <= high for score, (low, high) in zip(scores, self.bounds, strict=True))


@dataclass(frozen=True, slots=True)
class MemberRules:
    """`recency_days`: at most so many since the last order score 5, 4, 3 and 2; more: 1. `orders` and `spent_minor` of
    365 days: at least so many score 2, 3, 4 and 5.
    """

    recency_days: tuple[int, ...]
    orders: tuple[int, ...]
    spent_minor: tuple[int, ...]
    segments: tuple[SegmentRule, ...]
    life: LifeRules
    brands: Mapping[str, LifeRules]

    def life_of(self, brand: str) -> LifeRules:
        return self.brands.get(brand, self.life)

    def scores(self, recency_days: int, orders: int, spent_minor: int) -> tuple[int, int, int]:
        """Recency, frequency and monetary, each from 1 to 5."""
        return (
            SCORES - sum(recency_days > limit for limit in self.recency_days),
            1 + sum(orders >= limit for limit in self.orders),
            1 + sum(spent_minor >= limit for limit in self.spent_minor),
        )

    def segment(self, scores: tuple[int, int, int]) -> str:
        return next((rule.segment for rule in self.segments if rule.covers(scores)), "base")


def read_member_rules(document: object) -> MemberRules:
    """What the document does not say is as in DEFAULT_RULES. Raises ContractError with the path of what is wrong."""
    given = as_object(document, "$")
    only(given, "$", frozenset(DEFAULT_RULES))
    rules = {**DEFAULT_RULES, **given}
    life = _life(rules["life"], "$.life", LifeRules())
    brands = as_object(rules["brands"], "$.brands")
    return MemberRules(
        recency_days=_thresholds(rules["recency_days"], "$.recency_days", DAYS_MAX),
        orders=_thresholds(rules["orders"], "$.orders", 10_000),
        spent_minor=_thresholds(rules["spent_minor"], "$.spent_minor", AMOUNT_MAX),
        segments=tuple(
            _segment(row, f"$.segments[{place}]") for place, row in enumerate(as_list(rules["segments"], "$.segments"))
        ),
        life=life,
        brands={brand: _life(row, f"$.brands.{brand}", life) for brand, row in brands.items()},
    )


def _thresholds(value: object, path: str, maximum: int) -> tuple[int, ...]:
    found = tuple(as_integer(one, f"{path}[{place}]", 0, maximum) for place, one in enumerate(as_list(value, path)))
    if len(found) != SCORES - 1 or sorted(set(found)) != list(found):
        raise ContractError(path, f"{SCORES - 1} numbers, each above the one before")
    return found


def _segment(value: object, path: str) -> SegmentRule:
    row: Document = as_object(value, path)
    only(row, path, _BOUNDS | {"segment"})
    segment = as_one_of(as_text(required(row, "segment", path), f"{path}.segment"), f"{path}.segment", SEGMENTS)
    low, high = (
        [as_integer(row.get(f"{part}_{end}", default), f"{path}.{part}_{end}", 1, SCORES) for part in _PARTS]
        for end, default in (("min", 1), ("max", SCORES))
    )
    first, second, third = zip(low, high, strict=True)
    return SegmentRule(segment, (first, second, third))


def _life(value: object, path: str, default: LifeRules) -> LifeRules:
    row = as_object(value, path)
    only(row, path, frozenset(("sleeping_after_days", "lost_after_days")))
    sleeping, lost = (
        as_integer(row.get(name, getattr(default, name)), f"{path}.{name}", 1, DAYS_MAX)
        for name in ("sleeping_after_days", "lost_after_days")
    )
    if lost <= sleeping:
        raise ContractError(f"{path}.lost_after_days", "more days than sleeping_after_days")
    return LifeRules(sleeping, lost)
