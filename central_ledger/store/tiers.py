"""Rows of tiers: what was noted of each member and program, only ever added to, and the newest of it."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

import msgspec

from central_ledger.domain.tiers import Cause
from central_ledger.store.database import Database

_HISTORY = (
    "SELECT one_id, program, number, tier, since, until, cause, noted_at FROM tier_history WHERE one_id = ? "
    "ORDER BY program, number"
)
_ADD = (
    "INSERT INTO tier_history (one_id, program, number, tier, since, until, cause, noted_at) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_NOW = (
    "INSERT INTO tier_now (one_id, program, tier, since, until) VALUES (?, ?, ?, ?, ?) ON CONFLICT (one_id, program) "
    "DO UPDATE SET tier = excluded.tier, since = excluded.since, until = excluded.until"
)


class TierRow(msgspec.Struct, frozen=True, gc=False):
    """Times are ISO 8601 in UTC; `until` None: no end. `noted_at` is when the ledger found it."""

    one_id: str
    program: str
    number: int
    tier: str | None
    since: str
    until: str | None
    cause: Cause
    noted_at: str


_VALUES = attrgetter(*TierRow.__struct_fields__)


class Tiers:
    """The tiers of all members."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def expect(self, one_ids: Iterable[str]) -> None:
        """`history` will be asked of these."""
        self._database.prime(_HISTORY, ((one_id,) for one_id in one_ids))

    def history(self, one_id: str) -> list[TierRow]:
        """By program, the oldest first."""
        return [TierRow(*row) for row in self._database.rows(_HISTORY, (one_id,))]

    def add(self, rows: Iterable[TierRow]) -> None:
        """The last row of a member and program is how it is now."""
        rows = list(rows)
        self._database.execute_many(_ADD, [_VALUES(row) for row in rows])
        self._database.execute_many(_NOW, [(row.one_id, row.program, row.tier, row.since, row.until) for row in rows])

    def now(self) -> list[tuple[str, str, str | None, str, str | None]]:
        """Member, program, tier, since and until of everybody, by member."""
        return self._database.rows("SELECT one_id, program, tier, since, until FROM tier_now ORDER BY one_id, program")

    def due(self, now: str, after: str, limit: int) -> list[str]:
        """The next members, by id, of whom a period is over at a time (ISO 8601, UTC)."""
        statement = "SELECT DISTINCT one_id FROM tier_now WHERE until <= ? AND one_id > ? ORDER BY one_id LIMIT ?"
        return [row[0] for row in self._database.rows(statement, (now, after, limit))]
