"""Leases as they are granted, recalled, renewed, and ended: docs/spec/line.md, section 7.

Every function is called within the caller's transaction and tells the lease's till by its feed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from central_ledger.application.coupon_books import move_coupon
from central_ledger.application.lease_feed import publish_lease
from central_ledger.application.ledger import Ledger
from central_ledger.domain.leases import Lease, LeaseKind, LeaseStatus, lease_id_of
from central_ledger.store.budgets import Budget
from central_ledger.store.leases import CouponHold
from retail.ports import StoredCoupon


class NotWritable(ValueError):
    """A lease that cannot be written off (there is none, it has ended, or its till may still use it)."""


@dataclass(frozen=True, slots=True)
class Term:
    """To which till something is leased, and until when (ISO 8601, UTC)."""

    store: str
    till: str
    expires_at: str


def lease_coupon(ledger: Ledger, holder: str, coupon: StoredCoupon, term: Term) -> Lease | None:
    """Put a coupon into one till's hand. None when somebody else has it."""
    lease = _new(ledger, "coupon", (holder, coupon.coupon_id), 1, term)
    lease = replace(lease, coupon_id=coupon.coupon_id, one_id=coupon.one_id, offer_id=coupon.offer_id)
    hold = CouponHold(holder, coupon.coupon_id, lease.lease_id, term.store, term.till)
    if not ledger.leases.take_coupon(hold, ledger.now()):
        return None
    move_coupon(ledger, holder, coupon.coupon_id, ("available", "leased"), f"leased/{lease.lease_id}")
    return _granted(ledger, lease)


def lease_points(ledger: Ledger, one_id: str, program: str, points: int, term: Term) -> Lease:
    """Give a part of a member's points to one till. The caller knows that they are free."""
    lease = _new(ledger, "points", (one_id, program), points, term)
    return _granted(ledger, replace(lease, one_id=one_id, program=program))


def lease_budget(ledger: Ledger, budget: Budget, amount_minor: int, term: Term) -> Lease:
    """Give a block of an offer's budget to one till. The caller knows that it is free."""
    lease = _new(ledger, "budget", (budget.holder, budget.currency), amount_minor, term)
    return _granted(ledger, replace(lease, offer_id=budget.offer_id, currency=budget.currency))


def recall(ledger: Ledger, leases: Iterable[Lease]) -> None:
    """Ask the tills to give these back."""
    leases = list(leases)
    ledger.database.lock(lease.holder for lease in leases)
    for lease in leases:
        if lease.status == "active":
            _change(ledger, replace(lease, status="recalled"))


def recall_all_of_till(ledger: Ledger, store: str, till: str) -> None:
    """Ask for everything that a till has in hand. It stays reserved until that till's journal shows what became of it,
    or a person writes it off.
    """
    leases = ledger.leases.live_of_till(store, till)
    if leases:
        ledger.database.spans("epoch")
        recall(ledger, leases)


def recall_coupon(ledger: Ledger, holder: str, coupon_id: str) -> None:
    """A coupon that was used elsewhere is of no use to the till that has it in hand."""
    hold = ledger.leases.coupon_in_hand(holder, coupon_id, ledger.now())
    lease = ledger.leases.find(hold.lease_id) if hold is not None and hold.lease_id is not None else None
    if lease is not None:
        recall(ledger, [lease])


def renew(ledger: Ledger, lease: Lease, expires_at: str) -> None:
    """An idle lease goes on."""
    _change(ledger, replace(lease, expires_at=expires_at))


def use(ledger: Ledger, lease: Lease, amount: int) -> Lease:
    """A sale used so much of it: its till knows, and nobody else needs to."""
    used = replace(lease, used=lease.used + amount)
    ledger.leases.change(used)
    return used


def close(ledger: Ledger, lease: Lease, why: str) -> None:
    """Its till gave it back, or all of it was used and it is over: nothing is reserved by it any more."""
    _end(ledger, lease, "closed", f"{lease.store}/{lease.till}", why)


def write_off(ledger: Ledger, lease_id: str, owner: str, why: str) -> Lease:
    """A person takes the risk that the till used it after all. Raises NotWritable.

    Only past its end, or when the till was revoked: before that an honest till goes on using it.
    """
    with ledger.database.transaction():
        lease = ledger.leases.find(lease_id)
        if lease is None or not lease.is_live:
            how = "there is no such lease" if lease is None else f"it is {lease.status} already"
            raise NotWritable(f"lease {lease_id}: {how}")
        till = ledger.journals.till(lease.store, lease.till)
        is_revoked = till is None or till.revoked_at is not None
        if not is_revoked and lease.expires_at > ledger.now():
            raise NotWritable(
                f"lease {lease_id}: {lease.store}/{lease.till} may use it until {lease.expires_at}. Wait for that, "
                "or revoke the till"
            )
        return _end(ledger, lease, "written_off", owner, why)


def instant(moment: datetime) -> str:
    """As `Ledger.now` writes times: texts of this form sort by time."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def _new(ledger: Ledger, kind: LeaseKind, thing: tuple[str, str], amount: int, term: Term) -> Lease:
    """`thing`: the holder, and what it is of theirs."""
    now, number = ledger.now(), ledger.leases.count(thing[0])
    return Lease(
        holder=thing[0],
        lease_id=lease_id_of(kind, *thing, term.store, term.till, now, number),
        kind=kind,
        store=term.store,
        till=term.till,
        coupon_id=None,
        one_id=None,
        offer_id=None,
        program=None,
        currency=None,
        amount=amount,
        used=0,
        status="active",
        granted_at=now,
        expires_at=term.expires_at,
    )


def _granted(ledger: Ledger, lease: Lease) -> Lease:
    ledger.leases.add(lease)
    publish_lease(ledger, lease)
    return lease


def _change(ledger: Ledger, lease: Lease) -> None:
    ledger.leases.change(lease)
    publish_lease(ledger, lease)


def _end(ledger: Ledger, lease: Lease, status: LeaseStatus, by: str, why: str) -> Lease:
    ended = replace(lease, status=status, closed_at=ledger.now(), closed_by=by, closed_why=why)
    if lease.coupon_id is not None:
        ledger.leases.end_lease_of_coupon(lease)
        move_coupon(ledger, lease.holder, lease.coupon_id, ("leased", "available"), f"lease_ended/{lease.lease_id}")
    _change(ledger, ended)
    return ended
