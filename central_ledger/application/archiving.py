"""Put away what tills told long ago: written to a file, read back, signed, and only then taken out of the database.

Source: docs/operations.md, "The life of data", and docs/spec/offline.md, "Decisions". What is left of an archived entry
is its identity and its hash: a till that sends it again is told that it exists. What archived entries of
a store booked is carried forward in one transfer, and the goods that they moved in one movement for each sku, so that
every balance and every level is what it was.
"""

from __future__ import annotations

import base64
import json
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, timedelta
from functools import lru_cache
from pathlib import Path

from central_ledger.application.archive_audit import SIGNED_AS
from central_ledger.application.audit import Booked, expected_transfer, what_it_books
from central_ledger.application.keys import group_key
from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import points_program
from central_ledger.application.rebuild import ARCHIVED_GOODS, goods_moved
from central_ledger.application.settlement_audit import is_split_as_said
from central_ledger.application.settling import sale_transfer_id
from central_ledger.application.stock import COUNTED_BEFORE
from central_ledger.domain.accounts import Posting, Transfer
from central_ledger.domain.bodies import SaleBody
from central_ledger.domain.sales import Booking
from central_ledger.store.archive_file import (
    ArchivedEntry,
    ArchivedTransfer,
    BadArchive,
    Contents,
    Moved,
    Section,
    carried,
    file_hash,
    read_archive,
    written,
)
from central_ledger.store.archives import CARRIED, ArchiveRow, file_of
from central_ledger.store.database import StoreUnavailable
from retail.durable import flush_folder
from retail.messages import Entry

#: What is younger stays: most goods that come back come back within that time.
KEPT_DAYS = 90
#: Entries that one archive holds: about what a busy store tells in a day. What is left over is the next one's.
ENTRIES_MAX = 20_000
_PAGE = 500


@dataclass(frozen=True, slots=True)
class Made:
    """An archive that was made."""

    store: str
    archive_id: str
    path: Path
    size: int
    entries: int
    transfers: int


def archive(ledger: Ledger, before: date, folder: Path, store: str | None = None) -> Iterator[Made]:
    """Archive what was received before a day, of every store or of one. Each archive is whole by itself: cut off, the
    command is given again. Raises ValueError when that is too young, or when something does not audit: of that store
    nothing was taken out; and StoreUnavailable.
    """
    youngest = ledger.clock().astimezone(UTC).date() - timedelta(days=KEPT_DAYS)
    if before > youngest:
        raise ValueError(f"what is younger than {KEPT_DAYS} days stays: archive up to {youngest} at the most")
    folder = folder.absolute()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with ledger.database.transaction():
        ledger.archives.set_folder(folder)
    for name in ledger.reference.stores() if store is None else [store]:
        _write_anew(ledger, name, folder)
        while (made := _archive_store(ledger, name, before.isoformat(), folder)) is not None:
            yield made


def _archive_store(ledger: Ledger, store: str, before: str, folder: Path) -> Made | None:
    """One archive; None: nothing is left to put away."""
    with ledger.database.snapshot():
        known = ledger.archives.of_store(store)
        sections = tuple(_sections(ledger, store, before))
    if not sections:
        return None
    made_before = sum(row.before == before for row in known)
    contents = Contents(
        store=store,
        archive_id=before if not made_before else f"{before}-{made_before + 1}",
        before=before,
        previous=ledger.archives.contents(store, known[-1].archive_id).digest if known else "",
        sections=sections,
    )
    row, path = _kept(ledger, contents, folder)
    ledger.database.beside((store,), lambda: _take_out(ledger, row, contents), home=store)
    return Made(store, row.archive_id, path, path.stat().st_size, row.entries, row.transfers)


