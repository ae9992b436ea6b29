"""Rows of tags and segments that other systems give to members."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from central_ledger.store.database import Database

_COLUMNS = "one_id, source, tag, label, label_en, confidence_bps, expires_at, set_at"
_OF_MEMBER = f"SELECT {_COLUMNS} FROM member_tag WHERE one_id = ?"


@dataclass(frozen=True, slots=True)
class MemberTag:
    """A tag of one source (a client's id). `confidence_bps` is of 10,000; times ISO 8601, UTC, None: for good."""

    one_id: str
    source: str
    tag: str
    label: str
    label_en: str
    confidence_bps: int
    expires_at: str | None
    set_at: str


class MemberTags:
    """Tags, by member."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def expect(self, one_ids: Iterable[str]) -> None:
        """`of_member` will be asked about these."""
        self._database.prime(_OF_MEMBER, ((one_id,) for one_id in one_ids))

    def of_member(self, one_id: str) -> list[MemberTag]:
        """Those that have ended too, by their names."""
        found = [MemberTag(*row) for row in self._database.rows(_OF_MEMBER, (one_id,))]
        return sorted(found, key=lambda tag: (tag.source, tag.tag))

    def put(self, tag: MemberTag) -> None:
        self._database.execute(
            f"INSERT INTO member_tag ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (one_id, source, tag) DO UPDATE SET label = excluded.label, label_en = excluded.label_en, "
            "confidence_bps = excluded.confidence_bps, expires_at = excluded.expires_at, set_at = excluded.set_at",
            (
                *(tag.one_id, tag.source, tag.tag, tag.label, tag.label_en),
                *(tag.confidence_bps, tag.expires_at, tag.set_at),
            ),
        )

    def drop(self, one_id: str, source: str, tag: str) -> bool:
        """False: it was not there."""
        statement = "DELETE FROM member_tag WHERE one_id = ? AND source = ? AND tag = ?"
        return self._database.execute(statement, (one_id, source, tag)) == 1

    def copy(self, one_id: str, to: str) -> None:
        """Another member has these too, where they have none of their own of that name."""
        own = {(tag.source, tag.tag) for tag in self.of_member(to)}
        for tag in self.of_member(one_id):
            if (tag.source, tag.tag) not in own:
                self.put(replace(tag, one_id=to))

    def ended(self, now: str, limit: int) -> list[MemberTag]:
        """Some that have ended by now."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM member_tag WHERE expires_at IS NOT NULL AND expires_at <= ? "
            "ORDER BY expires_at, one_id, source, tag LIMIT ?",
            (now, limit),
        )
        return [MemberTag(*row) for row in rows]
