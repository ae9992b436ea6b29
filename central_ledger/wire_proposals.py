"""What proposals look like on the line: docs/spec/line.md, section 18."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from central_ledger.domain.body_types import Id
from central_ledger.domain.group_rules import Subject
from central_ledger.wire_people import Note


class ProposeRequest(msgspec.Struct, frozen=True):
    """`proposal_id` is made by whoever proposes: sent again, it is the same proposal."""

    proposal_id: Id
    store: Id
    kind: Subject
    document: dict[str, Any]
    note: Note = ""


class DecideProposalRequest(msgspec.Struct, frozen=True):
    """A refusal says why."""

    decision: Literal["approve", "refuse"]
    reason: Note = ""


class WithdrawProposalRequest(msgspec.Struct, frozen=True):
    reason: Note = ""


class ProposalEventOut(msgspec.Struct, frozen=True):
    number: int
    at: str
    who: str
    what: str
    brands: list[str]
    reason: str


class BreachOut(msgspec.Struct, frozen=True):
    path: str
    expected: str


class ProposalOut(msgspec.Struct, frozen=True):
    """`brands` are asked, `waiting` of them have not said anything yet."""

    proposal_id: str
    store: str
    kind: str
    subject: str
    status: str
    brands: list[str]
    waiting: list[str]
    proposed_by: str
    proposed_at: str
    may_decide: bool
    document: dict[str, Any]
    history: list[ProposalEventOut]


class ProposalAnswer(msgspec.Struct, frozen=True):
    """The proposal, or everything in it that breaks the contract: then nothing was kept."""

    proposal: ProposalOut | None
    breaches: list[BreachOut]


class ProposalsAnswer(msgspec.Struct, frozen=True):
    """`next`: the cursor of the next page, null at the end."""

    proposals: list[ProposalOut]
    next: str | None
