"""What a little more would bring: checked by buying it."""

from __future__ import annotations

from typing import Any

import pytest

from retail.offers import read_case
from retail.outlook import NextStep, outlook
from retail.pricing import price


def case(*offers: dict[str, Any], amount: int = 30000, quantity: int = 1, **more: Any) -> Any:
    """Goods of one brand, and with each offer its coupon when it needs one."""
    document = {
        "currency": "CNY",
        "at": "2026-11-11T10:00:00+08:00",
        "store": "S1",
        "lines": [{"id": "1", "sku": "A", "brand": "B", "quantity": quantity, "unit_price": amount}],
        "offers": [offer("O", **given) if "id" not in given else given for given in offers],
        **more,
    }
    return read_case(document)


def offer(offer_id: str, **fields: Any) -> dict[str, Any]:
    return {"id": offer_id, "source": "promotion", "stage": "order", **fields}


def step(given: Any) -> NextStep | None:
    return outlook(given, price(given)).steps.get(("O", None))


STEPS = {"kind": "amount_off_steps", "steps": [[50000, 5000], [100000, 12000]]}


@pytest.mark.parametrize(
    ("effect", "amount", "missing", "gain"),
    [
        (STEPS, 30000, 20000, 5000),
        (STEPS, 60000, 40000, 7000),
        ({"kind": "amount_off_every", "every": 20000, "amount": 1000}, 30000, 10000, 1000),
        ({"kind": "amount_off_every", "every": 20000, "amount": 1000}, 15000, 5000, 1000),
    ],
)
def test_the_next_step_is_reached_by_what_is_missing(effect, amount, missing, gain) -> None:
    found = step(case({"effect": effect}, amount=amount))
    assert found == NextStep(missing, None, gain)
    now, then = (price(case({"effect": effect}, amount=paid)) for paid in (amount, amount + missing))
    assert then.saving - now.saving == gain
    almost = price(case({"effect": effect}, amount=amount + missing - 1))
    assert almost.saving == now.saving


def test_the_last_step_has_none_after_it() -> None:
    assert step(case({"effect": STEPS}, amount=100000)) is None
    capped = {"kind": "amount_off_every", "every": 10000, "amount": 100, "max_times": 2}
    assert step(case({"effect": capped}, amount=25000)) is None


def test_a_minimum_amount_says_what_it_would_save_then() -> None:
    given = {"effect": {"kind": "percent_off", "bps": 1000, "cap": 4000}, "conditions": {"min_amount": 50000}}
    assert step(case(given)) == NextStep(20000, None, 4000)


def test_missing_pieces_are_counted_at_the_cheapest() -> None:
    given = {"effect": {"kind": "percent_off", "bps": 1000}, "conditions": {"min_quantity": 3}}
    assert step(case(given, amount=1000)) == NextStep(2000, 2, 300)


def test_the_second_at_half_price_misses_one() -> None:
    half = {"kind": "every_n", "n": 2, "discounted": 1, "bps": 5000}
    assert step(case({"effect": half}, amount=1000)) == NextStep(1000, 1, 500)
    assert step(case({"effect": half}, amount=1000, quantity=2)) is None
    assert step(case({"effect": half}, amount=1000, quantity=3)) == NextStep(1000, 1, 500)


def test_a_gift_that_is_near_is_named_with_its_worth() -> None:
    given = {
        "effect": {"kind": "gift", "sku": "MINI", "quantity": 2, "worth": 900},
        "conditions": {"min_amount": 39900},
    }
    found = step(case(given, amount=38000))
    assert found == NextStep(1900, None, 0, ("MINI", 2, 1800))
    assert found.cost_minor == 100


def line(number: int, sku: str, quantity: int = 1, unit_price: int = 1000) -> dict[str, Any]:
    return {"id": str(number), "sku": sku, "quantity": quantity, "unit_price": unit_price}


SET = {
    "effect": {
        "kind": "bundle_price",
        "price": 1500,
        "components": [{"skus": ["A"], "quantity": 1}, {"skus": ["Y", "Z"], "quantity": 2}],
    },
    "stage": "line",
}


def test_a_set_of_which_something_is_there_says_how_many_pieces_are_missing() -> None:
    assert step(case(SET, lines=[line(1, "A")])) == NextStep(2000, 2)
    assert step(case(SET, lines=[line(1, "A"), line(2, "Z")])) == NextStep(1000, 1)
    whole = case(SET, lines=[line(1, "A"), line(2, "Z"), line(3, "Y")])
    assert (price(whole).saving, step(whole)) == (1500, None)


def test_a_set_of_which_nothing_is_there_or_that_is_whole_and_saves_nothing_misses_nothing() -> None:
    assert step(case(SET, lines=[line(1, "B")])) is None
    assert step(case(SET, lines=[line(1, "A", unit_price=1), line(2, "Z", 2, unit_price=1)])) is None


def test_pieces_of_one_sku_on_two_lines_are_counted_together() -> None:
    half = {"effect": {"kind": "every_n", "n": 2, "discounted": 1, "bps": 5000, "per": "sku"}}
    assert step(case(half, lines=[line(1, "A"), line(2, "A")])) is None
    assert step(case(half, lines=[line(1, "A"), line(2, "A", 2)])) == NextStep(1000, 1, 500)


def test_amounts_are_those_that_earlier_offers_left() -> None:
    first = offer("FIRST", effect={"kind": "amount_off", "amount": 20000}, priority=1)
    given = case(first, offer("O", effect=STEPS), amount=80000)
    assert price(given).saving == 25000
    assert outlook(given, price(given)).steps["O", None] == NextStep(40000, None, 7000)


RULE = {"points": 100, "amount": 100, "step": 100, "max_share_bps": 5000}
MEMBER = {"one_id": "M1", "points": 12345}


@pytest.mark.parametrize("wished", [0, 300, "max"])
def test_the_most_points_are_those_that_max_would_use(wished) -> None:
    off = offer("O", effect={"kind": "amount_off", "amount": 3000})
    common: dict[str, Any] = {"points_rule": RULE, "member": MEMBER, "amount": 9000}
    given = case(off, points_to_use=wished, **common)
    most = price(case(off, points_to_use="max", **common))
    found = outlook(given, price(given))
    assert (found.points_most, found.points_most_minor) == (most.points_used, most.points_amount) == (3000, 3000)


def test_without_a_connection_only_what_the_till_may_spend_is_offered() -> None:
    rule = RULE | {"offline": {"policy": "leased"}}
    given = case(points_rule=rule, member=MEMBER, online=False, allowances={"points": 500})
    assert outlook(given, price(given)).points_most == 500
