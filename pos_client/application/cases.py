"""Deciding what the ledger could not decide alone: a manager's work, which needs the ledger and stores nothing here.

The manager's PIN is asked for once and becomes a token of the ledger's, which lives in memory: until it ends, somebody
else signs in, or the program does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol, TypeVar

from pos_client.application.ledger_person import LedgerPerson
from pos_client.application.staff import StaffDesk
from pos_client.errors import Refused, Unavailable
from retail.ports import Clock

PAGE_CASES = 50
RIGHT = "decide_cases"

Owner = Literal["", "me", "nobody"]
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """A case as a list shows it. Amounts are minor units of `unit`; times ISO 8601; None: not so, or nobody."""

    case_id: str
    kind: str
    status: str
    store: str | None
    till: str | None
    sale_id: str | None
    with_member: bool
    unit: str | None
    amount_minor: int
    bearer: str | None
    owner: str | None
    opened_at: str
    decided_at: str | None
    decision: str | None


@dataclass(frozen=True, slots=True)
class CaseMember:
    """A member, masked by the ledger."""

    one_id: str
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class CaseEvent:
    at: str
    who: str
    what: str
    decision: str | None
    note: str


@dataclass(frozen=True, slots=True)
class CasePerson:
    """One of those whom a phone leads to, masked. Times ISO 8601; `became`: whom they were merged into since."""

    one_id: str
    name: str
    phone: str
    birthday: str | None
    tiers: Mapping[str, str]
    points: Mapping[str, int]
    cards: int
    purchases: int
    stores: tuple[str, ...]
    last_visit: str | None
    since: str | None
    became: str | None


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One case with everything that the ledger says of it. `detail` and `account` are JSON (docs/spec/line.md, 9).

    `people` are those of a phone that leads to more than one, the one who would stay first.
    """

    summary: CaseSummary
    detail: Mapping[str, Any]
    member: CaseMember | None
    decisions: tuple[str, ...]
    note_needed: frozenset[str]
    history: tuple[CaseEvent, ...]
    account: Mapping[str, Any] | None
    may_decide: bool
    as_of: str
    people: tuple[CasePerson, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """None and empty: any."""

    status: str | None = "open"
    kind: str | None = None
    owner: Owner = ""


@dataclass(frozen=True, slots=True)
class CaseList:
    """Cases as they were at `as_of`. `waiting`: entries that the ledger has not looked at yet, so more may come."""

    cases: tuple[CaseSummary, ...] = ()
    as_of: str = ""
    waiting: int = 0
    more: bool = False
    chosen: CaseFilter = field(default_factory=CaseFilter)


class LedgerCases(Protocol):
    """The ledger. Every method raises Unavailable (the line), or Refused: `case_sign_in_again`, `wrong_pin` …"""

    def sign_in(self, staff_id: str, pin: str) -> Mapping[str, Any]: ...
    def sign_out(self, token: str) -> None: ...
    def page(self, token: str, query: Mapping[str, str | int]) -> Mapping[str, Any]: ...
    def read(self, token: str, case_id: str) -> Mapping[str, Any]: ...
    def change(self, token: str, case_id: str, action: str, document: Mapping[str, Any]) -> Mapping[str, Any]: ...


class CaseDesk:
    """Slow, every method but the properties: call them off the GUI thread, one at a time."""

    def __init__(self, staff: StaffDesk, ledger: LedgerCases, clock: Clock, person: LedgerPerson | None = None) -> None:
        """`person` is shared with other pages that ask for the PIN: it is asked for once."""
        self._staff = staff
        self._ledger = ledger
        self.person = person or LedgerPerson(staff, clock)
        #: What was listed last, for as long as the same person is signed in.
        self.last: CaseList | None = None

    @property
    def me(self) -> str | None:
        """What the ledger calls whoever may work with cases now; None: the PIN is needed."""
        return self.person.me

    def forget(self) -> None:
        """Somebody else is at the till: nothing of what was seen stays."""
        self.person.forget()
        self.last = None

    def sign_in(self, pin: str) -> str:
        """A token for whoever is signed in at the till; gives what the ledger calls them.

        Raises Refused `not_signed_in`, `not_permitted`, `wrong_pin_at_ledger`; Unavailable.
        """
        member = self._staff.require(RIGHT)
        if self.person.me is None:
            self.forget()
        return self.person.take(member.staff_id, self._ledger.sign_in(member.staff_id, pin), RIGHT)

    def list_cases(self, chosen: CaseFilter) -> CaseList:
        """The cases of this store that fit, the oldest first. Raises Refused, Unavailable."""
        query: dict[str, str | int] = {"limit": PAGE_CASES}
        for name, value in (("status", chosen.status), ("kind", chosen.kind), ("owner", chosen.owner)):
            if value:
                query[name] = value
        answer = self._ledger.page(self._current(), query)
        self.last = _read(lambda: _case_list(answer, chosen))
        return self.last

    def read(self, case_id: str) -> CaseFile:
        """Raises Refused, Unavailable."""
        answer = self._ledger.read(self._current(), case_id)
        return _read(lambda: _case_file(answer))

    def take(self, seen: CaseSummary) -> CaseFile:
        """Become the owner, if nobody was faster. Raises Refused `case_taken`, `case_closed`; Unavailable."""
        return self._changed(seen.case_id, "take", {"owner": seen.owner})

    def hand_back(self, case_id: str, note: str) -> CaseFile:
        return self._changed(case_id, "hand-back", {"note": note})

    def decide(self, case: CaseFile, decision: str, note: str) -> CaseFile:
        """Close one's own case. Raises Refused `case_note_needed`, and what the ledger refuses; Unavailable."""
        if decision in case.note_needed and not note.strip():
            raise Refused("case_note_needed")
        return self._changed(case.summary.case_id, "decide", {"decision": decision, "note": note.strip()})

    def _changed(self, case_id: str, action: str, document: Mapping[str, Any]) -> CaseFile:
        changed = self._ledger.change(self._current(), case_id, action, document)
        summary = _read(lambda: _summary(changed))
        if self.last is not None:
            cases = tuple(summary if case.case_id == case_id else case for case in self.last.cases)
            self.last = replace(self.last, cases=cases)
        return self.read(case_id)

    def _current(self) -> str:
        return self.person.token()


def _read(read: Callable[[], Result]) -> Result:
    """What the ledger answered, as records. Raises Unavailable for what cannot be read."""
    try:
        return read()
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unavailable("ledger_garbage") from error


def _summary(document: Mapping[str, Any]) -> CaseSummary:
    return CaseSummary(
        case_id=str(document["case_id"]),
        kind=str(document["kind"]),
        status=str(document["status"]),
        store=_text(document["store"]),
        till=_text(document["till"]),
        sale_id=_text(document["sale_id"]),
        with_member=bool(document["with_member"]),
        unit=_text(document["unit"]),
        amount_minor=int(document["amount"]),
        bearer=_text(document["bearer"]),
        owner=_text(document["owner"]),
        opened_at=str(document["opened_at"]),
        decided_at=_text(document["decided_at"]),
        decision=_text(document["decision"]),
    )


def _case_list(answer: Mapping[str, Any], chosen: CaseFilter) -> CaseList:
    cases = tuple(_summary(case) for case in answer["cases"])
    return CaseList(cases, str(answer["as_of"]), int(answer["waiting"]), answer["next"] is not None, chosen)


def _case_file(answer: Mapping[str, Any]) -> CaseFile:
    member = answer["member"]
    account = answer["account"]
    return CaseFile(
        summary=_summary(answer["case"]),
        detail=dict(answer["detail"]),
        member=None if member is None else CaseMember(str(member["one_id"]), str(member["name"]), str(member["phone"])),
        decisions=_texts(answer["decisions"]),
        note_needed=frozenset(_texts(answer["notes"])),
        history=tuple(
            CaseEvent(str(e["at"]), str(e["who"]), str(e["what"]), _text(e["decision"]), str(e["note"]))
            for e in answer["history"]
        ),
        account=None if account is None else dict(account),
        may_decide=bool(answer["may_decide"]),
        as_of=str(answer["as_of"]),
        people=tuple(_person(person) for person in answer.get("people", ())),
    )


def _person(document: Mapping[str, Any]) -> CasePerson:
    return CasePerson(
        one_id=str(document["one_id"]),
        name=str(document["name"]),
        phone=str(document["phone"]),
        birthday=_text(document["birthday"]),
        tiers={str(program): str(tier) for program, tier in document["tiers"].items()},
        points={str(program): int(points) for program, points in document["points"].items()},
        cards=int(document["cards"]),
        purchases=int(document["purchases"]),
        stores=_texts(document["stores"]),
        last_visit=_text(document["last_visit"]),
        since=_text(document["since"]),
        became=_text(document["became"]),
    )


def _texts(values: Sequence[Any]) -> tuple[str, ...]:
    return tuple(str(value) for value in values)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
