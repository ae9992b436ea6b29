"""What people and cases look like on the line: docs/spec/line.md, section 12."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec

from central_ledger.domain.body_types import Id

Note = Annotated[str, msgspec.Meta(max_length=500)]


class TokenRequest(msgspec.Struct, frozen=True):
    """Either a staff number of the till's store, or a person of the group."""

    secret: Annotated[str, msgspec.Meta(min_length=1, max_length=128, description="the PIN, or the person's secret")]
    staff_id: Id | None = None
    person_id: Id | None = None


class TokenAnswer(msgspec.Struct, frozen=True):
    token: str
    expires_at: str
    who: str
    name: str
    roles: list[str]
    store: str | None
    till: str | None


class Nothing(msgspec.Struct, frozen=True):
    """Nothing is said: it was done."""


class CaseOut(msgspec.Struct, frozen=True):
    """A case as a list shows it: no member's data. `version` counts what happened to it."""

    case_id: str
    kind: str
    status: str
    store: str | None
    till: str | None
    sale_id: str | None
    with_member: bool
    unit: str | None
    amount: int
    bearer: str | None
    owner: str | None
    opened_at: str
    decided_at: str | None
    decision: str | None


class CasesAnswer(msgspec.Struct, frozen=True):
    """`next`: the cursor of the next page, null at the end. `waiting`: entries not replayed yet, so more may come."""

    cases: list[CaseOut]
    next: str | None
    waiting: int
    as_of: str


class CaseMember(msgspec.Struct, frozen=True):
    """A member, masked."""

    one_id: str
    name: str
    phone: str


class CasePersonOut(msgspec.Struct, frozen=True):
    """One of those whom a phone leads to, masked. `became`: whom they were merged into since."""

    one_id: str
    name: str
    phone: str
    birthday: str | None
    tiers: dict[str, str]
    points: dict[str, int]
    cards: int
    purchases: int
    stores: list[str]
    last_visit: str | None
    since: str | None
    became: str | None


class CaseEventOut(msgspec.Struct, frozen=True):
    number: int
    at: str
    who: str
    what: str
    owner: str | None
    decision: str | None
    note: str
    amount: int


class CaseAnswer(msgspec.Struct, frozen=True):
    """One case. `decisions` are the lawful ones, `notes` those that need a note; `account` is the sale's, if any."""

    case: CaseOut
    explanation: str
    detail: dict[str, Any]
    member: CaseMember | None
    decisions: list[str]
    notes: list[str]
    history: list[CaseEventOut]
    account: dict[str, Any] | None
    may_decide: bool
    as_of: str
    #: Of a case about a phone that leads to more than one member: all of them, the one who would stay first.
    people: list[CasePersonOut] = msgspec.field(default_factory=list)


class TakeRequest(msgspec.Struct, frozen=True):
    """`owner` is the one that the asker saw: taken only if it is so still. Null: nobody had it."""

    owner: Annotated[str, msgspec.Meta(max_length=200)] | None = None


class HandBackRequest(msgspec.Struct, frozen=True):
    note: Note = ""


class DecideRequest(msgspec.Struct, frozen=True):
    decision: Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
    note: Note = ""
