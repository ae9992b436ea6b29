"""Rows that the stores pull: the newest state of each key, with the version at which it last changed.

A version counts the changes of one feed in one scope (a store, or the group). A serving process is a run; when the
next one starts, it writes down how far each feed had come, so that a cursor of a history that was lost (a restored
backup) is told from one that can go on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from central_ledger.store.clearing import leads_away, send_rows
from central_ledger.store.database import Database
from central_ledger.store.reads import PROFILE_FEEDS

KEPT_RUNS = 100


@dataclass(frozen=True, slots=True)
class FeedRow:
    """One row of a feed. `data` is JSON; a tombstone has none."""

    key: str
    version: int
    deleted: bool
    data: str


_ROW = "SELECT data FROM feed_row WHERE scope = ? AND feed = ? AND row_key = ? AND deleted = 0"


class Feeds:
    """The feeds of all scopes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, scope: str, feed: str, rows: Mapping[str, str | None]) -> None:
        """Set rows (JSON) by key; None leaves a tombstone. Every row gets a version of its own, last of all that a
        transaction does: who counts on is waited for.
        """
        if rows and leads_away(self._database, scope):
            send_rows(self._database, "feed", scope, feed, rows)
        elif rows:
            self._database.last((scope, feed), rows, self._put)

    def _put(self, key: tuple[str, str], rows: Mapping[str, str | None]) -> None:
        scope, feed = key
        last = self._advance(scope, feed, len(rows))
        first = last - len(rows) + 1
        self._database.execute_many(
            "INSERT INTO feed_row (scope, feed, row_key, version, deleted, data) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (scope, feed, row_key) DO UPDATE SET version = excluded.version, deleted = excluded.deleted, "
            "data = excluded.data",
            [
                (scope, feed, key, version, int(data is None), data or "")
                for version, (key, data) in enumerate(rows.items(), first)
            ],
        )
        if feed in PROFILE_FEEDS:
            self._database.execute_many(
                "INSERT INTO feed_history (scope, feed, row_key, version, deleted) VALUES (?, ?, ?, ?, ?)",
                [
                    (scope, feed, key, version, int(data is None))
                    for version, (key, data) in enumerate(rows.items(), first)
                ],
            )

    def after(self, scope: str, feed: str, version: int, limit: int) -> list[FeedRow]:
        """The rows that changed after a version, in order of their versions."""
        rows = self._database.rows(
            "SELECT row_key, version, deleted, data FROM feed_row WHERE scope = ? AND feed = ? AND version > ? "
            "ORDER BY version LIMIT ?",
            (scope, feed, version, limit),
        )
        return [FeedRow(key, row_version, bool(deleted), data) for key, row_version, deleted, data in rows]

    def count(self, scope: str, feed: str) -> int:
        """How many rows there are, tombstones too."""
        statement = "SELECT COUNT(*) FROM feed_row WHERE scope = ? AND feed = ?"
        return int(self._database.value(statement, (scope, feed)))

    def expect(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """`get` will be asked about these: scope, feed and key."""
        self._database.prime(_ROW, rows)

    def get(self, scope: str, feed: str, key: str) -> str | None:
        """The JSON of one row, or None when it is not there or a tombstone."""
        row = self._database.row(_ROW, (scope, feed, key))
        return None if row is None else str(row[0])

    def some(self, scope: str, feed: str, keys: Sequence[str]) -> dict[str, str]:
        """The JSON of these rows, by key, a thousand at a time; what is not there is left out."""
        found: dict[str, str] = {}
        for first in range(0, len(keys), 1000):
            page = keys[first : first + 1000]
            marks = ", ".join("?" for _ in page)
            found |= dict(
                self._database.rows(
                    "SELECT row_key, data FROM feed_row WHERE scope = ? AND feed = ? AND deleted = 0 AND row_key IN "
                    f"({marks})",
                    (scope, feed, *page),
                )
            )
        return found

    def version(self, scope: str, feed: str) -> int:
        """The version of the last change; 0: nothing yet."""
        found = self._database.value("SELECT version FROM feed WHERE scope = ? AND feed = ?", (scope, feed))
        return int(found or 0)

    def versions(self, scopes: Collection[str]) -> dict[tuple[str, str], int]:
        """The version of the last change, by scope and feed; left out: nothing yet."""
        marks = ", ".join("?" for _ in scopes)
        rows = self._database.rows(f"SELECT scope, feed, version FROM feed WHERE scope IN ({marks})", sorted(scopes))
        return {(scope, feed): version for scope, feed, version in rows}

    def start_run(self, run_id: str, now: str) -> None:
        """A serving process starts: what the runs before it have said ends at the versions of now."""
        previous = self._database.value("SELECT run_id FROM run ORDER BY started_at DESC, run_id DESC LIMIT 1")
        if previous is not None:
            self._database.execute(
                "INSERT INTO feed_run (scope, feed, run_id, last_version) SELECT scope, feed, ?, version FROM feed "
                "WHERE TRUE ON CONFLICT (scope, feed, run_id) DO NOTHING",
                (previous,),
            )
        self._database.execute("INSERT INTO run (run_id, started_at) VALUES (?, ?)", (run_id, now))
        kept = self._database.rows("SELECT run_id FROM run ORDER BY started_at DESC, run_id DESC LIMIT ?", (KEPT_RUNS,))
        marks = ", ".join("?" for _ in kept)
        names = [row[0] for row in kept]
        self._database.execute(f"DELETE FROM run WHERE run_id NOT IN ({marks})", names)
        self._database.execute(f"DELETE FROM feed_run WHERE run_id NOT IN ({marks})", names)

    def current_run(self) -> str:
        """The run of the processes that serve now."""
        return str(self._database.value("SELECT run_id FROM run ORDER BY started_at DESC, run_id DESC LIMIT 1"))

    def last_version_of_run(self, scope: str, feed: str, run_id: str, current_run: str) -> int | None:
        """How far a run had come with a feed; None when this database knows of no such run."""
        if run_id == current_run:
            return self.version(scope, feed)
        if self._database.value("SELECT 1 FROM run WHERE run_id = ?", (run_id,)) is None:
            return None
        found = self._database.value(
            "SELECT last_version FROM feed_run WHERE scope = ? AND feed = ? AND run_id = ?", (scope, feed, run_id)
        )
        return int(found or 0)

    def _advance(self, scope: str, feed: str, count: int) -> int:
        """Take the next `count` versions; gives the last of them."""
        return int(
            self._database.value(
                "INSERT INTO feed (scope, feed, version) VALUES (?, ?, ?) ON CONFLICT (scope, feed) DO UPDATE SET "
                "version = feed.version + excluded.version RETURNING version",
                (scope, feed, count),
            )
        )
