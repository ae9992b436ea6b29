"""When points end: the ones that end first are used first, whenever they were earned.

A member's points of a program are lots: what was earned, by the last day on which it may be spent. What was consumed
counts against the lots that end first, so what is left of each follows from the lots and the balance alone, in
whatever order everything came in.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

#: The lot of points that never end.
NEVER = "9999-12-31"


@dataclass(frozen=True, slots=True)
class ExpiryRule:
    """Points may be spent to the end of the same day so many months later, or of that day's month or year."""

    months: int
    to: Literal["day", "month", "year"]

    def last_day(self, earned: date) -> date:
        count = earned.year * 12 + earned.month - 1 + self.months
        year, month = count // 12, count % 12 + 1
        if self.to == "year":
            return date(year, 12, 31)
        days = monthrange(year, month)[1]
        return date(year, month, days if self.to == "month" else min(earned.day, days))


def left_in_lots(lots: Mapping[str, int], points: int) -> dict[str, int]:
    """By last day what is left of the lots of a member who has so many points; those with nothing are left out."""
    left: dict[str, int] = {}
    rest = max(0, points)
    for day in sorted(lots, reverse=True):
        kept = min(rest, lots[day])
        rest -= kept
        if kept > 0:
            left[day] = kept
    return dict(sorted(left.items()))


def ended(lots: Mapping[str, int], consumed: Iterable[tuple[str, int]], through: Sequence[str]) -> int:
    """How many points had ended when the last of these days was settled.

    `consumed` are days and points that were spent or taken (by the days on which it happened, not on which it was
    heard of). At the end of each day its lot, and what is left of those before, ends but for what was consumed by then.
    """
    spent = sorted(consumed)
    total = 0
    for day in sorted(through):
        earned = sum(points for last, points in lots.items() if last <= day)
        used = sum(points for at, points in spent if at <= day)
        total += max(0, earned - used - total)
    return total
