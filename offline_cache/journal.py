"""The till's journal in the store: appended, read in order, acknowledged, verified; never changed.

Source: docs/spec/offline.md, sections 1 and 2; docs/spec/line.md, section 3. `position` counts over all epochs and is
the order of writing; clocks order nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import SQL, fn

from offline_cache.branches import Branches
from offline_cache.database import Row, TillDatabase
from offline_cache.errors import NotEnrolled
from offline_cache.tables import PARAM, Epochs, Journal, Statement, insert_into
from retail.messages import GENESIS, BadEntry, Entry, Head, carried_entry, decode_body, entry_hash, make_entry
from retail.ports import Clock, SyncFacts
from retail.sync_ports import OwnEpoch

_ENTRY = (
    Journal.store,
    Journal.till,
    Journal.epoch,
    Journal.seq,
    Journal.kind,
    Journal.version,
    Journal.occurred_at,
    Journal.elapsed_ms,
    Journal.previous,
    Journal.body,
    Journal.hash,
)
_HEAD = Statement(
    lambda: (
        Journal.select(Journal.position, Journal.epoch, Journal.seq, Journal.hash)
        .order_by(Journal.position.desc())
        .limit(SQL("1"))
    )
)
_APPEND = insert_into(Journal)
_OPEN_EPOCH = insert_into(Epochs)
_EPOCHS = Statement(
    lambda: Epochs.select(Epochs.epoch, Epochs.acknowledged_seq, Epochs.kept_seq).order_by(Epochs.first_position)
)
_GIVE_UP = Statement(
    lambda: Epochs.update({Epochs.acknowledged_seq: PARAM, Epochs.kept_seq: PARAM}).where(Epochs.epoch == PARAM)
)
#: Every table of what the till wrote besides its journal, whose rows stand beside an entry by this column.
_BESIDE_ENTRIES = (
    "SELECT m.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c "
    "WHERE m.type = 'table' AND c.name = ? AND m.name <> 'journal'"
)
_ACKNOWLEDGED = Statement(
    lambda: Epochs.select(
        Epochs.first_position,
        Epochs.acknowledged_seq,
        Epochs.kept_seq,
        Journal.select(fn.MAX(Journal.seq)).where(Journal.epoch == Epochs.epoch),
    ).order_by(Epochs.first_position)
)
_LAST_SEQ = Statement(lambda: Journal.select(fn.MAX(Journal.seq)).where(Journal.epoch == PARAM))
_BATCH = Statement(
    lambda: (
        Journal.select(*_ENTRY)
        .where((Journal.epoch == PARAM) & (Journal.seq >= PARAM))
        .order_by(Journal.seq)
        .limit(PARAM)
    )
)
_REST = Statement(
    lambda: Journal.select(*_ENTRY).where((Journal.epoch == PARAM) & (Journal.seq >= PARAM)).order_by(Journal.seq)
)
_NEWEST = Statement(
    lambda: (
        Journal.select(Journal.position, *_ENTRY)
        .where((Journal.kind == PARAM) & SQL("occurred_at LIKE ?"))
        .order_by(Journal.position.desc())
        .limit(PARAM)
    )
)
_ALL = Statement(lambda: Journal.select(Journal.position, *_ENTRY).order_by(Journal.position))
#: The condition of the index `journal_shifts`, word for word: SQLite uses it for nothing else.
_LAST_SHIFT_MARK = Statement(
    lambda: (
        Journal.select(*_ENTRY)
        .where(SQL("kind IN ('shift_opened', 'shift_closed')"))
        .order_by(Journal.position.desc())
        .limit(SQL("1"))
    )
)
_LAST_Z = Statement(
    lambda: (
        Journal.select(*_ENTRY)
        .where(SQL("kind IN ('shift_opened', 'shift_closed')") & SQL("kind = 'shift_closed'"))
        .order_by(Journal.position.desc())
        .limit(SQL("1"))
    )
)
_FROM = Statement(lambda: Journal.select(*_ENTRY).where(Journal.position >= PARAM).order_by(Journal.position))
_POSITION = Statement(lambda: Journal.select(Journal.position).where((Journal.epoch == PARAM) & (Journal.seq == PARAM)))
_HASH_OF = Statement(lambda: Journal.select(Journal.hash).where((Journal.epoch == PARAM) & (Journal.seq == PARAM)))
_OCCURRED_AT = Statement(
    lambda: Journal.select(Journal.occurred_at).where((Journal.epoch == PARAM) & (Journal.seq == PARAM))
)
_ACKNOWLEDGE = Statement(lambda: Epochs.update({Epochs.acknowledged_seq: PARAM}).where(Epochs.epoch == PARAM))

NO_HEAD = Head("", 0, GENESIS)

#: Gives so many random bytes as hex digits.
RandomHex = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What a walk over the whole journal found.

    `entries` were read; `broken_at` is the first (epoch, seq) that does not fit, with `reason` one of `hash_mismatch`,
    `not_in_order`, `wrong_previous`, `no_epoch`, `bad_body`. Nothing after the first broken place was looked at.
    """

    entries: int
    broken_at: tuple[str, int] | None = None
    reason: str | None = None