def _kept(ledger: Ledger, contents: Contents, folder: Path) -> tuple[ArchiveRow, Path]:
    """An archive on its disk, with its manifest, and read back. Raises StoreUnavailable."""
    path, data = file_of(folder, contents.store, contents.archive_id), written(contents)
    manifest = _signed(ledger, contents, data)
    try:
        _write(path, data)
        _write(path.with_suffix(".json"), manifest.encode())
        if read_archive(path.read_bytes()).sections != contents.sections:
            raise BadArchive("what was read back is not what was written")
    except (OSError, BadArchive) as error:
        raise StoreUnavailable(f"the archive {path} cannot be written: {error}. Nothing was taken out") from error
    summary = contents.summary()
    return ArchiveRow(
        store=contents.store,
        archive_id=contents.archive_id,
        before=contents.before,
        made_at=ledger.now(),
        file_hash=file_hash(data),
        entries=summary["entries"],
        transfers=summary["transfers"],
        manifest=manifest,
    ), path


def _write_anew(ledger: Ledger, store: str, folder: Path) -> None:
    """Archives with entries that were written anew since, without a person: the file follows (docs/spec/erasure.md).
    The file of before is replaced only by one that is whole, and the rows are emptied again last.
    """
    for archive_id, bodies in ledger.archives.written_since(store).items():
        before = ledger.archives.contents(store, archive_id)
        sections = tuple(
            replace(
                section,
                entries=tuple(
                    replace(row, entry=replace(row.entry, body=body)) if body is not None else row
                    for row in section.entries
                    for body in (bodies.get((section.till, section.epoch, row.entry.seq)),)
                ),
            )
            for section in before.sections
        )
        contents = replace(before, sections=sections)
        row, _ = _kept(ledger, contents, folder)

        def put(row: ArchiveRow = row, contents: Contents = contents) -> None:
            ledger.archives.replace(row, contents)

        ledger.database.beside((store,), put, home=store)


def _sections(ledger: Ledger, store: str, before: str) -> Iterator[Section]:
    """What may be put away: of each epoch what follows what was, up to what came later, is set aside, or was not
    replayed yet.
    """
    done = {(span.till, span.epoch): span.last for span in ledger.archives.spans(store)}
    replayed = ledger.replays.marks(store)
    program, offer, left = points_program(ledger, store), lru_cache(maxsize=None)(ledger.reference.offer), ENTRIES_MAX
    for till in ledger.journals.tills_of(store):
        for epoch in ledger.journals.epochs(store, till):
            after = done.get((till, epoch.epoch), 0)
            place = (store, till, epoch.epoch)
            last = min(replayed.get((till, epoch.epoch), 0), ledger.journals.last_before(*place, before), after + left)
            rows: list[ArchivedEntry] = []
            while after + len(rows) < last:
                start = after + len(rows)
                page = ledger.journals.received_entries(*place, start, min(_PAGE, last - start))
                for entry, code, received_at in page:
                    if code is not None:
                        break
                    booking = Booking(store, till, entry.occurred_at, program, offer)
                    body = _body(ledger, entry)
                    booked = (*_booked(ledger, entry, body, booking), *_split(ledger, entry, body, program))
                    rows.append(ArchivedEntry(entry, received_at, booked, tuple(_goods(ledger, entry, body))))
                else:
                    if page:
                        continue
                break
            if rows:
                left -= len(rows)
                yield Section(till, epoch.epoch, after, rows[0].entry.previous, tuple(rows))


def _body(ledger: Ledger, entry: Entry) -> Booked | None:
    """What an entry says that moves something. Raises ValueError."""
    body = what_it_books(ledger, entry, None)
    if isinstance(body, str):
        raise ValueError(f"entry {entry.seq} of {entry.store}/{entry.till} is not whole: run `audit`")
    return body


