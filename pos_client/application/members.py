"""Who the shopper is: by the unified member code, by a card, or by search; and what may be done on each proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pos_client.application.keys import KeyRing
from pos_client.application.till import Desk
from pos_client.errors import Refused
from retail import code as member_code
from retail.code import AcceptedCode
from retail.member import Member
from retail.payment_code import PaymentCode
from retail.ports import Members, ReferenceData, StoredCoupon
from retail.sale import MemberProof
from retail.signed import CodeRefused


@dataclass(frozen=True, slots=True)
class IdentifiedMember:
    """A member at the counter, how we know, and the coupons that the member holds."""

    member: Member
    proof: MemberProof
    coupons: tuple[StoredCoupon, ...]

    @property
    def can_spend(self) -> bool:
        """Coupons and points ask for proof that the member is here: a card's number or a name proves nothing."""
        return self.proof.how == "unified_code"


class MemberDesk:
    """Identifies members. An accepted code is in the replay memory and the journal before anything is shown."""

    def __init__(self, desk: Desk, members: Members, reference: ReferenceData) -> None:
        self._desk = desk
        self._members = members
        self._reference = reference

    def identify_code(self, text: str) -> IdentifiedMember:
        """Raises Refused `code_<reason>`, a reason of docs/spec/member-code.md, section 1."""
        return self.open_code(text)[0]

    def open_code(self, text: str) -> tuple[IdentifiedMember, PaymentCode | None]:
        """The same, and the payment code that may stand in the member's code: to be used soon, and kept nowhere."""
        keys = KeyRing(self._reference.keys())
        with self._desk.unit_of_work() as uow:
            try:
                accepted = member_code.accept(
                    text,
                    now=self._desk.clock.now(),
                    issuers=keys.issuers,
                    revoked_phones=keys.revoked_phones,
                    is_replayed=uow.accepted_codes.contains,
                )
            except CodeRefused as refusal:
                raise Refused(f"code_{refusal.reason}") from refusal
            uow.accepted_codes.add(accepted.cti, accepted.remember_until)
            uow.journal.append(
                "code_accepted",
                {
                    "cti": accepted.cti_hex,
                    "one_id": accepted.one_id,
                    "profile": accepted.profile,
                    "issued_at": accepted.iat,
                    "remember_until": accepted.remember_until,
                },
            )
            uow.commit()
        return self._from_code(accepted), accepted.payment_code

    def identify_card(self, number: str) -> IdentifiedMember:
        """Raises Refused `member_unknown`."""
        return self._from_cache(self._members.by_card(number), "card")

    def linked_card(self, numbers: Sequence[str]) -> str | None:
        """Of some writings of one number that of a member's card; None: it leads to nobody, or to several."""
        return self._members.linked_card(numbers)

    def identify_search(self, one_id: str) -> IdentifiedMember:
        """A member chosen from a list of found ones. Raises Refused `member_unknown`."""
        return self._from_cache(self._members.by_one_id(one_id), "search")

    def identify_found(self, member: Member) -> IdentifiedMember:
        """A member of whom the ledger told just now; the cache has them after the next pull."""
        coupons = tuple(self._members.coupons_of(member.one_id))
        return IdentifiedMember(member, MemberProof("search", member.as_of), coupons)

    def again(self, identified: IdentifiedMember) -> IdentifiedMember:
        """The same member on the same proof, with the facts that have come in since."""
        cached = self._members.by_one_id(identified.member.one_id)
        if cached is None:
            return identified
        if _newer(identified.member.as_of, cached.as_of):
            # The code's claims are newer than the cache in what they name; the rest comes from the cache.
            cached = replace(
                cached, tiers=identified.member.tiers, plans=identified.member.plans, as_of=identified.member.as_of
            )
        stored = {coupon.coupon_id: coupon for coupon in identified.coupons}
        stored |= {coupon.coupon_id: coupon for coupon in self._members.coupons_of(cached.one_id)}
        return replace(identified, member=cached, coupons=tuple(stored.values()))

    def _from_cache(self, member: Member | None, how: Any) -> IdentifiedMember:
        if member is None:
            raise Refused("member_unknown")
        coupons = tuple(self._members.coupons_of(member.one_id))
        return IdentifiedMember(member, MemberProof(how, member.as_of), coupons)

    def _from_code(self, accepted: AcceptedCode) -> IdentifiedMember:
        cached = self._members.by_one_id(accepted.one_id)
        if cached is None:
            member = Member(
                accepted.one_id,
                tiers=dict(accepted.tiers),
                plans=tuple(accepted.plans),
                points=dict(accepted.points),
                cards=dict(accepted.cards),
                as_of=accepted.as_of,
                source="code",
            )
        elif _newer(accepted.as_of, cached.as_of):
            member = replace(
                cached,
                tiers={**cached.tiers, **accepted.tiers},
                plans=tuple(accepted.plans) or cached.plans,
                as_of=accepted.as_of,
            )
        else:
            member = cached
        stored = {
            coupon_id: StoredCoupon(coupon_id, offer_id, accepted.one_id, "available", None)
            for coupon_id, offer_id in accepted.coupons
        }
        # What the cache knows of a coupon (used, expired) goes before what a code of some days ago promised.
        stored |= {coupon.coupon_id: coupon for coupon in self._members.coupons_of(accepted.one_id)}
        proof = MemberProof("unified_code", member.as_of, accepted.cti_hex)
        return IdentifiedMember(member, proof, tuple(stored.values()))


def _newer(one: str, other: str) -> bool:
    return datetime.fromisoformat(one) > datetime.fromisoformat(other)
