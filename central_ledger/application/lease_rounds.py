"""Deal leases to tills by the policy: docs/decisions/who-gets-leases.md.

A round goes through a store's members, a few in each transaction; blocks of budgets are looked at whenever a till was
heard of. What is granted, renewed or ended here is as exact as anything else; when it happens is not: a round that was
cut off begins again.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from central_ledger.application.budgets import free_minor
from central_ledger.application.leases import (
    Term,
    close,
    instant,
    lease_budget,
    lease_coupon,
    lease_points,
    renew,
)
from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import GROUP, store_zone
from central_ledger.application.wallet_refunds import look_for_late
from central_ledger.domain.lease_policy import (
    LeasePolicy,
    PolicySettings,
    block_size,
    coupons_to_lease,
    is_running,
    lease_end,
    needs_block,
    points_share,
    read_settings,
    till_for,
)
from central_ledger.domain.leases import Lease
from central_ledger.store.budgets import Budget
from retail.ports import StoredCoupon

#: Members of one transaction.
PAGE = 20
#: A till's being there is written down no more often than this.
SEEN_EVERY = timedelta(minutes=10)
#: Reservations are forgotten so long after their end.
RESERVATIONS_KEPT = timedelta(days=1)
POLICY = "lease_policy"


def policy_settings(ledger: Ledger) -> PolicySettings:
    """The policy in force."""
    text = ledger.reference.meta(POLICY)
    return PolicySettings() if text is None else read_settings(json.loads(text))


def set_policy(ledger: Ledger, document: Any) -> PolicySettings:
    """Put another policy into force, from the next round on. Raises ValueError: nothing was changed."""
    settings = read_settings(document)
    with ledger.database.transaction():
        ledger.reference.set_meta(POLICY, json.dumps(document, ensure_ascii=False))
    return settings


@dataclass(slots=True)
class _Round:
    """One way through a store's members."""

    store: str
    policy: LeasePolicy
    tills: tuple[str, ...]
    members: deque[str]
    offers: frozenset[str]  # those in force whose coupons are leased
    program: str | None  # None: points are not leased here
    step: int


@dataclass(slots=True)
class LeaseKeeper:
    """Used by one thread. `heard` says that a till is there; `step` does the next small piece of work."""

    _heard: dict[tuple[str, str], None] = field(default_factory=dict)
    #: Those of them whose turn it is. Who is heard meanwhile comes after the next members: tills that ask without a
    #: pause must not keep anybody from being dealt anything.
    _turn: dict[tuple[str, str], None] = field(default_factory=dict)
    _rounds: deque[_Round] = field(default_factory=deque)
    _last: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)

    def heard(self, store: str, till: str) -> None:
        """A till pulled its leases or pushed."""
        self._heard[store, till] = None

    def step(self, ledger: Ledger) -> bool:
        """Look after one till, or after the next members of a store; False when nothing is left to do.

        Raises StoreUnavailable; what was begun is begun again by the next till that is heard.
        """
        try:
            self._do_next(ledger)
        except BaseException:
            # Which of it was done is not known any more: nobody may take it for done.
            self._rounds.clear()
            self._last.clear()
            raise
        return bool(self._turn or self._heard or self._rounds)

    def _do_next(self, ledger: Ledger) -> None:
        if not (self._turn or self._rounds):
            self._next_turn()
        if self._turn:
            store, till = next(iter(self._turn))
            del self._turn[store, till]
            self._look_after(ledger, store, till)
        elif self._rounds:
            self._next_turn()
            current = self._rounds[0]
            page = [current.members.popleft() for _ in range(min(PAGE, len(current.members)))]
            if not current.members:
                self._rounds.popleft()
            ledger.database.beside(page, lambda: _deal_page(ledger, current, page))

    def _next_turn(self) -> None:
        self._turn, self._heard = self._heard, {}

    def _look_after(self, ledger: Ledger, store: str, till: str) -> None:
        now = ledger.clock()
        policy = policy_settings(ledger).of(store, now.astimezone(store_zone(ledger, store)).date().isoformat())
        if ledger.journals.seen_before(store, till, instant(now - SEEN_EVERY)):
            ledger.database.beside((store,), lambda: ledger.journals.see(store, till, instant(now)), home=store)
        known = ledger.journals.till(store, till)
        if known is not None and known.suspended_at is None and known.revoked_at is None:
            refill(ledger, policy, store, till)
        self._start_round(ledger, policy, store, now)

    def _start_round(self, ledger: Ledger, policy: LeasePolicy, store: str, now: datetime) -> None:
        """Deal a store's members anew when it is time, or when its tills are others than the last time."""
        since = instant(now - timedelta(hours=policy.till_seen_hours))
        tills = tuple(ledger.journals.active_tills(store, since))
        started, dealt_to = self._last.get(store, ("", ()))
        is_due = started <= instant(now - timedelta(minutes=policy.round_minutes))
        if not (is_due or tills != dealt_to):
            return
        if tills != dealt_to:  # what is being dealt to other tills begins anew
            self._rounds = deque(waiting for waiting in self._rounds if waiting.store != store)
        elif any(waiting.store == store for waiting in self._rounds):
            return
        self._last[store] = (instant(now), tills)
        with ledger.database.transaction():
            ledger.reservations.forget(instant(now - RESERVATIONS_KEPT))
            look_for_late(ledger, store)
        members = ledger.members.latest_of_store(
            store,
            instant(now - timedelta(days=policy.recent_days)),
            instant(now - timedelta(days=policy.home_days)),
            policy.members_max,
        )
        # Who has fallen out of the list may still have leases here that are to be ended.
        members = list(dict.fromkeys((*members, *ledger.leases.members_of_store(store))))
        program, step = _leased_points(ledger, store)
        self._rounds.append(_Round(store, policy, tills, deque(members), _leased_offers(ledger), program, step))


