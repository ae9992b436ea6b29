"""Archives: which there are, which entries lie in them, and what those say, read from their files when it is asked for.

An archived entry's row stays (its till may send it again, and the chain goes through it), but its body is empty, as no
body is. Whoever reads entries has the bodies filled in here: a return of an old sale, an explanation or an audit needs
to know nothing of archives but that their folder must be there.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from central_ledger.store.archive_file import (
    ArchivedEntry,
    BadArchive,
    Contents,
    Moved,
    Place,
    PostingRow,
    Section,
    file_hash,
    read_archive,
)
from central_ledger.store.database import Database, StoreUnavailable
from retail.in_time import in_time

#: The folder of the archives, on every machine that serves; else the one that `archive` was told last.
FOLDER_VARIABLE = "CENTRAL_LEDGER_ARCHIVES"
_FOLDER = "archive_folder"
#: A folder of another machine that is switched off answers after minutes, or never; whoever writes waits so long, once.
ANSWER_SECONDS = 10.0
#: The transfer of a store in which everything stands that its archived entries booked.
CARRIED = "carried"
#: Archives that are kept in memory once they were read: a return asks for one sale, an audit for a store's in turn.
_OPEN_MAX = 4


class Archived(StoreUnavailable):
    """What is asked about lies in an archive that cannot be read now. Nothing is lost, and nothing was done."""


@dataclass(frozen=True, slots=True)
class ArchiveRow:
    """An archive that was made. `before`: a day (ISO 8601); `file_hash`: SHA-256 of its file; `manifest`: what was
    signed about it, as JSON.
    """

    store: str
    archive_id: str
    before: str
    made_at: str
    file_hash: str
    entries: int
    transfers: int
    manifest: str


@dataclass(frozen=True, slots=True)
class Span:
    """Entries of an epoch, both ends included, that lie in an archive, and the hash that its file has now."""

    till: str
    epoch: str
    first: int
    last: int
    archive_id: str
    file_hash: str

    def holds(self, till: str, epoch: str, seq: int) -> bool:
        return (self.till, self.epoch) == (till, epoch) and self.first <= seq <= self.last


_COLUMNS = "store, archive_id, before, made_at, file_hash, entries, transfers, manifest"


_SPANS = (
    "SELECT s.till, s.epoch, s.first_seq, s.last_seq, s.archive_id, a.file_hash FROM archived_span AS s JOIN archive "
    "AS a ON a.store = s.store AND a.archive_id = s.archive_id WHERE s.store = ?"
)


def file_of(folder: Path, store: str, archive_id: str) -> Path:
    """Where an archive lies in a folder; its manifest beside it, with `.json` at the end."""
    return folder / quote(store, safe="") / f"{archive_id}.jsonl.gz"


class Archives:
    """Of one ledger."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._read_from: Path | None = None
        #: With the hash of the file that was read: another process may write it anew, without a person.
        self._open: OrderedDict[tuple[str, str], tuple[str, Contents]] = OrderedDict()

    def read_from(self, folder: Path) -> None:
        """Read the archives here, wherever they were made."""
        self._read_from = folder

    def folder(self) -> Path | None:
        """None: nobody said where."""
        if self._read_from is not None:
            return self._read_from
        named = os.environ.get(FOLDER_VARIABLE) or self._database.value(
            "SELECT value FROM meta WHERE name = ?", (_FOLDER,)
        )
        return Path(named) if named else None

    def set_folder(self, folder: Path) -> None:
        """Needs a transaction."""
        self._database.execute(
            "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (_FOLDER, str(folder)),
        )

    def of_store(self, store: str) -> list[ArchiveRow]:
        """In the order in which they follow each other."""
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM archive WHERE store = ? ORDER BY before, made_at, archive_id", (store,)
        )
        return [ArchiveRow(*row) for row in rows]

    def all(self) -> list[ArchiveRow]:
        """Of all stores, by store and in their order."""
        rows = self._database.rows(f"SELECT {_COLUMNS} FROM archive ORDER BY store, before, made_at, archive_id")
        return [ArchiveRow(*row) for row in rows]

    def spans(self, store: str) -> list[Span]:
        """By till, epoch and seq."""
        rows = self._database.rows(f"{_SPANS} ORDER BY s.till, s.epoch, s.first_seq", (store,))
        return [Span(*row) for row in rows]

    def span_at(self, store: str, till: str, epoch: str, seq: int) -> Span | None:
        """The one in which an entry lies."""
        row = self._database.row(
            f"{_SPANS} AND s.till = ? AND s.epoch = ? AND s.first_seq <= ? AND s.last_seq >= ?",
            (store, till, epoch, seq, seq),
        )
        return None if row is None else Span(*row)

    def add(self, row: ArchiveRow, contents: Contents) -> None:
        """An archive that is whole on its disk: from now on its entries say what they said from there. What they booked
        goes, with what was carried forward until now: the caller books the sum. In a transaction of the store.
        """
        database, store = self._database, row.store
        marks = ", ".join("?" for _ in _COLUMNS.split(", "))
        values = [getattr(row, name) for name in _COLUMNS.split(", ")]
        database.execute(f"INSERT INTO archive ({_COLUMNS}) VALUES ({marks})", values)
        database.execute_many(
            "INSERT INTO archived_span (store, till, epoch, first_seq, last_seq, archive_id) VALUES (?, ?, ?, ?, ?, ?)",
            [
                (store, part.till, part.epoch, part.after + 1, part.head[2], row.archive_id)
                for part in contents.sections
            ],
        )
        booked = [CARRIED, *(transfer.transfer_id for transfer in contents.transfers())]
        self._empty(store, contents)
        with database.archiving(("posting", "transfer")):
            for start in range(0, len(booked), 500):
                page = booked[start : start + 500]
                named = ", ".join("?" for _ in page)
                for table in ("posting", "transfer"):
                    database.execute(
                        f"DELETE FROM {table} WHERE store = ? AND transfer_id IN ({named})", (store, *page)
                    )

    def _empty(self, store: str, contents: Contents) -> None:
        """But for what was written anew, without a person, while the file was made: the file of that is made anew."""
        for part in contents.sections:
            place = (store, part.till, part.epoch)
            newer = [
                (seq, body)
                for seq in self.redacted(store, part)
                if (body := self._body(*place, seq))
                not in (b"", contents.entries[part.till, part.epoch, seq].entry.body)
            ]
            statement = "UPDATE entry SET body = ? WHERE store = ? AND till = ? AND epoch = ? AND seq "
            self._database.execute(f"{statement}BETWEEN ? AND ?", (b"", *place, part.after + 1, part.head[2]))
            for seq, body in newer:
                self._database.execute(f"{statement}= ?", (body, *place, seq))

    def redacted(self, store: str, part: Section) -> list[int]:
        """Of a stretch of an epoch the entries that were written anew without a person, ever."""
        rows = self._database.rows(
            "SELECT DISTINCT seq FROM redaction WHERE store = ? AND till = ? AND epoch = ? AND seq BETWEEN ? AND ? "
            "ORDER BY seq",
            (store, part.till, part.epoch, part.after + 1, part.head[2]),
        )
        return [int(seq) for (seq,) in rows]

    def _body(self, store: str, till: str, epoch: str, seq: int) -> bytes:
        statement = "SELECT body FROM entry WHERE store = ? AND till = ? AND epoch = ? AND seq = ?"
        return bytes(self._database.value(statement, (store, till, epoch, seq)) or b"")

    def written_since(self, store: str) -> dict[str, dict[Place, bytes]]:
        """By archive: what was put in the place of entries since they were archived, without a person."""
        rows = self._database.rows(
            "SELECT DISTINCT s.archive_id, e.till, e.epoch, e.seq, e.body FROM redaction AS r JOIN entry AS e ON "
            "e.store = r.store AND e.till = r.till AND e.epoch = r.epoch AND e.seq = r.seq JOIN archived_span AS s ON "
            "s.store = r.store AND s.till = r.till AND s.epoch = r.epoch AND r.seq BETWEEN s.first_seq AND s.last_seq "
            "WHERE r.store = ? AND e.store = ? AND s.store = ? AND e.body <> ? ORDER BY 1, 2, 3, 4",
            (store, store, store, b""),
        )
        found: dict[str, dict[Place, bytes]] = {}
        for archive_id, till, epoch, seq, body in rows:
            found.setdefault(archive_id, {})[till, epoch, int(seq)] = bytes(body)
        return found

    def replace(self, row: ArchiveRow, contents: Contents) -> None:
        """The file of an archive was written anew: the same facts. In a transaction of the store."""
        self._database.execute(
            "UPDATE archive SET file_hash = ?, manifest = ? WHERE store = ? AND archive_id = ?",
            (row.file_hash, row.manifest, row.store, row.archive_id),
        )
        self._empty(row.store, contents)

    def contents(self, store: str, archive_id: str) -> Contents:
        """What an archive holds, as it was written. Raises Archived."""
        statement = "SELECT file_hash FROM archive WHERE store = ? AND archive_id = ?"
        return self._contents(store, archive_id, self._database.value(statement, (store, archive_id)))

    def _contents(self, store: str, archive_id: str, wanted: str | None) -> Contents:
        """The file of this hash."""
        key = (store, archive_id)
        known = self._open.get(key)
        if known is None or known[0] != wanted:
            found = self._read(store, archive_id, wanted)
            self._open.pop(key, None)
            while len(self._open) >= _OPEN_MAX:
                self._open.popitem(last=False)
            known = self._open[key] = (str(wanted), found)
        self._open.move_to_end(key)
        return known[1]

    def _read(self, store: str, archive_id: str, wanted: str | None) -> Contents:
        statement = "SELECT before FROM archive WHERE store = ? AND archive_id = ?"
        before, folder = self._database.value(statement, (store, archive_id)), self.folder()
        if before is None or folder is None:
            raise Archived(f"nobody said where the archives are: name their folder in {FOLDER_VARIABLE}")
        path = file_of(folder, store, archive_id)
        try:
            data = in_time(path.read_bytes, ANSWER_SECONDS, f"the folder {folder}")
            if file_hash(data) != wanted:
                raise BadArchive("it is not the file that was written")
            return read_archive(data)
        except (OSError, BadArchive) as error:
            raise Archived(
                f"what store {store} did before {before} lies in the archive {path}, which cannot be read: "
                f"{error}. Put the folder back, or name where it is in {FOLDER_VARIABLE}"
            ) from error

    def postings(self, store: str, till: str, epoch: str, seq: int, transfer_id: str) -> list[PostingRow]:
        """What a transfer moved that an archived entry booked at its store, sorted. Raises Archived."""
        booked = self._entry(store, self.span_at(store, till, epoch, seq), (till, epoch, seq)).transfers
        return sorted(row for one in booked if one.transfer_id == transfer_id for row in one.postings)

    def transfers(self, store: str, till: str, epoch: str, seq: int) -> list[dict[str, Any]]:
        """The same as `Books.transfers_about` gives it; nothing for an entry that is not archived. Raises Archived."""
        span = self.span_at(store, till, epoch, seq)
        booked = () if span is None else self._entry(store, span, (till, epoch, seq)).transfers
        return [
            {
                "store": store,
                "transfer": one.transfer_id,
                "kind": one.kind,
                "occurred_at": one.occurred_at,
                "postings": [
                    {"account": account, "unit": unit, "amount": amount} for account, unit, amount in one.postings
                ],
            }
            for one in booked
        ]

    def goods(self, store: str, till: str, epoch: str, seq: int) -> tuple[Moved, ...]:
        """The goods that an archived entry moved at its store. Raises Archived."""
        return self._entry(store, self.span_at(store, till, epoch, seq), (till, epoch, seq)).goods

    def _entry(self, store: str, span: Span | None, place: Place) -> ArchivedEntry:
        if span is None:
            raise Archived(f"entry {place[2]} of {store}/{place[0]} says nothing and is in no archive: run `audit`")
        return self._contents(store, span.archive_id, span.file_hash).entries[place]

    def filled(self, store: str, rows: Sequence[Sequence[Any]], at: Mapping[str, int]) -> list[Any]:
        """Rows of entries with their bodies. `at`: in which column each of till, epoch, seq and body is.

        Raises Archived.
        """
        found = list(rows)
        if all(row[at["body"]] for row in found):
            return found
        spans, span = self.spans(store), None
        for number, row in enumerate(found):
            if not row[at["body"]]:
                place = (str(row[at["till"]]), str(row[at["epoch"]]), int(row[at["seq"]]))
                if span is None or not span.holds(*place):  # entries come in their order, and a store has many spans
                    span = next((one for one in spans if one.holds(*place)), None)
                body = self._entry(store, span, place).entry.body
                found[number] = (*row[: at["body"]], body, *row[at["body"] + 1 :])
        return found
