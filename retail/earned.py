"""What guides earn with a sale, and what its returns take back, from journal bodies: what a till can say by itself.

The ledger runs the same rules on the same entries (`retail.commission`); until it has, a till's word is provisional.
Source: docs/spec/settlement.md, section 8.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from retail.basket import Quantity
from retail.commission import Earning, RuleBook, SoldLine, earnings, place_of, taken_back
from retail.guides import WHOLE_BPS, GuideShare, read_guides
from retail.pricing.outcome import POINTS
from retail.stock import stock_thousandths

Document = Mapping[str, Any]
Roles = Callable[[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Moved:
    """One movement of what a guide earns, as the ledger will name it. `transfer` and `line_id` tell it from others."""

    transfer: str
    sale_id: str
    line_id: str
    sku: str
    name: str
    brand: str
    quantity: str
    occurred_at: str
    staff_id: str
    rule_id: str
    amount_minor: int
    points: int
    next_day: bool
    payer: str = ""


def sold_lines(sale: Document) -> list[SoldLine]:
    """The lines of a sale's body, as rules look at them."""
    categories = {line["id"]: tuple(line.get("categories") or ()) for line in sale["input"].get("lines", ())}
    points = {
        line["id"]: sum(off["amount"] for off in line.get("adjustments", ()) if off["offer"] == POINTS)
        for line in sale["pricing"].get("lines", ())
    }
    guide = sale.get("guide")
    whole = () if guide is None else (GuideShare(str(guide), WHOLE_BPS),)
    return [
        SoldLine(
            line_id=line["line_id"],
            sku=line["sku"],
            brand=line["brand"],
            quantity=line["quantity"],
            listed_minor=_listed_minor(line),
            net_minor=line["net_minor"],
            tax_minor=line["tax_minor"],
            points_minor=points.get(line["line_id"], 0),
            categories=categories.get(line["line_id"], ()),
            guides=read_guides(line.get("guides", ())) or whole,
        )
        for line in sale["lines"]
    ]


def _listed_minor(line: Document) -> int:
    """What the line was worth before anything was taken off."""
    override = line.get("override")
    if override is None:
        return int(line["gross_minor"])
    weighed = isinstance(line["quantity"], str)
    quantity = Quantity.weight(line["quantity"]) if weighed else Quantity.units(line["quantity"])
    return quantity.of_price(override["list_price_minor"])


def earned_by_sale(book: RuleBook, sold_at: tuple[str, str], sale: Document, roles: Roles) -> list[Moved]:
    """What a sale earns its guides. `sold_at`: store, and time with an offset."""
    store, occurred_at = sold_at
    place = place_of(book, store, datetime.fromisoformat(occurred_at), sale["currency"])
    names = {line["line_id"]: line["name"] for line in sale["lines"]}
    found = []
    for line in sold_lines(sale):
        for earning in earnings(book, place, line, roles) if line.guides else ():
            found.append(_moved(earning, line, sale["sale_id"], occurred_at, names[line.line_id]))
    return found


def _moved(earning: Earning, line: SoldLine, sale_id: str, occurred_at: str, name: str) -> Moved:
    return Moved(
        transfer=f"settlement/sale/{sale_id}",
        sale_id=sale_id,
        line_id=line.line_id,
        sku=line.sku,
        name=name,
        brand=line.brand,
        quantity=str(line.quantity),
        occurred_at=occurred_at,
        staff_id=earning.staff_id,
        rule_id=earning.rule_id,
        amount_minor=earning.amount_minor,
        points=earning.points,
        next_day=earning.next_day,
        payer=earning.payer,
    )


def taken_by_return(
    earned: Sequence[Moved], sale: Document, body: Document, earlier: Sequence[Document], returned_at: tuple[str, str]
) -> list[Moved]:
    """What a return takes of what its sale earned, after the `earlier` ones. `returned_at`: store, and time."""
    store, occurred_at = returned_at
    bought = {line["line_id"]: line["quantity"] for line in sale["lines"]}
    more = {line["line_id"]: line["quantity"] for line in body["lines"]}
    before: dict[str, int] = {}
    for each in earlier:
        for line in each["lines"]:
            before[line["line_id"]] = before.get(line["line_id"], 0) + stock_thousandths(line["quantity"])
    found = []
    for moved in earned:
        if moved.line_id not in more:
            continue
        back = (bought[moved.line_id], before.get(moved.line_id, 0), stock_thousandths(more[moved.line_id]))
        amount, points = taken_back(moved.amount_minor, *back), taken_back(moved.points, *back)
        if amount or points:
            found.append(
                replace(
                    moved,
                    transfer=f"settlement/return/{store}/{body['return_id']}",
                    quantity=str(more[moved.line_id]),
                    occurred_at=occurred_at,
                    amount_minor=-amount,
                    points=-points,
                )
            )
    return found
