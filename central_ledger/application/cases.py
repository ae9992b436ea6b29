"""What people do with cases: look, take, hand back, decide. Source: docs/spec/offline.md, 5, and docs/spec/line.md, 9.

Each change is one transaction that compares before it sets, and adds to the case's history.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec

from central_ledger.application.budgets import accept_overdraft
from central_ledger.application.ledger import Ledger
from central_ledger.application.merging import MergeRefused, ask_back, merge
from central_ledger.application.value_accounts import accept_loss
from central_ledger.domain import accounts
from central_ledger.domain.accounts import Posting, Transfer, combined
from central_ledger.domain.cases import NOTE_NEEDED, SAME_PERSON, STORE_BEARS, Case, CaseEvent, CaseWhat, decisions_of
from central_ledger.domain.roles import Grant, Right, Speaker
from central_ledger.store.cases import CaseFilter

PAGE_DEFAULT = 50
PAGE_MAX = 200
NOTE_MAX = 500


class CaseRefused(ValueError):
    """Not done. `code` is the line's: `not_found`, `forbidden`, `taken`, `not_open`, `not_owner`, `decision_wrong`."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class CasePage:
    """Cases, and the place after them (None: there are no more)."""

    cases: tuple[Case, ...]
    next: tuple[str, str] | None


def console_speaker(name: str) -> Speaker:
    """Whoever runs commands on the ledger's machine: they hold the database and its key."""
    return Speaker(f"console:{name}", name, (Grant("group_manager"),))


def list_cases(
    ledger: Ledger, speaker: Speaker, chosen: CaseFilter, after: tuple[str, str] | None, limit: int = PAGE_DEFAULT
) -> CasePage:
    """The cases that this person may see and wants, the oldest first."""
    found = ledger.cases.page(speaker.scopes("see_cases"), chosen, after, limit + 1)
    cases = tuple(found[:limit])
    return CasePage(cases, (cases[-1].opened_at, cases[-1].case_id) if len(found) > limit else None)


def visible_case(ledger: Ledger, speaker: Speaker, case_id: str, right: Right = "see_cases") -> Case:
    """Raises CaseRefused `not_found` (also for one that this person may not see), or `forbidden`."""
    case = ledger.cases.find(case_id)
    if case is None or not speaker.may_with_case("see_cases", case.store, case.kind):
        raise CaseRefused("not_found", f"there is no case {case_id}")
    if not speaker.may_with_case(right, case.store, case.kind):
        raise CaseRefused("forbidden", "your role may look at this case, and not decide it")
    return case


def take_case(ledger: Ledger, speaker: Speaker, case_id: str, seen_owner: str | None) -> Case:
    """Become the owner of an open case, if it is owned by whom the speaker saw. Taking one's own again changes nothing.

    Raises CaseRefused: `taken` when somebody else has it; to take over from them is a right of its own.
    """
    with ledger.database.transaction():
        case = _open_case(ledger, speaker, case_id)
        if case.owner == speaker.name:
            return case
        if case.owner != seen_owner:
            raise CaseRefused("taken", f"{case.owner or 'nobody'} has this case by now")
        if case.owner is not None:
            visible_case(ledger, speaker, case_id, "take_over_cases")
        return _give(ledger, case, replace(_event(ledger, case, speaker, "taken"), owner=speaker.name))


def hand_back_case(ledger: Ledger, speaker: Speaker, case_id: str, note: str) -> Case:
    """Give up an open case: anybody may take it again. Raises CaseRefused `not_owner`."""
    with ledger.database.transaction():
        case = _owned_case(ledger, speaker, case_id)
        event = replace(_event(ledger, case, speaker, "handed_back"), owner=None, note=_checked_note(note))
        return _give(ledger, case, event)


