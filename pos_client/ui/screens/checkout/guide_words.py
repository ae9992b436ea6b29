"""Guides and their shares in words."""

from __future__ import annotations

from pos_client.ui.screens.checkout.use_cases import CheckoutUseCases
from retail.guides import GuideShare


def percent(bps: int) -> str:
    """6667 as `66.67%`, 5000 as `50%`."""
    return f"{bps / 100:.2f}".rstrip("0").rstrip(".") + "%"


def guides_text(use: CheckoutUseCases, guides: tuple[GuideShare, ...]) -> str:
    """Names, with their shares when there are several."""
    names = {member.staff_id: member.name for member in use.guiding.known()}
    if len(guides) == 1:
        return names.get(guides[0].staff_id, guides[0].staff_id)
    return " · ".join(f"{names.get(share.staff_id, share.staff_id)} {percent(share.bps)}" for share in guides)
