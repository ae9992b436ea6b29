"""What sales do to leases, and leases that tills give back: docs/spec/line.md, section 7.

A till's entries come in their order, so what a sale may use does not depend on what other tills have sent meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from central_ledger.application.budgets import settle_budget
from central_ledger.application.leases import close, recall, use
from central_ledger.application.ledger import Ledger
from central_ledger.application.reservations import free_used
from central_ledger.domain.bodies import LeaseReturned
from central_ledger.domain.cases import Case, case_id
from central_ledger.domain.leases import Lease, budget_holder
from central_ledger.domain.sales import MemberEffects
from retail.messages import Entry
from retail.money import round_half_up


@dataclass(slots=True)
class Rights:
    """What a sale had by its leases, and what it took beyond them. Each value of `beyond…` says why.

    `leased` are coupons that it held, `coupons_beyond` coupons that it used without a right. `named` are budgets (offer
    ids) of which it named a block, `budgets_beyond` those with a block that it did not have: minor units and why.
    """

    leased: set[str] = field(default_factory=set)
    coupons_beyond: dict[str, str] = field(default_factory=dict)
    points: int = 0
    points_beyond: int = 0
    points_why: str = "without"
    named: set[str] = field(default_factory=set)
    budgets_beyond: dict[str, tuple[int, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Breach:
    """Something that was taken beyond the leases: in whose file it belongs, its name there, and what it cost."""

    holder: str
    thing: str
    amount_minor: int
    bearer: str | None
    detail: Mapping[str, Any]


def settle_leases(ledger: Ledger, effects: MemberEffects) -> Rights:
    """Take what a sale used from the leases that it names, and end its reservation. Cases are opened for points and
    budgets that it took beyond its leases; for coupons, the caller does it, who knows whose they are.
    """
    if effects.reservation_id is not None:
        free_used(ledger, effects.store, effects.till, effects.reservation_id)
    rights = Rights()
    for lease_id, amount in effects.leases:
        _settle(ledger, effects, rights, lease_id, amount)
    is_cut_off = not effects.online
    for coupon in effects.coupons:
        name = str(coupon.coupon_id)
        if is_cut_off and coupon.policy == "leased" and name not in rights.leased:
            rights.coupons_beyond.setdefault(name, "without")
    if is_cut_off and effects.points_policy == "leased":
        rights.points_beyond = effects.spent - rights.points
    rights.points_beyond = max(0, min(rights.points_beyond, effects.spent))
    if rights.points_beyond and effects.one_id is not None:
        minor = round_half_up(effects.spent_minor * rights.points_beyond, effects.spent)
        detail = {"program": effects.spent_program, "points": rights.points_beyond, "what": rights.points_why}
        thing = f"points/{effects.spent_program}"
        lease_case(ledger, effects, Breach(effects.one_id, thing, minor, effects.points_bearer, detail))
    for budgeted in (offer_use for offer_use in effects.uses if offer_use.is_budgeted and offer_use.amount_minor):
        minor, why = rights.budgets_beyond.get(budgeted.offer_id, (0, ""))
        if budgeted.offer_id not in rights.named:
            minor, why = budgeted.amount_minor, "without"
        if minor:
            holder, detail = budget_holder(budgeted.offer_id), {"offer_id": budgeted.offer_id, "what": why}
            lease_case(ledger, effects, Breach(holder, holder, minor, budgeted.bearers, detail))
    return rights


def _settle(ledger: Ledger, effects: MemberEffects, rights: Rights, lease_id: str, amount: int) -> None:
    lease = ledger.leases.find(lease_id)
    if lease is None or (lease.store, lease.till) != (effects.store, effects.till) or not _fits(lease, effects):
        why = "unknown" if lease is None else "not_of_this_sale"
        detail = {"lease_id": lease_id, "what": why, "named": amount}
        lease_case(ledger, effects, Breach(effects.store, lease_id, 0, None, detail))
        return
    lawful = min(amount, lease.left)
    beyond = amount - lawful
    why = "beyond" if lease.is_live else "returned" if lease.status == "closed" else "written_off"
    if lawful:
        use(ledger, lease, lawful)
    if lease.coupon_id is not None:
        if lawful:
            rights.leased.add(lease.coupon_id)
        else:
            rights.coupons_beyond[lease.coupon_id] = why
    elif lease.program is not None:
        rights.points += lawful
        rights.points_beyond += beyond
        rights.points_why = why if beyond else rights.points_why
    elif lease.offer_id is not None:
        rights.named.add(lease.offer_id)
        if beyond:
            before = rights.budgets_beyond.get(lease.offer_id, (0, why))[0]
            rights.budgets_beyond[lease.offer_id] = (before + beyond, why)


def _fits(lease: Lease, effects: MemberEffects) -> bool:
    """Whether a sale has anything that this lease could be for."""
    if lease.kind == "coupon":
        is_theirs = lease.one_id in (None, effects.one_id)
        return is_theirs and any(coupon.coupon_id == lease.coupon_id for coupon in effects.coupons)
    if lease.kind == "points":
        return lease.one_id == effects.one_id and lease.program == effects.spent_program and effects.spent > 0
    return lease.currency == effects.currency and any(
        offer_use.is_budgeted and offer_use.offer_id == lease.offer_id for offer_use in effects.uses
    )


def take_back(ledger: Ledger, entry: Entry, body: LeaseReturned) -> tuple[str, ...]:
    """A till gives a lease back. What it says of it must be what its sales said. No row of a member changes."""
    lease = ledger.leases.find(body.lease_id)
    what = None
    if lease is None:
        # A restored ledger has forgotten what it leased since its backup: nothing is at stake where nothing was used.
        what = "unknown" if body.used else None
    elif (lease.store, lease.till) != (entry.store, entry.till):
        what = "not_of_this_till"
    elif lease.is_live:
        if (body.used, body.left) != (lease.used, lease.left) and not _has_gone_on_anew(ledger, entry, lease):
            what = "counts_differ"
        close(ledger, lease, body.reason)
        settle_budget(ledger, lease)
    # Given back twice: the till was restored from a backup, and says again what is done already.
    if what is None:
        return ()
    detail = {"lease_id": body.lease_id, "what": what, "used": body.used, "left": body.left}
    if lease is not None:
        detail |= {"amount": lease.amount, "used_by_sales": lease.used}
    case = Case(
        holder=entry.store,
        case_id=case_id("lease_exceeded", body.lease_id, entry.store, entry.till, entry.epoch, entry.seq),
        kind="lease_exceeded",
        store=entry.store,
        till=entry.till,
        one_id=lease.one_id if lease is not None else None,
        detail=detail,
        opened_at=ledger.now(),
    )
    ledger.cases.put(case)
    return ()


def _has_gone_on_anew(ledger: Ledger, entry: Entry, lease: Lease) -> bool:
    """Whether the till's journal went on in a new epoch since this was leased: its disk may be one of before, which
    does not know what was used. The sales do, and what was lost of those is a case of the stream.
    """
    opened_at = ledger.journals.received_at(entry.store, entry.till, entry.epoch, 1)
    if opened_at is not None and opened_at < lease.granted_at:
        return False
    return any(epoch.epoch != entry.epoch for epoch in ledger.journals.epochs(entry.store, entry.till))


def recall_what_is_gone(ledger: Ledger, one_id: str, program: str) -> None:
    """When less is left of a member's points than is leased, ask for the leases."""
    balance = ledger.members.balance(one_id, program).points
    if ledger.leases.points_left(one_id, program) > balance:
        live = ledger.leases.live_of(one_id)
        recall(ledger, [lease for lease in live if lease.kind == "points" and lease.program == program])


def lease_case(ledger: Ledger, effects: MemberEffects, breach: Breach) -> Case:
    """The case of something that a sale took beyond its leases, stored."""
    case = Case(
        holder=breach.holder,
        case_id=case_id("lease_exceeded", breach.thing, effects.store, effects.sale_id),
        kind="lease_exceeded",
        store=effects.store,
        till=effects.till,
        sale_id=effects.sale_id,
        one_id=effects.one_id,
        unit=effects.currency,
        amount=breach.amount_minor,
        bearer=breach.bearer,
        detail=breach.detail,
        opened_at=ledger.now(),
    )
    ledger.cases.put(case)
    return case
