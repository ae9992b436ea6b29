"""What must hold of leases, coupons in hand, limits and budgets at all times: docs/spec/offline.md, section 4."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from central_ledger.application.budgets import free_minor
from central_ledger.application.ledger import Ledger
from central_ledger.application.offer_limits import limit_case_id
from central_ledger.domain import accounts
from central_ledger.domain.cases import case_id
from central_ledger.domain.leases import LIVE


def lease_problems(ledger: Ledger) -> Iterator[dict[str, Any]]:
    """Everything that does not hold; each names what, and of what."""
    yield from _leases(ledger)
    yield from _uncovered(ledger)
    yield from _budgets(ledger)


def _leases(ledger: Ledger) -> Iterator[dict[str, Any]]:
    in_hand: dict[tuple[str, str], str] = {}
    points: dict[tuple[str, str], int] = {}
    for lease in ledger.leases.all(live_only=False):
        has_end = lease.closed_at is not None and lease.closed_by is not None
        is_sound = 0 <= lease.used <= lease.amount and lease.status in (*LIVE, "closed", "written_off")
        if not is_sound or has_end == lease.is_live:
            yield {"what": "lease_unsound", "lease": lease.lease_id}
        if not lease.is_live:
            continue
        if lease.coupon_id is not None:
            other = in_hand.setdefault((lease.holder, lease.coupon_id), lease.lease_id)
            hold = ledger.leases.coupon_in_hand(lease.holder, lease.coupon_id, ledger.now())
            if other != lease.lease_id or hold is None or hold.lease_id != lease.lease_id:
                yield {"what": "coupon_in_two_hands", "coupon": lease.coupon_id, "lease": lease.lease_id}
        elif lease.program is not None and lease.status == "active":
            # One that was asked for stays reserved: it is more than there is only because a sale took the rest.
            key = (lease.holder, lease.program)
            points[key] = points.get(key, 0) + lease.left
    for (one_id, program), leased in points.items():
        balance = ledger.members.balance(one_id, program).points
        if leased > max(0, balance):
            yield {"what": "points_leased_beyond_balance", "one_id": one_id, "program": program, "amount": leased}


def _uncovered(ledger: Ledger) -> Iterator[dict[str, Any]]:
    """No coupon is used again or without a right, and no limit passed, without a case."""
    for holder, coupon_id, store, sale_id in ledger.members.coupons_used_without_cover():
        kinds = ("coupon_reused", "lease_exceeded")
        if all(ledger.cases.get(holder, case_id(kind, coupon_id, store, sale_id)) is None for kind in kinds):
            yield {"what": "coupon_reused_without_case", "coupon": coupon_id, "store": store, "sale": sale_id}
    for one_id, offer_id, store, sale_id, number in ledger.offer_uses.beyond():
        if ledger.cases.get(one_id, limit_case_id(one_id, offer_id, store, sale_id, number)) is None:
            yield {"what": "limit_exceeded_without_case", "offer": offer_id, "store": store, "sale": sale_id}


def _budgets(ledger: Ledger) -> Iterator[dict[str, Any]]:
    """What is spent and leased is within the budget, but for what has a case; its account says the same."""
    posted = {(account, unit): amount for account, unit, amount in ledger.books.accounts_of("budget/")}
    open_cases = [case for case in ledger.cases.all("open") if case.kind == "budget_overdrawn"]
    for budget in ledger.budgets.all():
        where = {"offer": budget.offer_id, "currency": budget.currency}
        if budget.overdrawn != max(0, -free_minor(ledger, budget)):
            yield {"what": "budget_overdrawn_without_case", **where}
        noted = sum(c.amount for c in open_cases if (c.holder, c.unit) == (budget.holder, budget.currency))
        if noted != budget.overdrawn:
            yield {"what": "budget_case_differs", **where, "case": noted, "overdrawn": budget.overdrawn}
        left = budget.amount + budget.accepted - budget.spent
        in_books = posted.get((accounts.budget(budget.offer_id), budget.currency), 0)
        if in_books != left:
            yield {"what": "budget_account", **where, "cached": left, "posted": in_books}
