"""A sale as its journal entry holds it, and back. Source: docs/spec/line.md, section 6."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from retail.sale import MemberProof, Sale, SaleLine, Tender


def sale_body(sale: Sale, basket_id: str) -> dict[str, Any]:
    """The body of the entry of kind `sale`, version 1."""
    proof = sale.member_proof
    return {
        "sale_id": sale.sale_id,
        "basket_id": basket_id,
        "cashier": sale.cashier,
        "guide": sale.guide,
        "currency": sale.currency,
        "one_id": sale.one_id,
        "member_proof": None if proof is None else {"how": proof.how, "as_of": proof.as_of, "cti": proof.cti},
        "input": dict(sale.pricing_input),
        "pricing": dict(sale.pricing),
        "lines": [
            {
                "line_id": line.line_id,
                "sku": line.sku,
                "name": line.name,
                "brand": line.brand,
                "quantity": line.quantity,
                "unit": line.unit,
                "unit_price_minor": line.unit_price_minor,
                "gross_minor": line.gross_minor,
                "net_minor": line.net_minor,
                "tax_bps": line.tax_bps,
                "tax_minor": line.tax_minor,
            }
            for line in sale.lines
        ],
        "tenders": [
            {
                "kind": tender.kind,
                "amount_minor": tender.amount_minor,
                "tendered_minor": tender.tendered_minor,
                "change_minor": tender.change_minor,
                "reference": tender.reference,
            }
            for tender in sale.tenders
        ],
    }


def sale_of_body(
    body: Mapping[str, Any], *, store: str, till: str, occurred_at: str, labels: Mapping[str, str]
) -> Sale:
    """The sale again, for a receipt. `body` is one that this program wrote: a missing field is a bug."""
    proof = body["member_proof"]
    return Sale(
        sale_id=body["sale_id"],
        store=store,
        till=till,
        cashier=body["cashier"],
        occurred_at=occurred_at,
        currency=body["currency"],
        lines=tuple(SaleLine(**line) for line in body["lines"]),
        tenders=tuple(
            Tender(item["kind"], item["amount_minor"], item["tendered_minor"], item["reference"])
            for item in body["tenders"]
        ),
        pricing_input=body["input"],
        pricing=body["pricing"],
        one_id=body["one_id"],
        member_proof=None if proof is None else MemberProof(**proof),
        guide=body["guide"],
        labels=labels,
    )
