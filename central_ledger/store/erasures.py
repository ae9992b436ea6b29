"""Rows of members whose data was erased, and what an erasure does to rows that nothing else may change."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from central_ledger.store.archives import Archives
from central_ledger.store.database import Database, Row
from central_ledger.store.migrations import columns_of
from central_ledger.store.personal import HELD
from retail.messages import Entry

PAGE = 500
_ENTRY = "store, till, epoch, seq, kind, version, occurred_at, elapsed_ms, previous, body, hash"
_PLACES = {"till": 1, "epoch": 2, "seq": 3, "body": 9}
#: Journals, and what was set aside as evidence of them.
JOURNAL_TABLES = ("entry", "evidence")


@dataclass(frozen=True, slots=True)
class Erasure:
    """`one_id` is the id that somebody had at last, `document` says what ended with them. `finished_at` None: the
    journals are not done yet.
    """

    one_id: str
    erased_at: str
    who: str
    why: str
    document: Mapping[str, Any]
    finished_at: str | None = None


class Erasures:
    def __init__(self, database: Database, archives: Archives) -> None:
        self._database = database
        self._archives = archives

    @contextmanager
    def dropping(self, row: Erasure, names: Iterable[str]) -> Iterator[None]:
        """Note an erasure for good. In the block, which is within a transaction, rows about these names may be dropped,
        which the engine refuses otherwise.
        """
        document = json.dumps(dict(row.document), ensure_ascii=False, sort_keys=True)
        marked = "".join(f"\n{name}\n" for name in sorted(set(names)))
        self._database.execute(
            "INSERT INTO erasure (one_id, erased_at, who, why, document, dropping) VALUES (?, ?, ?, ?, ?, ?)",
            (row.one_id, row.erased_at, row.who, row.why, document, marked),
        )
        with self._database.erasing(marked):
            yield
        self._database.execute("UPDATE erasure SET dropping = '' WHERE one_id = ?", (row.one_id,))

    def left_open(self) -> list[str]:
        """The ids of those whose rows may still be dropped: no erasure that was done leaves that behind."""
        rows = self._database.rows("SELECT one_id FROM erasure WHERE dropping <> '' ORDER BY one_id")
        return [str(row[0]) for row in rows]

    def get(self, one_id: str) -> Erasure | None:
        found = self._database.row(
            "SELECT one_id, erased_at, who, why, document, finished_at FROM erasure WHERE one_id = ?", (one_id,)
        )
        return None if found is None else _erasure(found)

    def all(self) -> list[Erasure]:
        """The oldest first."""
        rows = self._database.rows(
            "SELECT one_id, erased_at, who, why, document, finished_at FROM erasure ORDER BY erased_at, one_id"
        )
        return [_erasure(row) for row in rows]

    def unfinished(self) -> list[str]:
        """The ids of those whose journals are not done."""
        rows = self._database.rows("SELECT one_id FROM erasure WHERE finished_at IS NULL ORDER BY one_id")
        return [str(row[0]) for row in rows]

    def finish(self, one_id: str, at: str) -> None:
        self._database.execute("UPDATE erasure SET finished_at = ? WHERE one_id = ?", (at, one_id))

    # -- rows about a member

    def rows_about(self, table: str, ids: Sequence[str]) -> list[dict[str, Any]]:
        """The rows of a table of `HELD` that are about these ids, by column."""
        held = HELD[table]
        names = [name for name in columns_of(table) if name not in held.unshown]
        marks = ", ".join("?" for _ in ids)
        condition = " OR ".join(f"{column} IN ({marks})" for column in held.columns)
        found = self._database.rows(
            f"SELECT {', '.join(names)} FROM {table} WHERE {condition}", [*ids] * len(held.columns)
        )
        return [dict(zip(names, row, strict=True)) for row in sorted(found, key=repr)]

    def drop_rows(self, ids: Sequence[str]) -> None:
        """Everything about these ids that does not stay."""
        marks = ", ".join("?" for _ in ids)
        for table, held in HELD.items():
            if held.fate == "dropped":
                for column in held.columns:
                    self._database.execute(f"DELETE FROM {table} WHERE {column} IN ({marks})", list(ids))

    def sent_rows(self, scope: str, keys: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
        """Of rows by feed and key those that a store has, or had, and that are no tombstones."""
        found: dict[str, list[str]] = {}
        for feed, wanted in keys.items():
            named = sorted(set(wanted))
            marks = ", ".join("?" for _ in named)
            rows = named and self._database.rows(
                f"SELECT row_key FROM feed_row WHERE scope = ? AND feed = ? AND deleted = 0 AND row_key IN ({marks}) "
                "ORDER BY row_key",
                (scope, feed, *named),
            )
            if rows:
                found[feed] = [str(row[0]) for row in rows]
        return found

    def clear_case_notes(self, cases: Iterable[tuple[str, str]]) -> None:
        """What people wrote by hand about these cases (holder, id)."""
        for holder, case_id in cases:
            statement = "UPDATE case_event SET note = '' WHERE holder = ? AND case_id = ? AND note <> ''"
            self._database.execute(statement, (holder, case_id))

    def drop_cases(self, holder: str) -> None:
        """Of an account that leads to nobody any more: its name is a digest of a phone, or a card."""
        for table in ("case_event", "case_file"):
            self._database.execute(f"DELETE FROM {table} WHERE holder = ?", (holder,))

    def clear_parked(self, ids: Iterable[str]) -> None:
        """Names on parked baskets of these members; the goods wait all the same."""
        for one_id in ids:
            named = f'%"{one_id}"%'
            rows = self._database.rows(
                "SELECT store, parking_id, summary FROM parked_basket WHERE document LIKE ?", (named,)
            )
            for store, parking_id, summary in rows:
                document = json.loads(summary) | {"name": "", "member": ""}
                self._database.execute(
                    "UPDATE parked_basket SET summary = ? WHERE store = ? AND parking_id = ?",
                    (json.dumps(document, ensure_ascii=False), store, parking_id),
                )

    # -- journals

    def journal_of(self, table: str, store: str, kinds: Sequence[str]) -> Iterator[Entry]:
        """A store's entries of some kinds, in the order of their identity, read page by page; what archived ones say
        is in their archive. Raises Archived.
        """
        marks = ", ".join("?" for _ in kinds)
        after = ("", "", 0, b"")
        while True:
            rows = self._database.rows(
                f"SELECT {_ENTRY} FROM {table} WHERE store = ? AND kind IN ({marks}) AND (till, epoch, seq, hash) > "
                f"(?, ?, ?, ?) ORDER BY till, epoch, seq, hash LIMIT {PAGE}",
                (store, *kinds, *after),
            )
            for row in self._archives.filled(store, rows, _PLACES) if table == JOURNAL_TABLES[0] else rows:
                yield Entry(*row[:8], *(bytes(value) for value in row[8:]))
            if len(rows) < PAGE:
                return
            after = (rows[-1][1], rows[-1][2], rows[-1][3], bytes(rows[-1][10]))

    def redact(self, table: str, entry: Entry, body: bytes, body_hash: bytes, at: str) -> None:
        """Another body in the place of an entry's; that it is another one stays readable. Its hash stays."""
        key = (entry.store, entry.till, entry.epoch, entry.seq, entry.hash)
        self._database.execute(
            f"UPDATE {table} SET body = ? WHERE store = ? AND till = ? AND epoch = ? AND seq = ? AND hash = ?",
            (body, *key),
        )
        self.note_redaction(entry, body_hash, at)

    def note_redaction(self, entry: Entry, body_hash: bytes, at: str) -> None:
        """An entry has another body than it came with; what was noted first stays."""
        self._database.execute(
            "INSERT INTO redaction (store, till, epoch, seq, hash, body_hash, at) VALUES (?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (store, till, epoch, seq, hash) DO NOTHING",
            (entry.store, entry.till, entry.epoch, entry.seq, entry.hash, body_hash, at),
        )

    def redaction_of(self, entry: Entry) -> bytes | None:
        """The SHA-256 of the body that was put in the place of an entry's; None: it is as it came."""
        found = self._database.value(
            "SELECT body_hash FROM redaction WHERE store = ? AND till = ? AND epoch = ? AND seq = ? AND hash = ?",
            (entry.store, entry.till, entry.epoch, entry.seq, entry.hash),
        )
        return None if found is None else bytes(found)


def _erasure(row: Row) -> Erasure:
    one_id, erased_at, who, why, document, finished_at = row
    return Erasure(one_id, erased_at, who, why, json.loads(document), finished_at)
