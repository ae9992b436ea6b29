"""Rows of what waits for its way from one shard to another: written where it comes from, done once where it goes to.

An item is written in the transaction of its source, with what it follows from, and numbered there. Whoever carries it
does it in one transaction of its target, which notes the number (`clearing_mark`); only then it is deleted at its
source. Cut off anywhere, it is carried again and found done. Items of one source go to one target in their order.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from central_ledger.store.database import Database

#: `entry`: what a journal entry does to a member or another holder. `feed`: rows of a feed. `events`: rows of a lane.
ItemKind = Literal["entry", "feed", "events"]

_ROW = "source, number, target, kind, name, written_at, data"


@dataclass(frozen=True, slots=True)
class ClearingItem:
    """One thing under way. `name` is the entry (`sale/…`, or its place in the journal), or the feed. `written_at` is
    ISO 8601, UTC; empty for rows, which follow from an entry or a decision.
    """

    source: str
    number: int
    target: str
    kind: ItemKind
    name: str
    written_at: str
    data: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits at one source, and since when."""

    source: str
    items: int
    oldest: str


class Clearing:
    """Only a distributed database has items that wait; elsewhere a transaction reaches everything."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, source: str, kind: ItemKind, now: str, items: Iterable[tuple[str, str, str]]) -> None:
        """Items with target, name and data, in this order. In the transaction of the source."""
        found = list(items)
        if not found:
            return
        last = int(
            self._database.value(
                "INSERT INTO clearing_count (source, number) VALUES (?, ?) ON CONFLICT (source) DO UPDATE SET "
                "number = clearing_count.number + excluded.number RETURNING number",
                (source, len(found)),
            )
        )
        self._database.execute_many(
            f"INSERT INTO clearing_item ({_ROW}) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (source, number, target, kind, name, now, data)
                for number, (target, name, data) in enumerate(found, last - len(found) + 1)
            ],
        )

    def of_source(self, source: str, after: int, limit: int) -> list[ClearingItem]:
        """What waits at a source after a number, in order."""
        rows = self._database.rows(
            f"SELECT {_ROW} FROM clearing_item WHERE source = ? AND number > ? ORDER BY number LIMIT ?",
            (source, after, limit),
        )
        return [ClearingItem(*row) for row in rows]

    def named(self, source: str, kind: ItemKind, name: str) -> list[ClearingItem]:
        """What of this name waits at a source."""
        rows = self._database.rows(
            f"SELECT {_ROW} FROM clearing_item WHERE source = ? AND kind = ? AND name = ? ORDER BY number",
            (source, kind, name),
        )
        return [ClearingItem(*row) for row in rows]

    def remove(self, source: str, numbers: Iterable[int]) -> None:
        """These were carried."""
        self._database.execute_many(
            "DELETE FROM clearing_item WHERE source = ? AND number = ?", [(source, number) for number in numbers]
        )

    def mark(self, target: str, source: str) -> int:
        """The highest number of a source that was done at a target."""
        statement = "SELECT number FROM clearing_mark WHERE target = ? AND source = ?"
        return int(self._database.value(statement, (target, source)) or 0)

    def set_mark(self, target: str, source: str, number: int) -> None:
        """Done up to here, in the transaction that does it."""
        self._database.execute(
            "INSERT INTO clearing_mark (target, source, number) VALUES (?, ?, ?) ON CONFLICT (target, source) "
            "DO UPDATE SET number = excluded.number",
            (target, source, number),
        )

    def is_waiting(self, item: ClearingItem) -> bool:
        """Whether it was not done yet, though it may not be deleted yet either."""
        return item.kind == "feed" or self.mark(item.target, item.source) < item.number

    def waiting(self) -> list[Waiting]:
        """What waits, by source, the longest first: on every node."""
        rows = self._database.rows(
            "SELECT source, COUNT(*), COALESCE(MIN(NULLIF(written_at, '')), '') FROM clearing_item GROUP BY source "
            "ORDER BY 3, source"
        )
        return [Waiting(*row) for row in rows]


def leads_away(database: Database, scope: str) -> bool:
    """Whether rows of a scope belong to another shard than the one that this transaction writes."""
    return database.home is not None and scope != database.home


def send_rows(database: Database, kind: ItemKind, scope: str, feed: str, rows: Mapping[str, Any]) -> None:
    """Rows for another shard, with what this transaction writes in its own."""
    data = json.dumps(dict(rows), ensure_ascii=False, separators=(",", ":"))
    Clearing(database).add(str(database.home), kind, "", [(scope, feed, data)])
