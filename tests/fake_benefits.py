"""The till's own doings with benefits, behind their ports, for tests that need no disk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from retail.leases import Lease
from retail.ports import Entitlement, StoredCoupon
from tests.fakes import FakeMembers


class FakeOwnBenefits:
    """The till's own doings over the rows that a test gives."""

    def __init__(self, entitlements: Sequence[Entitlement] = (), members: FakeMembers | None = None) -> None:
        self.rows = list(entitlements)
        self.members = members
        self.uses: dict[str, str] = {}
        self.reported: set[tuple[str, int]] = set()

    def entitlements_of(self, one_id: str) -> Sequence[Entitlement]:
        own = list(self.uses.values())
        return [replace(e, used=e.used + own.count(e.entitlement_id)) for e in self.rows if e.one_id == one_id]

    def is_reported(self, offer_id: str, version: int) -> bool:
        return (offer_id, version) in self.reported

    def use_entitlement(self, use_id: str, entitlement_id: str) -> None:
        self.uses[use_id] = entitlement_id

    def undo_entitlement(self, use_id: str) -> None:
        self.uses.pop(use_id)

    def swap_coupon(self, old: StoredCoupon, new: StoredCoupon) -> None:
        assert self.members is not None
        kept = [coupon for coupon in self.members.coupons if coupon.coupon_id != old.coupon_id]
        self.members.coupons = [*kept, replace(old, status="used"), new]

    def report_offer(self, offer_id: str, version: int) -> None:
        self.reported.add((offer_id, version))


@dataclass
class FakeLeases:
    """The port Leases, over a list that a test fills."""

    leases: list[Lease] = field(default_factory=list)

    def of_member(self, one_id: str) -> Sequence[Lease]:
        return [lease for lease in self.leases if lease.one_id == one_id]

    def of_coupon(self, coupon_id: str) -> Sequence[Lease]:
        return [lease for lease in self.leases if lease.coupon_id == coupon_id]

    def of_budgets(self) -> Sequence[Lease]:
        return [lease for lease in self.leases if lease.kind == "budget"]

    def all(self) -> Sequence[Lease]:
        return list(self.leases)

    def note_clocks(self) -> None:
        return None


@dataclass
class FakeUses:
    """The port BenefitUses, with counts that a test sets: by offer id, whoever the member is."""

    offers: dict[str, int] = field(default_factory=dict)
    points: int = 0
    spent: set[str] = field(default_factory=set)

    def has_used_rain_check(self, rain_check_id: str) -> bool:
        return rain_check_id in self.spent

    def of_till(self, offer_id: str, most: int) -> int:
        return min(most, self.offers.get(offer_id, 0))

    def of_member(self, offer_id: str, one_id: str) -> int:
        return self.offers.get(offer_id, 0)

    def of_member_on(self, offer_id: str, one_id: str, day: str) -> int:
        return self.offers.get(offer_id, 0)

    def points_of_till(self, most: int) -> int:
        return min(most, self.points)

    def points_of_member(self, one_id: str) -> int:
        return self.points

    def is_spent(self, coupon_id: str) -> bool:
        return coupon_id in self.spent


@dataclass
class FakeReservations:
    """The port OpenReservations."""

    ids: list[str] = field(default_factory=list)

    def add(self, reservation_id: str) -> None:
        self.ids.append(reservation_id)

    def all(self) -> Sequence[str]:
        return list(self.ids)

    def drop(self, reservation_id: str) -> None:
        self.ids.remove(reservation_id)
