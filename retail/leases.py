"""What the ledger set aside for one till: coupons, points, blocks of budgets. Source: docs/spec/line.md, section 7."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

LeaseKind = Literal["coupon", "points", "budget"]
LEASE_KINDS: tuple[LeaseKind, ...] = ("coupon", "points", "budget")
ReturnReason = Literal["expired", "recalled", "asked"]


@dataclass(frozen=True, slots=True)
class Lease:
    """One lease as this till holds it.

    `amount` is 1 for a coupon, else points or minor units; `used` of it went into sales of this till. `remaining_ms` is
    the time that it still holds, by the till's monotonic clock: 0 or less, it has ended. `recalled`: the ledger wants
    it back.
    """

    lease_id: str
    kind: LeaseKind
    coupon_id: str | None
    one_id: str | None
    offer_id: str | None
    program: str | None
    amount: int
    used: int
    remaining_ms: int
    recalled: bool = False

    @property
    def left(self) -> int:
        return max(0, self.amount - self.used)

    @property
    def has_ended(self) -> bool:
        return self.remaining_ms <= 0


@dataclass(frozen=True, slots=True)
class LeaseUse:
    """What one sale takes of a lease."""

    lease_id: str
    amount: int


def taken_from(leases: Iterable[Lease], amount: int) -> list[LeaseUse]:
    """An amount taken from leases in their order, as far as they have it."""
    uses = []
    for lease in leases:
        part = min(lease.left, amount)
        if part > 0:
            uses.append(LeaseUse(lease.lease_id, part))
            amount -= part
    return uses
