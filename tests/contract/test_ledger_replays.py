"""The ledger's replay agrees with every worked case of the contract, and sees when a result was changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from central_ledger.domain.replay import carry, choice_of, differences, readable_case
from retail.messages import encode_body
from retail.offers import read_offer
from tests.unit.ledger.priced_sales import sale_of

CASES = [
    case
    for case in map(
        json.loads, (Path(__file__).parent / "cases" / "benefits-cases.jsonl").read_text("utf-8").splitlines()
    )
    if "error" not in case["expect"] and case["expect"]["lines"]
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_worked_case_replays_to_its_own_result_and_to_no_other(case):
    given = {"offers": []} | case["case"]
    body = json.loads(encode_body(sale_of("sale-1", given) | {"pricing": case["expect"]}))
    offers = [read_offer(offer) for offer in given["offers"]]
    replayed = readable_case(body["input"], offers)
    assert differences(body, replayed, carry(replayed, choice_of(body["pricing"]), body["pricing"])) == []
    body["pricing"]["payable"] += 1
    (found,) = differences(body, replayed, carry(replayed, choice_of(body["pricing"]), body["pricing"]))
    assert (found.path, found.recorded - found.recomputed) == ("$.pricing.payable", 1)
