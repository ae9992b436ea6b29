"""Gift cards before and after their life at the counter: printed, blocked, ended. What is on them moves with sales."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace

from central_ledger.application.brand_accounts import known_brands
from central_ledger.application.ledger import Ledger
from central_ledger.domain import accounts
from central_ledger.domain.accounts import Posting, Transfer
from central_ledger.store.value_accounts import ValueRow
from retail.luhn import luhn_digit
from retail.stored_value import NUMBER_DIGITS, PIN_DIGITS

#: More would be hashed for an hour; order them in parts.
COUNT_MAX = 10_000


class CardRefused(ValueError):
    """What is asked cannot be done with this card; in a sentence."""


@dataclass(frozen=True, slots=True)
class Issue:
    """What is to be printed. `face_minor` None: the buyer says how much. `expires_at` None: never."""

    count: int
    issuer: str
    currency: str
    face_minor: int | None
    expires_at: str | None
    batch: str


@dataclass(frozen=True, slots=True)
class PrintedCard:
    """A card for whoever prints it. Nobody can tell the PIN afterwards."""

    number: str
    pin: str


def make_cards(count: int) -> list[PrintedCard]:
    """Numbers and PINs that nobody can guess from others."""
    numbers: dict[str, None] = {}
    while len(numbers) < count:
        digits = "9" + f"{secrets.randbelow(10 ** (NUMBER_DIGITS - 2)):0{NUMBER_DIGITS - 2}d}"
        numbers[digits + luhn_digit(digits)] = None
    return [PrintedCard(number, f"{secrets.randbelow(10**PIN_DIGITS):0{PIN_DIGITS}d}") for number in numbers]


def issue_cards(ledger: Ledger, issue: Issue, pin_hash: Callable[[str], str]) -> list[PrintedCard]:
    """Make cards that may be sold. PINs are hashed before the transaction. Raises CardRefused, StoreUnavailable."""
    if not 1 <= issue.count <= COUNT_MAX:
        raise CardRefused(f"at one time, 1 to {COUNT_MAX} cards are issued")
    if issue.face_minor is not None and issue.face_minor < 1:
        raise CardRefused("a card is worth something")
    if issue.issuer.partition(":")[0] not in ("group", "brand", "store") or issue.issuer.endswith(":"):
        raise CardRefused("the issuer is group, brand:ID or store:ID")
    _check_issuer(ledger, *issue.issuer.partition(":")[::2])
    if issue.expires_at is not None and issue.expires_at <= ledger.now():
        raise CardRefused("their end is over already: nobody could be sold one")
    cards = make_cards(issue.count)
    hashes = [pin_hash(card.pin) for card in cards]
    now = ledger.now()
    rows = [
        ValueRow(
            card.number,
            "gift_card",
            issue.issuer,
            issue.currency,
            "issued",
            face=issue.face_minor,
            secret_hash=hashed,
            batch=issue.batch,
            opened_at=now,
            expires_at=issue.expires_at,
        )
        for card, hashed in zip(cards, hashes, strict=True)
    ]
    with ledger.database.transaction():
        if ledger.value_accounts.of_batch(issue.batch):
            raise CardRefused(f"there is a batch {issue.batch} already")
        if any(ledger.value_accounts.get(card.number) is not None for card in cards):
            raise CardRefused("a number was drawn twice: nothing was issued, try again")
        ledger.value_accounts.put(rows)
    return cards


def block(ledger: Ledger, number: str, *, blocked: bool) -> ValueRow:
    """Nobody may spend a blocked card; what is on it stays owed. Raises CardRefused."""
    with ledger.database.transaction():
        row = _card(ledger, number)
        if row.status not in ("active", "issued", "blocked"):
            raise CardRefused(f"card {number} is {row.status}")
        sold = "active" if row.activated_at is not None else "issued"
        changed = replace(row, status="blocked" if blocked else sold)
        ledger.value_accounts.put([changed])
        return changed


def end_cards(ledger: Ledger) -> tuple[int, int]:
    """Book what is left on cards whose time is over as breakage; how many, and how much. What a till holds just now is
    left to the next time. Raises StoreUnavailable.
    """
    ended, amount = 0, 0
    with ledger.database.transaction():
        now = ledger.now()
        for row in ledger.value_accounts.ended(now):
            if ledger.reservations.held(row.holder, "value", "", now):
                continue
            _end(ledger, row, now)
            ended, amount = ended + 1, amount + row.balance
    return ended, amount


def _check_issuer(ledger: Ledger, kind: str, name: str) -> None:
    """Whoever owes what is on a card must be somebody."""
    brands = known_brands(ledger)
    if kind == "store" and ledger.reference.store(name) is None:
        raise CardRefused(f"there is no store {name}")
    if kind == "brand" and brands and name not in brands:
        raise CardRefused(f"no store sells a brand {name}: {', '.join(sorted(brands))}")


def revive(ledger: Ledger, number: str, expires_at: str | None) -> ValueRow:
    """A card that ended is good again, for its holder's sake: what was breakage is owed again. Raises CardRefused."""
    with ledger.database.transaction():
        row, now = _card(ledger, number), ledger.now()
        if row.status != "expired":
            raise CardRefused(f"card {number} is {row.status}")
        if expires_at is not None and expires_at <= now:
            raise CardRefused("its new end is over already")
        broken = ledger.value_accounts.broken(number, row.issuer)
        if broken:
            _break(ledger, row, now, -broken)
        status = "active" if row.activated_at is not None else "issued"
        changed = replace(row, status=status, balance=row.balance + broken, expires_at=expires_at)
        ledger.value_accounts.put([changed])
        return changed


def _end(ledger: Ledger, row: ValueRow, now: str) -> None:
    if row.balance:
        _break(ledger, row, now, row.balance)
    ledger.value_accounts.put([replace(row, status="expired", balance=0)])


def _break(ledger: Ledger, row: ValueRow, now: str, amount: int) -> None:
    """Move an amount from what is owed to breakage (below 0: back)."""
    postings = (
        Posting(accounts.value(row.kind, row.issuer, row.holder), row.currency, amount),
        Posting(accounts.breakage(row.issuer), row.currency, -amount),
    )
    number = ledger.books.member_transfers(row.holder) + 1
    transfer = Transfer(f"breakage/{number}", "breakage", f"breakage/{row.holder}", now, postings)
    ledger.books.book_for_members([(row.holder, transfer)])


def _card(ledger: Ledger, number: str) -> ValueRow:
    row = ledger.value_accounts.get(number)
    if row is None or row.kind != "gift_card":
        raise CardRefused(f"there is no card {number}")
    return row
