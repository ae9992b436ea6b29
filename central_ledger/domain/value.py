"""Value in the books: what a sale or a return does to gift cards and stored value. Contract: docs/spec/stored-value.md.

Two sides, as everywhere: the store's books say what was taken and sold there, the account's own file what is owed. Each
side balances by itself; over both, what stores sold is what the parties claim, and what stores took is what they owe.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from central_ledger.domain import accounts
from central_ledger.domain.accounts import Posting, Transfer
from central_ledger.domain.bodies import SaleBody
from central_ledger.domain.return_bodies import ReturnBody
from retail.messages import Entry
from retail.stored_value import VALUE_KINDS, is_card_number, is_stored_value


@dataclass(frozen=True, slots=True)
class ValueMove:
    """One movement on one account. `amount` is above 0; `added` says which way. `transfer_id` is unique at the account.

    `what`: `sold` (a card became good, or was topped up), `paid`, or `given_back`. `issuer` is what the entry says of
    it, empty when it says nothing. `hold_id` is the reservation that the sale names.
    """

    what: str
    account_id: str
    kind: str
    issuer: str
    amount: int
    currency: str
    store: str
    till: str
    sale_id: str | None
    one_id: str | None
    transfer_id: str
    reference: str
    occurred_at: str
    hold_id: str | None = None

    @property
    def added(self) -> bool:
        return self.what != "paid"


def sold_in(store: str, till: str, occurred_at: str, sale: SaleBody) -> Iterator[ValueMove]:
    """What a sale does to accounts: value that it sold, and value that paid it."""
    name = f"{store}/{sale.sale_id}"
    for number, sold in enumerate(sale.value_sold, 1):
        yield ValueMove(
            "sold", sold.account_id, sold.kind, sold.issuer, sold.amount_minor, sale.currency, store, till,
            sale.sale_id, sale.one_id, f"{name}/sold/{number}", name, occurred_at,
        )  # fmt: skip
    for number, tender in enumerate(sale.tenders, 1):
        if tender.kind in VALUE_KINDS and tender.amount_minor:
            yield ValueMove(
                "paid", tender.reference or "", tender.kind, "", tender.amount_minor, sale.currency, store, till,
                sale.sale_id, sale.one_id, f"{name}/paid/{number}", name, occurred_at, tender.hold_id,
            )  # fmt: skip


def given_back_in(entry: Entry, body: ReturnBody) -> Iterator[ValueMove]:
    """What a return gives back to accounts."""
    about = f"return/{body.return_id}" if body.sale is None else f"{body.sale.store}/{body.sale.sale_id}"
    for number, refund in enumerate(body.tenders, 1):
        if refund.kind in VALUE_KINDS and refund.amount_minor > 0:
            yield ValueMove(
                "given_back", refund.of or "", refund.kind, "", refund.amount_minor, body.currency, entry.store,
                entry.till, None if body.sale is None else body.sale.sale_id, body.one_id,
                f"return/{entry.store}/{body.return_id}/{number}", about, entry.occurred_at,
            )  # fmt: skip


def move_transfer(move: ValueMove, issuer: str) -> Transfer:
    """The account's side of a movement; `issuer` is who owes what is on it."""
    owed = accounts.value(move.kind, issuer, move.account_id)
    if move.what == "sold":
        other = accounts.value_claim(move.issuer or issuer, move.store)
    else:
        other = accounts.value_taken(issuer, move.store)
    signed = move.amount if move.added else -move.amount
    postings = (Posting(owed, move.currency, -signed), Posting(other, move.currency, signed))
    return Transfer(move.transfer_id, f"value_{move.what}", move.reference, move.occurred_at, postings)


def loss_transfer(move: ValueMove, issuer: str, transfer_id: str, bearer: str, created: int) -> Transfer:
    """Value that was spent without being there is created at the cost of who bears it (below 0: that is undone)."""
    postings = (
        Posting(accounts.value(move.kind, issuer, move.account_id), move.currency, -created),
        Posting(accounts.benefit_loss(bearer), move.currency, created),
    )
    return Transfer(transfer_id, "benefit_loss", move.reference, move.occurred_at, postings)


def names_its_account(kind: str, account_id: str | None, one_id: str | None) -> bool:
    """Whether value names an account of its kind; stored value needs a member too."""
    if not account_id:
        return False
    return is_card_number(account_id) if kind == "gift_card" else is_stored_value(account_id) and one_id is not None
