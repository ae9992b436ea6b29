"""What the settings page shows, in words of the language of the moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

NoteTone = Literal["", "good", "warn", "bad"]


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting. `value` is what is kept, as text; `choices` (text of a value, words) are empty where one types.

    `note` stands under the field: what is wrong with what was entered, that it was kept, or what a test said.
    """

    name: str
    title: str
    meaning: str
    value: str
    choices: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    device: str = ""
    testing: bool = False
    note: str = ""
    tone: NoteTone = ""


@dataclass(frozen=True, slots=True)
class SettingGroup:
    """A heading and what stands under it."""

    name: str
    title: str
    rows: tuple[SettingRow, ...]


@dataclass(frozen=True, slots=True)
class SettingsState:
    """The groups that fit the search. `found` counts their settings; `query` empty: all of them."""

    groups: tuple[SettingGroup, ...]
    query: str = ""

    @property
    def found(self) -> int:
        return sum(len(group.rows) for group in self.groups)