def _goods(ledger: Ledger, entry: Entry, body: Booked | None) -> Iterator[Moved]:
    """What a sale or a return did to its store's stock, which must be what it says, and what a count took back of it,
    because it had seen it. Raises ValueError.
    """
    wanted = goods_moved(entry, body)
    if wanted is None or wanted[0] not in ARCHIVED_GOODS:
        return
    kind, reference, goods = wanted
    name, counted_as = f"{kind}/{reference}", f"{COUNTED_BEFORE}/{reference}"
    moved, counted = ledger.stock.moved(entry.store, name), ledger.stock.moved(entry.store, counted_as)
    # A ledger of before stock was kept has sales that moved nothing.
    if (moved and moved != goods) or any(moved.get(sku) != -back for sku, back in counted.items()):
        raise ValueError(f"the stock that entry {entry.seq} of {entry.store}/{entry.till} moved differs: run `audit`")
    yield from ((name, sku, thousandths) for sku, thousandths in sorted(moved.items()))
    yield from ((counted_as, sku, thousandths) for sku, thousandths in sorted(counted.items()))


def _booked(ledger: Ledger, entry: Entry, body: Booked | None, booking: Booking) -> Iterator[ArchivedTransfer]:
    """What an entry booked at its store, which must be what it says. Raises ValueError."""
    expected = None if body is None else expected_transfer(ledger, entry, body, booking)
    if expected is None:
        return
    booked = ledger.books.transfer(entry.store, expected.transfer_id)
    postings = [] if booked is None else sorted((p.account, p.unit, p.amount) for p in booked.postings)
    if booked is None or postings != sorted((p.account, p.unit, p.amount) for p in expected.postings):
        raise ValueError(f"the postings of entry {entry.seq} of {entry.store}/{entry.till} differ: run `audit`")
    yield _as_archived(booked)


def _split(ledger: Ledger, entry: Entry, body: Booked | None, program: str) -> Iterator[ArchivedTransfer]:
    """What parties were due of a sale, which must be what its rules say. What returns took of it stays in the books:
    they are judged together with those that come later. Raises ValueError.
    """
    part = ledger.settlements.part(entry.store, sale_transfer_id(body.sale_id)) if isinstance(body, SaleBody) else None
    if part is None:
        return
    as_said = is_split_as_said(ledger, part, program)
    booked = ledger.books.transfer(part.store, part.transfer_id) if as_said else None
    if booked is None:
        raise ValueError(f"the split of entry {entry.seq} of {entry.store}/{entry.till} differs: run `audit`")
    yield _as_archived(booked)


def _as_archived(booked: Transfer) -> ArchivedTransfer:
    rows = tuple((posting.account, posting.unit, posting.amount) for posting in booked.postings)
    return ArchivedTransfer(booked.transfer_id, booked.kind, booked.reference, booked.occurred_at, rows)


def _signed(ledger: Ledger, contents: Contents, data: bytes) -> str:
    """The manifest: what the archive is, signed by the group's key."""
    key = group_key(ledger)
    said = {
        "ledger": ledger.reference.meta("ledger_id"),
        "store": contents.store,
        "archive": contents.archive_id,
        "before": contents.before,
        "made_at": ledger.now(),
        "file_hash": file_hash(data),
        "bytes": len(data),
        "previous": contents.previous,
        "public_key": base64.b64encode(key.verifying_key.raw).decode(),
        **contents.summary(),
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    signature = base64.b64encode(key.signature(SIGNED_AS + text.encode())).decode()
    return json.dumps({"signed": text, "signature": signature}, ensure_ascii=False)


def _write(path: Path, data: bytes) -> None:
    """All of it, on the disk, or nothing under this name. Members' data is in it: for nobody else to read."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    flush_folder(path.parent)


def _take_out(ledger: Ledger, row: ArchiveRow, contents: Contents) -> None:
    before = ledger.books.transfer(row.store, CARRIED)
    ledger.archives.add(row, contents)
    movements = Counter(name for archived in contents.entries.values() for name, _, _ in archived.goods)
    ledger.stock.carry(row.store, movements, contents.goods(), row.archive_id, row.made_at)
    sums = carried([*contents.transfers(), *([] if before is None else [_as_archived(before)])])
    if sums:
        postings = tuple(Posting(*posting) for posting in sums)
        ledger.books.book_for_store(row.store, [Transfer(CARRIED, "carried", row.archive_id, row.made_at, postings)])
