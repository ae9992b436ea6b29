"""What of a member's ends, and when: points by their days, tiers by the end of their period."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from central_ledger.application.ledger import Ledger
from central_ledger.domain.points_expiry import NEVER, left_in_lots

#: Days on which points end that a till is told of, after the next one: with it a year of lots that end with a month.
LATER_MAX = 11


def endings(ledger: Ledger, one_id: str, points: Mapping[str, int]) -> dict[str, Any]:
    """`{"points": {program: [points, day]}, "later": {program: [[points, day], …]}, "tiers": {program: day}}`, what has
    no end left out. A day of points is their last one, `later` those after the next. A tier's day (in UTC) is the one
    on which it is reckoned anew.
    """
    found: dict[str, Any] = {}
    ending, later = {}, {}
    for program, lots in ledger.points_lots.of_member(one_id).items():
        left = left_in_lots(lots, points.get(program, 0))
        days = [[points_left, day] for day, points_left in left.items() if day != NEVER]
        if days:
            ending[program] = days[0]
        if days[1:]:
            later[program] = days[1 : 1 + LATER_MAX]
    if ending:
        found["points"] = ending
    if later:
        found["later"] = later
    latest = {row.program: row for row in ledger.tiers.history(one_id)}
    tiers = {program: row.until[:10] for program, row in latest.items() if row.until is not None}
    if tiers:
        found["tiers"] = tiers
    return found
