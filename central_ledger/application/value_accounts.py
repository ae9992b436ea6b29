"""What sales and returns do to gift cards and stored value, each movement once. Contract: docs/spec/stored-value.md.

A completed sale stands, so a movement is booked whatever the account looks like. What was spent without being there is
a loss of one case for each account, which follows the sum of the movements: the same in whatever order they come.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace

from central_ledger.application.ledger import Ledger
from central_ledger.application.reservations import free_used
from central_ledger.domain import accounts
from central_ledger.domain.accounts import Posting, Transfer
from central_ledger.domain.cases import Case, case_id
from central_ledger.domain.value import ValueMove, loss_transfer, move_transfer
from central_ledger.store.value_accounts import ValueRow
from retail.stored_value import is_stored_value, stored_value_id


def apply_moves(ledger: Ledger, moves: Iterable[ValueMove]) -> None:
    """Within the caller's transaction, which is alone with these accounts."""
    for move in [_now(ledger, move) for move in moves]:
        if ledger.books.has_member_transfer(move.account_id, move.transfer_id):
            continue
        row = ledger.value_accounts.get(move.account_id) or _first_seen(ledger, move)
        if move.hold_id is not None:
            free_used(ledger, move.store, move.till, move.hold_id)
        if move.what == "sold":
            row = _sold(ledger, row, move)
        ledger.books.book_for_members([(row.holder, move_transfer(move, row.issuer))])
        ledger.value_accounts.put([_moved(ledger, row, move)])
        if row.kind == "stored_value" and move.added and ledger.identities.is_erased(move.one_id):
            # Somebody paid for it at a till that had not heard of the erasure: a person pays it out.
            _open_facts(ledger, move, "value_of_nobody")


def account_now(ledger: Ledger, account_id: str, one_id: str | None) -> str:
    """The account of stored value under the id that its member has now: a till may know an earlier one."""
    if one_id is None or not is_stored_value(account_id) or not account_id.endswith(f":{one_id}"):
        return account_id
    return account_id.removesuffix(one_id) + ledger.identities.whose_file(one_id)


def _now(ledger: Ledger, move: ValueMove) -> ValueMove:
    if move.one_id is None:
        return move
    account_id = account_now(ledger, move.account_id, move.one_id)
    return replace(move, account_id=account_id, one_id=ledger.identities.whose_file(move.one_id))


def move_value(
    ledger: Ledger, before: str, after: str, name: str, amounts: Mapping[str, int] | None = None
) -> dict[str, int]:
    """What a member has under one id goes over to another; by issuer, at most `amounts` (None: all). Needs a
    transaction. `name` is unique: it names the transfers.
    """
    moved, now = {}, ledger.now()
    for row in ledger.value_accounts.of_member(before):
        amount = row.balance if amounts is None else min(row.balance, amounts.get(row.issuer, 0))
        if row.kind != "stored_value" or amount <= 0:
            continue
        account_id = stored_value_id(row.issuer, after)
        other = ledger.value_accounts.get(account_id) or replace(
            row, holder=account_id, one_id=after, balance=0, overdrawn=0, opened_at=now
        )
        for account, sign in ((row, 1), (other, -1)):
            postings = (
                Posting(accounts.value(row.kind, row.issuer, account.holder), row.currency, sign * amount),
                Posting(accounts.CLEARING, row.currency, -sign * amount),
            )
            transfer = Transfer(name, "value_moved", name, now, postings)
            ledger.books.book_for_members([(account.holder, transfer)])
            ledger.value_accounts.put([replace(account, balance=account.balance - sign * amount)])
        moved[row.issuer] = amount
    return moved


def store_brands(ledger: Ledger, store: str) -> frozenset[str]:
    """The brands that a store sells, by its setting `store`."""
    setting = ledger.feeds.get(store, "settings", "store")
    return frozenset(json.loads(setting).get("brands", {}) if setting is not None else ())


def is_taken_at(ledger: Ledger, issuer: str, store: str) -> bool:
    """Whether a store takes value that this party owes: the group's everywhere, a brand's where the brand is sold."""
    party, _, name = issuer.partition(":")
    if party == "store":
        return name == store
    return party == "group" or (party == "brand" and name in store_brands(ledger, store))


