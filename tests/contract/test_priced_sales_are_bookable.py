"""Whatever the benefit engine answers, the ledger can book: every worked case of the contract, as a sale."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest

from central_ledger.domain.bodies import SaleBody, read_body
from central_ledger.domain.sales import Booking, check_sale, member_effects, sale_transfer
from retail.messages import encode_body
from retail.tax import included_tax

CASES = [
    case
    for case in map(
        json.loads, (Path(__file__).parent / "cases" / "benefits-cases.jsonl").read_text("utf-8").splitlines()
    )
    if "error" not in case["expect"] and case["expect"]["lines"]
]


def sale_of(case) -> SaleBody:
    given, pricing = case["case"], case["expect"]
    goods = {line["id"]: line for line in given["lines"]}
    document = {
        "sale_id": "sale-1",
        "cashier": "E1",
        "currency": given["currency"],
        "one_id": (given.get("member") or {}).get("one_id"),
        "input": given | {"offers": [{"id": offer["id"], "version": 1} for offer in given.get("offers", [])]},
        "pricing": pricing,
        "lines": [
            {
                "line_id": line["id"],
                "sku": goods[line["id"]]["sku"],
                "brand": goods[line["id"]].get("brand") or "none",
                "quantity": goods[line["id"]]["quantity"],
                "unit_price_minor": goods[line["id"]]["unit_price"],
                "gross_minor": line["gross"],
                "net_minor": line["net"],
                "tax_bps": 1300,
                "tax_minor": included_tax(line["net"], 1300),
            }
            for line in pricing["lines"]
        ],
        "tenders": [
            {
                "kind": "cash",
                "amount_minor": pricing["payable"],
                "tendered_minor": pricing["payable"],
                "change_minor": 0,
            }
        ],
    }
    sale = read_body("sale", encode_body(document))
    assert isinstance(sale, SaleBody)
    return sale


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_priced_sale_balances_and_its_funders_pay_what_the_engine_says(case):
    offers = {offer["id"]: offer for offer in case["case"].get("offers", [])}
    store = case["case"]["store"]
    booking = Booking(store, "T01", case["case"]["at"], "group", lambda offer_id, version: offers.get(offer_id))
    sale = sale_of(case)
    check_sale(sale)
    funded: dict[str, int] = defaultdict(int)
    for posting in sale_transfer(booking, sale).postings:
        kind, _, party = posting.account.partition("/")
        if kind in ("discount", "gift"):
            funded[party] += posting.amount
    assert dict(funded) == case["expect"]["funding"]
    for use in member_effects(booking, sale).coupons:
        assert sum(use.funding.values()) == use.saving_minor
