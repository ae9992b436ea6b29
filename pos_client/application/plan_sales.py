"""Paid memberships in a basket: one piece of each, for the member who stands there. docs/spec/line.md, section 16."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from pos_client.application.checkout_state import CheckoutState
from pos_client.errors import Refused
from retail.plans import PlanRules, PlanSold


def plans_in(rules: PlanRules, state: CheckoutState) -> tuple[PlanSold, ...]:
    """The lines that are plans. Raises Refused `plan_needs_member` or `plan_one_piece`: before any money is taken."""
    found: list[PlanSold] = []
    for line in state.basket.lines:
        sold = rules.goods.get(line.product.sku)
        if sold is None:
            continue
        plan, days = sold
        if state.member is None:
            raise Refused("plan_needs_member", name=line.product.name)
        if line.quantity.to_contract() != 1 or any(other.plan == plan for other in found):
            raise Refused("plan_one_piece", name=line.product.name)
        found.append(PlanSold(line.line_id, plan, days))
    return tuple(found)


def refuse_late(
    rules: PlanRules, sale: Mapping[str, Any], line_ids: Collection[str], sold_at: str, now: datetime
) -> None:
    """Raises Refused `plan_refund_late` for a plan that was sold too long ago to be given back."""
    plans = [sold for sold in sale.get("plans", ()) if sold["line_id"] in line_ids]
    if plans and now - datetime.fromisoformat(sold_at) > timedelta(days=rules.refund_days):
        raise Refused("plan_refund_late", days=rules.refund_days)
