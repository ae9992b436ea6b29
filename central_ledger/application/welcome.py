"""What whoever joins a program gets, once: points, a coupon, or goods that a till hands over, by published rules."""

from __future__ import annotations

from datetime import timedelta

from central_ledger.application.coupon_books import issue_coupons
from central_ledger.application.ledger import Ledger
from central_ledger.application.points import add_lot
from central_ledger.application.points_moves import change_balance
from central_ledger.application.program_rules import group_day, rules_of
from central_ledger.domain import accounts
from central_ledger.domain.accounts import Posting, Transfer
from central_ledger.domain.redemptions import Gift
from central_ledger.store.entitlements import EntitlementRow
from retail.ports import StoredCoupon


def welcome(ledger: Ledger, one_id: str, program: str) -> list[str]:
    """Give a member everything that joining a program brings now; gives the gifts' ids. What a member had before is
    not given again, whatever is called: once for each member and gift. Needs a transaction; the caller publishes.
    """
    given = []
    for gift in rules_of(ledger).welcome:
        if gift.program == program and gift.is_on(ledger.clock()) and _give(ledger, one_id, gift):
            given.append(gift.gift_id)
    return given


def _give(ledger: Ledger, one_id: str, gift: Gift) -> bool:
    name, now = f"welcome/{gift.gift_id}", ledger.clock()
    if gift.kind == "coupon":
        coupon_id = f"welcome-{gift.gift_id}-{one_id}"
        if ledger.members.coupon(one_id, coupon_id) is not None:
            return False
        ends = None if gift.days is None else (now + timedelta(days=gift.days)).isoformat(timespec="seconds")
        issue_coupons(ledger, [(one_id, StoredCoupon(coupon_id, gift.offer_id, one_id, "available", ends))], name)
        return True
    if gift.kind == "goods":
        wanted = f"welcome-{gift.gift_id}-{one_id}"
        if ledger.entitlements.get(one_id, wanted) is not None:
            return False
        ends = None if gift.days is None else (now + timedelta(days=gift.days)).isoformat(timespec="seconds")
        ledger.entitlements.put(
            [EntitlementRow(one_id, wanted, gift.label, gift.label_en, 1, ends, f"welcome:{gift.program}", gift.sku)]
        )
        return True
    if ledger.books.has_member_transfer(one_id, name):
        return False
    unit = accounts.points_unit(gift.program)
    postings = (
        Posting(accounts.member_points(one_id), unit, gift.points),
        Posting(accounts.program_points(gift.program), unit, -gift.points),
    )
    transfer = Transfer(name, "welcome", name, ledger.now(), postings)
    ledger.books.book_for_members([(one_id, transfer)])
    change_balance(ledger, transfer, one_id, gift.program, gift.points)
    add_lot(ledger, one_id, gift.program, gift.points, group_day(ledger).isoformat())
    return True
