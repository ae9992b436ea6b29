"""What this till may still give: the `allowances` of the pricing input, and what a sale takes of leases.

Source: docs/spec/line.md, section 7; docs/spec/offline.md, section 4; docs/spec/benefits.md, sections 2 and 3.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pos_client.application.holds import CounterHolds
from retail.leases import Lease, LeaseUse, taken_from
from retail.member import Member
from retail.ports import BenefitUses, Leases, ReferenceData
from retail.reservation import ReservationRequest

if TYPE_CHECKING:
    from retail.pricing import Pricing

Document = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class HeldLeases:
    """The leases that one basket may use now: by coupon id, of the member's points, and by offer id."""

    coupons: Mapping[str, Lease]
    points: tuple[Lease, ...]
    budgets: Mapping[str, tuple[Lease, ...]]

    def ids(self) -> set[str]:
        every = (*self.coupons.values(), *self.points, *(lease for block in self.budgets.values() for lease in block))
        return {lease.lease_id for lease in every}


NO_LEASES = HeldLeases({}, (), {})


@dataclass(frozen=True, slots=True)
class LimitState:
    """A limit of use without a connection: `used` of `limit` by sales that the ledger does not know yet."""

    offer_id: str  # empty: points
    used: int
    limit: int


@dataclass(frozen=True, slots=True)
class OfflineReport:
    """What is possible without a connection now. Points and budgets are (left, granted) over their leases."""

    coupons_leased: int
    members_with_points: int
    points: tuple[int, int]
    budgets: Mapping[str, tuple[int, int]]
    limits: tuple[LimitState, ...]
    refused: int
    soonest_end_ms: int | None
    facts_max_age_seconds: int | None


class Allowances:
    """Asked at each pricing, so it asks the store only by index."""

    def __init__(self, leases: Leases, uses: BenefitUses, reference: ReferenceData, holds: CounterHolds) -> None:
        self._leases = leases
        self._uses = uses
        self._reference = reference
        self.holds = holds
        self.facts_max_age_seconds: int | None = None
        self.reference_changed()

    def reference_changed(self) -> None:
        seconds = self._reference.settings().get("offline", {}).get("facts_max_age_seconds")
        self.facts_max_age_seconds = seconds if type(seconds) is int else None

    def are_too_old(self, member: Member, now: datetime) -> bool:
        """Whether tiers and plans are older than the group lets them count without a connection."""
        if self.facts_max_age_seconds is None:
            return False
        try:
            age = now - datetime.fromisoformat(member.as_of)
        except (ValueError, TypeError):
            return True
        return age.total_seconds() > self.facts_max_age_seconds

    def spent(self, coupon_ids: Iterable[str]) -> set[str]:
        """Those of the coupons that this till has used, or that a basket uses whose payment is not known yet."""
        waiting = {coupon_id for basket in self.holds.waiting.values() for coupon_id in basket.coupons}
        return {coupon_id for coupon_id in coupon_ids if coupon_id in waiting or self._uses.is_spent(coupon_id)}

    def points_spent(self, one_id: str) -> int:
        """Points of this member that went into sales which the ledger has not acknowledged, or may any moment."""
        waiting = sum(basket.points for basket in self.holds.waiting.values() if basket.one_id == one_id)
        return self._uses.points_of_member(one_id) + waiting

    def held(self, one_id: str | None, coupon_ids: Collection[str], program: str | None) -> HeldLeases:
        """The leases that a basket of this member, or of nobody, may use now."""
        own = [] if one_id is None else list(self._leases.of_member(one_id))
        found = {lease.coupon_id for lease in own if lease.kind == "coupon"}
        for coupon_id in coupon_ids:
            if coupon_id not in found:
                own += self._leases.of_coupon(coupon_id)
        usable = [lease for lease in map(self._less_waiting, own) if self._is_usable(lease)]
        budgets: dict[str, list[Lease]] = {}
        for lease in map(self._less_waiting, self._leases.of_budgets()):
            if lease.offer_id is not None and self._is_usable(lease):
                budgets.setdefault(lease.offer_id, []).append(lease)
        return HeldLeases(
            coupons={
                lease.coupon_id: lease
                for lease in usable
                if lease.kind == "coupon" and lease.coupon_id is not None and lease.coupon_id in coupon_ids
            },
            points=tuple(lease for lease in usable if lease.kind == "points" and lease.program == program),
            budgets={offer_id: tuple(blocks) for offer_id, blocks in budgets.items()},
        )

    def _less_waiting(self, lease: Lease) -> Lease:
        taken = self.holds.waits_for(lease.lease_id) if self.holds.waiting else 0
        return replace(lease, used=lease.used + taken) if taken else lease

    def _is_usable(self, lease: Lease) -> bool:
        # What the ledger wants back, the basket that needed it before may still use.
        wanted_back = lease.recalled and lease.lease_id not in self.holds.needed
        return not lease.has_ended and not wanted_back and lease.left > 0

    def document(
        self,
        offers: Sequence[Document],
        held: HeldLeases,
        *,
        member: Member | None,
        points_rule: Document | None,
        day: str,
    ) -> dict[str, Any]:
        """The `allowances` for these offers. `day` is `YYYY-MM-DD` in the till's own time."""
        one_id = None if member is None else member.one_id
        whole = {offer["id"] for offer in offers if offer["source"] != "coupon" and offer["id"] in held.budgets}
        used = {}
        for offer in offers:
            if member is not None and offer_limits(offer):
                counted = member.uses.get(offer["id"])
                used[offer["id"]] = {
                    "member": (counted.member if counted else 0) + self._uses.of_member(offer["id"], member.one_id),
                    "member_day": (counted.on_day(day) if counted else 0)
                    + self._uses.of_member_on(offer["id"], member.one_id, day),
                }
        return {
            "leases": sorted({*held.coupons, *whole}),
            "caps": {offer["id"]: self.cap_of(offer, one_id) for offer in offers if policy_of(offer) == "capped"},
            "budgets": {
                offer["id"]: sum(lease.left for lease in held.budgets.get(offer["id"], ()))
                for offer in offers
                if (offer.get("limits") or {}).get("budgeted")
            },
            "points": self._points(points_rule, held, one_id),
            "used": used,
        }

    def cap_of(self, offer: Document, one_id: str | None) -> int:
        """Uses that are left of a capped offer for this member at this till; at least 0."""
        limits = offer["offline"]
        per_member, per_till = limits.get("per_member") or 0, limits.get("per_till") or 0
        mine = 0 if one_id is None else self._uses.of_member(offer["id"], one_id)
        return max(0, min(per_member - mine, per_till - self._uses.of_till(offer["id"], per_till)))

    def _points(self, rule: Document | None, held: HeldLeases, one_id: str | None) -> int:
        if rule is None or one_id is None:
            return 0
        match policy_of(rule):
            case "leased":
                return sum(lease.left for lease in held.points)
            case "capped":
                limits = rule["offline"]
                per_member, per_till = limits.get("per_member") or 0, limits.get("per_till") or 0
                mine = self._uses.points_of_member(one_id)
                return max(0, min(per_member - mine, per_till - self._uses.points_of_till(per_till)))
            case _:
                return 0

    def report(self, offers: Sequence[Document], points_rule: Document | None) -> OfflineReport:
        """What is possible without a connection now, for the page that shows it."""
        leases = [lease for lease in self._leases.all() if not lease.has_ended and not lease.recalled]
        coupons = [lease for lease in leases if lease.kind == "coupon"]
        points = [lease for lease in leases if lease.kind == "points"]
        budgets: dict[str, tuple[int, int]] = {}
        for lease in leases:
            if lease.kind == "budget" and lease.offer_id is not None:
                left, granted = budgets.get(lease.offer_id, (0, 0))
                budgets[lease.offer_id] = (left + lease.left, granted + lease.amount)
        limits = []
        for offer in offers:
            if policy_of(offer) == "capped":
                per_till = offer["offline"].get("per_till") or 0
                limits.append(LimitState(offer["id"], self._uses.of_till(offer["id"], per_till), per_till))
        if points_rule is not None and policy_of(points_rule) == "capped":
            per_till = points_rule["offline"].get("per_till") or 0
            limits.append(LimitState("", self._uses.points_of_till(per_till), per_till))
        return OfflineReport(
            coupons_leased=sum(lease.left for lease in coupons),
            members_with_points=len({lease.one_id for lease in points if lease.left}),
            points=(sum(lease.left for lease in points), sum(lease.amount for lease in points)),
            budgets=budgets,
            limits=tuple(limits),
            refused=sum(policy_of(offer) == "refused" for offer in offers),
            soonest_end_ms=min((lease.remaining_ms for lease in leases if lease.left), default=None),
            facts_max_age_seconds=self.facts_max_age_seconds,
        )


