"""Coupons that a guide gives the member on the basket, from the month's budget. Only with a connection.

Source: docs/spec/line.md, "Coupons of guides". What the till knows says whether the member has one that is like it;
the ledger decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pos_client.application.basket_guides import GUIDE_ROLE
from pos_client.application.members import IdentifiedMember
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk
from pos_client.errors import Refused
from retail.guide_coupons import Given, GuideOffer, guide_offers_of, is_similar
from retail.ports import ReferenceData

#: What the ledger says no with, and the words for it; what is new to this till is said as it came.
_REFUSALS = {
    "not_offered": "gift_not_offered",
    "not_a_guide": "gift_not_a_guide",
    "unknown": "member_unknown",
    "member_has": "gift_member_has",
    "budget_spent": "gift_budget_spent",
}


@dataclass(frozen=True, slots=True)
class GiftAsk:
    """What the ledger is asked: the id is the till's, so that the same question again is the same coupon."""

    gift_id: str
    one_id: str
    offer_id: str
    staff_id: str
    all_the_same: bool = False


class GuideCouponDesk:
    def __init__(self, desk: Desk, staff: StaffDesk, reference: ReferenceData) -> None:
        self._desk = desk
        self._staff = staff
        self._reference = reference
        self._asked: dict[tuple[str, str, str], str] = {}  # questions without an answer yet: their ids are used again

    def offered(self) -> Sequence[GuideOffer]:
        """What guides may give here, as far as this till has the offers."""
        known = {record.offer_id for record in self._reference.offers()}
        return [offer for offer in guide_offers_of(self._reference.settings()) if offer.offer_id in known]

    def similar(self, identified: IdentifiedMember, offer_id: str) -> Sequence[str]:
        """Offers of the member's coupons that may be used and are like this one, each once."""
        documents = {record.offer_id: record.document for record in self._reference.offers()}
        wanted = documents.get(offer_id)
        if wanted is None:
            return ()
        held = [coupon.offer_id for coupon in identified.coupons if coupon.status == "available"]
        return [other for other in dict.fromkeys(held) if other in documents and is_similar(wanted, documents[other])]

    def ask(self, identified: IdentifiedMember | None, offer_id: str, *, all_the_same: bool) -> GiftAsk:
        """Raises Refused `gift_needs_member`, `gift_not_a_guide`, `gift_not_offered` or `gift_needs_connection`."""
        staff = self._staff.require("sell")
        if identified is None:
            raise Refused("gift_needs_member")
        if GUIDE_ROLE not in staff.roles:
            raise Refused("gift_not_a_guide")
        if all(offer.offer_id != offer_id for offer in self.offered()):
            raise Refused("gift_not_offered")
        if not self._desk.is_online():
            raise Refused("gift_needs_connection")
        one_id = identified.member.one_id
        gift_id = self._asked.setdefault((one_id, offer_id, staff.staff_id), self._desk.ids.new())
        return GiftAsk(gift_id, one_id, offer_id, staff.staff_id, all_the_same)

    def answered(self, ask: GiftAsk, given: Given) -> Given:
        """The ledger's word. Raises Refused `gift_…` for a no; `similar` is none: it may be asked for all the same."""
        if given.code == "similar":
            return given
        self._asked.pop((ask.one_id, ask.offer_id, ask.staff_id), None)
        if given.code:
            raise Refused(_REFUSALS.get(given.code, "gift_refused"), why=given.code)
        return given
