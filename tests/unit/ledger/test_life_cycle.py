"""A member's life in a brand: the table of its transitions, on the days on which they happen."""

from __future__ import annotations

from datetime import date

import pytest

from central_ledger.domain.life_cycle import TRANSITIONS, LifeRules, life_steps, next_step_on, state_of

RULES = LifeRules(sleeping_after_days=90, lost_after_days=270)


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


# Days of orders, the day on which one looks, the transitions (day, event, state after), and the state with its day.
LIVES = {
    "nothing yet": ([], "06-01", [], None),
    "the first": (["01-10"], "01-10", [("01-10", "order", "first")], ("first", "01-10")),
    "two on a day": (
        ["01-10", "01-10"],
        "01-10",
        [("01-10", "order", "first"), ("01-10", "order", "repeat")],
        ("repeat", "01-10"),
    ),
    "a third changes nothing": (
        ["01-10", "02-01", "03-01"],
        "03-02",
        [("01-10", "order", "first"), ("02-01", "order", "repeat"), ("03-01", "order", "repeat")],
        ("repeat", "02-01"),
    ),
    "the day before it sleeps": (["01-10"], "04-09", [("01-10", "order", "first")], ("first", "01-10")),
    "asleep after ninety days": (
        ["01-10"],
        "04-10",
        [("01-10", "order", "first"), ("04-10", "quiet", "sleeping")],
        ("sleeping", "04-10"),
    ),
    "an order on that very day goes before": (
        ["01-10", "04-10"],
        "04-10",
        [("01-10", "order", "first"), ("04-10", "order", "repeat")],
        ("repeat", "04-10"),
    ),
    "woken": (
        ["01-10", "05-01"],
        "05-01",
        [("01-10", "order", "first"), ("04-10", "quiet", "sleeping"), ("05-01", "order", "repeat")],
        ("repeat", "05-01"),
    ),
    "lost": (
        ["01-10"],
        "10-07",
        [("01-10", "order", "first"), ("04-10", "quiet", "sleeping"), ("10-07", "gone", "lost")],
        ("lost", "10-07"),
    ),
    "back from the lost": (
        ["01-10", "11-01"],
        "11-02",
        [
            ("01-10", "order", "first"),
            ("04-10", "quiet", "sleeping"),
            ("10-07", "gone", "lost"),
            ("11-01", "order", "repeat"),
        ],
        ("repeat", "11-01"),
    ),
    "asleep after several": (
        ["01-10", "02-01"],
        "05-02",
        [("01-10", "order", "first"), ("02-01", "order", "repeat"), ("05-02", "quiet", "sleeping")],
        ("sleeping", "05-02"),
    ),
    "what is later has not happened": (["01-10", "03-01"], "02-01", [("01-10", "order", "first")], ("first", "01-10")),
}  # fmt: skip


@pytest.mark.parametrize("name", LIVES)
def test_a_life_goes_by_its_table(name):
    orders, as_of, expected, state = LIVES[name]
    steps = life_steps(map(day, reversed(orders)), day(as_of), RULES)
    assert [(step.day, step.event, step.after) for step in steps] == [(day(on), *rest) for on, *rest in expected]
    assert state_of(steps) == (None if state is None else (state[0], day(state[1])))


def test_every_transition_happens_in_some_life():
    seen = set()
    for orders, as_of, *_ in LIVES.values():
        seen |= {(step.before, step.event) for step in life_steps(map(day, orders), day(as_of), RULES)}
    assert seen == set(TRANSITIONS)


def test_the_next_day_that_changes_something_is_known_beforehand():
    last = day("01-10")
    assert next_step_on(last, day("01-10"), RULES) == day("04-10")
    assert next_step_on(last, day("04-10"), RULES) == day("10-07")
    assert next_step_on(last, day("10-07"), RULES) is None
