"""Days, weeks and months of a store, as YYYY-MM-DD: what figures and incentive tasks are counted over."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Literal, get_args

Period = Literal["day", "week", "month"]
PERIODS: tuple[Period, ...] = get_args(Period)


def days_of(period: Period, day: str) -> tuple[str, str]:
    """The first and last day of the day, the week (Monday to Sunday) or the month in which a day is."""
    at = date.fromisoformat(day)
    if period == "week":
        monday = at - timedelta(days=at.isoweekday() - 1)
        return monday.isoformat(), (monday + timedelta(days=6)).isoformat()
    if period == "month":
        last = at.replace(day=calendar.monthrange(at.year, at.month)[1])
        return at.replace(day=1).isoformat(), last.isoformat()
    return day, day
