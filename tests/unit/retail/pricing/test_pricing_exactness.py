"""The engine against one that tries every set, and what must be true of every basket.

`PRICING_EXAMPLES=100000 pytest tests/unit/retail/pricing` makes a long run of it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from retail.offers import case_document, read_case
from retail.pricing import price, replay
from retail.returns import price_returns
from tests.unit.retail.basket_maker import random_case, random_returns
from tests.unit.retail.exhaustive_engine import Engine

EXAMPLES = int(os.environ.get("PRICING_EXAMPLES", "120"))
MOST_USABLE = 11  # 2,048 sets, each run unit by unit
seeds = st.integers(0, 2**63)


def several(share: float) -> Any:
    return settings(
        max_examples=max(1, int(EXAMPLES * share)),
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )


def priced(case: dict[str, Any]) -> dict[str, Any]:
    return price(read_case(case)).to_document()


@given(seeds)
@several(1)
def test_the_engine_finds_what_trying_every_set_finds(seed: int) -> None:
    random = Random(seed)
    case = random_case(random, offers_most=8, coupons_most=8)
    exhaustive = Engine(case)
    assume(sum(exhaustive.reason(candidate) is None for candidate in exhaustive.candidates) <= MOST_USABLE)
    expected = exhaustive.price()
    assert priced(case) == expected
    returns = random_returns(random, case, expected["gifts"], all_of_it=random.random() < 0.5)
    answer = price_returns({"case": case, "returns": returns})
    assert answer["returns"] == exhaustive.price_returns(returns)


@given(seeds)
@several(1)
def test_shares_sum_to_totals_and_nothing_is_negative(seed: int) -> None:
    case = random_case(Random(seed), 8, 12)
    answer = priced(case)
    by_applied: Counter[tuple[str, str | None]] = Counter()
    for line in answer["lines"]:
        amounts = [adjustment["amount"] for adjustment in line["adjustments"]]
        assert min([line["net"], *amounts]) >= 0
        assert line["gross"] - sum(amounts) == line["net"]
        for adjustment in line["adjustments"]:
            by_applied[adjustment["offer"], adjustment["coupon"]] += adjustment["amount"]
    assert sum(line["net"] for line in answer["lines"]) == answer["payable"]
    assert answer["gross"] - answer["saving"] - answer["points_amount"] == answer["payable"]
    assert sum(entry["saving"] for entry in answer["applied"]) == answer["saving"]
    assert by_applied.pop(("points", None), 0) == answer["points_amount"]
    assert by_applied == Counter({(e["offer"], e["coupon"]): e["saving"] for e in answer["applied"] if e["saving"]})
    worth = sum(gift["worth"] * gift["quantity"] for gift in answer["gifts"])
    assert sum(answer["funding"].values()) == answer["saving"] + answer["points_amount"] + worth
    assert all(amount > 0 for amount in answer["funding"].values())


@given(seeds)
@several(1)
def test_one_more_coupon_never_lowers_the_saving(seed: int) -> None:
    case = random_case(Random(seed), 8, 10)
    case["coupon_choice"] = None
    assume(case.get("coupons"))
    fewer = case | {"coupons": case["coupons"][:-1]}
    assert priced(case)["saving"] >= priced(fewer)["saving"]


@given(seeds)
@several(1)
def test_returning_everything_pays_back_exactly_what_was_paid(seed: int) -> None:
    random = Random(seed)
    case = random_case(random, 8, 8)
    sale = priced(case)
    returns = random_returns(random, case, sale["gifts"], all_of_it=True)
    back = price_returns({"case": case, "returns": returns})["returns"]
    assert sum(one["refund"] for one in back) == sale["payable"]
    assert sum(one["points_back"] for one in back) == sale["points_used"]
    for program, earned in sale["points_earned"].items():
        assert sum(one["points_taken"][program] for one in back) == earned
    charged: Counter[str] = Counter()
    for one in back:
        charged.update(one["gifts_charged"])
    assert not any(charged.values())
    taken = sum(sum(one["funding"].values()) for one in back)
    assert taken == sum(sale["funding"].values())


@given(seeds)
@several(0.5)
def test_a_recorded_choice_replays_to_the_same_price(seed: int) -> None:
    case = read_case(random_case(Random(seed), 8, 8))
    pricing = price(case)
    recorded = [(applied.offer, applied.coupon) for applied in pricing.applied]
    assert replay(case, recorded) == pricing
    assert replay(read_case(case_document(case)), recorded[::-1]) == pricing


@given(seeds, st.integers(0, 12))
@several(0.5)
def test_a_search_that_meets_its_budget_says_how_far_it_may_be_off(seed: int, node_budget: int) -> None:
    case = read_case(random_case(Random(seed), 8, 12))
    best = price(case)
    cut_short = price(case, node_budget=node_budget)
    if cut_short.exact:
        assert cut_short == best
    else:
        assert cut_short.bound is not None
        assert cut_short.bound >= best.saving
        if case.coupon_choice is None:
            assert cut_short.saving <= best.saving
        assert cut_short.to_document()["bound"] == cut_short.bound


def test_any_process_gives_the_same_bytes() -> None:
    program = (
        "import json, sys; from random import Random; from retail.offers import read_case; "
        "from retail.pricing import price\n"
        "for line in sys.stdin: print(json.dumps(price(read_case(json.loads(line))).to_document()))"
    )
    cases = "\n".join(json.dumps(random_case(Random(seed), 8, 10)) for seed in range(60))
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program],
            input=cases,
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | {"PYTHONHASHSEED": hash_seed},
        ).stdout
        for hash_seed in ("0", "1", "4711")
    }
    assert len(outputs) == 1
    assert len(outputs.pop().splitlines()) == 60


@pytest.mark.parametrize("equal_expiry", [True, False])
def test_many_equal_coupons_are_not_searched_one_by_one(equal_expiry: bool) -> None:
    """24 offers that each pay a sixth of the basket: 134,596 ways to pay all of it, told apart by rules 5 to 7 only."""
    offers = [
        {"id": f"O{n:02d}", "source": "coupon", "stage": "coupon", "effect": {"kind": "amount_off", "amount": 1000}}
        for n in range(24)
    ]
    coupons = [
        {
            "id": "c",
            "offer": f"O{n:02d}",
            "status": "available",
            "expires_at": f"2026-12-{1 if equal_expiry else 28 - n:02d}T00:00:00Z",
        }
        | {"id": f"c{n:02d}"}
        for n in range(24)
    ]
    case = {
        "currency": "CNY",
        "at": "2026-11-11T10:00:00+08:00",
        "store": "S1",
        "lines": [{"id": "1", "sku": "A", "quantity": 1, "unit_price": 6000}],
        "offers": offers,
        "coupons": coupons,
    }
    pricing = price(read_case(case), node_budget=5000)
    assert pricing.exact
    expected = range(6) if equal_expiry else range(18, 24)
    assert [applied.coupon for applied in pricing.applied] == [f"c{n:02d}" for n in expected]
