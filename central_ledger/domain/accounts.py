"""Accounts, postings and transfers: double entry in integers, one unit a posting.

A unit is a currency (`CNY`), the points of one program (`points/group`), its growth value (`growth/group`), or the
coupons of one offer (`coupons/OFF50`). A debit is positive, a credit negative; in every transfer each unit sums to 0.
Source: docs/spec/offline.md, section 6.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import msgspec

#: There are few names and many postings: each name is built once.
_cached = lru_cache(maxsize=4096)


class Unbalanced(ValueError):
    """A transfer whose postings do not sum to 0 in every unit. Nothing of it may be booked."""


@dataclass(frozen=True, slots=True)
class Account:
    """`kind` says what is counted, `parts` for whom. `name` is the form in the books: parts joined by `/`, escaped."""

    kind: str
    parts: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return "/".join((self.kind, *(part.replace("%", "%25").replace("/", "%2F") for part in self.parts)))


class Posting(msgspec.Struct, frozen=True, gc=False):
    """One amount on one account. `unit` as above; debit positive, credit negative."""

    account: str
    unit: str
    amount: int


class Transfer(msgspec.Struct, frozen=True, gc=False):
    """Postings that belong together. `transfer_id` is unique in its store, or for its member; `reference` says why."""

    transfer_id: str
    kind: str
    reference: str
    occurred_at: str
    postings: tuple[Posting, ...]

    def __post_init__(self) -> None:
        sums: dict[str, int] = {}
        for posting in self.postings:
            sums[posting.unit] = sums.get(posting.unit, 0) + posting.amount
        if any(sums.values()):
            wrong = {unit: total for unit, total in sums.items() if total}
            raise Unbalanced(f"transfer {self.transfer_id} ({self.kind}) does not sum to 0: {wrong}")


def combined(postings: Iterable[Posting]) -> tuple[Posting, ...]:
    """One posting for each account and unit, in order of first appearance, without those that come to 0."""
    sums: dict[tuple[str, str], int] = {}
    for posting in postings:
        key = (posting.account, posting.unit)
        sums[key] = sums.get(key, 0) + posting.amount
    return tuple([Posting(account, unit, amount) for (account, unit), amount in sums.items() if amount])


@_cached
def points_unit(program: str) -> str:
    """The unit of one program's points."""
    return Account("points", (program,)).name


@_cached
def program_of(unit: str) -> str:
    """The program of a unit of points or growth value."""
    return unit.partition("/")[2].replace("%2F", "/").replace("%25", "%")


@_cached
def sales(store: str, brand: str) -> str:
    """What was sold, before discounts, tax excluded (credit). Goods of no brand stand under the store alone."""
    return Account("sales", (store, brand) if brand else (store,)).name


@_cached
def tax(store: str, tax_bps: int) -> str:
    """Tax owed, by rate (credit)."""
    return Account("tax", (store, str(tax_bps))).name


@_cached
def tender(store: str, till: str, kind: str) -> str:
    """What was taken in, by till and means of payment (debit)."""
    return Account("tender", (store, till, kind)).name


@_cached
def safe(store: str) -> str:
    """Cash of a store that lies in no drawer (debit)."""
    return Account("safe", (store,)).name


@_cached
def petty_cash(store: str) -> str:
    """Cash paid out of a drawer, or into one, that was no sale (debit: out)."""
    return Account("petty_cash", (store,)).name


@_cached
def over_short(store: str, till: str) -> str:
    """Cash that was counted and should not be there (credit), or the other way round (debit)."""
    return Account("over_short", (store, till)).name


@_cached
def discount(party: str) -> str:
    """What a party gave shoppers off the price (debit). Party `points`: what was paid with points."""
    return Account("discount", (party,)).name


@_cached
def manual_discount(store: str) -> str:
    """What a store's staff took off list prices by hand, by the party that bears it (debit)."""
    return Account("manual_discount", (f"store:{store}",)).name


@_cached
def cash_rounding(store: str) -> str:
    """What a store took above what was to be paid (credit), or left to shoppers (debit), because cash has coins."""
    return Account("cash_rounding", (store,)).name


@_cached
def wallet_funded(store: str, kind: str) -> str:
    """What a wallet or a third party added to shoppers' payments and settles with the store as well (debit)."""
    return Account("wallet_funded", (store, kind)).name


@_cached
def wallet_discount(store: str) -> str:
    """What a store gave shoppers inside a wallet and does not receive, by the party that bears it (debit)."""
    return Account("wallet_discount", (f"store:{store}",)).name


@_cached
def gift(party: str) -> str:
    """What gifts cost a party, at their worth (debit)."""
    return Account("gift", (party,)).name


@_cached
def gifts_given(store: str) -> str:
    """Gifts handed out by a store, at their worth (credit)."""
    return Account("gifts_given", (store,)).name


@_cached
def gifts_charged(store: str) -> str:
    """Gifts that a return made due and that were kept: what shoppers paid for them, at their worth (credit)."""
    return Account("gifts_charged", (store,)).name


