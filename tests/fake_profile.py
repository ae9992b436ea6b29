"""What the ledger reckoned about members, and notes about them, in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from retail.member_facts import MemberFacts
from retail.member_notes import MemberNote


@dataclass
class FakeFacts:
    """`retail.facts_ports.MemberFactsReader`."""

    rows: dict[str, MemberFacts] = field(default_factory=dict)

    def of(self, one_id: str) -> MemberFacts | None:
        return self.rows.get(one_id)

    def all(self) -> Iterator[MemberFacts]:
        yield from (self.rows[one_id] for one_id in sorted(self.rows))


@dataclass
class FakeNotes:
    """`retail.member_notes.OwnNotes`."""

    notes: list[MemberNote] = field(default_factory=list)

    def of_member(self, one_id: str) -> Sequence[MemberNote]:
        return sorted((note for note in self.notes if note.one_id == one_id), key=lambda n: n.written_at, reverse=True)

    def add(self, note: MemberNote) -> None:
        self.notes.append(note)

    def remove(self, note_id: str) -> None:
        self.notes = [note for note in self.notes if note.note_id != note_id]