class SqliteJournal:
    """`retail.ports.Journal`, inside a unit of work: the caller holds the write transaction."""

    def __init__(
        self, database: TillDatabase, clock: Clock, identity: tuple[str, str] | None, random_hex: RandomHex
    ) -> None:
        """`identity` is (store, till), None before enrolment."""
        self._database = database
        self._clock = clock
        self._identity = identity
        self._random_hex = random_hex
        #: The last position and head in this transaction, None until they are known.
        self.end: tuple[int, Head] | None = None
        #: The last entry that this unit of work wrote.
        self.appended: Entry | None = None

    def append(self, kind: str, document: Mapping[str, Any]) -> Entry:
        """Raises NotEnrolled before the till has a name."""
        if self._identity is None:
            raise NotEnrolled
        position, head = self._end()
        if not position:
            raise NotEnrolled
        return self._write(position + 1, head, kind, document)

    def open_epoch(self, reason: str, after: Head | None, **facts: Any) -> Entry:
        """Start a new random epoch that goes on from `after` (None: from nothing). Reasons and further facts:
        docs/spec/line.md, section 6.
        """
        if self._identity is None:
            raise NotEnrolled
        position, _ = self._end()
        epoch = self._new_epoch()
        first = Head(epoch, 0, GENESIS if after is None else after.hash)
        entry = self._write(position + 1, first, "epoch_opened", {"reason": reason, "after": _named(after), **facts})
        self._database.run(_OPEN_EPOCH, (epoch, position + 1, 0, None))
        return entry

    def go_on_after(self, head: Head, shared: Head) -> Entry:
        """Open an epoch after the ledger's `head` and copy into it what followed `shared`, the last common entry.

        The copies have the old bodies, times and order. Under their old seqs they are not sent any more, because the
        ledger has other entries there; what was written beside them stands beside the copies now.
        """
        left = [_entry(row) for row in self._database.rows(_REST, (shared.epoch, shared.seq + 1))]
        carried = [entry for entry in left if entry.kind != "epoch_opened"]
        opened = self.open_epoch("ledger_ahead", head, shared=_named(shared), carried=len(carried))
        self._database.run("PRAGMA defer_foreign_keys = ON")
        by_position, by_seq = (self._database.rows(_BESIDE_ENTRIES, (column,)) for column in ("position", "seq"))
        for entry in carried:
            before = self.position(entry)
            position, end = self._end()
            now = self._keep(position + 1, carried_entry(entry, end))
            for (table,) in by_position:
                self._database.run(f"UPDATE {table} SET position = ? WHERE position = ?", (position + 1, before))
            for (table,) in by_seq:
                identities = (now.epoch, now.seq, entry.epoch, entry.seq)
                self._database.run(f"UPDATE {table} SET epoch = ?, seq = ? WHERE epoch = ? AND seq = ?", identities)
        self._database.run(_GIVE_UP, (shared.seq, shared.seq, shared.epoch))
        return opened

    def position(self, entry: Entry) -> int:
        """Where in the journal this entry is. Raises ValueError when it is not there."""
        if entry is self.appended:
            return self._end()[0]
        found = self._database.row(_POSITION, (entry.epoch, entry.seq))
        if found is None:
            raise ValueError("the entry is not in the journal")
        return int(found[0])

    def head(self) -> Head:
        """The last entry; (``""``, 0, 32 zero bytes) when there is none."""
        return self._end()[1]

    def _end(self) -> tuple[int, Head]:
        if self.end is None:
            self.end = positioned_head(self._database)
        return self.end

    def _write(self, position: int, after: Head, kind: str, document: Mapping[str, Any]) -> Entry:
        assert self._identity is not None
        store, till = self._identity
        entry = make_entry(
            store=store,
            till=till,
            after=after,
            kind=kind,
            occurred_at=self._clock.now().isoformat(timespec="milliseconds"),
            elapsed_ms=self._clock.elapsed_ms(),
            document=document,
        )
        return self._keep(position, entry)

    def _keep(self, position: int, entry: Entry) -> Entry:
        self._database.run(_APPEND, (position, *entry.row()))
        self.appended, self.end = entry, (position, entry.head)
        return entry

    def _new_epoch(self) -> str:
        # A receipt's number carries the epoch's first four digits: no two epochs of this store share them.
        taken = {str(row[0])[:4] for row in self._database.rows(_EPOCHS)}
        while True:
            epoch = self._random_hex(8)
            if epoch[:4] not in taken:
                return epoch