@_cached
def benefit_loss(party: str) -> str:
    """Benefits that were given twice or without cover, by who bears them (debit)."""
    return Account("benefit_loss", (party,)).name


@_cached
def member_points(one_id: str) -> str:
    """A member's points of the unit's program: positive, what may be spent."""
    return Account("member", (one_id,)).name


@_cached
def program_points(program: str) -> str:
    """A program's promise: minus what its members hold."""
    return Account("program", (program,)).name


@_cached
def points_loss(party: str) -> str:
    """Points that were spent without being there, by who bears them (credit: they were created)."""
    return Account("points_loss", (party,)).name


@_cached
def budget(offer_id: str) -> str:
    """What is left of an offer's budget (debit)."""
    return Account("budget", (offer_id,)).name


@_cached
def budget_granted(offer_id: str) -> str:
    """What people gave an offer to spend (credit)."""
    return Account("budget_granted", (offer_id,)).name


@_cached
def budget_spent(offer_id: str) -> str:
    """What sales took of an offer's budget (debit)."""
    return Account("budget_spent", (offer_id,)).name


@_cached
def due(party: str, what: str) -> str:
    """What a party is to receive (credit) or owes (debit) by the settlement of sales, by what it is about. Over all
    parties it sums to 0.
    """
    return Account("due", (party, what)).name


@_cached
def incentive(guide: str) -> str:
    """A guide's incentive points (debit)."""
    return Account("incentive", (guide,)).name


@_cached
def incentive_promised(party: str) -> str:
    """Incentive points that a party gave guides (credit)."""
    return Account("incentive_promised", (party,)).name


@_cached
def exchanged(from_program: str, to_program: str) -> str:
    """Points that were exchanged and are not settled between the owners: those given up (debit), those got (credit)."""
    return Account("exchanged", (from_program, to_program)).name


@_cached
def program_due(party: str) -> str:
    """What a party is to receive (credit) or owes (debit) for points of programs, by closed months."""
    return Account("program_due", (party,)).name


@_cached
def growth_unit(program: str) -> str:
    """The unit of one program's growth value: what decides about tiers, and cannot be spent."""
    return Account("growth", (program,)).name


@_cached
def member_growth(one_id: str) -> str:
    """A member's growth value of the unit's program, all that was ever given less what returns took (debit)."""
    return Account("member_growth", (one_id,)).name


@_cached
def growth_given(program: str) -> str:
    """Growth value that a program gave its members (credit)."""
    return Account("growth_given", (program,)).name


@_cached
def plan_unit(plan: str) -> str:
    """The unit of one paid membership: days."""
    return Account("plan_days", (plan,)).name


@_cached
def member_plan(one_id: str) -> str:
    """Days of the unit's plan that a member paid for, less what came back (debit)."""
    return Account("member_plan", (one_id,)).name


@_cached
def plan_days_sold(plan: str) -> str:
    """Days of a plan that were sold (credit)."""
    return Account("plan_days_sold", (plan,)).name


@_cached
def coupons_unit(offer_id: str) -> str:
    """The unit of one offer's coupons: pieces."""
    return Account("coupons", (offer_id,)).name


@_cached
def coupons_at(state: str) -> str:
    """Coupons by what became of them: `available`, `leased`, `used`, `expired` (debit), against `issued` (credit)."""
    return Account("coupons", (state,)).name


#: The unit of stock: thousandths of whatever a product is counted in.
GOODS = "goods"


@_cached
def stock(store: str) -> str:
    """Goods of a store (debit)."""
    return Account("stock", (store,)).name


@_cached
def stock_moved(store: str, kind: str) -> str:
    """Where goods of a store went (debit) or came from (credit), by the kind of movement."""
    return Account("stock_moved", (store, kind)).name


@_cached
def value(kind: str, issuer: str, account_id: str) -> str:
    """What a party owes whoever holds a gift card, or a member's stored value (credit), in that account's file."""
    return Account("value", (kind, issuer, account_id)).name


@_cached
def value_sold(store: str, issuer: str) -> str:
    """Value that a store sold: what it took and owes the party that stands for it (credit), in the store's books."""
    return Account("value_sold", (store, issuer)).name


@_cached
def value_claim(issuer: str, store: str) -> str:
    """The same as that party's claim (debit), in the files of the accounts; together with `value_sold` 0."""
    return Account("value_claim", (issuer, store)).name


@_cached
def value_taken(issuer: str, store: str) -> str:
    """What that party owes a store for value that paid there (credit); together with the store's tenders of it 0."""
    return Account("value_taken", (issuer, store)).name


@_cached
def breakage(issuer: str) -> str:
    """What was left on gift cards that ended, by who had owed it (credit)."""
    return Account("breakage", (issuer,)).name


def value_paid_out(issuer: str) -> str:
    """What was owed on stored value and was paid out to its holder elsewhere, by who had owed it (credit)."""
    return Account("value_paid_out", (issuer,)).name


#: Between a store's books and a member's books. Both stand in different places when the ledger is distributed, so no
#: transfer spans them: each side books against this account, and over both sides it sums to 0.
CLEARING = Account("clearing", ("members",)).name
