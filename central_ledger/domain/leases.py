"""Leases: what of a member's or a campaign's one till may use without asking. No storage, no clock.

Source: docs/spec/offline.md, section 4, and docs/spec/line.md, section 7. A lease is `active`, then perhaps `recalled`
(its till was asked to give it back), and ends `closed` (given back, or used up and over) or `written_off` (a person
took the risk). What is live stays reserved, also past its end: the till's journal may still show a use.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

LeaseKind = Literal["coupon", "points", "budget"]
LeaseStatus = Literal["active", "recalled", "closed", "written_off"]
LIVE: tuple[LeaseStatus, ...] = ("active", "recalled")


@dataclass(frozen=True, slots=True)
class Lease:
    """One lease. `amount` and `used`: 1 coupon, points of `program`, or minor units of `currency`.

    `holder` is whose it was: the member, the coupon itself (`coupon:<id>`), or the budget (`offer:<id>`). Times are ISO
    8601, UTC. `closed_by` and `closed_why` say who ended it and why: a till's reason, or a person's.
    """

    holder: str
    lease_id: str
    kind: LeaseKind
    store: str
    till: str
    coupon_id: str | None
    one_id: str | None
    offer_id: str | None
    program: str | None
    currency: str | None
    amount: int
    used: int
    status: LeaseStatus
    granted_at: str
    expires_at: str
    closed_at: str | None = None
    closed_by: str | None = None
    closed_why: str | None = None

    @property
    def is_live(self) -> bool:
        return self.status in LIVE

    @property
    def left(self) -> int:
        """What is reserved by it: nothing once it has ended."""
        return self.amount - self.used if self.is_live else 0

    @property
    def scope(self) -> str:
        return till_scope(self.store, self.till)


def till_scope(store: str, till: str) -> str:
    """The scope of a feed that only one till gets."""
    return f"{store}/{till}"


def budget_holder(offer_id: str) -> str:
    """Where an offer's budget lives."""
    return f"offer:{offer_id}"


def lease_id_of(*parts: str | int) -> str:
    """A name for a new lease. With the moment in `parts` it is new also after the restore of a ledger."""
    return hashlib.sha256("\x1f".join(map(str, ("lease", *parts))).encode()).hexdigest()[:16]
