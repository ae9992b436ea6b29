"""What guides write down about a member, for the other desks of their store. Source: docs/spec/line.md, section 20."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol

NOTE_CHARACTERS = 400
#: Parts of a member that a screen shows masked, and why somebody may want to see one of them.
MASKED_FIELDS = ("name", "phone", "birthday")
UNMASK_REASONS = ("call", "message", "deliver", "verify", "other")


@dataclass(frozen=True, slots=True)
class MemberNote:
    """`written_at` has an offset."""

    note_id: str
    one_id: str
    staff_id: str
    text: str
    written_at: str

    def document(self) -> dict[str, Any]:
        """The row of the feed `member_notes`."""
        return asdict(self)


def read_note(row: Mapping[str, Any]) -> MemberNote:
    """Raises ValueError, KeyError or TypeError for what is none."""
    fields = {name: row[name] for name in MemberNote.__slots__}
    if not all(isinstance(value, str) for value in fields.values()):
        raise ValueError("a note is made of texts")
    return MemberNote(**fields)


class NotesReader(Protocol):
    def of_member(self, one_id: str) -> Sequence[MemberNote]:
        """The newest first; those that this till wrote are among them at once."""


class OwnNotes(NotesReader, Protocol):
    """Within a unit of work, beside the entries that tell it."""

    def add(self, note: MemberNote) -> None: ...

    def remove(self, note_id: str) -> None: ...