class SqliteJournalReader:
    """`JournalReader` and `AuditReader`: what sync, doctor and the audit list need of the journal."""

    def __init__(self, database: TillDatabase) -> None:
        self._database = database

    def head(self) -> Head:
        return positioned_head(self._database)[1]

    def contains(self, head: Head) -> bool:
        """Whether this very entry is in the journal."""
        return self.hash_of(head.epoch, head.seq) == head.hash

    def facts(self) -> SyncFacts:
        waiting, oldest, acknowledged = 0, None, None
        for own in self.epochs():
            if own.acknowledged_seq:
                found = self.hash_of(own.epoch, own.acknowledged_seq)
                acknowledged = Head(own.epoch, own.acknowledged_seq, found) if found else acknowledged
            if own.last_seq > own.acknowledged_seq and oldest is None:
                first = self._database.row(_OCCURRED_AT, (own.epoch, own.acknowledged_seq + 1))
                oldest = str(first[0]) if first else None
            waiting += own.last_seq - own.acknowledged_seq
        return SyncFacts(waiting, oldest, acknowledged)

    def next_batch(self, limit: int) -> Sequence[Entry]:
        """The oldest entries that are not acknowledged, in order, of one epoch, at most `limit`."""
        for own in self.epochs():
            if own.last_seq > own.acknowledged_seq:
                limit = min(limit, own.last_seq - own.acknowledged_seq)
                rows = self._database.rows(_BATCH, (own.epoch, own.acknowledged_seq + 1, limit))
                return [_entry(row) for row in rows]
        return []

    def mark_acknowledged(self, epoch: str, seq: int) -> None:
        """The ledger has everything of this epoch up to `seq`: also less than before, when the ledger was restored.

        Raises ValueError for an entry that this journal does not have.
        """
        if seq and self.hash_of(epoch, seq) is None:
            raise ValueError(f"the journal has no entry {epoch}/{seq}")
        with self._database.writing():
            self._database.run(_ACKNOWLEDGE, (seq, epoch))

    def entries(self, epoch: str, first_seq: int) -> Iterator[Entry]:
        """The entries of an epoch from `first_seq` on, read as they are asked for."""
        return (_entry(row) for row in self._database.stream(_REST, (epoch, first_seq)))

    def last_shift_mark(self) -> Entry | None:
        """The newest entry that opened or closed a shift."""
        found = self._database.row(_LAST_SHIFT_MARK)
        return None if found is None else _entry(found)

    def last_shift_close(self) -> Entry | None:
        """The newest entry that closed a shift."""
        found = self._database.row(_LAST_Z)
        return None if found is None else _entry(found)

    def since(self, head: Head) -> Iterator[Entry]:
        """This entry and all that came after it, across epochs, read as they are asked for; each event once."""
        found = self._database.row(_POSITION, (head.epoch, head.seq))
        if found is None:
            return iter(())
        branches = Branches(self._database)
        entries = (_entry(row) for row in self._database.stream(_FROM, (found[0],)))
        return (entry for entry in entries if not branches.is_given_up(entry))

    def newest(self, kinds: Sequence[str], day: str | None, limit: int) -> Sequence[Entry]:
        """Entries of these kinds, the newest first; of one day (`YYYY-MM-DD` by the till's clock) or of all."""
        found: list[tuple[int, Entry]] = []
        for kind in kinds:
            # One range of the index for each kind: a list of kinds in one query would read the whole journal.
            rows = self._database.rows(_NEWEST, (kind, f"{day or ''}%", limit))
            found += [(int(row[0]), _entry(row[1:])) for row in rows]
        branches = Branches(self._database)
        newest = (entry for _, entry in sorted(found, key=lambda item: -item[0]))
        return [entry for entry in newest if not branches.is_given_up(entry)][:limit]

    def verify(self) -> ChainReport:
        """Walk the whole chain and recompute every hash."""
        count, head, known = 0, NO_HEAD, {str(row[0]) for row in self._database.rows(_EPOCHS)}
        for row in self._database.stream(_ALL):
            entry = _entry(row[1:])
            reason = _broken(entry, head) or (None if entry.epoch in known else "no_epoch")
            if reason or row[0] != count + 1:
                return ChainReport(count, (entry.epoch, entry.seq), reason or "not_in_order")
            count, head = count + 1, entry.head
        return ChainReport(count)

    def epochs(self) -> Sequence[OwnEpoch]:
        """The oldest first."""
        found = []
        for epoch, acknowledged_seq, kept_seq in self._database.rows(_EPOCHS):
            last = self._database.row(_LAST_SEQ, (epoch,)) if kept_seq is None else (kept_seq,)
            found.append(OwnEpoch(str(epoch), int(acknowledged_seq), int(last[0]) if last and last[0] else 0))
        return found

    def hash_of(self, epoch: str, seq: int) -> bytes | None:
        """The hash of an entry, or None when there is none."""
        found = self._database.row(_HASH_OF, (epoch, seq))
        return None if found is None else bytes(found[0])