def decide_case(ledger: Ledger, speaker: Speaker, case_id: str, decision: str, note: str) -> Case:
    """Close one's own case with a lawful decision of its kind. Overdrawn points and budgets become final.

    Raises CaseRefused: `not_owner`, `decision_wrong` (also when this decision needs a note).
    """
    if decision == SAME_PERSON:
        ask_back(ledger, _owned_case(ledger, speaker, case_id).detail.get("people", ())[1:])
    with ledger.database.transaction():
        case = _owned_case(ledger, speaker, case_id)
        lawful = decisions_of(case.kind)
        if decision not in lawful:
            raise CaseRefused("decision_wrong", f"of this kind of case, decide one of: {', '.join(lawful)}")
        note = _checked_note(note)
        if decision in NOTE_NEEDED and not note:
            raise CaseRefused("decision_wrong", f"{decision} needs a note that says why")
        event = replace(_event(ledger, case, speaker, "decided"), decision=decision, note=note)
        if not ledger.cases.close(case, event):
            raise CaseRefused("taken", "somebody else changed this case just now")
        if decision == STORE_BEARS:
            _move_loss_to_store(ledger, case)
        if case.kind == "points_overdrawn" and case.one_id is not None:
            program = case.detail["program"]
            balance = ledger.members.balance(case.one_id, program)
            ledger.members.put_balances(
                [(case.one_id, program, msgspec.structs.replace(balance, overdrawn=0, overdrawn_minor=0))]
            )
        if case.kind == "value_overdrawn":
            accept_loss(ledger, case.holder)
        if case.kind == "phone_shared" and decision == SAME_PERSON:
            _merge_people(ledger, case, speaker)
        if case.kind == "budget_overdrawn":
            accept_overdraft(ledger, case)
        return replace(case, status="decided", decision=decision, decided_at=event.at, owner=speaker.name)


def _merge_people(ledger: Ledger, case: Case, speaker: Speaker) -> None:
    """Whoever had the phone first keeps their id."""
    first, *others = case.detail["people"]
    for other in others:
        try:
            merge(ledger, first, other, who=speaker.name, why=f"case/{case.case_id}")
        except MergeRefused as error:
            if error.code != "same_member":  # somebody merged them meanwhile
                raise CaseRefused(error.code, str(error)) from error


def _open_case(ledger: Ledger, speaker: Speaker, case_id: str) -> Case:
    case = visible_case(ledger, speaker, case_id, "decide_cases")
    if case.status != "open":
        raise CaseRefused("not_open", f"case {case_id} is {case.status} already")
    return case


def _owned_case(ledger: Ledger, speaker: Speaker, case_id: str) -> Case:
    case = _open_case(ledger, speaker, case_id)
    if case.owner != speaker.name:
        raise CaseRefused("not_owner", "take this case first")
    return case


def _give(ledger: Ledger, case: Case, event: CaseEvent) -> Case:
    if not ledger.cases.change_owner(case, event.owner, event):
        raise CaseRefused("taken", "somebody else changed this case just now")
    return replace(case, owner=event.owner)


def _event(ledger: Ledger, case: Case, speaker: Speaker, what: CaseWhat) -> CaseEvent:
    """What this person does now; owner and decision as they are."""
    return CaseEvent(0, ledger.now(), speaker.name, what, case.owner, case.decision, "", case.amount)


def _checked_note(note: str) -> str:
    note = note.strip()
    if len(note) > NOTE_MAX:
        raise CaseRefused("decision_wrong", f"a note has at most {NOTE_MAX} characters")
    return note


def _move_loss_to_store(ledger: Ledger, case: Case) -> None:
    """What was booked as a loss of others becomes the store's, by new postings in the same file."""
    if case.store is None:
        return
    party = f"store:{case.store}"
    booked = ledger.books.case_postings(case.holder, case.case_id)
    for number, (reference, postings) in enumerate(_by_sale(booked), 1):
        moved = [
            moved_posting
            for posting in postings
            if (target := _same_account_of(posting.account, party)) not in (None, posting.account)
            for moved_posting in (
                Posting(posting.account, posting.unit, -posting.amount),
                Posting(target or "", posting.unit, posting.amount),
            )
        ]
        if combined(moved):
            transfer_id = f"decision/{case.case_id}/{number}"
            transfer = Transfer(transfer_id, "loss_moved", reference, ledger.now(), combined(moved))
            ledger.books.book_for_members([(case.holder, transfer)])


def _by_sale(booked: Sequence[tuple[str, Posting]]) -> list[tuple[str, list[Posting]]]:
    found: dict[str, list[Posting]] = {}
    for reference, posting in booked:
        found.setdefault(reference, []).append(posting)
    return sorted(found.items())


def _same_account_of(account: str, party: str) -> str | None:
    """The account of losses of the same kind of another party; None for an account that counts no losses."""
    for make in (accounts.benefit_loss, accounts.points_loss):
        if account.partition("/")[0] == make(party).partition("/")[0]:
            return make(party)
    return None
