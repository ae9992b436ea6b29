"""Rows of tills, epochs, entries and evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from central_ledger.domain.bodies import EpochOpened, read_body
from central_ledger.domain.stream import Epoch, StoredEntry
from central_ledger.store.archives import Archives
from central_ledger.store.database import Database
from retail.messages import Entry

#: Why an entry is set aside; NULL when it was taken, at once or later.
_CODE = (
    "CASE WHEN entry.code IS NULL OR EXISTS (SELECT 1 FROM retaken AS r WHERE r.store = entry.store AND r.till = "
    "entry.till AND r.epoch = entry.epoch AND r.seq = entry.seq) THEN NULL ELSE entry.code END"
)


#: Where in a row of an entry what names its place stands, and its body.
_PLACES = {"till": 1, "epoch": 2, "seq": 3, "body": 9}


@dataclass(frozen=True, slots=True)
class Till:
    """One enrolled till. Times are ISO 8601; None: not suspended, not revoked."""

    store: str
    till: str
    public_key: bytes
    device: str
    enrolled_at: str
    suspended_at: str | None
    revoked_at: str | None


class Journals:
    """What the tills have sent."""

    def __init__(self, database: Database, archives: Archives) -> None:
        self._database = database
        self._archives = archives

    def till(self, store: str, till: str) -> Till | None:
        row = self._database.row(
            "SELECT store, till, public_key, device, enrolled_at, suspended_at, revoked_at FROM till "
            "WHERE store = ? AND till = ?",
            (store, till),
        )
        return None if row is None else Till(*row)

    def tills(self) -> list[Till]:
        rows = self._database.rows(
            "SELECT store, till, public_key, device, enrolled_at, suspended_at, revoked_at FROM till ORDER BY store, "
            "till"
        )
        return [Till(*row) for row in rows]

    def enrol(self, store: str, till: str, public_key: bytes, device: str, now: str) -> None:
        """A new till, or a new key for one whose disk was lost; it is no longer revoked. A suspension stays."""
        self._database.execute(
            "INSERT INTO till (store, till, public_key, device, enrolled_at) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (store, till) DO UPDATE SET public_key = excluded.public_key, device = excluded.device, "
            "enrolled_at = excluded.enrolled_at, revoked_at = NULL",
            (store, till, public_key, device, now),
        )

    def set_key(self, store: str, till: str, public_key: bytes) -> None:
        statement = "UPDATE till SET public_key = ? WHERE store = ? AND till = ?"
        self._database.execute(statement, (public_key, store, till))

    def seen_before(self, store: str, till: str, moment: str) -> bool:
        """Whether a till was not seen since a time (ISO 8601, UTC)."""
        statement = "SELECT seen_at FROM till_seen WHERE store = ? AND till = ?"
        return str(self._database.value(statement, (store, till)) or "") < moment

    def see(self, store: str, till: str, now: str) -> None:
        self._database.execute(
            "INSERT INTO till_seen (store, till, seen_at) VALUES (?, ?, ?) ON CONFLICT (store, till) DO UPDATE SET "
            "seen_at = excluded.seen_at",
            (store, till, now),
        )

    def active_tills(self, store: str, since: str) -> list[str]:
        """The tills of a store that were seen since a time and may work."""
        rows = self._database.rows(
            "SELECT t.till FROM till AS t JOIN till_seen AS s ON s.store = t.store AND s.till = t.till WHERE t.store = "
            "? AND s.seen_at >= ? AND t.suspended_at IS NULL AND t.revoked_at IS NULL ORDER BY t.till",
            (store, since),
        )
        return [row[0] for row in rows]

    def suspend(self, store: str, till: str, at: str) -> bool:
        """Suspend a till. False when there is none."""
        statement = "UPDATE till SET suspended_at = ? WHERE store = ? AND till = ?"
        return self._database.execute(statement, (at, store, till)) == 1

    def resume(self, store: str, till: str, at: str) -> None:
        """Take a suspension back: what the till did before was looked at."""
        statement = "UPDATE till SET suspended_at = NULL, resumed_at = ? WHERE store = ? AND till = ?"
        self._database.execute(statement, (at, store, till))

    def received_at(self, store: str, till: str, epoch: str, seq: int) -> str | None:
        """When an entry was taken (ISO 8601); None: it is not there."""
        found = self._database.value(
            "SELECT received_at FROM entry WHERE store = ? AND till = ? AND epoch = ? AND seq = ?",
            (store, till, epoch, seq),
        )
        return None if found is None else str(found)

    def branches(self, store: str, till: str) -> list[tuple[str, int]]:
        """From which epoch and seq the till went on, each time since its last resumption that the ledger was ahead."""
        rows = self._database.rows(
            "SELECT e.till, e.epoch, e.seq, e.body FROM entry AS e JOIN till AS t ON t.store = e.store AND t.till = "
            "e.till WHERE e.store = ? "
            "AND e.till = ? AND e.seq = 1 AND e.kind = 'epoch_opened' AND e.code IS NULL "
            "AND (t.resumed_at IS NULL OR e.received_at > t.resumed_at)",
            (store, till),
        )
        rows = self._archives.filled(store, rows, {"till": 0, "epoch": 1, "seq": 2, "body": 3})
        opened = [read_body("epoch_opened", body) for _, _, _, body in rows]
        return [(b.shared.epoch, b.shared.seq) for b in opened if isinstance(b, EpochOpened) and b.shared is not None]

    def revoke(self, store: str, till: str, at: str) -> bool:
        statement = "UPDATE till SET revoked_at = ? WHERE store = ? AND till = ?"
        return self._database.execute(statement, (at, store, till)) == 1

    def epochs(self, store: str, till: str) -> list[Epoch]:
        rows = self._database.rows(
            "SELECT epoch, opened_order, high_water, head_hash, highest_seen, closed_seq, closed_hash FROM epoch "
            "WHERE store = ? AND till = ? ORDER BY opened_order, epoch",
            (store, till),
        )
        return [Epoch(*row) for row in rows]

    def save_epochs(self, store: str, till: str, epochs: Iterable[Epoch]) -> None:
        self._database.execute_many(
            "INSERT INTO epoch (store, till, epoch, opened_order, high_water, head_hash, highest_seen, closed_seq, "
            "closed_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (store, till, epoch) DO UPDATE SET "
            "opened_order = excluded.opened_order, high_water = excluded.high_water, head_hash = excluded.head_hash, "
            "highest_seen = excluded.highest_seen, closed_seq = excluded.closed_seq, closed_hash = "
            "excluded.closed_hash",
            [
                (
                    store,
                    till,
                    e.epoch,
                    e.opened_order,
                    e.high_water,
                    e.head_hash,
                    e.highest_seen,
                    e.closed_seq,
                    e.closed_hash,
                )
                for e in epochs
            ],
        )

    def stored_between(self, store: str, till: str, epoch: str, first: int, last: int) -> dict[int, StoredEntry]:
        """What is kept of an epoch from one seq to another, both included."""
        span = (store, till, epoch, first, last)
        rows = self._database.rows(
            "SELECT seq, hash, code FROM entry WHERE store = ? AND till = ? AND epoch = ? AND seq BETWEEN ? AND ?", span
        )
        is_aside = any(code is not None for _, _, code in rows)
        retaken = self._retaken((store, till, epoch), first, last) if is_aside else set()
        return {seq: StoredEntry(entry_hash, None if seq in retaken else code) for seq, entry_hash, code in rows}

    def add_entries(self, entries: Iterable[tuple[Entry, str | None]], received_at: str) -> None:
        """Entries that were taken, each with its code when it is quarantined."""
        self._database.execute_many(
            "INSERT INTO entry (store, till, epoch, seq, kind, version, occurred_at, elapsed_ms, previous, body, "
            "hash, code, "
            "received_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(*entry.row(), code, received_at) for entry, code in entries],
        )

    def add_evidence(self, entry: Entry, code: str, received_at: str) -> None:
        """The bytes of an entry that was refused; the first refusal of the same bytes stands."""
        self._database.execute(
            "INSERT INTO evidence (store, till, epoch, seq, kind, version, occurred_at, elapsed_ms, previous, body, "
            "hash, "
            "code, received_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (*entry.row(), code, received_at),
        )

    def evidence_code(self, entry: Entry) -> str | None:
        """Why these bytes were refused before, or None."""
        code: str | None = self._database.value(
            "SELECT code FROM evidence WHERE store = ? AND till = ? AND epoch = ? AND seq = ? AND hash = ?",
            (entry.store, entry.till, entry.epoch, entry.seq, entry.hash),
        )
        return code

    def epoch_entries(
        self, store: str, till: str, epoch: str, after: int, limit: int
    ) -> list[tuple[Entry, str | None]]:
        """Entries of an epoch in order, each with its code when it is quarantined."""
        rows = self._database.rows(
            "SELECT store, till, epoch, seq, kind, version, occurred_at, elapsed_ms, previous, body, hash, "
            "code FROM entry WHERE store = ? AND till = ? AND epoch = ? AND seq > ? ORDER BY seq LIMIT ?",
            (store, till, epoch, after, limit),
        )
        return [(entry, code) for entry, code, _ in self._read((store, till, epoch), [(*row, "") for row in rows])]

    def received_entries(
        self, store: str, till: str, epoch: str, after: int, limit: int
    ) -> list[tuple[Entry, str | None, str]]:
        """The same with the time at which each was received (ISO 8601, UTC)."""
        rows = self._database.rows(
            "SELECT store, till, epoch, seq, kind, version, occurred_at, elapsed_ms, previous, body, hash, code, "
            "received_at FROM entry WHERE store = ? AND till = ? AND epoch = ? AND seq > ? ORDER BY seq LIMIT ?",
            (store, till, epoch, after, limit),
        )
        return self._read((store, till, epoch), rows)

    def _read(self, of: tuple[str, str, str], rows: Sequence[Sequence[Any]]) -> list[tuple[Entry, str | None, str]]:
        """Entries of an epoch (store, till, epoch) from their rows; what archived ones say is in their archive."""
        found = self._archives.filled(of[0], rows, _PLACES)
        aside = [row[3] for row in found if row[11] is not None]
        retaken = self._retaken(of, min(aside), max(aside)) if aside else set()
        return [(_entry(row), None if row[3] in retaken else row[11], row[12]) for row in found]

    def last_before(self, store: str, till: str, epoch: str, day: str) -> int:
        """The seq up to which all of an epoch was received before a day (ISO 8601); 0: nothing."""
        later = self._database.value(
            "SELECT MIN(seq) FROM entry WHERE store = ? AND till = ? AND epoch = ? AND received_at >= ?",
            (store, till, epoch, day),
        )
        if later is not None:
            return int(later) - 1
        statement = "SELECT MAX(seq) FROM entry WHERE store = ? AND till = ? AND epoch = ?"
        return int(self._database.value(statement, (store, till, epoch)) or 0)

    def tills_of(self, store: str) -> list[str]:
        """The tills of a store, those that are revoked too."""
        return [row[0] for row in self._database.rows("SELECT till FROM till WHERE store = ? ORDER BY till", (store,))]

    def entries_between(self, spans: Iterable[tuple[str, str, str, int, int]]) -> list[Entry]:
        """The entries of these stretches of epochs: store, till, epoch, and the first and last seq of each."""
        pages = self._database.answers(
            "SELECT store, till, epoch, seq, kind, version, occurred_at, elapsed_ms, previous, body, hash FROM entry "
            "WHERE store = ? AND till = ? AND epoch = ? AND seq BETWEEN ? AND ?",
            spans,
        )
        return [_entry(row) for page in pages if page for row in self._archives.filled(page[0][0], page, _PLACES)]

    def _retaken(self, of: tuple[str, str, str], first: int, last: int) -> set[int]:
        """Which entries of an epoch (store, till, epoch) were set aside and taken later, from one seq to another."""
        found = self._database.rows(
            "SELECT seq FROM retaken WHERE store = ? AND till = ? AND epoch = ? AND seq BETWEEN ? AND ?",
            (*of, first, last),
        )
        return {seq for (seq,) in found}

    def counts(self, store: str, till: str) -> tuple[int, int, int]:
        """Applied, quarantined, and refused entries whose bytes are kept."""
        applied, quarantined = self._database.row(
            "SELECT COUNT(*) - COUNT(code), COUNT(code) FROM entry WHERE store = ? AND till = ?", (store, till)
        ) or (0, 0)
        retaken = self._database.value("SELECT COUNT(*) FROM retaken WHERE store = ? AND till = ?", (store, till))
        # What was refused once and taken later, when someone had decided, is applied.
        refused = self._database.value(
            "SELECT COUNT(*) FROM evidence AS v WHERE v.store = ? AND v.till = ? AND NOT EXISTS (SELECT 1 FROM entry "
            "AS e WHERE e.store = v.store AND e.till = v.till AND e.epoch = v.epoch AND e.seq = v.seq AND e.hash = "
            "v.hash)",
            (store, till),
        )
        return applied + retaken, quarantined - retaken, refused

    def applied_sales(self, store: str, till: str, epoch: str) -> int:
        """How many sales of an epoch were booked."""
        return int(
            self._database.value(
                "SELECT COUNT(*) FROM entry WHERE store = ? AND till = ? AND epoch = ? AND kind = 'sale' AND "
                f"{_CODE} IS NULL",
                (store, till, epoch),
            )
        )

    def quarantined(self) -> list[tuple[str, str, str, int, str, str]]:
        """Store, till, epoch, seq, kind and code of every entry that is set aside."""
        return self._database.rows(
            f"SELECT store, till, epoch, seq, kind, code FROM entry WHERE {_CODE} IS NOT NULL ORDER BY store, till, "
            "epoch, seq"
        )

    def mark_retaken(self, entry: Entry, at: str) -> None:
        """An entry that was set aside is applied after all."""
        self._database.execute(
            "INSERT INTO retaken (store, till, epoch, seq, at) VALUES (?, ?, ?, ?, ?)",
            (entry.store, entry.till, entry.epoch, entry.seq, at),
        )


def _entry(row: Sequence[Any]) -> Entry:
    return Entry(*row[:8], *map(_bytes, row[8:11]))


def _bytes(value: object) -> bytes:
    """What a column of bytes holds. A text is there only when someone changed the file: its hash will not fit."""
    return value if isinstance(value, bytes) else str(value).encode()
