"""`pos-client sell SALE.json`: a sale without a window, by the same use cases and into the same journal."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pos_client.application.checkout import Checkout, CompletedSale
from pos_client.bootstrap.till import Till, build_till, open_till_store
from pos_client.commands.arguments import command_parser
from pos_client.commands.output import DONE, reported, say
from pos_client.errors import Refused
from retail.basket import Quantity

FORM = """SALE.json (or - for standard input):
  {"staff": "1001", "pin": "…",
   "scans": ["6901234567892", "UM1:…"],             everything that a scanner would say, in order
   "items": [{"sku": "A1", "quantity": 2}],         or goods by SKU; a weight is a text such as "0.350"
   "member": "M000001",                             or a member as found by search (no coupons, no points)
   "coupons": ["C1"],                               left out: the best combination
   "points": 500,                                   or "max"
   "tenders": [{"kind": "card", "amount_minor": 5000, "reference": "4711"}, {"kind": "cash", "tendered_minor": 10000}]}
A cash tender without an amount pays exactly what remains."""

_FIELDS = {"staff", "pin", "scans", "items", "member", "coupons", "points", "tenders"}


def run_sell(argv: list[str]) -> int:
    """Sell what the file says; prints the sale's number and amounts once it is durable."""
    parser = command_parser("sell", "Complete one sale without a window.\n\n" + FORM)
    parser.add_argument("file", metavar="SALE.json", help="the sale, or - for standard input")
    arguments = parser.parse_args(argv)

    def work() -> int:
        document = _read(arguments.file)
        base = open_till_store(arguments.data, program="pos-client sell")
        try:
            till = build_till(base)
            completed = sell(till, document)
        finally:
            base.close()
        sale = completed.sale
        say(
            {
                "sale_id": sale.sale_id,
                "receipt_number": completed.receipt_number,
                "epoch": completed.entry_head.epoch,
                "seq": completed.entry_head.seq,
                "payable_minor": sale.payable_minor,
                "change_due_minor": sale.change_due_minor,
                "applied": sale.pricing["applied"],
                "points_earned": sale.pricing["points_earned"],
            }
        )
        return DONE

    return reported(work)


def sell(till: Till, document: Mapping[str, Any]) -> CompletedSale:
    """One sale from its document. Raises Refused, with `sale_file_wrong` for a document of another form."""
    try:
        _check(document)
        till.staff.sign_in(till.staff.check_pin(document["staff"], document["pin"]))
        checkout = till.checkout
        for code in document.get("scans", ()):
            till.scanning.scan(code)
        for item in document.get("items", ()):
            checkout.add_product(item["sku"], _quantity(item.get("quantity")))
        if "member" in document:
            checkout.set_member(till.members.identify_search(document["member"]))
        if "coupons" in document:
            checkout.choose_coupons(document["coupons"])
        if "points" in document:
            checkout.use_points(document["points"])
        for tender in document.get("tenders", ()):
            _tender(checkout, tender)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Refused("sale_file_wrong", detail=f"{type(error).__name__}: {error}") from error
    completed = checkout.complete()
    till.staff.sign_out("closed")
    return completed


def _read(file: str) -> Mapping[str, Any]:
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
        document = json.loads(text, parse_float=_no_float)
    except (OSError, ValueError) as error:
        raise Refused("sale_file_wrong", detail=str(error)) from error
    if not isinstance(document, dict):
        raise Refused("sale_file_wrong", detail="not an object")
    return document


def _check(document: Mapping[str, Any]) -> None:
    unknown = set(document) - _FIELDS
    if unknown:
        raise ValueError(f"unknown fields: {', '.join(sorted(unknown))}")


def _no_float(text: str) -> None:
    raise ValueError(f"{text}: amounts are whole minor units, weights are texts")


def _quantity(value: int | str | None) -> Quantity | None:
    if value is None:
        return None
    if isinstance(value, bool):
        raise TypeError("a quantity is a number or a text")
    return Quantity.weight(value) if isinstance(value, str) else Quantity.units(value)


def _tender(checkout: Checkout, tender: Mapping[str, Any]) -> None:
    match tender["kind"]:
        case "cash":
            checkout.tender_cash(tender.get("tendered_minor", checkout.state.remaining_minor))
        case "card":
            checkout.tender_card(tender.get("amount_minor", checkout.state.remaining_minor), tender["reference"])
        case other:
            raise ValueError(f"unknown tender: {other}")
