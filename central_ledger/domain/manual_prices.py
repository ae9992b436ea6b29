"""Manual prices in a sale: what they took off the list price, and whether somebody might allow that.

Source: docs/spec/line.md, section 9.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from central_ledger.domain.bodies import SaleBody, SaleLine
from retail.basket import Quantity
from retail.limits import Limits
from retail.overrides import Cut, exceeds
from retail.permissions import allows


@dataclass(frozen=True, slots=True)
class Unapproved:
    """What was given without anybody's right to it. `amount` in minor units; `detail` is JSON."""

    amount: int
    detail: Mapping[str, Any]


def quantity_of(line: SaleLine) -> Quantity:
    """Raises ValueError for what is no quantity."""
    if isinstance(line.quantity, str):
        return Quantity.weight(line.quantity)
    return Quantity.units(line.quantity)


def manual_discount(line: SaleLine) -> int:
    """What the manual price took off the line, in minor units. Raises ValueError for what is no quantity."""
    if line.override is None:
        return 0
    return quantity_of(line).of_price(line.override.list_price_minor) - line.gross_minor


def unapproved(sale: SaleBody, limits: Limits, roles: Mapping[str, tuple[str, ...]]) -> Unapproved | None:
    """What of a sale's manual prices and typed goods nobody with the right has allowed, or None.

    `limits` and `roles` (by staff id) are the store's, as the ledger holds them now. An approver counts when the ledger
    knows them as one who may; so does a cashier with the right of their own.
    """

    def may(permission: str, *staff: str | None) -> bool:
        return any(allows(roles.get(one, ()), permission) for one in staff if one is not None)

    cuts: list[Cut] = []
    found: list[dict[str, Any]] = []
    for line in sale.lines:
        over = line.override
        if over is not None and not may("price_override_above", over.approved_by, over.by):
            if may("price_override", over.by, over.approved_by):
                cuts.append(Cut(over.list_price_minor, line.unit_price_minor, quantity_of(line), over.of_basket))
            else:
                found.append(_named(line, over.by, over.approved_by, manual_discount(line)))
        unknown = line.unknown
        if unknown is not None and not may("sell_unknown_goods", unknown.approved_by, unknown.by):
            found.append(_named(line, unknown.by, unknown.approved_by, 0) | {"scanned": unknown.scanned})
    amount = sum(line["off_minor"] for line in found)
    if exceeds(cuts, limits):
        own = sum(cut.off_minor for cut in cuts)
        amount += own
        found.append({"beyond_limits": True, "off_minor": own})
    if not found:
        return None
    judged_by = {"override_bps": limits.override_bps, "override_minor": limits.override_minor}
    return Unapproved(amount, {"lines": found, "limits": judged_by})


def _named(line: SaleLine, by: str, approved_by: str | None, off_minor: int) -> dict[str, Any]:
    return {"line_id": line.line_id, "sku": line.sku, "by": by, "approved_by": approved_by, "off_minor": off_minor}
