"""Budgets of offers: set by people, leased to tills in blocks, spent by sales. Source: docs/spec/offline.md, 4.

In the books of a budget (holder `offer:<id>`) `budget/<offer>` is what is left, `budget_granted` what was put in and
`budget_spent` what sales took. Blocks that are leased are no postings: they come back, or become sales.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from central_ledger.application.ledger import Ledger
from central_ledger.application.offer_publishing import offer_in_force
from central_ledger.domain import accounts
from central_ledger.domain.accounts import Posting, Transfer, combined
from central_ledger.domain.cases import Case, case_id
from central_ledger.domain.leases import Lease, budget_holder
from central_ledger.domain.offer_uses import OfferUse, shares_of, split
from central_ledger.domain.sales import MemberEffects
from central_ledger.store.budgets import Budget
from retail.ports import OfferRecord


class BadBudget(ValueError):
    """A budget that cannot be set. The message says why."""


def free_minor(ledger: Ledger, budget: Budget) -> int:
    """What may still be leased of it; below 0 when more is spent and leased than there is."""
    leased = ledger.leases.budget_left(budget.holder, budget.currency)
    return budget.amount + budget.accepted - budget.spent - leased


def set_budget(ledger: Ledger, offer_id: str, currency: str, amount_minor: int) -> Budget:
    """Give an offer so much money in all. Raises BadBudget when it is no budgeted offer, or more is gone already."""
    with ledger.database.transaction():
        if not _is_budgeted(ledger, offer_id):
            raise BadBudget(f"{offer_id} is no offer in force whose limits say that it is budgeted")
        budget = _budget(ledger, offer_id, currency)
        after = replace(budget, amount=amount_minor)
        leased = ledger.leases.budget_left(budget.holder, currency)
        if amount_minor < budget.amount and free_minor(ledger, after) < 0:
            raise BadBudget(
                f"{budget.spent} of {offer_id} are spent and {leased} leased to tills: it cannot be less than both"
            )
        _grant(ledger, after, amount_minor - budget.amount, "set")
        ledger.budgets.put(after)
        return _overdraft(ledger, after, f"set/{ledger.now()}")


def first_budgets(ledger: Ledger, offers: Iterable[OfferRecord]) -> None:
    """Give offers the `budget` that their documents name, in minor units of the group's currency, when they have none.

    What people set later stays. With several currencies nothing is set: the number does not say which.
    """
    currencies = ledger.reference.currencies()
    for offer in offers:
        amount = offer.document.get("budget")
        is_new = len(currencies) == 1 and ledger.budgets.get(offer.offer_id, currencies[0]) is None
        if type(amount) is int and amount > 0 and is_new and _is_budgeted(ledger, offer.offer_id):
            set_budget(ledger, offer.offer_id, currencies[0], amount)


def spend(ledger: Ledger, effects: MemberEffects) -> None:
    """Book what a sale takes of budgets, also beyond its blocks."""
    spent: dict[str, OfferUse] = {}
    taken: dict[str, int] = {}
    for use in effects.uses:
        if use.is_budgeted and use.amount_minor:
            spent.setdefault(use.offer_id, use)
            taken[use.offer_id] = taken.get(use.offer_id, 0) + use.amount_minor
    for offer_id, use in spent.items():
        unit, minor = effects.currency, taken[offer_id]
        budget = _budget(ledger, offer_id, unit)
        postings = (
            Posting(accounts.budget_spent(offer_id), unit, minor),
            Posting(accounts.budget(offer_id), unit, -minor),
        )
        transfer = Transfer(effects.reference, "sale", effects.reference, effects.occurred_at, postings)
        ledger.books.book_for_members([(budget.holder, transfer)])
        budget = replace(budget, spent=budget.spent + minor)
        ledger.budgets.put(budget)
        _overdraft(ledger, budget, effects.reference, (effects, use))


def settle_budget(ledger: Ledger, lease: Lease) -> None:
    """A block ended: what was spent beyond others may be covered now."""
    if lease.offer_id is not None and lease.currency is not None and lease.kind == "budget":
        _overdraft(ledger, _budget(ledger, lease.offer_id, lease.currency), f"lease/{lease.lease_id}")


def accept_overdraft(ledger: Ledger, case: Case) -> None:
    """A decision about a case: what was taken beyond the budget is granted, and its loss is final."""
    offer_id, currency = case.detail["offer_id"], str(case.unit)
    budget = _budget(ledger, offer_id, currency)
    _grant(ledger, budget, budget.overdrawn, f"decision/{case.case_id}")
    ledger.budgets.put(replace(budget, accepted=budget.accepted + budget.overdrawn, overdrawn=0))


def _is_budgeted(ledger: Ledger, offer_id: str) -> bool:
    document = offer_in_force(ledger, offer_id)
    return document is not None and bool((document.get("limits") or {}).get("budgeted"))


def _budget(ledger: Ledger, offer_id: str, currency: str) -> Budget:
    """The budget as it stands; an offer that nobody gave money has none of it."""
    return ledger.budgets.get(offer_id, currency) or Budget(budget_holder(offer_id), currency, offer_id)


def _grant(ledger: Ledger, budget: Budget, minor: int, why: str) -> None:
    if not minor:
        return
    postings = (
        Posting(accounts.budget(budget.offer_id), budget.currency, minor),
        Posting(accounts.budget_granted(budget.offer_id), budget.currency, -minor),
    )
    now = ledger.now()
    number = ledger.books.member_transfers(budget.holder) + 1
    ledger.books.book_for_members([(budget.holder, Transfer(f"{why}/{number}", "budget", why, now, postings))])


def _overdraft(ledger: Ledger, budget: Budget, cause: str, by: tuple[MemberEffects, OfferUse] | None = None) -> Budget:
    """Keep the loss at what is spent and leased beyond the budget: the same, in whatever order it came about."""
    overdrawn = max(0, -free_minor(ledger, budget))
    change = overdrawn - budget.overdrawn
    after = replace(budget, overdrawn=overdrawn)
    if not change:
        return after
    ledger.budgets.put(after)
    case = _case(ledger, after, by)
    shares = tuple((str(party), int(bps)) for party, bps in case.detail["funding"])
    before_parts, after_parts = split(budget.overdrawn, shares), split(overdrawn, shares)
    postings = []
    for party, _ in shares:
        part = after_parts.get(party, 0) - before_parts.get(party, 0)
        postings.append(Posting(accounts.benefit_loss(case.detail["bearer"] or party), budget.currency, part))
        postings.append(Posting(accounts.discount(party), budget.currency, -part))
    number = ledger.books.member_transfers(budget.holder) + 1
    transfer = Transfer(f"case/{case.case_id}/{number}", "benefit_loss", cause, case.opened_at, combined(postings))
    ledger.books.book_for_members([(budget.holder, transfer)])
    return after


def _case(ledger: Ledger, budget: Budget, by: tuple[MemberEffects, OfferUse] | None) -> Case:
    """The one case of this budget that is not decided. Who bears it and who funds it: as its first sale says."""
    number = 1
    while True:
        wanted = case_id("budget_overdrawn", budget.offer_id, budget.currency, number)
        known = ledger.cases.get(budget.holder, wanted)
        if known is None or known.status != "decided":
            break
        number += 1
    case = known or _new_case(ledger, budget, wanted, by)
    sales = [*case.detail["sales"]]
    if by is not None:
        sales.append({"store": by[0].store, "sale_id": by[0].sale_id})
    case = replace(
        case,
        amount=budget.overdrawn,
        status="open" if budget.overdrawn else "withdrawn",
        detail=dict(case.detail) | {"sales": sales},
    )
    ledger.cases.put(case)
    return case


def _new_case(ledger: Ledger, budget: Budget, wanted: str, by: tuple[MemberEffects, OfferUse] | None) -> Case:
    if by is not None:
        shares, bearer = by[1].shares, by[1].bearer
    else:
        document = offer_in_force(ledger, budget.offer_id) or {}
        shares = shares_of(document, "") if document.get("funding") else (("platform", 10_000),)
        bearer = (document.get("offline") or {}).get("bearer")
    return Case(
        holder=budget.holder,
        case_id=wanted,
        kind="budget_overdrawn",
        store=by[0].store if by is not None else None,
        sale_id=by[0].sale_id if by is not None else None,
        unit=budget.currency,
        bearer=bearer or ", ".join(party for party, _ in shares),
        detail={
            "offer_id": budget.offer_id,
            "funding": [list(share) for share in shares],
            "bearer": bearer,
            "sales": [],
        },
        opened_at=ledger.now(),
    )
