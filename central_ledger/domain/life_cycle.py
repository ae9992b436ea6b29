"""A member's life in one brand: a state machine that is moved by orders and by days without any.

Source: docs/spec/line.md, section 20. An order that came back as a whole is no order: who takes it out of the list gets
the life that the member had without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

#: `order`: bought and kept. `quiet`, `gone`: so many days have passed since the last order.
Event = Literal["order", "quiet", "gone"]

#: State before (None: nothing yet) and event, to the state after. What is not here cannot happen.
TRANSITIONS: Mapping[tuple[str | None, Event], str] = {
    (None, "order"): "first",
    ("first", "order"): "repeat",
    ("repeat", "order"): "repeat",
    ("sleeping", "order"): "repeat",
    ("lost", "order"): "repeat",
    ("first", "quiet"): "sleeping",
    ("repeat", "quiet"): "sleeping",
    ("sleeping", "gone"): "lost",
}


@dataclass(frozen=True, slots=True)
class LifeRules:
    """After how many days without an order a member sleeps, and counts as lost (`lost` is the later one)."""

    sleeping_after_days: int = 90
    lost_after_days: int = 270


@dataclass(frozen=True, slots=True)
class LifeStep:
    """One transition. `before` is None for the first."""

    day: date
    event: Event
    before: str | None
    after: str


def life_steps(orders: Iterable[date], as_of: date, rules: LifeRules) -> list[LifeStep]:
    """Every transition up to a day, in order. `orders` are the days of orders, one each, in any order; later ones than
    `as_of` have not happened. On the day on which somebody would fall asleep or be lost, an order goes before.
    """
    days = sorted(day for day in orders if day <= as_of)
    found: list[LifeStep] = []
    state: str | None = None
    for number, day in enumerate(days):
        after = TRANSITIONS[state, "order"]
        found.append(LifeStep(day, "order", state, after))
        state = after
        until = days[number + 1] - timedelta(days=1) if number + 1 < len(days) else as_of
        for event, passed in _passes(day, rules):
            if passed <= until:
                after = TRANSITIONS[state, event]
                found.append(LifeStep(passed, event, state, after))
                state = after
    return found


def state_of(steps: Iterable[LifeStep]) -> tuple[str, date] | None:
    """The state after these steps and the day on which it began; None without any."""
    found: tuple[str, date] | None = None
    for step in steps:
        if found is None or step.after != found[0]:
            found = (step.after, step.day)
    return found


def next_step_on(last_order: date, as_of: date, rules: LifeRules) -> date | None:
    """The next day on which days alone change the state; None: it is the last one."""
    return next((day for _, day in _passes(last_order, rules) if day > as_of), None)


def _passes(last_order: date, rules: LifeRules) -> tuple[tuple[Event, date], tuple[Event, date]]:
    return (
        ("quiet", last_order + timedelta(days=rules.sleeping_after_days)),
        ("gone", last_order + timedelta(days=rules.lost_after_days)),
    )
