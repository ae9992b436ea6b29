"""A shift in the books: cash between safe and drawer, what was over or short. Source: docs/spec/line.md, section 8."""

from __future__ import annotations

from central_ledger.domain import accounts
from central_ledger.domain.accounts import Posting, Transfer, combined
from central_ledger.domain.shift_bodies import CashMoved, ShiftBody, ShiftClosed, ShiftOpened
from retail.messages import BadEntry, Entry
from retail.shift import counted_minor


def check_shift(body: ShiftBody) -> None:
    """Raises BadEntry("bad_body") when the sums of a shift's entry do not hold."""
    if isinstance(body, ShiftOpened):
        if body.counts and _counted(body.counts) != body.float_minor:
            raise BadEntry("bad_body", "the count is not the float")
    elif isinstance(body, CashMoved):
        if (body.amount_minor == 0) != (body.kind == "no_sale"):
            raise BadEntry("bad_body", "an amount that does not fit the movement")
    else:
        expected = body.reading.get("expected_minor")
        if not isinstance(expected, int) or body.counted_minor - expected != body.over_short_minor:
            raise BadEntry("bad_body", "over or short is not counted less expected")
        if _counted(body.counts) != body.counted_minor:
            raise BadEntry("bad_body", "the count is not what was counted")


def shift_transfer(entry: Entry, body: ShiftBody) -> Transfer | None:
    """What an entry that passed `check_shift` moves; None when it moves nothing.

    After a close the drawer is empty: what was counted lies in the safe, the rest is over or short.
    """
    store, till, unit = entry.store, entry.till, body.currency
    drawer, safe = accounts.tender(store, till, "cash"), accounts.safe(store)
    if isinstance(body, ShiftOpened):
        moved = [(drawer, body.float_minor), (safe, -body.float_minor)]
    elif isinstance(body, ShiftClosed):
        moved = [
            (safe, body.counted_minor),
            (accounts.over_short(store, till), -body.over_short_minor),
            (drawer, body.over_short_minor - body.counted_minor),
        ]
    else:
        other = safe if body.kind == "drop" else accounts.petty_cash(store)
        amount = body.amount_minor if body.kind == "pay_in" else -body.amount_minor
        moved = [(drawer, amount), (other, -amount)]
    postings = combined(Posting(account, unit, amount) for account, amount in moved)
    if not postings:
        return None
    reference = f"{entry.till}/{entry.epoch}/{entry.seq}"
    return Transfer(reference, entry.kind, body.shift_id, entry.occurred_at, postings)


def _counted(counts: dict[str, int]) -> int:
    return counted_minor({int(denomination): pieces for denomination, pieces in counts.items()})
