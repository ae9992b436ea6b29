"""What the page of the store's own range shows, in words already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: `own`: goods of the store's own; `priced`: a price of its own; `unlisted`: not sold here; `group`: as the group has
#: it; the others are states of a proposal.
Tone = Literal["own", "priced", "unlisted", "group", "proposed", "approved", "refused", "withdrawn", "replaced"]
Shown = Literal["range", "found", "proposals"]


@dataclass(frozen=True, slots=True)
class RangeLine:
    """One line of the list; `key` is an SKU or a proposal's id. `was` is the price that it has without the store's."""

    key: str
    title: str
    detail: str
    amount: str
    was: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class RangeSheet:
    """The chosen line: facts as names with values, then its history; `may` names what can be done with it."""

    title: str
    status: str
    tone: Tone
    facts: tuple[tuple[str, str], ...]
    history: tuple[tuple[str, str], ...] = ()
    may: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RangeState:
    """`locked`: the PIN is asked for, by `question`. `guest` is who of a brand stands here; empty: nobody."""

    shown: Shown
    locked: bool
    question: str
    busy: bool
    rows: tuple[RangeLine, ...]
    selected: str | None
    sheet: RangeSheet | None
    status: str
    guest: str
    note: str
    empty: str
    #: The brands that new goods may have, by id: the store's own first, whose id is empty.
    brands: tuple[tuple[str, str], ...] = ()
