"""A sale as its journal entry holds it, and back. Source: docs/spec/line.md, section 6."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from retail.basket import UnknownGoods
from retail.guides import guides_document, read_guides
from retail.leases import LeaseUse
from retail.overrides import override_document, read_override
from retail.plans import PlanSold
from retail.sale import GiftLeftOut, HandedOut, MemberProof, Sale, SaleLine, ShownSuggestion, Tender
from retail.stored_value import ValueSold
from retail.wallets import WalletDiscount


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
        "lines": [_line_body(line) for line in sale.lines],
        "tenders": [_tender_body(tender) for tender in sale.tenders],
    } | _seldom(sale)


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
        lines=tuple(_line_of_body(line) for line in body["lines"]),
        tenders=tuple(_tender_of_body(item) for item in body["tenders"]),
        pricing_input=body["input"],
        pricing=body["pricing"],
        one_id=body["one_id"],
        member_proof=None if proof is None else MemberProof(**proof),
        guide=body["guide"],
        note=body.get("note", ""),
        labels=labels,
        leases=tuple(LeaseUse(**use) for use in body.get("leases", ())),
        reservation_id=body.get("reservation_id"),
        gifts_left_out=tuple(GiftLeftOut(**gift) for gift in body.get("gifts_left_out", ())),
        handed_out=tuple(HandedOut(**given) for given in body.get("handed_out", ())),
        rounding_minor=body.get("rounding_minor", 0),
        value_sold=tuple(ValueSold(**sold) for sold in body.get("value_sold", ())),
        plans=tuple(PlanSold(**sold) for sold in body.get("plans", ())),
        suggested=tuple(ShownSuggestion(**shown) for shown in body.get("suggested", ())),
    )


def _seldom(sale: Sale) -> dict[str, Any]:
    """What most sales do not have is left out."""
    body: dict[str, Any] = {}
    if sale.note:
        body["note"] = sale.note
    if sale.leases:
        body["leases"] = [asdict(use) for use in sale.leases]
    if sale.reservation_id is not None:
        body["reservation_id"] = sale.reservation_id
    if sale.gifts_left_out:
        body["gifts_left_out"] = [asdict(gift) for gift in sale.gifts_left_out]
    if sale.rounding_minor:
        body["rounding_minor"] = sale.rounding_minor
    if sale.plans:
        body["plans"] = [asdict(sold) for sold in sale.plans]
    if sale.value_sold:
        body["value_sold"] = [sold.to_document() for sold in sale.value_sold]
    if sale.handed_out:
        body["handed_out"] = [asdict(given) for given in sale.handed_out]
    if sale.suggested:
        body["suggested"] = [asdict(shown) for shown in sale.suggested]
    return body


def _tender_body(tender: Tender) -> dict[str, Any]:
    body: dict[str, Any] = {
        "kind": tender.kind,
        "amount_minor": tender.amount_minor,
        "tendered_minor": tender.tendered_minor,
        "change_minor": tender.change_minor,
        "reference": tender.reference,
    }
    if tender.attempt_id is not None:
        body["attempt_id"] = tender.attempt_id
    if tender.received_minor is not None:
        body["received_minor"] = tender.received_minor
        body["wallet_discounts"] = [asdict(discount) for discount in tender.wallet_discounts]
    if tender.hold_id is not None:
        body["hold_id"] = tender.hold_id
    if tender.left_minor is not None:
        body["left_minor"] = tender.left_minor
    if tender.parts:
        body["parts"] = [dict(part) for part in tender.parts]
    return body


def _tender_of_body(body: Mapping[str, Any]) -> Tender:
    return Tender(
        body["kind"],
        body["amount_minor"],
        body["tendered_minor"],
        body["reference"],
        body.get("received_minor"),
        tuple(WalletDiscount(**discount) for discount in body.get("wallet_discounts", ())),
        body.get("attempt_id"),
        tuple(body.get("parts", ())),
        hold_id=body.get("hold_id"),
        left_minor=body.get("left_minor"),
    )


def _line_body(line: SaleLine) -> dict[str, Any]:
    """What most lines do not have is left out."""
    body: dict[str, Any] = {
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
    if line.override is not None:
        body["override"] = override_document(line.override)
    if line.rain_check is not None:
        body["rain_check"] = line.rain_check
    if line.suggested:
        body["suggested"] = line.suggested
    if line.unknown is not None:
        body["unknown"] = asdict(line.unknown)
    if line.note:
        body["note"] = line.note
    if line.guides:
        body["guides"] = guides_document(line.guides)
    return body


def _line_of_body(body: Mapping[str, Any]) -> SaleLine:
    unknown = body.get("unknown")
    return SaleLine(
        **{name: value for name, value in body.items() if name not in ("override", "unknown", "guides")},
        override=read_override(body["unit_price_minor"], body.get("override")),
        unknown=None if unknown is None else UnknownGoods(**unknown),
        guides=read_guides(body.get("guides", ())),
    )
