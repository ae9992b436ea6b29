"""Sales as a till makes them: a pricing input, the engine's result, and lines and tenders that fit."""

from __future__ import annotations

from typing import Any

from retail.offers import read_case
from retail.pricing import price
from retail.tax import included_tax

AT = "2026-11-11T10:00:00+08:00"
GOODS = {"A1": ("LQX", 12900), "A2": ("LQX", 25800), "B1": ("LY", 59900)}


def case_of(offers: list[dict[str, Any]], *skus: str, **fields: Any) -> dict[str, Any]:
    """A case of these goods, one of each, in S01; `fields` change it."""
    lines = [
        {"id": str(number), "sku": sku, "brand": GOODS[sku][0], "quantity": 1, "unit_price": GOODS[sku][1]}
        for number, sku in enumerate(skus or ("A1",), 1)
    ]
    programs = [{"program": "group", "points": 1, "per_amount": 100}]
    return {
        "currency": "CNY",
        "at": AT,
        "store": "S01",
        "lines": lines,
        "offers": offers,
        "programs": programs,
    } | fields


def member(**fields: Any) -> dict[str, Any]:
    """M1 as the small group has her."""
    return {
        "one_id": "M1",
        "tiers": {"group": "gold"},
        "plans": ["plus"],
        "birthday": "11-20",
        "points": 5000,
        "first_purchase": True,
    } | fields


def coupon(**fields: Any) -> dict[str, Any]:
    """C1 as the small group has it."""
    return {"id": "C1", "offer": "OFF50", "one_id": "M1", "status": "available", "expires_at": None} | fields


def sale_of(sale_id: str, case: dict[str, Any], versions: dict[str, int] | None = None) -> dict[str, Any]:
    """The sale of a case at the price that the engine says, paid in cash. Versions are 1 where none is named."""
    pricing = price(read_case(case)).to_document()
    goods = {line["id"]: line for line in case["lines"]}
    one_id = (case.get("member") or {}).get("one_id")
    named = [{"id": offer["id"], "version": (versions or {}).get(offer["id"], 1)} for offer in case["offers"]]
    return {
        "sale_id": sale_id,
        "basket_id": f"basket-{sale_id}",
        "cashier": "E1",
        "guide": None,
        "currency": case["currency"],
        "one_id": one_id,
        "member_proof": {"how": "search", "as_of": AT, "cti": None} if one_id else None,
        "input": case | {"offers": named},
        "pricing": pricing,
        "lines": [_line(line, goods[line["id"]]) for line in pricing["lines"]],
        "tenders": [_cash(pricing["payable"])],
    }


def _line(priced: dict[str, Any], good: dict[str, Any]) -> dict[str, Any]:
    return {
        "line_id": priced["id"],
        "sku": good["sku"],
        "name": good["sku"],
        "brand": good.get("brand") or "none",
        "quantity": good["quantity"],
        "unit": "件",
        "unit_price_minor": good["unit_price"],
        "gross_minor": priced["gross"],
        "net_minor": priced["net"],
        "tax_bps": 1300,
        "tax_minor": included_tax(priced["net"], 1300),
    }


def _cash(amount: int) -> dict[str, Any]:
    return {"kind": "cash", "amount_minor": amount, "tendered_minor": amount, "change_minor": 0, "reference": None}


def take_off(document: dict[str, Any], minor: int) -> dict[str, Any]:
    """The same sale with so much more off its first line and its first applied offer: its sums hold, its price lies."""
    pricing = document["pricing"]
    pricing["saving"] += minor
    pricing["payable"] -= minor
    pricing["applied"][0]["saving"] += minor
    pricing["lines"][0]["net"] -= minor
    pricing["lines"][0]["adjustments"][0]["amount"] += minor
    party = next(iter(pricing["funding"]))
    pricing["funding"][party] += minor
    line = document["lines"][0]
    line["net_minor"] -= minor
    line["tax_minor"] = included_tax(line["net_minor"], line["tax_bps"])
    document["tenders"] = [_cash(pricing["payable"])]
    return document
