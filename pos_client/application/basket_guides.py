"""Who shares in the lines of a basket that name nobody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pos_client.application.checkout_state import CheckoutState
from retail.guides import WHOLE_BPS, GuideShare
from retail.ports import StaffMember

GUIDE_ROLE = "guide"


def basket_guides(
    state: CheckoutState, settings: Mapping[str, Any], cashier: StaffMember | None
) -> tuple[GuideShare, ...]:
    """Who shares in the lines that name nobody: what was chosen for the basket, else what the store's setting says."""
    if state.guides is not None:
        return state.guides
    by_cashier = (settings.get("baskets") or {}).get("default_guide") == "cashier"
    if by_cashier and cashier is not None and GUIDE_ROLE in cashier.roles:
        return (GuideShare(cashier.staff_id, WHOLE_BPS),)
    return ()