def accept_loss(ledger: Ledger, account_id: str) -> None:
    """A person has decided: what was missing is a loss for good, whatever is added later."""
    row = ledger.value_accounts.get(account_id)
    if row is not None:
        ledger.value_accounts.put([replace(row, overdrawn=0)])


def _first_seen(ledger: Ledger, move: ValueMove) -> ValueRow:
    """A member's account begins with what is added to it. A card that nobody issued is a case, and known from then on:
    the store that took it stands for it.
    """
    row = ValueRow(move.account_id, move.kind, move.issuer, move.currency, "active", opened_at=ledger.now())
    is_first = move.one_id is not None and move.account_id == stored_value_id(move.issuer, move.one_id)
    if is_first and (move.kind, move.what) == ("stored_value", "sold"):
        return replace(row, one_id=move.one_id, activated_at=move.occurred_at)
    _open_facts(ledger, move, "value_unknown")
    return replace(row, issuer=move.issuer or f"store:{move.store}", status="unknown", one_id=move.one_id)


def _sold(ledger: Ledger, row: ValueRow, move: ValueMove) -> ValueRow:
    """A card becomes good when it is sold; sold again, or on another's name, a person looks."""
    if row.issuer != move.issuer or row.currency != move.currency:
        _open_facts(ledger, move, "value_differs")
    if row.kind == "gift_card" and row.status != "issued":
        _open_facts(ledger, move, "card_sold_again")
    if row.status == "issued":
        return replace(row, status="active", activated_at=move.occurred_at)
    return row


def _moved(ledger: Ledger, row: ValueRow, move: ValueMove) -> ValueRow:
    """The balance after a movement, and the loss that keeps it from falling below 0."""
    by_moves = row.balance - row.overdrawn + (move.amount if move.added else -move.amount)
    overdrawn = max(0, -by_moves)
    after = replace(row, balance=by_moves + overdrawn, overdrawn=overdrawn)
    if move.what == "given_back" and row.expires_at is not None and row.expires_at <= ledger.now():
        # What comes back to a card whose time is over must be worth something: it is good again, without an end.
        after = replace(after, status="active", expires_at=None)
    created = overdrawn - row.overdrawn
    if created:
        case = _overdraft_case(ledger, move, overdrawn)
        transfer_id = f"case/{case.case_id}/{move.transfer_id}"
        bearer = case.bearer or f"store:{move.store}"
        ledger.books.book_for_members([(row.holder, loss_transfer(move, row.issuer, transfer_id, bearer, created))])
    return after


def _overdraft_case(ledger: Ledger, move: ValueMove, overdrawn: int) -> Case:
    """The one case of this account that is not decided."""
    number = 1
    while True:
        wanted = case_id("value_overdrawn", move.account_id, number)
        known = ledger.cases.get(move.account_id, wanted)
        if known is None or known.status != "decided":
            break
        number += 1
    case = known or Case(
        holder=move.account_id,
        case_id=wanted,
        kind="value_overdrawn",
        store=move.store,
        till=move.till,
        sale_id=move.sale_id,
        one_id=move.one_id,
        unit=move.currency,
        bearer=f"store:{move.store}",
        opened_at=ledger.now(),
    )
    sales = [*case.detail.get("sales", []), {"store": move.store, "sale_id": move.sale_id}]
    case = replace(
        case,
        amount=overdrawn,
        status="open" if overdrawn else "withdrawn",
        detail={"account": move.account_id, "kind": move.kind, "sales": sales},
    )
    ledger.cases.put(case)
    return case


def _open_facts(ledger: Ledger, move: ValueMove, what: str) -> None:
    ledger.cases.put(
        Case(
            holder=move.account_id,
            case_id=case_id("facts", what, move.account_id, move.transfer_id),
            kind="facts",
            store=move.store,
            till=move.till,
            sale_id=move.sale_id,
            one_id=move.one_id,
            unit=move.currency,
            amount=move.amount,
            detail={"what": what, "name": move.account_id},
            opened_at=ledger.now(),
        )
    )
