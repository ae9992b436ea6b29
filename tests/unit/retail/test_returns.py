"""Returns that cannot be, and those whose answer one can work out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from retail.offers import ContractError
from retail.returns import price_returns

AT = "2026-11-13T10:00:00+08:00"


def request(returns: Any, **changes: Any) -> dict[str, Any]:
    gift = {"kind": "gift", "sku": "MINI", "quantity": 2, "worth": 900}
    case = {
        "currency": "CNY",
        "at": "2026-11-11T10:00:00+08:00",
        "store": "S1",
        "lines": [
            {"id": "1", "sku": "A", "quantity": 3, "unit_price": 1000},
            {"id": "2", "sku": "W", "quantity": "1.5", "unit_price": 2000},
        ],
        "offers": [
            {"id": "G", "source": "promotion", "stage": "order", "effect": gift, "conditions": {"min_amount": 4000}}
        ],
    }
    return {"case": case | changes, "returns": returns}


def goods(lines: Any = (), gifts: Any = (), at: str = AT) -> dict[str, Any]:
    return {
        "at": at,
        "lines": [{"id": line_id, "quantity": quantity} for line_id, quantity in lines],
        "gifts": [{"offer": offer, "quantity": quantity} for offer, quantity in gifts],
    }


@pytest.mark.parametrize(
    ("returns", "path"),
    [
        (None, "$.returns"),
        ([{"lines": []}], "$.returns[0].at"),
        ([goods(at="2026-11-13")], "$.returns[0].at"),
        ([goods([("9", 1)])], "$.returns[0].lines[0].id"),
        ([goods([("1", 4)])], "$.returns[0].lines[0].quantity"),
        ([goods([("1", 2)]), goods([("1", 2)])], "$.returns[1].lines[0].quantity"),
        ([goods([("1", 1), ("1", 1)])], "$.returns[0].lines[1].id"),
        ([goods([("1", "1")])], "$.returns[0].lines[0].quantity"),
        ([goods([("2", 1)])], "$.returns[0].lines[0].quantity"),
        ([goods([("2", "1.501")])], "$.returns[0].lines[0].quantity"),
        ([goods([("2", "0")])], "$.returns[0].lines[0].quantity"),
        ([goods(gifts=[("X", 1)])], "$.returns[0].gifts[0].offer"),
        ([goods(gifts=[("G", 3)])], "$.returns[0].gifts[0].quantity"),
        ([goods(gifts=[("G", 1), ("G", 1)])], "$.returns[0].gifts[1].offer"),
    ],
)
def test_what_cannot_come_back_is_refused_with_its_path(returns: Any, path: str) -> None:
    with pytest.raises(ContractError) as refusal:
        price_returns(request(returns))
    assert refusal.value.path == path


def test_a_broken_case_is_refused_below_its_own_path() -> None:
    with pytest.raises(ContractError) as refusal:
        price_returns(request([], store=5))
    assert refusal.value.path == "$.case.store"
    with pytest.raises(ContractError) as refusal:
        price_returns({"returns": []})
    assert refusal.value.path == "$.case"


def test_a_gift_that_is_due_is_charged_once_and_repaid_when_it_is_brought() -> None:
    returns = [goods([("1", 1)]), goods([("1", 2)]), goods(gifts=[("G", 1)]), goods([("2", "1.500")], [("G", 1)])]
    answers = price_returns(request(returns))["returns"]
    assert [answer["refund"] for answer in answers] == [1000, 2000 - 1800, 900, 3000 + 900]
    assert [answer["gifts_charged"] for answer in answers] == [{}, {"G": 1800}, {"G": -900}, {"G": -900}]
    assert [answer["funding"] for answer in answers] == [{}, {"store:S1": 1800}, {}, {}]


def test_points_taken_names_every_program_also_for_a_walk_in() -> None:
    programs = [{"program": "group", "points": 1, "per_amount": 100}]
    answer = price_returns(request([goods([("1", 1)])], programs=programs))
    assert answer["sale"]["points_earned"] == {}
    assert answer["returns"][0]["points_taken"] == {"group": 0}
