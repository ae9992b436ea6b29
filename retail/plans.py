"""Paid memberships: sold as goods of the catalogue, held for the days that were paid. docs/spec/line.md, section 16."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

DAYS_MAX = 3660
REFUND_DAYS = 14


@dataclass(frozen=True, slots=True)
class PlanSold:
    """A line of a sale that is a plan: which one, for how many days."""

    line_id: str
    plan: str
    days: int


@dataclass(frozen=True, slots=True)
class PlanRules:
    """The settings row `plans`: by sku which plan is sold for how many days; how long one may be given back."""

    goods: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    refund_days: int = REFUND_DAYS


@dataclass(frozen=True, slots=True)
class Paid:
    """One sale of a plan to a member. `ended_at`: it was given back then."""

    period_id: str
    sold_at: datetime
    days: int
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """From when to when (exclusive) a sale of a plan holds."""

    period_id: str
    since: datetime
    until: datetime


def read_plan_rules(document: Mapping[str, Any]) -> PlanRules:
    """From the row `plans`, `{"goods": [{"sku", "plan", "days"}], "refund_days"}`. Raises ValueError with the path."""
    goods: dict[str, tuple[str, int]] = {}
    for place, row in enumerate(document.get("goods", ())):
        where = f"$.goods[{place}]"
        if not isinstance(row, Mapping):
            raise ValueError(f"{where}: expected an object")
        sku, plan, days = row.get("sku"), row.get("plan"), row.get("days")
        if not isinstance(sku, str) or not sku or not isinstance(plan, str) or not plan:
            raise ValueError(f"{where}: expected a sku and a plan")
        if type(days) is not int or not 1 <= days <= DAYS_MAX:
            raise ValueError(f"{where}.days: expected 1 to {DAYS_MAX}")
        if sku in goods:
            raise ValueError(f"{where}.sku: expected each sku once")
        goods[sku] = (plan, days)
    refund_days = document.get("refund_days", REFUND_DAYS)
    if type(refund_days) is not int or not 0 <= refund_days <= DAYS_MAX:
        raise ValueError(f"$.refund_days: expected 0 to {DAYS_MAX}")
    return PlanRules(goods, refund_days)


def plan_rules_of(settings: Mapping[str, Any]) -> PlanRules:
    """What a till has of them; rules that cannot be read sell no plan."""
    document = settings.get("plans")
    try:
        return read_plan_rules(document) if isinstance(document, Mapping) else PlanRules()
    except (ValueError, TypeError):
        return PlanRules()


def periods_of(paid: Iterable[Paid]) -> list[Period]:
    """Of one plan: each begins with its sale, or where the one before it ends; one that was given back ends then, and
    what comes after it moves up. The same in whatever order the sales were heard.
    """
    found: list[Period] = []
    free_from: datetime | None = None
    for one in sorted(paid, key=lambda each: (each.sold_at, each.period_id)):
        since = one.sold_at if free_from is None else max(one.sold_at, free_from)
        until = since + timedelta(days=one.days)
        if one.ended_at is not None:
            until = max(since, min(until, one.ended_at))
        found.append(Period(one.period_id, since, until))
        free_from = until
    return found
