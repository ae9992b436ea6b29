"""Points that pay and points that are earned (section 7), by hand."""

from __future__ import annotations

import pytest

from retail.offers import MemberFacts as Member
from retail.offers import PointsRule, Program, read_case
from retail.points import points_earned, points_payment
from retail.pricing import price


@pytest.mark.parametrize(
    ("rule", "allowed", "payable", "in_scope", "expected"),
    [
        (PointsRule(100, 100, 1, 5000), 10000, 8735, 8735, (4367, 4367)),
        (PointsRule(100, 100, 100, 5000), 10000, 8735, 8735, (4300, 4300)),
        (PointsRule(100, 100, 1), 10000, 8735, 300, (300, 300)),
        (PointsRule(100, 100, 100), 99, 8735, 8735, (0, 0)),
        (PointsRule(100, 3, 1), 10000, 500, 500, (10000, 300)),
        (PointsRule(100, 3, 1), 66, 500, 500, (34, 1)),  # 66 points would pay 1 as well: the fewest that do are used
        (PointsRule(7, 3, 10), 1000, 1, 1, (0, 0)),  # the first step already pays 4
        (PointsRule(1, 2, 1), 10, 5, 5, (2, 4)),
    ],
)
def test_the_largest_amount_by_the_fewest_points(
    rule: PointsRule, allowed: int, payable: int, in_scope: int, expected: tuple[int, int]
) -> None:
    assert points_payment(rule, allowed, payable, in_scope) == expected


def test_what_is_earned_is_rounded_down_once() -> None:
    program = Program("group", 3, 200, {"gold": "1.25"})
    member = Member("M1", {"group": "gold"})
    assert points_earned(program, member, 199, []) == 3  # 2.985 × 1.25 = 3.73
    assert points_earned(program, Member("M1", {"other": "gold"}), 199, []) == 2


@pytest.mark.parametrize(
    ("policy", "online", "used"),
    [
        ("allowed", False, 1000),
        ("refused", False, 0),
        ("leased", False, 300),
        ("capped", False, 300),
        ("refused", True, 1000),
    ],
)
def test_without_a_connection_the_policy_says_how_many_points_pay(policy: str, online: bool, used: int) -> None:
    case = read_case(
        {
            "currency": "CNY",
            "at": "2026-11-11T10:00:00+08:00",
            "store": "S1",
            "online": online,
            "member": {"one_id": "M1", "points": 1000},
            "lines": [{"id": "1", "sku": "A", "quantity": 1, "unit_price": 5000}],
            "points_to_use": "max",
            "points_rule": {"points": 1, "amount": 1, "step": 100, "offline": {"policy": policy}},
            "allowances": {"points": 350},
        }
    )
    assert price(case).points_used == used
