"""What the cases page shows, in words already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Action = Literal["none", "read", "take", "take_over", "decide"]


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of the list. `tone`: mine, free, taken or closed."""

    case_id: str
    title: str
    place: str
    age: str
    amount: str
    owner: str
    tone: Literal["mine", "free", "taken", "closed"]


@dataclass(frozen=True, slots=True)
class SheetSection:
    """A part of the chosen case: a title (may be empty), and names with their values."""

    title: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DecisionChoice:
    code: str
    name: str
    needs_note: bool


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """The chosen case. `action`: what the user may do next; `decisions` only where that is to decide."""

    case_id: str
    title: str
    status: str
    happened: str
    todo: str
    sections: tuple[SheetSection, ...]
    action: Action
    decisions: tuple[DecisionChoice, ...] = ()
    owner: str = ""


@dataclass(frozen=True, slots=True)
class CasesState:
    """`locked`: the PIN is asked for, of `person`. Filters and `note` are in words; `empty` is said without rows."""

    locked: bool
    person: str
    busy: bool
    rows: tuple[CaseRow, ...]
    selected: str | None
    sheet: CaseSheet | None
    status: str
    owner: str
    kind: str
    note: str
    empty: str
