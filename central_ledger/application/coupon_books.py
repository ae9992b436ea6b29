"""Coupons as quantities in the books: from issue to redemption, one piece each, by what became of them.

In a holder's file each offer's coupons are a unit of their own. A coupon stands on one of the accounts `available`,
`leased`, `used` and `expired`, its row says on which (`state`; empty: it was never booked), and every change is a
transfer: so the pieces on each account are the rows in that state, which the audit holds against each other. That a
coupon was used twice is a case and moves nothing: there is one piece.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from central_ledger.application.ledger import Ledger
from central_ledger.domain import accounts
from central_ledger.domain.accounts import Posting, Transfer
from retail.ports import StoredCoupon

#: Where a coupon may stand.
State = Literal["available", "leased", "used", "expired"]

_ISSUED = "issued"


def put_coupon(ledger: Ledger, holder: str, coupon: StoredCoupon, state: State, *, cause: str, reference: str) -> None:
    """Write a coupon as it is now, and book its piece where it stands by now. `cause` is unique among its moves."""
    before = ledger.coupon_pieces.state(holder, coupon.coupon_id)
    ledger.coupon_pieces.put([(holder, coupon, state)])
    if before != state:
        _book(ledger, [(holder, coupon, before or _ISSUED, state, cause, reference)])


def move_coupon(ledger: Ledger, holder: str, coupon_id: str, between: tuple[State, State], cause: str) -> None:
    """Book a piece from one account to another, if that is where it stands."""
    coupon = ledger.members.coupon(holder, coupon_id)
    if coupon is None:
        return
    before = ledger.coupon_pieces.state(holder, coupon_id)
    if before == between[0] or (before == "" and between[0] == "available"):
        put_coupon(ledger, holder, coupon, between[1], cause=cause, reference=cause)


def issue_coupons(ledger: Ledger, coupons: Iterable[tuple[str, StoredCoupon]], reference: str) -> None:
    """Coupons that are new, each with its holder; `used` ones were issued and used elsewhere before."""
    coupons = list(coupons)
    states: list[State] = ["used" if coupon.status == "used" else "available" for _, coupon in coupons]
    ledger.coupon_pieces.put((holder, coupon, state) for (holder, coupon), state in zip(coupons, states, strict=True))
    _book(
        ledger,
        [
            (holder, coupon, _ISSUED, state, "issued", reference)
            for (holder, coupon), state in zip(coupons, states, strict=True)
        ],
    )


def _book(ledger: Ledger, moves: Iterable[tuple[str, StoredCoupon, str, str, str, str]]) -> None:
    """Moves: holder, coupon, from, to, cause, reference."""
    now = ledger.now()
    ledger.books.book_for_members(
        (
            holder,
            Transfer(
                f"coupon/{coupon.coupon_id}/{cause}",
                "coupon",
                reference,
                now,
                (
                    Posting(accounts.coupons_at(after), accounts.coupons_unit(coupon.offer_id), 1),
                    Posting(accounts.coupons_at(before), accounts.coupons_unit(coupon.offer_id), -1),
                ),
            ),
        )
        for holder, coupon, before, after, cause, reference in moves
    )
