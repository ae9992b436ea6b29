"""Points that come and go beside sales, and when they end. Source: docs/spec/line.md, "Programs".

What was spent counts against the lots that end first. Points end when a day is settled: what a till has in hand by a
lease or a reservation waits, and what was spent in time and is heard of later brings back what had ended.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec

from central_ledger.application.ledger import Ledger
from central_ledger.application.program_rules import group_day, rules_of
from central_ledger.application.publish import publish_members
from central_ledger.application.settlement_days import is_day
from central_ledger.domain import accounts
from central_ledger.domain.accounts import Posting, Transfer
from central_ledger.domain.points_expiry import ended

PAGE = 200


class TooEarly(ValueError):
    """A day that is not over everywhere cannot be settled."""


def free_points(ledger: Ledger, one_id: str, program: str) -> int:
    """What a member may spend now: what no till has in hand."""
    balance = ledger.members.balance(one_id, program).points
    promised = ledger.leases.points_left(one_id, program)
    return max(0, balance - promised - ledger.reservations.held(one_id, "points", program, ledger.now()))


def add_lot(ledger: Ledger, one_id: str, program: str, points: int, day: str) -> None:
    """Points that were earned, or came back, on a day. Programs whose points never end have no lots."""
    known = rules_of(ledger).programs.get(program)
    if points <= 0 or known is None or known.expires is None:
        return
    last_day = known.expires.last_day(_day(ledger, day)).isoformat()
    ledger.points_lots.add(one_id, program, last_day, points)
    if last_day <= ledger.members.balance(one_id, program).expired_through:
        settle_ended(ledger, one_id, program, None)


def heard_late(ledger: Ledger, one_id: str, program: str, day: str) -> None:
    """Points were spent on a day (their posting is there, the balance is not changed yet): what had ended since comes
    back as far as this spending used it.
    """
    if day[:10] <= ledger.members.balance(one_id, program).expired_through:
        settle_ended(ledger, one_id, program, None)


def settle_ended(ledger: Ledger, one_id: str, program: str, through: str | None) -> int:
    """Book what has ended by a day (None: by the one that was settled last); gives how many points that is more.

    Needs a transaction; the caller publishes the member.
    """
    balance = ledger.members.balance(one_id, program)
    day = balance.expired_through if through is None else max(through, balance.expired_through)
    lots = ledger.points_lots.of_member(one_id).get(program, {})
    days = [last_day for last_day in lots if last_day <= day]
    more = ended(lots, ledger.points_lots.consumed(one_id, program), days) - balance.expired
    waits = 0
    if more > 0:
        waits = max(0, more - free_points(ledger, one_id, program))
        more -= waits
    if more:
        unit = accounts.points_unit(program)
        postings = (
            Posting(accounts.program_points(program), unit, more),
            Posting(accounts.member_points(one_id), unit, -more),
        )
        number = ledger.books.member_transfers(one_id) + 1
        transfer = Transfer(f"expired/{program}/{day}/{number}", "points_expired", day, ledger.now(), postings)
        ledger.books.book_for_members([(one_id, transfer)])
    after = msgspec.structs.replace(
        balance,
        points=balance.points - more,
        expired=balance.expired + more,
        # What waits in a till's hand is looked at again.
        expired_through=balance.expired_through if waits else day,
    )
    if after != balance:
        ledger.members.put_balances([(one_id, program, after)])
    return more


def settle_day(ledger: Ledger, day: str | None = None) -> dict[str, Any]:
    """Let everything end whose last day is this one or before (None: the last day that is over everywhere). Gives the
    day, and by program how many points ended. Raises TooEarly.
    """
    last_over = group_day(ledger) - timedelta(days=1)
    if day is not None and not is_day(day):
        raise TooEarly(f"not a day as YYYY-MM-DD: {day}")
    through = last_over.isoformat() if day is None else day
    if through > last_over.isoformat():
        raise TooEarly(f"{through} is not over in every store")
    found: dict[str, int] = {}
    members, after = 0, ""
    while due := ledger.points_lots.due(through, after, PAGE):
        # The last member's programs may go on behind this page.
        ids = list(dict.fromkeys(one_id for one_id, _ in due))
        page = ids if len(due) < PAGE or len(ids) == 1 else ids[:-1]

        def work(page: list[str] = page, due: list[tuple[str, str]] = due) -> dict[str, int]:
            ledger.database.spans("nightly")
            sums: dict[str, int] = {}
            for one_id, program in due:
                if one_id in page:
                    sums[program] = sums.get(program, 0) + settle_ended(ledger, one_id, program, through)
            publish_members(ledger, page)
            return sums

        for program, points in ledger.database.beside(page, work).items():
            found[program] = found.get(program, 0) + points
        members, after = members + len(page), page[-1]
    return {"day": through, "members": members, "points": dict(sorted(found.items()))}


def _day(ledger: Ledger, text: str) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return group_day(ledger)
