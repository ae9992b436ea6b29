"""Paid memberships: which goods they are, and for how long several of them hold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from retail.plans import Paid, Period, periods_of, plan_rules_of, read_plan_rules

DAY = datetime(2026, 11, 11, tzinfo=UTC)


def after(days: float) -> datetime:
    return DAY + timedelta(days=days)


def test_a_second_one_begins_where_the_first_ends_in_any_order_of_hearing() -> None:
    paid = [Paid("a", after(0), 30), Paid("b", after(10), 30), Paid("c", after(100), 7)]
    wanted = [Period("a", after(0), after(30)), Period("b", after(30), after(60)), Period("c", after(100), after(107))]
    assert all(periods_of(each) == wanted for each in permutations(paid))


def test_what_was_given_back_ends_then_and_the_next_one_moves_up() -> None:
    paid = [Paid("a", after(0), 30, ended_at=after(5)), Paid("b", after(3), 30)]
    assert periods_of(paid) == [Period("a", after(0), after(5)), Period("b", after(5), after(35))]
    never = [Paid("a", after(0), 30), Paid("b", after(3), 30, ended_at=after(4))]
    assert periods_of(never)[1] == Period("b", after(30), after(30)), "given back before it began"


@pytest.mark.parametrize(
    ("document", "where"),
    [
        ({"goods": ["PLUS"]}, "goods[0]"),
        ({"goods": [{"sku": "P", "plan": "plus", "days": 0}]}, "goods[0].days"),
        ({"goods": [{"sku": "P", "plan": "plus", "days": 1.5}]}, "goods[0].days"),
        ({"goods": [{"sku": "P", "plan": "", "days": 1}]}, "goods[0]"),
        ({"goods": [{"sku": "P", "plan": "plus", "days": 1}] * 2}, "goods[1].sku"),
        ({"refund_days": -1}, "refund_days"),
    ],
)
def test_rules_that_are_none_say_where(document: dict[str, object], where: str) -> None:
    with pytest.raises(ValueError, match="expected") as wrong:
        read_plan_rules(document)
    assert where in str(wrong.value)
    assert plan_rules_of({"plans": document}).goods == {}, "a till sells none of them"
