"""Rows that the stores pull: the newest state of each key, with the version at which it last changed.

A version counts the changes of one feed in one scope (a store, or the group). A serving process is a run; when the
next one starts, it writes down how far each feed had come, so that a cursor of a history that was lost (a restored
backup) is told from one that can go on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from central_ledger.store.clearing import leads_away, send_rows
from central_ledger.store.database import Database
from central_ledger.store.reads import PROFILE_FEEDS

KEPT_RUNS = 100
#: A cursor of one of these may stay as it is while nothing is new; one of an older run is renewed by a page in time.
RECENT_RUNS = 50


@dataclass(frozen=True, slots=True)
class FeedRow:
    """One row of a feed. `data` is JSON; a tombstone has none."""

    key: str
    version: int
    deleted: bool
    data: str


#: Feeds whose rows follow from somebody's own: a decision of people puts them at once, past what is under way.
FOLLOWING = frozenset(("members", "tags", "coupons", "entitlements"))
#: Feeds whose rows are called by their member's id. Who was erased, or forgotten by a store, has none there any more.
OF_MEMBERS = frozenset(("members", "tags", "member_facts", "contacts"))
#: A row that was sent when so many overtakings had been counted; JSON, or None for a tombstone.
Sent = tuple[int, str | None]
#: Of a scope and a feed: what these rows are now, by key.
Remake = Callable[[str, str, Mapping[str, str | None]], Mapping[str, str | None]]
#: As of when a row was sent: it is asked about anew in any case, or in none.
ANYTIME, NEVER = -1, 1 << 62
_OVERTAKINGS = "feed_rows_overtaken"
#: So many feeds are counted on with one statement.
_TOGETHER = 50

_ROW = "SELECT data FROM feed_row WHERE scope = ? AND feed = ? AND row_key = ? AND deleted = 0"


class Feeds:
    """The feeds of all scopes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, scope: str, feed: str, rows: Mapping[str, str | None]) -> None:
        """Set rows (JSON) by key; None leaves a tombstone. Every row gets a version of its own, last of all that a
        transaction does: who counts on is waited for.
        """
        database = self._database
        if rows and leads_away(database, scope):
            sent = {key: (self._as_of(feed, key, row), row) for key, row in rows.items()}
            send_rows(database, "feed", scope, feed, sent)
        elif rows:
            if feed in FOLLOWING and database.is_distributed and database.home is None:
                database.last(("", _OVERTAKINGS), {"": 1}, self._overtake)
            database.last((scope, feed), rows, self._put)

    def under_way(self) -> dict[tuple[str, str, str], str | None]:
        """What this transaction's shard has sent to others and what may not be there yet, by scope, feed and key."""
        if self._database.home is None:
            return {}
        rows = self._database.rows(
            "SELECT target, name, data FROM clearing_item WHERE source = ? AND kind = 'feed' ORDER BY number",
            (self._database.home,),
        )
        return {
            (scope, feed, key): row[1] if isinstance(row, list) else row
            for scope, feed, data in rows
            for key, row in json.loads(data).items()
        }

    def put_sent(self, sent: Mapping[tuple[str, str], Mapping[str, Sent]], now: Remake) -> None:
        """Rows that come from another shard, by scope and feed, in the transaction of theirs. What may have been
        overtaken on its way is asked about anew.
        """
        counts = {key: len(rows) for key, rows in sorted(sent.items())}
        last = self._advance_all(counts)
        # Only now: whoever overtakes counts before it takes the versions of a feed, which this transaction has.
        overtakings = self.overtakings()
        for key, rows in sorted(sent.items()):
            late = {name: row for name, (as_of, row) in rows.items() if as_of < overtakings}
            made = {name: row for name, (_, row) in rows.items()} | dict(now(*key, late) if late else {})
            self._write(key, made, last[key])

    def overtakings(self) -> int:
        """How often rows that follow from somebody's own were put past what is under way to the same store."""
        return int(self._database.value("SELECT value FROM meta WHERE name = ?", (_OVERTAKINGS,)) or 0)

    def _overtake(self, _: Mapping[tuple[str, str], Mapping[str, int]]) -> None:
        self._database.execute(
            "INSERT INTO meta (name, value) VALUES (?, '1') ON CONFLICT (name) DO UPDATE SET "
            "value = CAST(CAST(meta.value AS BIGINT) + 1 AS TEXT)",
            (_OVERTAKINGS,),
        )

    def _as_of(self, feed: str, key: str, row: str | None) -> int:
        """Since when something may have overtaken a row that is sent. What follows from rows of another shard than this
        transaction's is in no order with what that one sends itself.
        """
        if feed == "leases":
            return ANYTIME
        if feed not in FOLLOWING | OF_MEMBERS:
            return NEVER
        if feed in OF_MEMBERS:
            holder = key
        elif row is None:
            return ANYTIME
        else:
            holder = json.loads(row)["one_id"] or f"coupon:{key}"
        return ANYTIME if leads_away(self._database, holder) else self.overtakings()

    def _put(self, rows: Mapping[tuple[str, str], Mapping[str, str | None]]) -> None:
        last = self._advance_all({key: len(found) for key, found in rows.items()})
        for key, found in rows.items():
            self._write(key, found, last[key])

    def _write(self, of: tuple[str, str], rows: Mapping[str, str | None], last: int) -> None:
        scope, feed = of
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

    def ends_of_runs(self, run_ids: Collection[str], scopes: Collection[str]) -> dict[str, dict[tuple[str, str], int]]:
        """How far each of these runs that is a recent one had come, by scope and feed; left out: it said nothing."""
        newest = self._database.rows(
            "SELECT run_id FROM run ORDER BY started_at DESC, run_id DESC LIMIT ?", (RECENT_RUNS,)
        )
        ends: dict[str, dict[tuple[str, str], int]] = {run_id: {} for (run_id,) in newest if run_id in run_ids}
        if ends:
            runs, places = (", ".join("?" for _ in names) for names in (ends, scopes))
            for run_id, scope, feed, version in self._database.rows(
                f"SELECT run_id, scope, feed, last_version FROM feed_run WHERE run_id IN ({runs}) "
                f"AND scope IN ({places})",
                (*ends, *sorted(scopes)),
            ):
                ends[run_id][scope, feed] = version
        return ends

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

    def _advance_all(self, counts: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int]:
        """Take so many versions of each of these feeds; gives the last of each."""
        keys, found = list(counts), dict[tuple[str, str], int]()
        for start in range(0, len(keys), _TOGETHER):
            page = keys[start : start + _TOGETHER]
            marks = ", ".join("(?, ?, ?)" for _ in page)
            rows = self._database.rows(
                f"INSERT INTO feed (scope, feed, version) VALUES {marks} ON CONFLICT (scope, feed) DO UPDATE SET "
                "version = feed.version + excluded.version RETURNING scope, feed, version",
                [value for key in page for value in (*key, counts[key])],
            )
            found |= {(scope, feed): int(version) for scope, feed, version in rows}
        return found
