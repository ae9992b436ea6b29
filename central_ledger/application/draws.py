"""Hold a draw: commit to it, take entries, reveal it. Source: docs/spec/line.md, "Programs"."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from central_ledger.application.coupon_books import issue_coupons
from central_ledger.application.ledger import Ledger
from central_ledger.application.points import add_lot, free_points
from central_ledger.application.points_moves import change_balance
from central_ledger.application.program_rules import check_coupon_offer, group_day, rules_of
from central_ledger.application.publish import publish_members, publish_setting
from central_ledger.application.scopes import is_of_store
from central_ledger.domain import accounts
from central_ledger.domain.accounts import Posting, Transfer
from central_ledger.domain.cases import Case, case_id
from central_ledger.domain.draws import SEED_BYTES, Draw, Prize, committed, outcome, read_draw
from central_ledger.domain.redemption_bodies import DrawEntered
from central_ledger.domain.rule_reading import BadProgramRules, check_span
from central_ledger.store.draws import DrawEntry, DrawRow
from central_ledger.store.entitlements import EntitlementRow
from retail.messages import Entry
from retail.ports import StoredCoupon

SETTING = "draws"


EntryCode = Literal["unknown", "not_on", "unknown_member", "no_more", "no_more_today", "too_few"]


class DrawRefused(ValueError):
    """Not done; nothing was changed. The message says why."""


class EntryRefused(DrawRefused):
    """An entry that was not taken. `left` points are free for it, where they are too few."""

    def __init__(self, code: EntryCode, message: str, left: int = 0) -> None:
        super().__init__(message)
        self.code: EntryCode = code
        self.left = left


def commit_draw(ledger: Ledger, text: str) -> DrawRow:
    """Choose a seed, and publish the hash of it and of the table (a JSON text) before anybody takes part.

    Raises BadProgramRules or DrawRefused.
    """
    try:
        draw = read_draw(json.loads(text))
    except json.JSONDecodeError as error:
        raise DrawRefused(f"not JSON: {error}") from error
    seed = secrets.token_bytes(SEED_BYTES)
    with ledger.database.transaction():
        if ledger.draws.get(draw.draw_id) is not None:
            raise DrawRefused(f"there is a draw {draw.draw_id} already: what was committed to stays")
        _check_promises(ledger, draw)
        row = DrawRow(draw.draw_id, text, seed, committed(seed, text), ledger.now())
        ledger.draws.add(row)
        _publish(ledger)
    return row


def _check_promises(ledger: Ledger, draw: Draw) -> None:
    """What was committed to cannot be mended: a draw that is never on, points of a program that nobody has, or a coupon
    that nobody could use are refused before.
    """
    check_span(draw.starts, draw.ends, "$")
    programs = rules_of(ledger).programs
    if programs and draw.program not in programs:
        raise BadProgramRules("$.program", f"one of {', '.join(sorted(programs))}")
    for place, prize in enumerate(draw.prizes):
        if prize.offer_id:
            check_coupon_offer(ledger, prize.offer_id, f"$.prizes[{place}].offer")


@dataclass(frozen=True, slots=True)
class Entered:
    """An entry with what it cost (`price` points) and what it won: `points`, a coupon, or an entitlement to goods."""

    entry: DrawEntry
    price: int
    points: int
    coupon_id: str | None
    entitlement_id: str | None


def enter_draw(ledger: Ledger, draw_id: str, one_id: str, entry_id: str) -> Entered:
    """One entry of a member, with its result; the same entry again gets the same result. Raises EntryRefused."""
    with ledger.database.transaction():
        return _enter(ledger, draw_id, one_id, entry_id)


def enter_at_till(ledger: Ledger, store: str, till: str, entry: tuple[str, str, str]) -> Entered:
    """The same (draw, member, entry) for somebody at a till. What the answer says of a member of other stores is on
    record. Raises EntryRefused.
    """
    draw_id, one_id, entry_id = entry
    with ledger.database.transaction():
        if not is_of_store(ledger, store, one_id):
            ledger.reads.note_question(ledger.now(), f"till:{store}/{till}", store, entry_id, one_id)
        return _enter(ledger, draw_id, one_id, entry_id)


def _enter(ledger: Ledger, draw_id: str, one_id: str, entry_id: str) -> Entered:
    known, row = ledger.draws.entry(draw_id, entry_id), ledger.draws.get(draw_id)
    if row is None:
        raise EntryRefused("unknown", f"there is no draw {draw_id}")
    draw, now, day = read_draw(json.loads(row.document)), ledger.clock(), group_day(ledger).isoformat()
    one_id = ledger.identities.current(one_id)
    if known is not None:
        if ledger.identities.current(known.one_id) != one_id:
            raise EntryRefused("unknown", f"the entry {entry_id} is another member's")
        return _entered(ledger, draw, known)
    is_on = (draw.starts is None or datetime.fromisoformat(draw.starts) <= now) and not _is_over(draw.ends, now)
    if row.revealed_at is not None or not is_on:
        raise EntryRefused("not_on", f"the draw {draw_id} is not on, or has been revealed")
    member = ledger.members.get(one_id)
    if member is None:
        raise EntryRefused("unknown_member", f"there is no member {one_id}")
    in_all = today = 0
    for name in (one_id, *ledger.identities.all_of(one_id)):
        more_in_all, more_today = ledger.draws.of_member(draw_id, name, day)
        in_all, today = in_all + more_in_all, today + more_today
    if in_all >= draw.per_member or today >= draw.per_day:
        code: EntryCode = "no_more" if in_all >= draw.per_member else "no_more_today"
        raise EntryRefused(code, f"{one_id} has taken part {in_all} times, {today} of them today: no more is allowed")
    price, free = draw.price_of(in_all, member.tiers.get(draw.program)), free_points(ledger, one_id, draw.program)
    if price > free:
        message = f"{one_id} has fewer than {price} points that no till has in hand"
        raise EntryRefused("too_few", message, max(0, free))
    count, spent = ledger.draws.sums(draw_id)
    _, drawn, given = outcome(draw, row.seed, entry_id, draw.budget - spent)
    entry = DrawEntry(
        draw_id, count + 1, entry_id, one_id, day, drawn.prize_id, given.prize_id, given.cost, ledger.now()
    )
    ledger.draws.add_entry(entry)
    _book(ledger, entry, draw.program, given.points - price, (given.points, price))
    _give_coupon(ledger, entry, given)
    _give_goods(ledger, draw, entry, given)
    publish_members(ledger, [one_id])
    return _entered(ledger, draw, entry)


def _entered(ledger: Ledger, draw: Draw, entry: DrawEntry) -> Entered:
    """What was done for an entry, as the books say."""
    given = next(prize for prize in draw.prizes if prize.prize_id == entry.given)
    one_id, member = ledger.identities.current(entry.one_id), accounts.member_points(entry.one_id)
    moved = [
        amount
        for owner in dict.fromkeys((one_id, entry.one_id))
        for account, _, amount in ledger.books.member_postings_of(owner, _transfer_id(entry.draw_id, entry.entry_id))
        if account == member
    ]
    price, points = -sum(a for a in moved if a < 0), sum(a for a in moved if a > 0)
    prize = _prize_id(entry)
    return Entered(entry, price, points, prize if given.offer_id else None, prize if given.sku else None)


def note_draw(ledger: Ledger, entry: Entry, body: DrawEntered) -> Iterable[str]:
    """A till was told of this entry. One that this ledger does not have (it was put back from a backup of before) is a
    case: the member has the paper of it.
    """
    if ledger.draws.entry(body.draw_id, body.entry_id) is None:
        ledger.cases.put(
            Case(
                holder=body.one_id,
                case_id=case_id("facts", "draw_unknown", body.draw_id, body.entry_id),
                kind="facts",
                store=entry.store,
                till=entry.till,
                one_id=body.one_id,
                detail={"what": "draw_unknown", "name": body.draw_id, "given": body.given, "points": body.points},
                opened_at=ledger.now(),
            )
        )
    return ()


def reveal_draw(ledger: Ledger, draw_id: str) -> dict[str, Any]:
    """End a draw and show its seed: what `verify` computes everything from. Members are pseudonyms of this draw.

    Raises DrawRefused before its end.
    """
    with ledger.database.transaction():
        row = ledger.draws.get(draw_id)
        if row is None:
            raise DrawRefused(f"there is no draw {draw_id}")
        draw = read_draw(json.loads(row.document))
        if draw.ends is not None and not _is_over(draw.ends, ledger.clock()):
            raise DrawRefused(f"the draw {draw_id} is on until {draw.ends}: its seed would tell every result")
        if row.revealed_at is None:
            ledger.draws.reveal(draw_id, ledger.now())
            _publish(ledger)
    names: dict[str, str] = {}
    entries = [
        {
            "number": entry.number,
            "entry": entry.entry_id,
            "member": names.setdefault(entry.one_id, f"m{len(names) + 1}"),
            "day": entry.day,
            "drawn": entry.drawn,
            "given": entry.given,
        }
        for entry in ledger.draws.entries(draw_id)
    ]
    return {
        "table": row.document,
        "commitment": row.commitment,
        "committed_at": row.committed_at,
        "seed": row.seed.hex(),
        "entries": entries,
    }


def _book(ledger: Ledger, entry: DrawEntry, program: str, change: int, parts: tuple[int, int]) -> None:
    """What the entry cost and what it won, in points: two sides, one transfer."""
    won, price = parts
    if not won and not price:
        return
    unit = accounts.points_unit(program)
    member, promise = accounts.member_points(entry.one_id), accounts.program_points(program)
    postings = [
        posting
        for amount in (won, -price)
        if amount
        for posting in (Posting(member, unit, amount), Posting(promise, unit, -amount))
    ]
    name = _transfer_id(entry.draw_id, entry.entry_id)
    transfer = Transfer(name, "draw", name, entry.at, tuple(postings))
    ledger.books.book_for_members([(entry.one_id, transfer)])
    if change:
        change_balance(ledger, transfer, entry.one_id, program, change)
    add_lot(ledger, entry.one_id, program, won, entry.day)


def _give_coupon(ledger: Ledger, entry: DrawEntry, prize: Prize) -> None:
    if not prize.offer_id:
        return
    ends = None if prize.days is None else (ledger.clock() + timedelta(days=prize.days)).isoformat(timespec="seconds")
    coupon = StoredCoupon(_prize_id(entry), prize.offer_id, entry.one_id, "available", ends)
    issue_coupons(ledger, [(entry.one_id, coupon)], _transfer_id(entry.draw_id, entry.entry_id))


def _give_goods(ledger: Ledger, draw: Draw, entry: DrawEntry, prize: Prize) -> None:
    """Goods are an entitlement of one use: a till of any store hands them over, and takes them out of its stock."""
    if not prize.sku:
        return
    ends = None if prize.days is None else (ledger.clock() + timedelta(days=prize.days)).isoformat(timespec="seconds")
    label, label_en = prize.label, prize.label_en or prize.label
    row = EntitlementRow(entry.one_id, _prize_id(entry), label, label_en, 1, ends, f"draw:{draw.draw_id}", prize.sku)
    ledger.entitlements.put([row])


def _prize_id(entry: DrawEntry) -> str:
    return f"draw-{entry.draw_id}-{entry.number}"


def _transfer_id(draw_id: str, entry_id: str) -> str:
    return f"draw/{draw_id}/{entry_id}"


def _publish(ledger: Ledger) -> None:
    """What every store shows of the draws: table and commitment, and the seed of those that are over."""
    document = {
        "draws": [
            {
                "table": row.document,
                "commitment": row.commitment,
                "committed_at": row.committed_at,
                "seed": row.seed.hex() if row.revealed_at is not None else None,
            }
            for row in ledger.draws.all()
        ]
    }
    for store in ledger.reference.stores():
        publish_setting(ledger, store, SETTING, document)


def _is_over(ends: str | None, now: datetime) -> bool:
    return ends is not None and now >= datetime.fromisoformat(ends)
