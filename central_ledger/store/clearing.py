"""Rows of what waits for its way from one shard to another: written where it comes from, done once where it goes to.

An item is written in the transaction of its source, with what it follows from, and numbered there. Whoever carries it
does it in a transaction of its target, which notes the number (`clearing_mark`); only then it is deleted at its source.
Cut off anywhere, it is carried again and found done. Items of one source go to one target in their order.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from central_ledger.store.database import Database

#: `entry`: what a journal entry does to a member or another holder. `feed`: rows of a feed. `events`: rows of a lane.
ItemKind = Literal["entry", "feed", "events"]

_ROW = "source, number, target, kind, name, written_at, data"
_MARK = "SELECT number FROM clearing_mark WHERE target = ? AND source = ?"


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

    def add(self, source: str, now: str, items: Iterable[tuple[str, ItemKind, str, str]]) -> None:
        """Items with target, kind, name and data, in this order. In the transaction of the source."""
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
                for number, (target, kind, name, data) in enumerate(found, last - len(found) + 1)
            ],
        )

    def of_sources(self, sources: Sequence[str], after: int, limit: int) -> list[ClearingItem]:
        """What waits at each of these after a number, at most so many of each: by source, in order."""
        pages = self._database.answers(
            f"SELECT {_ROW} FROM clearing_item WHERE source = ? AND number > ? ORDER BY number LIMIT ?",
            [(source, after, limit) for source in sources],
        )
        return [ClearingItem(*row) for page in pages for row in page]

    def named(self, source: str, kind: ItemKind, name: str) -> list[ClearingItem]:
        """What of this name waits at a source."""
        rows = self._database.rows(
            f"SELECT {_ROW} FROM clearing_item WHERE source = ? AND kind = ? AND name = ? ORDER BY number",
            (source, kind, name),
        )
        return [ClearingItem(*row) for row in rows]

    def remove(self, source: str, numbers: Sequence[int]) -> None:
        """These were carried."""
        numbers = [*numbers, *[numbers[-1]] * (8 - len(numbers))]  # one text for all but the longest lists
        marks = ", ".join("?" for _ in numbers)
        self._database.execute(
            f"DELETE FROM clearing_item WHERE source = ? AND number IN ({marks})", (source, *numbers)
        )

    def mark(self, target: str, source: str) -> int:
        """The highest number of a source that was done at a target."""
        return int(self._database.value(_MARK, (target, source)) or 0)

    def expect_marks(self, pairs: Iterable[tuple[str, str]]) -> None:
        """`mark` will be asked about these, each a target and a source."""
        self._database.prime(_MARK, pairs)

    def set_marks(self, done: Mapping[tuple[str, str], int]) -> None:
        """By target and source: done up to here, in the transaction that does it."""
        self._database.execute_many(
            "INSERT INTO clearing_mark (target, source, number) VALUES (?, ?, ?) ON CONFLICT (target, source) "
            "DO UPDATE SET number = excluded.number",
            [(*pair, number) for pair, number in done.items()],
        )

    def is_waiting(self, item: ClearingItem) -> bool:
        """Whether it was not done yet, though it may not be deleted yet either."""
        return self.mark(item.target, item.source) < item.number

    def waiting(self) -> list[Waiting]:
        """What waits, by source, the longest first: on every node."""
        rows = self._database.rows(
            "SELECT source, COUNT(*), COALESCE(MIN(NULLIF(written_at, '')), '') FROM clearing_item GROUP BY source "
            "ORDER BY 3, source"
        )
        return [Waiting(*row) for row in rows]


def leads_away(database: Database, scope: str) -> bool:
    """Whether rows of a scope belong to another shard than the one that this transaction writes."""
    return database.home is not None and database.shard_of(scope) != database.shard_of(database.home)


def send_rows(database: Database, kind: ItemKind, scope: str, feed: str, rows: Mapping[str, Any]) -> None:
    """Rows for another shard, with what this transaction writes in its own: one item for each feed of a scope."""
    home = str(database.home)

    def write(sent: Mapping[tuple[str, str], Mapping[tuple[str, ItemKind, str, str], Any]]) -> None:
        items: dict[tuple[str, ItemKind, str], dict[str, Any]] = {}
        for (target, what, name, key), row in sent[home, "clearing"].items():
            items.setdefault((target, what, name), {})[key] = row
        Clearing(database).add(home, "", [(*of, _encoded(together)) for of, together in items.items()])

    database.last((home, "clearing"), {(scope, kind, feed, key): row for key, row in rows.items()}, write)


def _encoded(rows: Mapping[str, Any]) -> str:
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
