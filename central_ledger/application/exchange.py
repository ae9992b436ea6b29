"""Points of one program become points of another, at the published rate. Source: docs/spec/line.md, "Programs".

One transfer in the member's file: both programs' points pass through the account of the pair, which the month's
settlement between the owners empties.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from central_ledger.application.leases import instant
from central_ledger.application.ledger import Ledger
from central_ledger.application.points import add_lot, free_points
from central_ledger.application.points_moves import change_balance
from central_ledger.application.program_rules import rules_of
from central_ledger.application.publish import publish_members, store_zone
from central_ledger.application.scopes import is_of_store
from central_ledger.domain import accounts
from central_ledger.domain.accounts import Posting, Transfer
from central_ledger.domain.cases import Case, case_id
from central_ledger.domain.named import named_in
from central_ledger.domain.redemption_bodies import PointsExchanged
from retail.messages import Entry

ExchangeCode = Literal["unknown", "not_offered", "not_a_step", "too_few", "limit_reached"]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a till asks for a member; `exchange_id` is the till's own."""

    exchange_id: str
    one_id: str
    from_program: str
    to_program: str
    points: int


@dataclass(frozen=True, slots=True)
class Exchanged:
    """The answer. `gives` is 0 when it was refused: `code` says why, `left` how many points could be exchanged."""

    gives: int
    code: ExchangeCode | None = None
    left: int = 0


def exchange_points(ledger: Ledger, store: str, till: str, wish: Wish) -> Exchanged:
    """Exchange, once for each id of a till: the same again gets the same answer. Raises StoreUnavailable."""
    return ledger.database.beside((wish.one_id,), lambda: _exchange(ledger, store, till, wish), home=wish.one_id)


def _exchange(ledger: Ledger, store: str, till: str, wish: Wish) -> Exchanged:
    one_id, pair = wish.one_id, accounts.exchanged(wish.from_program, wish.to_program)
    transfer_id = _transfer_id(store, till, wish.exchange_id)
    done = ledger.books.member_postings_of(one_id, transfer_id)
    if done:
        return Exchanged(-next(amount for account, _, amount in done if account == pair and amount < 0))
    if not is_of_store(ledger, store, one_id):
        ledger.database.spans("exchange")
        # What the answer says of a member of other stores is on record.
        ledger.reads.note_question(ledger.now(), f"till:{store}/{till}", store, wish.exchange_id, one_id)
    rule = rules_of(ledger).exchange(wish.from_program, wish.to_program)
    if ledger.members.get(one_id) is None:
        return Exchanged(0, "unknown")
    if rule is None:
        return Exchanged(0, "not_offered")
    free = free_points(ledger, one_id, wish.from_program)
    left = free
    code: ExchangeCode = "too_few"
    here = ledger.clock().astimezone(store_zone(ledger, store))
    if rule.per_day is not None:
        since = instant(here.replace(hour=0, minute=0, second=0, microsecond=0))
        allowed = rule.per_day - ledger.points_lots.exchanged_since(one_id, pair, wish.from_program, since)
        if allowed < free:
            left, code = max(0, allowed), "limit_reached"
    left -= left % rule.step
    if wish.points <= 0 or wish.points % rule.step:
        return Exchanged(0, "not_a_step", left)
    if wish.points > left:
        return Exchanged(0, code, left)
    gives = rule.given(wish.points)
    out_of, into = accounts.points_unit(wish.from_program), accounts.points_unit(wish.to_program)
    member = accounts.member_points(one_id)
    postings = (
        Posting(member, out_of, -wish.points),
        Posting(pair, out_of, wish.points),
        Posting(member, into, gives),
        Posting(pair, into, -gives),
    )
    transfer = Transfer(transfer_id, "exchange", f"{store}/{till}/{wish.exchange_id}", instant(here), postings)
    ledger.books.book_for_members([(one_id, transfer)])
    change_balance(ledger, transfer, one_id, wish.from_program, -wish.points)
    change_balance(ledger, transfer, one_id, wish.to_program, gives)
    add_lot(ledger, one_id, wish.to_program, gives, here.date().isoformat())
    publish_members(ledger, [one_id])
    return Exchanged(gives)


def note_exchange(ledger: Ledger, entry: Entry, body: PointsExchanged) -> Iterable[str]:
    """A till was told of this exchange. One that this ledger does not have (it was put back from a backup of before) is
    a case: the member has the paper of it.
    """
    transfer_id = _transfer_id(entry.store, entry.till, body.exchange_id)
    for one_id in dict.fromkeys((named_in(entry).one_id or body.one_id, body.one_id)):
        if ledger.books.member_postings_of(one_id, transfer_id):
            return ()
    ledger.cases.put(
        Case(
            holder=body.one_id,
            case_id=case_id("facts", "exchange_unknown", entry.store, entry.till, body.exchange_id),
            kind="facts",
            store=entry.store,
            till=entry.till,
            one_id=body.one_id,
            detail={
                "what": "exchange_unknown",
                "name": f"{body.from_program} → {body.to_program}",
                "points": body.points,
                "gives": body.gives,
            },
            opened_at=ledger.now(),
        )
    )
    return ()


def _transfer_id(store: str, till: str, exchange_id: str) -> str:
    return f"exchange/{store}/{till}/{exchange_id}"
