"""One write transaction of the till: what happened and its journal entries, all of it or nothing."""

from __future__ import annotations

import logging
from types import TracebackType
from typing import Self

from offline_cache.database import TillDatabase
from offline_cache.drafts import SqliteBasketDraft, SqliteCounters
from offline_cache.head import HeadFile, KeptHead
from offline_cache.journal import SqliteJournal
from offline_cache.repositories import SqliteAcceptedCodes, SqliteSales
from retail.messages import Entry, Head
from retail.ports import AcceptedCodes, Clock, Journal, Sales

log = logging.getLogger(__name__)


class SqliteUnitOfWork:
    """`retail.ports.UnitOfWork`, for one use in a `with` block. What `commit` returned from is durable.

    Raises StoreError (DiskFull, ReadOnlyFolder, StoreBusy …): then nothing of the block was kept.
    """

    # The ports, as whoever is given a unit of work sees them.
    journal: Journal
    sales: Sales
    accepted_codes: AcceptedCodes

    def __init__(
        self, database: TillDatabase, clock: Clock, head_file: HeadFile, identity: tuple[str, str] | None
    ) -> None:
        """`identity` is (store, till), None before enrolment."""
        self._database = database
        self._head_file = head_file
        self._own_journal = SqliteJournal(database, clock, identity)
        self.journal = self._own_journal
        self.sales = SqliteSales(database, self._own_journal)
        self.accepted_codes = SqliteAcceptedCodes(database)
        self.basket_draft = SqliteBasketDraft(database)
        self.counters = SqliteCounters(database)

    def __enter__(self) -> Self:
        self._own_journal.appended = None
        self._database.begin_writing()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.undo_writing()

    def commit(self) -> None:
        """Make everything since the block began durable, and let the head file follow."""
        self._database.end_writing()
        entry = self._own_journal.appended
        if entry is not None:
            keep_head(self._head_file, KeptHead(entry.store, entry.till, entry.head))

    def open_epoch(self, reason: str, after: Head | None) -> Entry:
        """Start a new epoch of the journal that goes on from `after` (docs/spec/line.md, section 3)."""
        return self._own_journal.open_epoch(reason, after)


def keep_head(head_file: HeadFile, kept: KeptHead) -> None:
    """Write the head file; a failure is only logged, because what it follows is already durable and it may lag
    behind.
    """
    try:
        head_file.write(kept)
    except OSError as error:
        log.warning("the head file could not be written (errno %s); doctor will say so", error.errno)
