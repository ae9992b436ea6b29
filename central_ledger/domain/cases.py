"""Cases: what the ledger cannot decide alone. Nothing is dropped silently and nothing becomes a draft.

Source: docs/spec/offline.md, section 5.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

CaseStatus = Literal["open", "decided", "withdrawn"]
CaseWhat = Literal["opened", "changed", "withdrawn", "reopened", "taken", "handed_back", "decided"]

#: Every kind of case, and what it says to the person who gets it.
KINDS: Mapping[str, str] = {
    "fork": "Two journals of one till contradict each other. The till is suspended, both branches are kept.",
    "entries_lost": "A till goes on from entries that never came: ask what happened to its disk.",
    "journal_rolled_back": "A till goes on from before what it had sent: a backup was restored or a disk replaced.",
    "till_restored": "A till was restored from a copy of its whole disk. It went on after what the ledger has.",
    "quarantined": "An entry cannot be understood, or its sums do not hold. Its bytes are kept, nothing is booked.",
    "sale_id_reused": "A second sale came with an id that the ledger has already. It is set aside, not booked.",
    "coupon_reused": "A coupon was used that had been used before. The later saving is a benefit loss.",
    "points_overdrawn": "More points were spent than were there. What was missing is a benefit loss.",
    "lease_exceeded": "A till used more than its leases allowed, or what it had given back. See `detail`.",
    "limit_exceeded": "A member used an offer more often than its limits allow. The later saving is a benefit loss.",
    "budget_overdrawn": "More of an offer's budget is spent and leased than there is. What is missing is a loss.",
    "code_reused": "One unified member code was accepted twice.",
    "shift_differs": "A till's report of a shift is not what its own entries add up to. The entries stand.",
    "z_number_reused": "A till closed a shift under a number that it had used before: ask what happened to its disk.",
    "arithmetic": "The benefit engine gives another result for the sale's own input. The sale stands; see `replay`.",
    "entitlement_overused": "A service was used more often than the member was entitled to.",
    "offer_rejected": "A till does not use this version of an offer, because it breaks the contract as it knows it.",
    "returned_twice": "More of a sale came back than was bought: two tills took the same goods. All of it is booked.",
    "return_differs": "A return is not worth what its sale and the returns before it say. It is booked as it came.",
    "refund_open": "A wallet's refund has been under way for over a day: its shopper waits for the money.",
    "exchange_differs": "A sale was paid by goods that came back, and no return says the same. The sale stands.",
    "return_unapproved": "Goods came back without a receipt on nobody's right, or for more than the store allows.",
    "override_unapproved": "More was taken off by hand, or sold at a typed price, than its people may allow.",
    "order_handed_over_twice": "A paid web order was handed over more than once: two tills knew nothing of each other.",
    "rain_check_reused": "A rain check was used more than once. The later sale stands at the promised price.",
    "basket_taken_twice": "A parked basket was taken up at two tills, by codes and without the ledger.",
    "value_overdrawn": "More was taken from a gift card or stored value than was on it. What was missing is a loss.",
    "phone_shared": "One phone leads to more than one member: the same person twice, or people who share it.",
    "contact_against_opt_out": "A member was contacted who had said that they want nobody to. Apologise, and ask why.",
    "facts": "A sale names something that the ledger does not know, or that was not so at that time. The sale stands.",
}

#: About journals and entries, not about what a member got: an operator of the group looks after these.
TECHNICAL_KINDS = frozenset(
    (
        *("fork", "entries_lost", "journal_rolled_back", "till_restored", "quarantined", "sale_id_reused"),
        *("arithmetic", "z_number_reused", "offer_rejected"),
    )
)

#: What a person may decide about any kind.
ACCEPTED, STORE_BEARS, FRAUD, OTHER = "accepted", "store_bears", "fraud", "other"
#: Of a phone that leads to two members: they become one.
SAME_PERSON = "same_person"

#: The lawful decisions of each kind. `accepted`: it stays as it was booked. `store_bears`: the loss moves to the store.
DECISIONS: Mapping[str, tuple[str, ...]] = {
    "fork": ("till_enrolled_again", "till_retired", FRAUD, OTHER),
    "entries_lost": ("lost_for_good", "will_come", OTHER),
    "journal_rolled_back": ("backup_restored", "disk_replaced", FRAUD, OTHER),
    "quarantined": ("nothing_to_book", "booked_elsewhere", "reported", OTHER),
    "sale_id_reused": ("nothing_to_book", "booked_elsewhere", "reported", OTHER),
    "coupon_reused": (ACCEPTED, STORE_BEARS, FRAUD, OTHER),
    "points_overdrawn": (ACCEPTED, STORE_BEARS, FRAUD, OTHER),
    "rain_check_reused": (ACCEPTED, "staff_error", FRAUD, OTHER),
    "basket_taken_twice": (ACCEPTED, "refund_shopper", "staff_error", OTHER),
    "value_overdrawn": (ACCEPTED, STORE_BEARS, FRAUD, OTHER),
    "lease_exceeded": (ACCEPTED, STORE_BEARS, FRAUD, OTHER),
    "limit_exceeded": (ACCEPTED, STORE_BEARS, FRAUD, OTHER),
    "budget_overdrawn": (ACCEPTED, STORE_BEARS, FRAUD, OTHER),
    "code_reused": ("same_person", FRAUD, OTHER),
    "arithmetic": (ACCEPTED, "refund_shopper", "reported", OTHER),
    "facts": (ACCEPTED, "staff_error", FRAUD, OTHER),
    "shift_differs": ("till_repaired", "reported", OTHER),
    "z_number_reused": ("backup_restored", "disk_replaced", FRAUD, OTHER),
    "entitlement_overused": (ACCEPTED, "staff_error", FRAUD, OTHER),
    "till_restored": ("backup_restored", "disk_replaced", FRAUD, OTHER),
    "offer_rejected": ("offer_corrected", "till_updated", OTHER),
    "returned_twice": (ACCEPTED, "staff_error", FRAUD, OTHER),
    "return_differs": (ACCEPTED, "staff_error", "reported", OTHER),
    "refund_open": (ACCEPTED, "reported", FRAUD, OTHER),
    "exchange_differs": (ACCEPTED, "staff_error", FRAUD, OTHER),
    "return_unapproved": (ACCEPTED, "staff_error", FRAUD, OTHER),
    "override_unapproved": (ACCEPTED, "staff_error", FRAUD, OTHER),
    "order_handed_over_twice": (ACCEPTED, "staff_error", FRAUD, OTHER),
    "phone_shared": (SAME_PERSON, "two_people", FRAUD, OTHER),
    "contact_against_opt_out": (ACCEPTED, "staff_error", OTHER),
}

#: Whoever decides so says why.
NOTE_NEEDED = frozenset(
    (STORE_BEARS, FRAUD, OTHER, "lost_for_good", "booked_elsewhere", "refund_shopper", "staff_error")
)


def decisions_of(kind: str) -> tuple[str, ...]:
    """What may be decided about a case of this kind."""
    return DECISIONS.get(kind, (ACCEPTED, FRAUD, OTHER))


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """One thing that happened to a case. `who` is a speaker's name, or `ledger`; `owner` is the owner after it."""

    number: int
    at: str
    who: str
    what: CaseWhat
    owner: str | None
    decision: str | None
    note: str
    amount: int


@dataclass(frozen=True, slots=True)
class Case:
    """One case. `holder` is the store or the member (one_id, or `coupon:<id>`) whose file it is in.

    `amount` is in minor units of `unit` (a currency) where money is concerned. `bearer` bears it. `withdrawn`: what
    came later showed that there was nothing.
    """

    holder: str
    case_id: str
    kind: str
    store: str | None = None
    till: str | None = None
    sale_id: str | None = None
    one_id: str | None = None
    unit: str | None = None
    amount: int = 0
    bearer: str | None = None
    status: CaseStatus = "open"
    owner: str | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)
    opened_at: str = ""
    decided_at: str | None = None
    decision: str | None = None


def case_id(kind: str, *parts: str | int) -> str:
    """The same facts make the same case, however often and in whatever order they arrive."""
    text = "\x1f".join((kind, *map(str, parts)))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
