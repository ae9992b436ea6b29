"""Hold a draw: commit to it, take entries, reveal it. Source: docs/spec/line.md, "Programs"."""

from __future__ import annotations

import json
import secrets
from datetime import datetime, timedelta
from typing import Any

from central_ledger.application.coupon_books import issue_coupons
from central_ledger.application.ledger import Ledger
from central_ledger.application.points import add_lot, free_points
from central_ledger.application.points_moves import change_balance
from central_ledger.application.program_rules import group_day
from central_ledger.application.publish import publish_members, publish_setting
from central_ledger.domain import accounts
from central_ledger.domain.accounts import Posting, Transfer
from central_ledger.domain.draws import SEED_BYTES, Prize, committed, outcome, read_draw
from central_ledger.store.draws import DrawEntry, DrawRow
from retail.ports import StoredCoupon

SETTING = "draws"


class DrawRefused(ValueError):
    """Not done; nothing was changed. The message says why."""


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
        row = DrawRow(draw.draw_id, text, seed, committed(seed, text), ledger.now())
        ledger.draws.add(row)
        _publish(ledger)
    return row


def enter_draw(ledger: Ledger, draw_id: str, one_id: str, entry_id: str) -> DrawEntry:
    """One entry of a member, with its result; the same entry again gets the same result. Raises DrawRefused."""
    with ledger.database.transaction():
        return _enter(ledger, draw_id, one_id, entry_id)


def _enter(ledger: Ledger, draw_id: str, one_id: str, entry_id: str) -> DrawEntry:
    known = ledger.draws.entry(draw_id, entry_id)
    if known is not None:
        if known.one_id != one_id:
            raise DrawRefused(f"the entry {entry_id} is another member's")
        return known
    row = ledger.draws.get(draw_id)
    if row is None or row.revealed_at is not None:
        raise DrawRefused(f"there is no draw {draw_id}, or it has been revealed")
    draw, now, day = read_draw(json.loads(row.document)), ledger.clock(), group_day(ledger).isoformat()
    if not ((draw.starts is None or datetime.fromisoformat(draw.starts) <= now) and not _is_over(draw.ends, now)):
        raise DrawRefused(f"the draw {draw_id} is not on")
    if ledger.members.get(one_id) is None:
        raise DrawRefused(f"there is no member {one_id}")
    in_all, today = ledger.draws.of_member(draw_id, one_id, day)
    if in_all >= draw.per_member or today >= draw.per_day:
        raise DrawRefused(f"{one_id} has taken part {in_all} times, {today} of them today: no more is allowed")
    if draw.price > free_points(ledger, one_id, draw.program):
        raise DrawRefused(f"{one_id} has fewer than {draw.price} points that no till has in hand")
    count, spent = ledger.draws.sums(draw_id)
    _, drawn, given = outcome(draw, row.seed, entry_id, draw.budget - spent)
    entry = DrawEntry(
        draw_id, count + 1, entry_id, one_id, day, drawn.prize_id, given.prize_id, given.cost, ledger.now()
    )
    ledger.draws.add_entry(entry)
    _book(ledger, entry, draw.program, given.points - draw.price, (given.points, draw.price))
    _give_coupon(ledger, entry, given)
    publish_members(ledger, [one_id])
    return entry


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
    name = f"draw/{entry.draw_id}/{entry.entry_id}"
    transfer = Transfer(name, "draw", name, entry.at, tuple(postings))
    ledger.books.book_for_members([(entry.one_id, transfer)])
    if change:
        change_balance(ledger, transfer, entry.one_id, program, change)
    add_lot(ledger, entry.one_id, program, won, entry.day)


def _give_coupon(ledger: Ledger, entry: DrawEntry, prize: Prize) -> None:
    if not prize.offer_id:
        return
    ends = None if prize.days is None else (ledger.clock() + timedelta(days=prize.days)).isoformat(timespec="seconds")
    coupon = StoredCoupon(f"draw-{entry.draw_id}-{entry.number}", prize.offer_id, entry.one_id, "available", ends)
    issue_coupons(ledger, [(entry.one_id, coupon)], f"draw/{entry.draw_id}/{entry.entry_id}")


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
