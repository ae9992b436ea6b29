"""What the page of today's contacts shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TodayRow:
    """One member of the list, under the id of the task that comes first. `more`: further reasons."""

    key: str
    icon: str
    name: str
    title: str
    reason: str
    guide: str
    more: int
    is_urgent: bool


@dataclass(frozen=True, slots=True)
class TodayDetail:
    """The member who is chosen. `phone` and `message` are masked until somebody asked for them. `put_off`: the note of
    who put it off before.
    """

    name: str
    phone: str
    guide: str
    title: str
    reason: str
    fact: str
    also: tuple[str, ...]
    message: str
    put_off: str
    is_shown_in_full: bool
    may_become_guide: bool


@dataclass(frozen=True, slots=True)
class TodayState:
    """`note` says how old the list is and who is left out; `empty_title` and `empty` what to do where nothing is."""

    title: str
    rows: tuple[TodayRow, ...]
    selected: str | None
    detail: TodayDetail | None
    whose: str
    may_switch: bool
    note: str
    quiet: str
    empty_title: str
    empty: str
    is_reading: bool
