"""The member's programs as the checkout shows them, side by side: facts, not words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: Whether a tier counts for the goods in the basket that its program is about: for all of them, for some, for none;
#: `empty`: there are none in it.
Counts = Literal["all", "some", "none", "empty"]


@dataclass(frozen=True, slots=True)
class ExchangeShown:
    """Points of this program may become points of another: `points` give `gives`, in multiples of `step`."""

    from_program: str
    to_program: str
    to_name: str
    points: int
    gives: int
    step: int
    per_day: int | None


@dataclass(frozen=True, slots=True)
class DrawShown:
    """A draw for points of this program: `price` an entry; `may_be_free`: the member has a right to free ones.

    `ends` is ISO 8601; `per_member` and `per_day` are the most entries of one member.
    """

    draw_id: str
    label: str
    price: int
    may_be_free: bool
    per_member: int
    per_day: int
    ends: str | None


@dataclass(frozen=True, slots=True)
class ProgramRow:
    """A program of the member: `brands` are whose card it is (empty: the group's own), `tier` its tier's name.

    `saved_minor` is what offers for its tiers take off the basket, `earns` the points that it brings. With `exchange`
    or `draw` the row is that way of its points, and no tier.
    """

    key: str
    name: str
    brands: tuple[str, ...] = ()
    tier: str = ""
    tier_ends: str = ""
    points: int = 0
    points_end: tuple[int, str] | None = None
    next_tier: tuple[str, int] | None = None
    counts: Counts = "empty"
    counts_not_for: tuple[str, ...] = ()
    saved_minor: int = 0
    earns: int = 0
    currency: str = "CNY"
    exchange: ExchangeShown | None = None
    draw: DrawShown | None = None
    needs_connection: bool = False
    needs_code: bool = False
