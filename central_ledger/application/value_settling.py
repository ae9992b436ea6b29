"""Gift cards and stored value between their parties, day by day. Source: docs/spec/settlement.md, section 2.

Value that a store sold is money of the issuer in its drawer; value that it took is goods for which the issuer owes.
Each sale or return with value has a transfer of its own for it, beside the one that splits its goods.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from central_ledger.application.ledger import Ledger
from central_ledger.domain.accounts import Posting, due
from central_ledger.domain.bodies import SaleBody, read_body
from central_ledger.domain.return_bodies import ReturnBody
from central_ledger.domain.value import ValueMove, given_back_in, sold_in
from central_ledger.store.settlements import Part
from retail.messages import BadEntry, Entry

#: What a party's account is about: value that was sold, and value that was taken for goods.
SOLD, TAKEN = "value_sold", "value_taken"
VALUE_TRANSFER = "settlement/value/"


def value_transfer_id(entry: Entry, body: SaleBody | ReturnBody) -> str:
    if isinstance(body, SaleBody):
        return f"{VALUE_TRANSFER}sale/{body.sale_id}"
    return f"{VALUE_TRANSFER}return/{body.return_id}"


def value_moves(entry: Entry, body: SaleBody | ReturnBody) -> tuple[ValueMove, ...]:
    """What a sale or a return does to gift cards and stored value."""
    if isinstance(body, SaleBody):
        return tuple(sold_in(entry.store, entry.till, entry.occurred_at, body))
    return tuple(given_back_in(entry, body))


def value_dues(store: str, moves: Iterable[ValueMove], issuer_of: Callable[[ValueMove], str]) -> list[Posting]:
    """A debit is what a party owes; over all of them it sums to 0. A store's own value moves nothing."""
    sums: dict[tuple[str, str], int] = {}
    at_store = f"store:{store}"
    for move in moves:
        issuer = issuer_of(move)
        if issuer == at_store:
            continue
        what = SOLD if move.what == "sold" else TAKEN
        # Sold: the store owes the issuer. Taken: the issuer owes the store; given back, no more.
        signed = move.amount if move.what == "sold" or move.added else -move.amount
        for party, amount in ((at_store, signed), (issuer, -signed)):
            key = (due(party, what), move.currency)
            sums[key] = sums.get(key, 0) + amount
    return [Posting(account, unit, amount) for (account, unit), amount in sums.items() if amount]


def issuer_party(ledger: Ledger, move: ValueMove) -> str:
    """Who owes what is on an account, as a party of the settlement. For a card that nobody knows its store stands."""
    issuer = _of_stored_value(move)
    if not issuer:
        known = ledger.value_accounts.get(move.account_id)
        issuer = known.issuer if known is not None else move.issuer or f"store:{move.store}"
    return "platform" if issuer == "group" else issuer


def value_again(ledger: Ledger, part: Part) -> list[Posting] | None:
    """The postings of such a transfer, from its entry; None: the entry is not what it was."""
    try:
        entry = ledger.journals.epoch_entries(part.at_store, part.till, part.epoch, part.seq - 1, 1)[0][0]
        body: Any = read_body(entry.kind, entry.body)
    except (BadEntry, IndexError):
        return None
    if not isinstance(body, SaleBody | ReturnBody) or value_transfer_id(entry, body) != part.transfer_id:
        return None
    return value_dues(part.store, value_moves(entry, body), lambda move: issuer_party(ledger, move))


def _of_stored_value(move: ValueMove) -> str:
    """The issuer in the name of a member's account: `SV:brand:YR:M1` is brand:YR's. Empty for a card."""
    return move.account_id[3:].rpartition(":")[0] if move.account_id.startswith("SV:") else ""
