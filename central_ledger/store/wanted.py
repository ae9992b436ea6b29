"""Rows of goods that members wait for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields

from central_ledger.store.database import Database


@dataclass(frozen=True, slots=True)
class WantedRow:
    """`sku` is empty of one whose end was told before its beginning. Times ISO 8601; `until` is a day, None: a wish."""

    one_id: str
    wanted_id: str
    told_of: str
    kind: str
    sku: str
    quantity: int
    note: str
    until: str | None
    store: str
    till: str
    staff_id: str
    since: str
    ended_at: str | None = None
    ended_why: str | None = None


_COLUMNS = ", ".join(field.name for field in fields(WantedRow))
_OF_MEMBER = f"SELECT {_COLUMNS} FROM wanted WHERE one_id = ? AND ended_at IS NULL"


class WantedGoods:
    def __init__(self, database: Database) -> None:
        self._database = database

    def expect(self, one_ids: Iterable[str]) -> None:
        """`open_of` will be asked about these."""
        self._database.prime(_OF_MEMBER, ((one_id,) for one_id in one_ids))

    def open_of(self, one_id: str) -> list[WantedRow]:
        """What a member waits for, the oldest first."""
        found = [WantedRow(*row) for row in self._database.rows(_OF_MEMBER, (one_id,))]
        return sorted(found, key=lambda row: (row.since, row.wanted_id))

    def get(self, one_id: str, wanted_id: str) -> WantedRow | None:
        row = self._database.row(
            f"SELECT {_COLUMNS} FROM wanted WHERE one_id = ? AND wanted_id = ?", (one_id, wanted_id)
        )
        return None if row is None else WantedRow(*row)

    def add(self, row: WantedRow) -> bool:
        """False when there is one of this id: it was told before, or ended before it was told."""
        marks = ", ".join("?" * len(fields(WantedRow)))
        statement = f"INSERT INTO wanted ({_COLUMNS}) VALUES ({marks}) ON CONFLICT (one_id, wanted_id) DO NOTHING"
        return self._database.execute(statement, astuple(row)) == 1

    def end(self, one_id: str, wanted_id: str, at: str, why: str) -> bool:
        """Whether it was open."""
        statement = (
            "UPDATE wanted SET ended_at = ?, ended_why = ? WHERE one_id = ? AND wanted_id = ? AND ended_at IS NULL"
        )
        return self._database.execute(statement, (at, why, one_id, wanted_id)) == 1

    def due(self, day: str, limit: int) -> list[WantedRow]:
        """Some that are put aside until a day before this one, and still open."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM wanted WHERE until < ? AND ended_at IS NULL ORDER BY until, one_id, wanted_id "
            "LIMIT ?",
            (day, limit),
        )
        return [WantedRow(*row) for row in rows]

    def move(self, before: str, after: str, told_of: Sequence[str] | None = None) -> None:
        """They are another member's; `told_of`: only those that were told under these ids."""
        others = ", ".join(field.name for field in fields(WantedRow)[1:])
        names = () if told_of is None else tuple(told_of)
        only = "" if told_of is None else f" AND told_of IN ({', '.join('?' for _ in names)})"
        if told_of is not None and not names:
            return
        self._database.execute(
            f"INSERT INTO wanted (one_id, {others}) SELECT ?, {others} FROM wanted WHERE one_id = ?{only} "
            "ON CONFLICT (one_id, wanted_id) DO NOTHING",
            (after, before, *names),
        )
        self._database.execute(f"DELETE FROM wanted WHERE one_id = ?{only}", (before, *names))
