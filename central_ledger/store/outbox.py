"""Rows of what happened, for systems that read along: where each fact stands, in the transaction that booked it.

A row points at a journal entry (the entry holds everything), or carries a read of a profile, which has no entry. Rows
are numbered without a gap in each of `LANES` scopes, by the store's name: who reads up to a number misses nothing, and
stores of different lanes never wait for each other.
"""

from __future__ import annotations

import json
import secrets
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from central_ledger.store.clearing import leads_away, send_rows
from central_ledger.store.database import Database
from retail.messages import Entry

LANES = 16
FEED = "events"
#: The kind of a row that is no entry: somebody looked at a member's data.
READ = "read"
#: The kind of a row that is no entry either: somebody's data was erased.
ERASURE = "erasure"
#: The kinds of entries that other systems may read along.
ENTRY_KINDS = frozenset(
    (
        *("sale", "return", "code_accepted", "coupon_swapped", "entitlement_used", "entitlement_use_undone"),
        *("order_handed_over", "reward_redeemed", "member_enrolled", "consent_changed"),
        *("task_done", "task_snoozed", "task_not_wanted"),
    )
)


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """`data` is empty for an entry. `written_at` is ISO 8601, UTC."""

    number: int
    kind: str
    store: str
    till: str
    epoch: str
    seq: int
    written_at: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Viewed:
    """A read of a member's data: `till` is empty when it was somebody of the group, `why` as in the log of reads."""

    store: str
    till: str
    read_id: str
    one_id: str
    why: str


def lane_of(store: str) -> int:
    return zlib.crc32(store.encode()) % LANES


def scope_of(lane: int) -> str:
    return f"events/{lane:02}"


class Outbox:
    """The rows of all lanes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add_entries(self, store: str, entries: Iterable[Entry], now: str) -> None:
        """In the caller's transaction, with what it books. Last of all: who counts on is waited for."""
        rows = {
            f"{e.till}/{e.epoch}/{e.seq}": (e.kind, store, e.till, e.epoch, e.seq, now, "")
            for e in entries
            if e.kind in ENTRY_KINDS
        }
        if rows:
            self._add(store, rows)

    def add_read(self, viewed: Viewed, now: str) -> None:
        """Somebody looked at a member's data, in the caller's transaction."""
        data = json.dumps({"one_id": viewed.one_id, "why": viewed.why, "read_id": viewed.read_id})
        rows = {viewed.read_id: (READ, viewed.store, viewed.till, "", 0, now, data)}
        self._add(viewed.store, rows)

    def add_erasure(self, store: str, one_ids: Sequence[str], now: str) -> None:
        """Somebody's data was erased, and under which ids they were known; `store`: one that knew them, or empty."""
        name = secrets.token_hex(8)
        data = json.dumps({"one_ids": list(one_ids), "erasure_id": name})
        self._add(store, {name: (ERASURE, store, "", "", 0, now, data)})

    def add_rows(self, scope: str, rows: Mapping[str, tuple[Any, ...]]) -> None:
        """Rows of a lane that come from another shard, in the transaction of the lane."""
        self._database.last((scope, FEED), rows, self._put)

    def _add(self, store: str, rows: Mapping[str, tuple[Any, ...]]) -> None:
        scope = scope_of(lane_of(store))
        if leads_away(self._database, scope):
            send_rows(self._database, "events", scope, FEED, rows)
        else:
            self.add_rows(scope, rows)

    def _put(self, lanes: Mapping[tuple[str, str], Mapping[str, tuple[Any, ...]]]) -> None:
        for (scope, feed), rows in lanes.items():
            self._put_lane(scope, feed, rows)

    def _put_lane(self, scope: str, feed: str, rows: Mapping[str, tuple[Any, ...]]) -> None:
        last = int(
            self._database.value(
                "INSERT INTO feed (scope, feed, version) VALUES (?, ?, ?) ON CONFLICT (scope, feed) DO UPDATE SET "
                "version = feed.version + excluded.version RETURNING version",
                (scope, feed, len(rows)),
            )
        )
        self._database.execute_many(
            "INSERT INTO outbox (scope, number, kind, store, till, epoch, seq, written_at, data) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(scope, number, *row) for number, row in enumerate(rows.values(), last - len(rows) + 1)],
        )

    def versions(self) -> dict[int, int]:
        """How far each lane has come; one in which nothing was written is not there."""
        rows = self._database.rows("SELECT scope, version FROM feed WHERE feed = ?", (FEED,))
        return {int(scope.partition("/")[2]): version for scope, version in rows}

    def oldest(self, lane: int) -> int | None:
        """The first number that is still kept."""
        found = self._database.value("SELECT MIN(number) FROM outbox WHERE scope = ?", (scope_of(lane),))
        return None if found is None else int(found)

    def after(self, lane: int, number: int, limit: int) -> list[OutboxRow]:
        rows = self._database.rows(
            "SELECT number, kind, store, till, epoch, seq, written_at, data FROM outbox WHERE scope = ? AND number > ? "
            "ORDER BY number LIMIT ?",
            (scope_of(lane), number, limit),
        )
        return [
            OutboxRow(number, kind, store, till, epoch, seq, written_at, json.loads(data) if data else {})
            for number, kind, store, till, epoch, seq, written_at, data in rows
        ]

    def forget(self, before: str) -> int:
        """Drop what was written before a time; gives how many rows. Needs a transaction."""
        return sum(
            self._database.execute("DELETE FROM outbox WHERE scope = ? AND written_at < ?", (scope_of(lane), before))
            for lane in range(LANES)
        )