def positioned_head(database: TillDatabase) -> tuple[int, Head]:
    """The position of the last entry and its head; (0, NO_HEAD) when there is none."""
    found = database.row(_HEAD)
    return (0, NO_HEAD) if found is None else (int(found[0]), Head(found[1], found[2], found[3]))


def acknowledged_position(database: TillDatabase) -> int:
    """Up to which position the ledger has everything; 0: nothing yet. Epochs are acknowledged one after the other."""
    found = 0
    for first_position, acknowledged_seq, kept_seq, last_seq in database.rows(_ACKNOWLEDGED):
        if acknowledged_seq:
            found = first_position + acknowledged_seq - 1
        if acknowledged_seq < (last_seq if kept_seq is None else kept_seq):
            break
    return int(found)


def _named(head: Head | None) -> Mapping[str, Any] | None:
    """A head as a body names it."""
    return None if head is None else {"epoch": head.epoch, "seq": head.seq, "hash": head.hash.hex()}


def _broken(entry: Entry, head: Head) -> str | None:
    """Why this entry cannot follow that head, or None."""
    fields = {name: getattr(entry, name) for name in Entry.__dataclass_fields__ if name != "hash"}
    if entry_hash(**fields) != entry.hash:
        return "hash_mismatch"
    if entry.seq == 1:
        try:
            after = decode_body(entry.body)["after"]
            expected = GENESIS if after is None else bytes.fromhex(after["hash"])
        except (BadEntry, KeyError, TypeError, ValueError):
            return "bad_body"
        if entry.kind != "epoch_opened" or entry.epoch == head.epoch:
            return "not_in_order"
    else:
        if (entry.epoch, entry.seq) != (head.epoch, head.seq + 1):
            return "not_in_order"
        expected = head.hash
    return None if entry.previous == expected else "wrong_previous"


def _entry(row: Row) -> Entry:
    return Entry(*row)
