"""Who served the shopper: guides who share in a basket, or in one line of it. Source: docs/spec/line.md, section 6."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pos_client.application.basket_guides import GUIDE_ROLE, basket_guides
from pos_client.application.changes import Changes
from pos_client.application.checkout import Checkout
from pos_client.application.staff import StaffDesk
from pos_client.errors import Refused
from retail.basket import Line
from retail.guides import GUIDES_MAX, GuideShare, shares_of
from retail.ports import ReferenceData, StaffMember


class GuideDesk:
    """Says who guides are, and keeps what is chosen with the basket. A price is never made of it."""

    def __init__(self, staff: StaffDesk, checkout: Checkout, reference: ReferenceData) -> None:
        self._staff = staff
        self._checkout = checkout
        self._reference = reference
        self._known: Sequence[StaffMember] | None = None
        self._settings: Mapping[str, Any] = {}

    def reference_changed(self) -> Changes:
        """New staff or settings may have come in."""
        self._known = None
        return Changes.of("basket")

    def known(self) -> Sequence[StaffMember]:
        """The store's guides, by number, as last pulled."""
        if self._known is None:
            found = (member for member in self._reference.staff() if GUIDE_ROLE in member.roles)
            self._known = sorted(found, key=lambda member: member.staff_id)
            self._settings = self._reference.settings()
        return self._known

    def of_basket(self) -> tuple[GuideShare, ...]:
        self.known()
        return basket_guides(self._checkout.state, self._settings, self._staff.current)

    def of_line(self, line: Line) -> tuple[GuideShare, ...]:
        return self.of_basket() if line.guides is None else line.guides

    def share(self, parts: Mapping[str, int], line_id: str | None = None) -> Changes:
        """These guides share, by their parts, in one line or (None) in all lines that have no guides of their own.

        Nobody: that is what was chosen. Raises Refused `guide_unknown`, `guides_too_many` or `tender_present`.
        """
        self._checkout.refuse_when_paying()
        known = {member.staff_id for member in self.known()}
        if not known >= parts.keys():
            raise Refused("guide_unknown", staff_id=next(iter(parts.keys() - known)))
        if len(parts) > GUIDES_MAX:
            raise Refused("guides_too_many", maximum=GUIDES_MAX)
        return self._set(shares_of(parts), line_id)

    def _set(self, guides: tuple[GuideShare, ...] | None, line_id: str | None) -> Changes:
        if line_id is None:
            return self._checkout.say(guides=guides)
        basket = self._checkout.state.basket
        return self._checkout.change_basket(basket.with_line(replace(basket.line(line_id), guides=guides)))
