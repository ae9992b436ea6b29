"""Put away what tills told long ago: written to a file, read back, signed, and only then taken out of the database.

Source: docs/operations.md, "The life of data", and docs/spec/offline.md, "Decisions". What is left of an archived entry
is its identity and its hash: a till that sends it again is told that it exists. What archived entries of
a store booked is carried forward in one transfer, and the goods that they moved in one movement for each sku, so that
every balance and every level is what it was.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from functools import lru_cache
from pathlib import Path

from central_ledger.application.archive_keeping import keep, take_up, write_anew
from central_ledger.application.archive_strays import drop_strays, free_id
from central_ledger.application.journal_audit import Booked, expected_transfer, what_it_books
from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import points_program
from central_ledger.application.rebuild import ARCHIVED_GOODS, goods_moved
from central_ledger.application.settlement_audit import is_split_as_said
from central_ledger.application.settling import sale_transfer_id
from central_ledger.application.stock import COUNTED_BEFORE
from central_ledger.domain.accounts import Posting, Transfer
from central_ledger.domain.bodies import SaleBody
from central_ledger.domain.sales import Booking
from central_ledger.locks import hold
from central_ledger.store.archive_file import (
    ArchivedEntry,
    ArchivedTransfer,
    Contents,
    Moved,
    Section,
    carried,
)
from central_ledger.store.archives import CARRIED, ArchiveRow, file_of
from central_ledger.store.database import StoreUnavailable
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
    if store is not None and ledger.reference.store(store) is None:
        raise ValueError(f"there is no store {store}")
    folder = folder.absolute()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = hold(folder / "archiving.lock")
    if lock is None:
        raise StoreUnavailable(f"another process archives into {folder} just now")
    try:
        with ledger.database.transaction():
            _move_to(ledger, folder)
        for name in ledger.reference.stores() if store is None else [store]:
            take_up(ledger, name, folder)
            write_anew(ledger, name, folder)
            while (made := _archive_store(ledger, name, before.isoformat(), folder)) is not None:
                yield made
            drop_strays(ledger, name, folder)
    finally:
        os.close(lock)


def _move_to(ledger: Ledger, folder: Path) -> None:
    """Who serves reads all archives in one folder: those of before must be in it. Raises ValueError."""
    known = ledger.archives.folder()
    ledger.archives.set_folder(folder)
    if known is None or ledger.archives.folder() == known:
        return
    newest = {row.store: row.archive_id for row in ledger.archives.all()}
    for store, archive_id in newest.items():
        path = file_of(folder, store, archive_id)
        if not path.exists():
            raise ValueError(f"archives made before lie in {known}: name that folder, or copy them here first ({path})")


def _archive_store(ledger: Ledger, store: str, before: str, folder: Path) -> Made | None:
    """One archive; None: nothing is left to put away."""
    with ledger.database.snapshot():
        known = ledger.archives.of_store(store)
        sections = tuple(_sections(ledger, store, before))
    if not sections:
        return None
    contents = Contents(
        store=store,
        archive_id=free_id(ledger, store, before, folder),
        before=before,
        previous=ledger.archives.contents(store, known[-1].archive_id).digest if known else "",
        sections=sections,
    )
    row, path = keep(ledger, contents, folder)

    def take_out() -> None:
        if [one.archive_id for one in ledger.archives.of_store(store)] != [one.archive_id for one in known]:
            raise StoreUnavailable(f"another process archived store {store} meanwhile, into another folder")
        _take_out(ledger, row, contents)

    ledger.database.beside((store,), take_out, home=store)
    return Made(store, row.archive_id, path, path.stat().st_size, row.entries, row.transfers)


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


def _take_out(ledger: Ledger, row: ArchiveRow, contents: Contents) -> None:
    before = ledger.books.transfer(row.store, CARRIED)
    ledger.archives.add(row, contents)
    movements = Counter(name for archived in contents.entries.values() for name, _, _ in archived.goods)
    ledger.stock.carry(row.store, movements, contents.goods(), row.archive_id, row.made_at)
    sums = carried([*contents.transfers(), *([] if before is None else [_as_archived(before)])])
    if sums:
        postings = tuple(Posting(*posting) for posting in sums)
        ledger.books.book_for_store(row.store, [Transfer(CARRIED, "carried", row.archive_id, row.made_at, postings)])
