"""The books of a merge: what stood in one member's file stands in another's, and back. Nothing is edited.

Growth value goes over transfer by transfer, at its own times, so that tiers count as if everything had been one
person's; points go over in one sum, with the days on which they end. Each side is booked against the clearing account.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import msgspec

from central_ledger.application.ledger import Ledger
from central_ledger.application.points import settle_ended
from central_ledger.domain import accounts
from central_ledger.domain.accounts import Posting, Transfer
from central_ledger.domain.points_expiry import left_in_lots
from central_ledger.store.merges import MERGES, UNMERGES, CouponOf, Grown

#: By program and last day.
Lots = Mapping[str, Mapping[str, int]]


def move_growth(ledger: Ledger, before: str, after: str, merge_id: str, grown: Sequence[Grown]) -> dict[str, str]:
    """Move growth value into another member's file, at the times at which it came; gives what its transfers are called
    there, by what they are called here.
    """
    now, names = ledger.now(), {}
    for one in grown:
        away = _grown(f"{MERGES}{merge_id}/{one.transfer_id}", one, before, -1, now)
        ledger.books.book_for_members([(before, msgspec.structs.replace(away, reference=one.transfer_id))])
        is_there = ledger.books.has_member_transfer(after, one.transfer_id)
        name = f"{MERGES}{merge_id}/{one.transfer_id}" if is_there else one.transfer_id
        ledger.books.book_for_members([(after, _grown(name, one, after, 1, one.occurred_at))])
        names[one.transfer_id] = name
    return names


def move_growth_back(ledger: Ledger, before: str, after: str, merge_id: str, grown: Mapping[str, Grown]) -> None:
    """Move it back, each by what its transfer is called in the other file."""
    now = ledger.now()
    for origin, one in grown.items():
        taken = _grown(f"{UNMERGES}{merge_id}/{one.transfer_id}", one, before, -1, now)
        ledger.books.book_for_members([(before, msgspec.structs.replace(taken, reference=one.transfer_id))])
        is_there = ledger.books.has_member_transfer(after, origin)
        name = f"{UNMERGES}{merge_id}/{origin}" if is_there else origin
        at, reference = (now, origin) if is_there else (one.occurred_at, one.reference)
        given = msgspec.structs.replace(_grown(name, one, after, 1, at), reference=reference)
        ledger.books.book_for_members([(after, given)])


def move_points(
    ledger: Ledger, before: str, after: str, name: str, *, points: Mapping[str, int], lots: Lots
) -> dict[str, int]:
    """Move points by program, as far as they are there and above 0; gives those that went. `lots` are the last days of
    what goes, by program: what they do not name ends when the last of them does.
    """
    going = {program: max(0, min(wanted, _balance(ledger, before, program))) for program, wanted in points.items()}
    going = {program: amount for program, amount in going.items() if amount}
    for one_id, sign in ((before, -1), (after, 1)):
        postings = [
            posting
            for program, amount in going.items()
            for posting in (
                Posting(accounts.member_points(one_id), accounts.points_unit(program), sign * amount),
                Posting(accounts.CLEARING, accounts.points_unit(program), -sign * amount),
            )
        ]
        if postings:
            transfer = Transfer(f"{name}/points", name.partition("/")[0], name, ledger.now(), tuple(postings))
            ledger.books.book_for_members([(one_id, transfer)])
        for program, amount in going.items():
            balance = ledger.members.balance(one_id, program)
            changed = msgspec.structs.replace(balance, points=balance.points + sign * amount)
            ledger.members.put_balances([(one_id, program, changed)])
    for program, amount in going.items():
        _add_lots(ledger, after, program, amount, lots.get(program, {}))
    return going


def lots_of(ledger: Ledger, one_id: str) -> dict[str, dict[str, int]]:
    """What is left of a member's lots, by program and last day."""
    return {
        program: left_in_lots(lots, _balance(ledger, one_id, program))
        for program, lots in ledger.points_lots.of_member(one_id).items()
    }


def _add_lots(ledger: Ledger, one_id: str, program: str, points: int, lots: Mapping[str, int]) -> None:
    """The lots of points that came: those that end last first, as they are left."""
    if not lots:
        return
    named = left_in_lots(lots, points)
    last = max(lots)
    named[last] = named.get(last, 0) + points - sum(named.values())
    for last_day, amount in named.items():
        if amount:
            ledger.points_lots.add(one_id, program, last_day, amount)
    settle_ended(ledger, one_id, program, None)


def move_coupons(ledger: Ledger, before: str, after: str, merge_id: str, coupons: Iterable[CouponOf]) -> None:
    """Coupons become another member's, with where they stand and which sales used them."""
    for one in coupons:
        coupon = replace(one.coupon, one_id=after)
        ledger.coupon_pieces.put([(after, coupon, one.state)])
        ledger.merges.move_uses(before, after, coupon.coupon_id)
        ledger.merges.drop_coupon(before, coupon.coupon_id)
        if one.state:
            for holder, pieces in ((before, -1), (after, 1)):
                ledger.books.book_for_members([(holder, _piece(ledger, one, merge_id, pieces))])


def _piece(ledger: Ledger, one: CouponOf, merge_id: str, pieces: int) -> Transfer:
    unit = accounts.coupons_unit(one.coupon.offer_id)
    name = f"coupon/{one.coupon.coupon_id}/{merge_id}/{'to' if pieces > 0 else 'from'}/{ledger.now()}"
    postings = (
        Posting(accounts.coupons_at(one.state), unit, pieces),
        Posting(accounts.coupons_at("issued"), unit, -pieces),
    )
    return Transfer(name, "merge", merge_id, ledger.now(), postings)


def _grown(name: str, one: Grown, one_id: str, sign: int, at: str) -> Transfer:
    account, postings = accounts.member_growth(one_id), []
    for unit, amount in one.amounts:
        postings += [Posting(account, unit, sign * amount), Posting(accounts.CLEARING, unit, -sign * amount)]
    return Transfer(name, one.kind, one.reference, at, tuple(postings))


def _balance(ledger: Ledger, one_id: str, program: str) -> int:
    return ledger.members.balance(one_id, program).points
