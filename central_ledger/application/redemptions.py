"""Rewards that tills gave for points, as they come in: docs/spec/line.md, "Programs".

What was handed over stands. What the rules never offered, or points that were not there, is a case.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from central_ledger.application.coupon_books import issue_coupons
from central_ledger.application.lease_use import recall_what_is_gone, settle_leases
from central_ledger.application.ledger import Ledger
from central_ledger.application.member_books import change_points
from central_ledger.application.points import heard_late
from central_ledger.application.program_rules import every_version, rules_of
from central_ledger.application.publish import publish_setting
from central_ledger.domain import accounts
from central_ledger.domain.accounts import Posting, Transfer
from central_ledger.domain.cases import Case, case_id
from central_ledger.domain.redemption_bodies import RewardRedeemed
from central_ledger.domain.redemptions import Reward
from central_ledger.domain.sales import MemberEffects
from central_ledger.store.redemptions import RedemptionRow
from retail.messages import Entry
from retail.ports import StoredCoupon

PIECE = 1000  # thousandths of what is counted in pieces
LEFT = "rewards"


def goods_redeemed(body: RewardRedeemed) -> dict[str, int]:
    """What leaves the store, in thousandths by sku."""
    return {body.name: PIECE} if body.kind == "goods" else {}


def redeem(ledger: Ledger, entry: Entry, body: RewardRedeemed) -> Iterable[str]:
    """Book a redemption, once."""
    row = RedemptionRow(entry.store, body.redemption_id, body.reward_id, body.one_id, body.points, entry.occurred_at)
    if not ledger.redemptions.add(row):
        return ()
    one_id, program = body.one_id, body.program
    effects = redemption_effects(ledger, entry, body)
    settle_leases(ledger, effects)
    ledger.books.book_for_members([(one_id, redemption_transfer(entry, body))])
    heard_late(ledger, one_id, program, entry.occurred_at)
    change_points(ledger, effects, one_id, program, -body.points)
    recall_what_is_gone(ledger, one_id, program)
    reward = _reward(ledger, body)
    if reward is None:
        _open_facts(ledger, entry, body, "reward_not_offered")
    elif reward.stock is not None:
        left = reward.stock - ledger.redemptions.count(body.reward_id)
        if left < 0:
            _open_facts(ledger, entry, body, "reward_gone")
    if body.kind == "coupon" and body.coupon_id is not None and ledger.members.coupon(one_id, body.coupon_id) is None:
        coupon = StoredCoupon(body.coupon_id, body.name, one_id, "available", body.expires_at)
        issue_coupons(ledger, [(one_id, coupon)], f"{entry.store}/{body.redemption_id}")
    if ledger.members.get(one_id) is None:
        _open_facts(ledger, entry, body, "member_unknown")
        return ()
    return (one_id,)


def redemption_transfer(entry: Entry, body: RewardRedeemed) -> Transfer:
    """Points leave the member and the program's promise."""
    unit, name = accounts.points_unit(body.program), f"{entry.store}/{body.redemption_id}"
    postings = (
        Posting(accounts.program_points(body.program), unit, body.points),
        Posting(accounts.member_points(body.one_id), unit, -body.points),
    )
    return Transfer(f"redemption/{name}", "redemption", name, entry.occurred_at, postings)


def redemption_effects(ledger: Ledger, entry: Entry, body: RewardRedeemed) -> MemberEffects:
    """As a sale's: points that were not there are a loss of the program's owner, at what they are worth."""
    program = rules_of(ledger).programs.get(body.program)
    known = ledger.reference.store(entry.store)
    return MemberEffects(
        one_id=body.one_id,
        store=entry.store,
        till=entry.till,
        channel="pos",
        sale_id=body.redemption_id,
        occurred_at=entry.occurred_at,
        currency=known[1] if known is not None else "CNY",
        earned={},
        spent=body.points,
        spent_minor=0 if program is None else program.worth(body.points),
        spent_program=body.program,
        points_bearer="platform" if program is None else program.owner,
        points_policy="leased",
        uses=(),
        purchased=(),
        online=body.online,
        leases=tuple((used.lease_id, used.amount) for used in body.leases),
        reservation_id=body.reservation_id,
    )


def publish_rewards_left(ledger: Ledger) -> None:
    """Tell every store how many are left of the rewards that there are so many of."""
    limited = {reward.reward_id: reward.stock for reward in rules_of(ledger).catalogue if reward.stock is not None}
    left = {name: max(0, stock - ledger.redemptions.count(name)) for name, stock in limited.items()}
    document = {"left": left}
    for store in ledger.reference.stores():
        known = ledger.feeds.get(store, "settings", LEFT)
        if known is None or json.loads(known) != document:
            publish_setting(ledger, store, LEFT, document)


def _reward(ledger: Ledger, body: RewardRedeemed) -> Reward | None:
    """As any version of the rules ever offered it."""
    for rules in every_version(ledger):
        found = rules.reward(body.reward_id)
        if found is not None and (found.program, found.points, found.kind, found.name) == (
            body.program,
            body.points,
            body.kind,
            body.name,
        ):
            return found
    return None


def _open_facts(ledger: Ledger, entry: Entry, body: RewardRedeemed, what: str) -> None:
    ledger.cases.put(
        Case(
            holder=body.one_id,
            case_id=case_id("facts", what, body.reward_id, entry.store, body.redemption_id),
            kind="facts",
            store=entry.store,
            till=entry.till,
            one_id=body.one_id,
            detail={"what": what, "name": body.reward_id, "points": body.points},
            opened_at=ledger.now(),
        )
    )
