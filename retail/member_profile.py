"""What the ledger tells of a member beyond what a store has: docs/spec/line.md, section 20."""

from __future__ import annotations

from dataclasses import dataclass, field

from retail.member import Member
from retail.member_facts import MemberFacts, Purchase
from retail.member_tags import MemberTag

#: What somebody may be waiting for, and how long it may take before it is late.
TICKETS = ("order", "rain_check", "refund", "case")


@dataclass(frozen=True, slots=True)
class Ticket:
    """Something that is open for a member, with its clock. `what` is a kind of case, or the goods; times are ISO 8601;
    `due_at` is the promise's end, or when it is late.
    """

    kind: str
    ticket_id: str
    what: str
    store: str
    opened_at: str
    due_at: str


@dataclass(frozen=True, slots=True)
class LinkedAccount:
    """`shown` is as a counter may show it: `138****6021`, `…0123`."""

    kind: str
    shown: str
    linked_at: str


@dataclass(frozen=True, slots=True)
class LedgerProfile:
    """`facts` None: the member does not wish it, or nothing was reckoned yet."""

    member: Member
    facts: MemberFacts | None
    tags: tuple[MemberTag, ...] = ()
    tickets: tuple[Ticket, ...] = ()
    links: tuple[LinkedAccount, ...] = ()
    stores: tuple[tuple[str, str], ...] = ()  # id, name: of all that are named
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class PurchasePage:
    """Some of the purchases, the newest first; `cursor` leads to the next, empty: there are no more. `total` of all
    that the search found; `is_cut`: so many that the oldest were not looked at.
    """

    purchases: tuple[Purchase, ...]
    cursor: str = ""
    total: int = 0
    is_cut: bool = False
    stores: tuple[tuple[str, str], ...] = field(default=())
