"""What a till may take of a gift card or of stored value, held for a payment that has begun.

A hold is a reservation (docs/spec/line.md, section 7) of an amount on one account: it is let go, ends and is used as
every reservation. PINs are looked at before, outside of any transaction.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from central_ledger.application.leases import instant
from central_ledger.application.ledger import Ledger
from central_ledger.application.reservations import free, with_status
from central_ledger.application.scopes import is_of_store
from central_ledger.application.value_accounts import account_now, is_taken_at
from central_ledger.store.reservations import ReservationRow
from central_ledger.store.value_accounts import ValueRow

#: `unknown` also stands for a wrong PIN: who guesses learns nothing of which numbers there are.
ValueCode = Literal[
    "unknown", "not_active", "blocked", "expired", "empty", "reserved", "not_here", "currency", "locked"
]


@dataclass(frozen=True, slots=True)
class HoldWanted:
    """How much a till asks for, at most. `proven`: the PIN was right just now. `one_id` is the member at the counter,
    for stored value.
    """

    account_id: str
    amount_minor: int
    seconds: int
    proven: bool = False
    one_id: str | None = None


@dataclass(frozen=True, slots=True)
class ValueHeld:
    """`granted_minor` 0: nothing, for the reason `code`. `left_minor` is what could be had besides."""

    granted_minor: int
    left_minor: int
    until: str | None
    code: ValueCode | None = None


@dataclass(frozen=True, slots=True)
class ValueSeen:
    """An account as a till may know it. `left_minor` None: for whoever shows the PIN, or the member's code, alone."""

    status: str
    kind: str
    issuer: str
    currency: str
    face_minor: int | None
    left_minor: int | None
    expires_at: str | None
    is_taken_here: bool


def held_before(ledger: Ledger, store: str, till: str, hold_id: str, account_id: str) -> bool:
    """Whether this till has shown the PIN for this very hold already: to renew it, it need not keep the PIN."""
    known = ledger.reservations.get(store, till, hold_id)
    return known is not None and json.loads(known.request).get("account_id") == account_id


def look(ledger: Ledger, store: str, account_id: str, *, proven: bool, one_id: str | None) -> ValueSeen | None:
    """What there is to say of an account; None when this till must not know of it."""
    account_id, one_id = _now(ledger, account_id, one_id)
    row = ledger.value_accounts.get(account_id)
    if row is None or (row.kind == "stored_value" and row.one_id != one_id):
        return None
    is_shown = proven or row.kind == "stored_value"
    if not is_shown and row.status != "issued":
        # Without its PIN a card says one thing alone: whether it is still to be sold.
        return ValueSeen("sold", row.kind, row.issuer, row.currency, None, None, None, True)
    left = _left(ledger, row) if is_shown else None
    taken = is_taken_at(ledger, row.issuer, store)
    return ValueSeen(_status(ledger, row), row.kind, row.issuer, row.currency, row.face, left, row.expires_at, taken)


def note_look(ledger: Ledger, store: str, till: str, one_id: str) -> None:
    """What a till is told of a member who is not one of its store's is on record. Raises StoreUnavailable."""
    with ledger.database.transaction():
        if not is_of_store(ledger, store, one_id):
            ledger.reads.note_member(ledger.now(), f"till:{store}/{till}", scope=store, what="value", one_id=one_id)


def hold(ledger: Ledger, store: str, till: str, hold_id: str, wanted: HoldWanted) -> ValueHeld:
    """Hold what is there, at most what is asked for. The same again renews it. Raises StoreUnavailable."""
    account_id, one_id = _now(ledger, wanted.account_id, wanted.one_id)
    wanted = replace(wanted, account_id=account_id, one_id=one_id)
    names = (store, wanted.account_id)
    return ledger.database.beside(names, lambda: _hold(ledger, (store, till, hold_id), wanted))


def _now(ledger: Ledger, account_id: str, one_id: str | None) -> tuple[str, str | None]:
    """The account and its member under the id that the member has now."""
    return account_now(ledger, account_id, one_id), None if one_id is None else ledger.identities.whose_file(one_id)


def _hold(ledger: Ledger, by: tuple[str, str, str], wanted: HoldWanted) -> ValueHeld:
    ledger.database.spans("hold")
    store, till, hold_id = by
    now = ledger.now()
    known = ledger.reservations.get(store, till, hold_id)
    before = {} if known is None else json.loads(known.request)
    is_same = before.get("account_id") == wanted.account_id
    until = instant(ledger.clock() + timedelta(seconds=wanted.seconds))
    row = ledger.value_accounts.get(wanted.account_id)
    if known is not None and known.status != "released":
        if is_same and known.status == "used":
            return ValueHeld(int(before["granted_minor"]), 0 if row is None else _left(ledger, row), known.until)
        if is_same and known.until > now and before["amount_minor"] == wanted.amount_minor:
            until = max(known.until, until)
            ledger.reservations.renew(known, until, wanted.account_id)
            left = 0 if row is None else _left(ledger, row)
            return ValueHeld(int(before["granted_minor"]), left, until)
        free(ledger, known)
    code = _refusal(ledger, row, store, wanted, is_known=is_same)
    left = 0 if row is None else _left(ledger, row)
    if code is None and not left:
        code = "reserved" if row is not None and row.balance else "empty"
    if code is not None:
        if known is not None:
            ledger.reservations.put(with_status(known, "released"))
        shown = code in ("empty", "reserved")
        return ValueHeld(0, left if shown else 0, None, code)
    granted = min(left, wanted.amount_minor)
    request = {"account_id": wanted.account_id, "amount_minor": wanted.amount_minor, "granted_minor": granted}
    held = ReservationRow(store, till, hold_id, wanted.one_id, json.dumps(request, sort_keys=True), until, "held")
    ledger.reservations.put(held)
    ledger.reservations.add_hold(wanted.account_id, held, "value", "", granted)
    if wanted.one_id is not None and not is_of_store(ledger, store, wanted.one_id):
        ledger.reads.note_question(now, f"till:{store}/{till}", store, hold_id, wanted.one_id)
    return ValueHeld(granted, left - granted, until)


def _refusal(
    ledger: Ledger, row: ValueRow | None, store: str, wanted: HoldWanted, *, is_known: bool
) -> ValueCode | None:
    """Why nothing of it may be taken here, whatever is on it."""
    if row is None:
        return "unknown"
    if row.kind == "gift_card" and not (wanted.proven or is_known):
        return "unknown"
    if row.kind == "stored_value" and row.one_id != wanted.one_id:
        return "unknown"
    if not is_taken_at(ledger, row.issuer, store):
        return "not_here"
    found = ledger.reference.store(store)
    if found is None or found[1] != row.currency:
        return "currency"
    codes: dict[str, ValueCode] = {"issued": "not_active", "blocked": "blocked", "expired": "expired"}
    return codes.get(_status(ledger, row))


def _status(ledger: Ledger, row: ValueRow) -> str:
    """`active` may be spent; `spent`: nothing is left; `expired` also before anybody has booked it."""
    if row.status in ("issued", "active") and row.expires_at is not None and row.expires_at <= ledger.now():
        return "expired"
    return "spent" if row.status == "active" and not row.balance else row.status


def _left(ledger: Ledger, row: ValueRow) -> int:
    """What nobody else holds."""
    return max(0, row.balance - ledger.reservations.held(row.holder, "value", "", ledger.now()))