def policy_of(document: Document) -> str:
    """The policy of an offer or a points rule without a connection."""
    return str((document.get("offline") or {}).get("policy", "allowed"))


def offer_limits(offer: Document) -> Document:
    """The limits by member that an offer names; empty: none."""
    limits = offer.get("limits") or {}
    return {name: limits[name] for name in ("per_member", "per_member_day") if limits.get(name) is not None}


def leases_taken(pricing: Pricing, held: HeldLeases) -> tuple[LeaseUse, ...]:
    """What this price takes of leases: they go first, also with a connection. Each lease stands once."""
    coupons = [held.coupons.get(item.coupon) for item in pricing.applied if item.coupon is not None]
    uses = [LeaseUse(lease.lease_id, 1) for lease in coupons if lease is not None]
    uses += taken_from(held.points, pricing.points_used)
    spent: Counter[str] = Counter()
    for item in pricing.applied:
        spent[item.offer] += item.saving
    for gift in pricing.gifts:
        spent[gift.offer] += gift.worth * gift.quantity
    for offer_id, amount in spent.items():
        uses += taken_from(held.budgets.get(offer_id, ()), amount)
    return tuple(uses)


def reservation_needed(
    reservation_id: str, pricing: Pricing, document: Document, held: HeldLeases, program: str | None
) -> ReservationRequest:
    """What of this price only the ledger can promise: what goes beyond this till's own leases."""
    one_id = None if document["member"] is None else str(document["member"]["one_id"])
    limited = {offer["id"] for offer in document["offers"] if offer_limits(offer)}
    points = pricing.points_used - sum(use.amount for use in taken_from(held.points, pricing.points_used))
    return ReservationRequest(
        reservation_id,
        one_id,
        coupons=tuple(
            item.coupon for item in pricing.applied if item.coupon is not None and item.coupon not in held.coupons
        ),
        points=(program, points) if points > 0 and program is not None else None,
        offers=Counter(item.offer for item in pricing.applied if item.offer in limited and one_id is not None),
    )
