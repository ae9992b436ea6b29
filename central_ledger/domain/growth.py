"""What a member has bought for the tiers of each program, by the setting `points.tier_rules`.

Source: docs/spec/line.md, "Benefits beside the price".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from fractions import Fraction
from math import floor
from typing import Any

#: Time of the purchase (ISO 8601, UTC or with an offset), brand, quantity, quantity returned, what was paid.
Bought = tuple[str, str, str, str, int]

DAYS = 365


def growth_of(points: Mapping[str, Any], bought: Iterable[Bought], now: datetime) -> dict[str, int]:
    """By program with a tier rule: minor units paid in its days for goods of its brands, less what was returned.

    `points` is the setting of that name.
    """
    rules = points.get("tier_rules") or {}
    brands = {row["program"]: (row.get("scope") or {}).get("brands") or () for row in points.get("programs", ())}
    starts = {program: now - timedelta(days=int(rule.get("days", DAYS))) for program, rule in rules.items()}
    found = dict.fromkeys(rules, 0)
    for time, brand, quantity, returned, net_minor in bought:
        kept = net_minor
        if returned not in ("", "0"):
            kept = floor(net_minor * max(Fraction(0), 1 - Fraction(returned) / Fraction(quantity)))
        moment = datetime.fromisoformat(time)
        for program in rules:
            wanted = brands.get(program, ())
            if moment >= starts[program] and (not wanted or brand in wanted):
                found[program] += kept
    return found
