"""Growth value: what members bought for the tiers of each program, apart from points, in minor units.

Source: docs/spec/line.md, "Tiers and growth value". It is booked with the sale and taken back with the return; how much
of it counts at a time is found here, from postings alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from functools import lru_cache
from math import floor
from typing import Any, NamedTuple

#: Time of the purchase (ISO 8601, UTC or with an offset), brand, quantity, quantity returned, what was paid.
Bought = tuple[str, str, str, str, int]

DAYS = 365


@dataclass(frozen=True, slots=True)
class GrowthRules:
    """Of which brands goods count for a program, by program; no brands: of all."""

    brands: Mapping[str, tuple[str, ...]]

    def given(self, lines: Iterable[tuple[str, int]]) -> dict[str, int]:
        """By program what lines (brand, minor units paid) give; programs that get nothing are left out."""
        found: dict[str, int] = {}
        for brand, net_minor in lines:
            for program, wanted in self.brands.items():
                if net_minor and (not wanted or brand in wanted):
                    found[program] = found.get(program, 0) + net_minor
        return found


NO_GROWTH = GrowthRules({})


def growth_rules(points: Mapping[str, Any]) -> GrowthRules:
    """The rules in a store's setting `points`: every program with a rule of tiers gives growth value."""
    brands = {row["program"]: (row.get("scope") or {}).get("brands") or () for row in points.get("programs", ())}
    return GrowthRules({program: tuple(brands.get(program, ())) for program in points.get("tier_rules") or {}})


class GrowthMove(NamedTuple):
    """A change of a member's growth value in one program. It counts from `at` on, as long as `earned_at`, the time of
    the purchase, is not too long ago.
    """

    at: datetime
    earned_at: datetime
    amount: int


def counted(moves: Iterable[GrowthMove], now: datetime, days: int) -> int:
    """What counts at a time: of purchases of so many days before it."""
    start = now - timedelta(days=days)
    return sum(move.amount for move in moves if move.at <= now and move.earned_at > start)


@lru_cache(maxsize=65536)
def moment_of(text: str) -> datetime:
    """A till's time; one that cannot be read is before everything, so that it gives no tier."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return found if found.tzinfo is not None else datetime.min.replace(tzinfo=UTC)


def growth_bought(rules: GrowthRules, bought: Iterable[Bought], since: datetime) -> dict[str, dict[str, int]]:
    """By time of purchase and program what purchases since a time give, less what was returned of them."""
    found: dict[str, dict[str, int]] = {}
    for time, brand, quantity, returned, net_minor in bought:
        if moment_of(time) < since:
            continue
        kept = net_minor
        if returned not in ("", "0"):
            kept = floor(net_minor * max(Fraction(0), 1 - Fraction(returned) / Fraction(quantity)))
        for program, amount in rules.given([(brand, kept)]).items():
            at_time = found.setdefault(time, {})
            at_time[program] = at_time.get(program, 0) + amount
    return found
