"""What the profile page shows, in words of the language of the moment. Names and phones are masked here already."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Tone = Literal["", "good", "warn", "bad", "soft", "accent"]


@dataclass(frozen=True, slots=True)
class Chip:
    """A word with a colour; `tip` says why."""

    text: str
    tone: Literal["tier", "plain", "good", "warn", "bad"] = "plain"
    tip: str = ""


@dataclass(frozen=True, slots=True)
class FactRow:
    """A line of a card: what it is, more about it under it, and a value at the right."""

    key: str
    title: str
    detail: str = ""
    value: str = ""
    tone: Tone = ""
    marked: bool = False


@dataclass(frozen=True, slots=True)
class FactCard:
    """`name` is the card's own (`programs`, `coupons` …). `empty` is said where there is no row; without it a card
    without rows is not there. `more` rows are left out.
    """

    name: str
    title: str
    rows: tuple[FactRow, ...]
    empty: str = ""
    note: str = ""
    more: int = 0


@dataclass(frozen=True, slots=True)
class BigFigure:
    """A number with its name over it and a line about it under it."""

    name: str
    amount: str
    detail: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """A bar of the chart: `label` is the month's, `text` the amount as it is said."""

    label: str
    amount_minor: int
    text: str


@dataclass(frozen=True, slots=True)
class PurchaseRow:
    """One line that was bought; all words."""

    key: str
    day: str
    what: str
    where: str
    quantity: str
    amount: str
    is_web: bool = False


@dataclass(frozen=True, slots=True)
class PurchasesShown:
    """`note` says where the rows come from and what is missing; `empty` stands where there is none."""

    rows: tuple[PurchaseRow, ...] = ()
    note: str = ""
    empty: str = ""
    more: bool = False
    asking: bool = False


@dataclass(frozen=True, slots=True)
class ProfileState:
    """The whole page. `one_id` None: nobody is shown yet, `invitation` says what to do. `age` is how old all of it is,
    `is_old` whether that has to be seen.
    """

    one_id: str | None = None
    invitation: str = ""
    name: str = ""
    contact: str = ""
    chips: tuple[Chip, ...] = ()
    line: str = ""
    age: str = ""
    is_old: bool = False
    is_masked: bool = True
    figures: tuple[BigFigure, ...] = ()
    months: tuple[Month, ...] = ()
    months_title: str = ""
    cards: tuple[FactCard, ...] = ()
    purchases: PurchasesShown = field(default_factory=PurchasesShown)
    asking: bool = False
