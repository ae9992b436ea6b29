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
        self.more: dict[str, Any] = {}

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
            **self.more,
        }


def told_line(sale_id: str, amount: int) -> dict[str, Any]:
    line = {"transfer": f"settlement/sale/{sale_id}", "sale_id": sale_id, "line_id": "1", "sku": "LQX-2201-M"}
    line |= {"brand": "LQX", "quantity": "1", "occurred_at": "2026-11-11T10:00:00+08:00", "due": "T+0", "points": 0}
    return line | {"amount_minor": amount}


#: What a ledger says of tasks and of the leaderboard beside a guide's earnings.
TASKS = [
    {"id": "ten-new-members", "label": "本周新增 10 位会员", "label_en": "10 new members this week", "what": "joined",
     "target": 10, "points": 200, "repeats": False, "window": "week", "first": "2026-11-09", "last": "2026-11-15",
     "count": 7, "given": 0},
    {"id": "five-known-shoppers", "label": "今日 5 笔会员成交", "label_en": "5 sales to members today",
     "what": "identified", "target": 5, "points": 20, "repeats": True, "window": "day", "first": "2026-11-11",
     "last": "2026-11-11", "count": 6, "given": 20},
]  # fmt: skip
LEADERBOARD = {
    "by": "sales",
    "amounts": True,
    "mine_shown": False,
    "places": [
        {"place": 1, "staff_id": "1006", "name": "孙志强", "amount": 96},
        {"place": 2, "staff_id": "1002", "name": "陈一鸣", "amount": 91},
        {"place": 2, "staff_id": "1004", "name": "周可", "amount": 91},
        {"place": 4, "staff_id": "1001", "name": "王晓敏", "amount": 40},
    ],
}


class FakeFigures:
    """A ledger that says the same of every period; it fails while `failure` is set."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.units_asked: list[str] = []
        self.units: list[dict[str, str]] = []
        self.parts: dict[str, list[dict[str, Any]]] = {}
        self.failure: Exception | None = None
        self.rows: list[dict[str, Any]] = [
            figure_row("1006", "孙志强", (96, 81, 1_243_500, 12, 20, 60, 14, 18, 11, 6)),
            figure_row("1002", "陈一鸣", (91, 52, 988_000, 3, 18, 44, 6, 10, 4, 1)),
            figure_row("1004", "周可", (40, 38, 1_520_000, 9, 31, 80, 21, 20, 16, 12)),
        ]
        for row in self.rows:
            tasks = row["figures"]["tasks"]
            row["figures"] |= {"contacted": tasks, "contacts_back": tasks // 3, "contacts_bought": tasks // 5}

    def figures(self, period: str, day: str, staff_id: str, unit: str) -> Mapping[str, Any]:
        self.asked.append((period, day))
        self.units_asked.append(unit)
        if self.failure is not None:
            raise self.failure
        rows = self.parts.get(unit, []) if unit else self.rows
        as_of = "2026-11-11T02:00:00+00:00"
        return {"period": period, "unit": unit, "k": 5, "rows": rows, "as_of": as_of, "units": self.units}


#: What a manager of everything may choose from, and what the parts of these units say.
UNITS = [
    {"unit": "store:S01", "name": "淮海路店", "name_en": "Huaihai Road"},
    {"unit": "district:SH-C", "name": "上海中心片区", "name_en": "Shanghai centre"},
    {"unit": "group", "name": "", "name_en": ""},
]


def _parts() -> dict[str, list[dict[str, Any]]]:
    stores = [
        figure_row("S01", "淮海路店", (1_902, 1_420, 38_201_500, 61, 208, 2_210, 530, 0, 0, 0)),
        figure_row("S02", "南京西路店", (1_011, 640, 20_944_000, 24, 97, 1_180, 206, 0, 0, 0)),
    ]
    district = [figure_row("SH-C", "上海中心片区", (2_913, 2_060, 59_145_500, 85, 305, 3_390, 736, 0, 0, 0))]
    regions = [
        figure_row("EAST", "华东大区", (2_913, 2_060, 59_145_500, 85, 305, 3_390, 736, 0, 0, 0)),
        figure_row("", "", (44, 6, 812_000, 0, 0, 0, 0, 0, 0, 0)),
    ]
    return {"district:SH-C": stores, "region:EAST": district, "group": regions}


def figure_row(staff_id: str, name: str, amounts: tuple[int, ...]) -> dict[str, Any]:
    """Sales, those to members, what was paid; members won, tasks done, what was suggested and what of it was bought."""
    names: tuple[str, ...] = ("sales", "identified", "payable/CNY", "joined", "tasks", "suggested", "suggested_added")
    names += ("coupons", "coupons_seen", "coupons_used")
    figures = dict(zip(names, amounts, strict=True))
    known = figures["payable/CNY"] * figures["identified"] // figures["sales"]
    return {"of": staff_id, "name": name, "figures": figures | {"identified_payable/CNY": known}}


PARTS = _parts()
