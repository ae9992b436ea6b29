"""A ledger that says what guides earn, and rules to earn by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

EARNING_RULES = {
    "version": 1,
    "stores": {"S01": {"type": "collection"}},
    "commission": [
        {"id": "care", "scope": {"brands": ["LQX"]}, "bps": 300, "payer": "brand",
         "points": {"points": 1, "per_minor": 10000}},
        {"id": "rest", "priority": 200, "bps": 100, "payer": "store", "due": "T+1"},
    ],
}  # fmt: skip


class FakeEarnings:
    """A ledger that knows of no sale of this till; it fails while `failure` is set."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.failure: Exception | None = None
        self.lines: list[dict[str, Any]] = []

    def earnings(self, staff_id: str, day: str) -> Mapping[str, Any]:
        self.asked.append((staff_id, day))
        if self.failure is not None:
            raise self.failure
        amount = sum(line["amount_minor"] for line in self.lines)
        day_sum = {"amount_minor": amount, "points": 0, "sales": len({line["sale_id"] for line in self.lines})}
        return {
            "day_sum": day_sum,
            "month_sum": {"amount_minor": 250_000 + amount, "points": 0, "sales": 90},
            "open_minor": amount,
            "accrued_minor": 1_200,
            "debt_minor": 4_500,
            "points": 310,
            "lines": self.lines,
            "as_of": "2026-11-11T02:00:00+00:00",
            "staff_id": staff_id,
            "day": day,
        }


def told_line(sale_id: str, amount: int) -> dict[str, Any]:
    line = {"transfer": f"settlement/sale/{sale_id}", "sale_id": sale_id, "line_id": "1", "sku": "LQX-2201-M"}
    line |= {"brand": "LQX", "quantity": "1", "occurred_at": "2026-11-11T10:00:00+08:00", "due": "T+0", "points": 0}
    return line | {"amount_minor": amount}