def refill(ledger: Ledger, policy: LeasePolicy, store: str, till: str) -> None:
    """Blocks of budgets for one till: renewed near their end, and another one when little is left."""
    now = ledger.clock()
    ahead = timedelta(hours=policy.duration_hours)
    for budget in ledger.budgets.all():
        row = ledger.feeds.get(GROUP, "offers", budget.offer_id)
        if row is None:
            continue
        conditions = json.loads(row)["document"].get("conditions") or {}
        store_row = ledger.reference.store(store)
        is_ours = store_row is not None and store_row[1] == budget.currency
        if not is_ours or not is_running(conditions, store, now, ahead):
            continue
        end = conditions.get("valid_to")
        expires = instant(lease_end(policy, now, datetime.fromisoformat(end) if end is not None else None))
        refilled = partial(_refill_block, ledger, policy, budget, Term(store, till, expires), now)
        ledger.database.beside((budget.holder,), refilled)


def _refill_block(ledger: Ledger, policy: LeasePolicy, wanted: Budget, term: Term, now: datetime) -> None:
    """One budget's blocks for one till."""
    ledger.database.spans("deal")
    budget = ledger.budgets.get(wanted.offer_id, wanted.currency) or wanted
    mine = [
        lease
        for lease in ledger.leases.live_of(budget.holder)
        if (lease.store, lease.till, lease.currency) == (term.store, term.till, budget.currency)
        and lease.status == "active"
        and lease.expires_at > instant(now)
    ]
    for lease in mine:
        if lease.left and _ends_soon(lease, policy, now) and term.expires_at > lease.expires_at:
            renew(ledger, lease, term.expires_at)
    if needs_block(policy, sum(lease.left for lease in mine)):
        block = block_size(policy, free_minor(ledger, budget))
        if block:
            lease_budget(ledger, budget, block, term)


def _deal_page(ledger: Ledger, current: _Round, page: Sequence[str]) -> None:
    ledger.database.spans("deal")
    for one_id in page:
        _deal(ledger, current, one_id)


def _deal(ledger: Ledger, current: _Round, one_id: str) -> None:
    """One member: end what is used up, renew what is idle, lease what is free."""
    now, policy = ledger.clock(), current.policy
    is_ours = ledger.members.last_store(one_id) == current.store
    till = till_for(one_id, current.tills) if is_ours else None
    live = []
    coupons = {coupon.coupon_id: coupon for coupon in ledger.members.coupons_of(one_id)}
    for lease in ledger.leases.live_of(one_id):
        if not lease.left and lease.expires_at <= instant(now):
            close(ledger, lease, "used_up")  # the journal has shown it: there is nothing to wait for
            continue
        live.append(lease)
        if till is not None and (lease.store, lease.till) == (current.store, till):
            _renew_idle(ledger, policy, lease, coupons.get(lease.coupon_id or ""), now)
    if till is None:
        return
    room = policy.coupons_max - sum(lease.kind == "coupon" for lease in live)
    leased = {lease.coupon_id for lease in live}
    free = [c for c in coupons.values() if c.offer_id in current.offers and c.coupon_id not in leased]
    for coupon in coupons_to_lease(free, now, room):
        end = None if coupon.expires_at is None else _moment(coupon.expires_at)
        lease_coupon(ledger, one_id, coupon, Term(current.store, till, instant(lease_end(policy, now, end))))
    if current.program is not None and not any(lease.program == current.program for lease in live):
        balance = ledger.members.balance(one_id, current.program).points
        held = ledger.reservations.held(one_id, "points", current.program, instant(now))
        points = points_share(policy, balance, balance - held, current.step)
        if points:
            term = Term(current.store, till, instant(lease_end(policy, now, None)))
            lease_points(ledger, one_id, current.program, points, term)


def _renew_idle(ledger: Ledger, policy: LeasePolicy, lease: Lease, coupon: StoredCoupon | None, now: datetime) -> None:
    """An idle lease near its end goes on, as long as what it is for is there."""
    if lease.status != "active" or lease.used or not _ends_soon(lease, policy, now) or lease.expires_at <= instant(now):
        return
    not_after = None
    if lease.kind == "coupon":
        if coupon is None or coupon.status != "available":
            return
        not_after = _moment(coupon.expires_at)
    elif (
        ledger.leases.points_left(lease.holder, str(lease.program))
        > ledger.members.balance(lease.holder, str(lease.program)).points
    ):
        return
    expires = instant(lease_end(policy, now, not_after))
    if expires > lease.expires_at:
        renew(ledger, lease, expires)


def _leased_offers(ledger: Ledger) -> frozenset[str]:
    rows = ledger.feeds.after(GROUP, "offers", 0, 100_000)
    documents = {row.key: json.loads(row.data)["document"] for row in rows if not row.deleted}
    return frozenset(
        offer_id
        for offer_id, document in documents.items()
        if (document.get("offline") or {}).get("policy") == "leased"
    )


def _leased_points(ledger: Ledger, store: str) -> tuple[str | None, int]:
    """The program whose points are leased in a store, and the rule's step."""
    setting = ledger.feeds.get(store, "settings", "points")
    document = json.loads(setting) if setting is not None else {}
    rule = document.get("rule") or {}
    if (rule.get("offline") or {}).get("policy") != "leased":
        return None, 1
    return document.get("program") or "group", int(rule.get("step") or 1)


def _ends_soon(lease: Lease, policy: LeasePolicy, now: datetime) -> bool:
    return lease.expires_at <= instant(now + timedelta(hours=policy.renew_hours))


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text).astimezone(UTC)
