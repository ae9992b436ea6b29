"""A sale as the ledger gives it to a till that takes its goods back: what a return needs of it, and nothing else.

Source: docs/spec/line.md, section 11. The ledger writes it, the till reads it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Document = Mapping[str, Any]

#: Goods of one sale are taken back by one till at a time, for so long.
HELD_SECONDS = 600

_SALE = ("sale_id", "currency", "one_id", "input", "pricing")
_LINE = (
    *("line_id", "sku", "name", "brand", "quantity", "unit", "unit_price_minor"),
    *("gross_minor", "net_minor", "tax_bps", "tax_minor"),
)
_TENDER = ("kind", "amount_minor", "reference", "attempt_id", "parts")
_REFUND = ("kind", "amount_minor", "of", "parts")


@dataclass(frozen=True, slots=True)
class FoundSale:
    """A sale of any till of the group. `offers` are the documents of those that it applied, by id and version.

    `document` is the part of its body that a return needs, `returns` likewise of every return of it that the ledger
    has.
    """

    store: str
    store_name: str
    till: str
    sale_id: str
    epoch: str
    seq: int
    receipt_number: str
    occurred_at: str
    document: Document
    offers: Mapping[tuple[str, int], Document]
    returns: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class SaleListed:
    """One sale in a list of what a member bought, or of a receipt number."""

    store: str
    store_name: str
    till: str
    sale_id: str
    receipt_number: str
    occurred_at: str
    payable_minor: int
    currency: str
    refunded_minor: int


def needed_of_sale(body: Document) -> dict[str, Any]:
    """Of a sale's body: no proof of the member, no names of staff, no notes."""
    needed = {name: body.get(name) for name in _SALE}
    needed["lines"] = [_line(line) for line in body["lines"]]
    needed["tenders"] = [_known(tender, _TENDER) for tender in body["tenders"]]
    return needed | _known(body, ("rounding_minor", "plans"))


def needed_of_return(body: Document) -> dict[str, Any]:
    """Of a return's body: what came back, and how the money went."""
    return {
        "return_id": body["return_id"],
        "at": body["at"],
        "lines": [_known(line, ("line_id", "quantity")) for line in body["lines"]],
        "gifts": [_known(gift, ("offer", "quantity")) for gift in body["gifts"]],
        "tenders": [_known(tender, _REFUND) for tender in body["tenders"]],
    } | _known(body, ("rounding_minor",))


def applied_offers(body: Document) -> list[tuple[str, int]]:
    """The offers, with their versions, without which a return of this sale has no price."""
    applied = {each["offer"] for each in body["pricing"]["applied"]}
    return [(used["id"], used["version"]) for used in body["input"].get("offers", ()) if used["id"] in applied]


def read_found_sale(document: Document) -> FoundSale:
    """Raises ValueError for what is no answer about a sale."""
    try:
        return FoundSale(
            **{name: str(document[name]) for name in ("store", "store_name", "till", "sale_id", "epoch")},
            seq=int(document["seq"]),
            receipt_number=str(document["receipt_number"]),
            occurred_at=str(document["occurred_at"]),
            document=_object(document["sale"]),
            offers={(str(o["id"]), int(o["version"])): _object(o["document"]) for o in document["offers"]},
            returns=tuple(_object(each) for each in document["returns"]),
        )
    except (KeyError, TypeError) as error:
        raise ValueError("not a sale") from error


def read_listed(rows: Sequence[Document]) -> tuple[SaleListed, ...]:
    """Raises ValueError for what is no list of sales."""
    words = ("store", "store_name", "till", "sale_id", "receipt_number", "occurred_at", "currency")
    try:
        return tuple(
            SaleListed(
                **{name: str(row[name]) for name in words},
                payable_minor=int(row["payable_minor"]),
                refunded_minor=int(row["refunded_minor"]),
            )
            for row in rows
        )
    except (KeyError, TypeError) as error:
        raise ValueError("not a list of sales") from error


def _line(line: Document) -> dict[str, Any]:
    needed = _known(line, _LINE)
    if line.get("override") is not None:
        needed["override"] = {"list_price_minor": line["override"]["list_price_minor"]}
    return needed


def _known(document: Document, names: Sequence[str]) -> dict[str, Any]:
    return {name: document[name] for name in names if name in document}


def _object(value: Any) -> Document:
    if not isinstance(value, Mapping):
        raise TypeError("not an object")
    return value
