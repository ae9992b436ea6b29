"""What of a member's ends, and when: points by their next day, tiers by the end of their period."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from central_ledger.application.ledger import Ledger
from central_ledger.domain.points_expiry import NEVER, left_in_lots


def endings(ledger: Ledger, one_id: str, points: Mapping[str, int]) -> dict[str, Any]:
    """`{"points": {program: [points, last day]}, "tiers": {program: day}}`, what has no end left out. A tier's day (in
    UTC) is the one on which it is reckoned anew.
    """
    found: dict[str, Any] = {}
    ending = {}
    for program, lots in ledger.points_lots.of_member(one_id).items():
        left = left_in_lots(lots, points.get(program, 0))
        day = next(iter(left), NEVER)
        if day != NEVER:
            ending[program] = [left[day], day]
    if ending:
        found["points"] = ending
    latest = {row.program: row for row in ledger.tiers.history(one_id)}
    tiers = {program: row.until[:10] for program, row in latest.items() if row.until is not None}
    if tiers:
        found["tiers"] = tiers
    return found
