"""Who shares in the lines of a basket that name nobody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pos_client.application.checkout_state import CheckoutState
from retail.guides import WHOLE_BPS, GuideShare
from retail.ports import StaffMember

GUIDE_ROLE, CASHIER_ROLE = "guide", "cashier"


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


def parked_guides(
    state: CheckoutState, settings: Mapping[str, Any], staff: StaffMember | None
) -> tuple[GuideShare, ...] | None:
    """Who shares in a basket that is set aside, whoever takes it up: as now, and a guide who is no cashier has served
    whom nobody else did. None: as the setting says then.
    """
    found = basket_guides(state, settings, staff)
    if not found and state.guides is None and staff is not None and GUIDE_ROLE in staff.roles:
        found = () if CASHIER_ROLE in staff.roles else (GuideShare(staff.staff_id, WHOLE_BPS),)
    return found or state.guides
