"""One write transaction of the till: what happened and its journal entries, all of it or nothing."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from types import TracebackType
from typing import Self

from offline_cache.asks import SqliteOpenAsks
from offline_cache.baskets import SqliteParkedBaskets
from offline_cache.closing import CLOSED_KIND
from offline_cache.database import TillDatabase
from offline_cache.errors import TillClosed
from offline_cache.head import HeadFile, KeptHead
from offline_cache.joined_members import SqliteJoinedMembers
from offline_cache.journal import RandomHex, SqliteJournal
from offline_cache.journal_end import JournalEnd
from offline_cache.leases import SqliteLeaseReturns
from offline_cache.member_notes import SqliteMemberNotes
from offline_cache.own_benefits import SqliteOwnBenefits
from offline_cache.own_contacts import SqliteOwnContacts
from offline_cache.repositories import SqliteAcceptedCodes, SqliteFailedSignIns, SqliteSales
from offline_cache.wallet_attempts import SqliteWalletAttempts
from offline_cache.wallet_refunds import SqliteWalletRefunds
from offline_cache.wanted import SqliteWanted
from offline_cache.web_orders import SqliteWebOrders
from retail.asks import OpenAsks
from retail.contact_ports import OwnContacts
from retail.member_notes import OwnNotes
from retail.messages import Entry, Head
from retail.parked import ParkedBaskets
from retail.ports import AcceptedCodes, Clock, FailedSignIns, JoinedMembers, Journal, LeaseReturns, OwnBenefits, Sales
from retail.wallet_refunds import WalletRefundRows
from retail.wallets import WalletAttempts
from retail.wanted import OwnWanted
from retail.web_orders import OwnHandovers

log = logging.getLogger(__name__)


class SqliteUnitOfWork:
    """`retail.ports.UnitOfWork`, for one use in a `with` block. What `commit` returned from is durable.

    Raises StoreError (DiskFull, ReadOnlyFolder, StoreBusy, TillClosed …): then nothing of the block was kept.
    """

    # The ports, as whoever is given a unit of work sees them.
    journal: Journal
    sales: Sales
    accepted_codes: AcceptedCodes
    leases: LeaseReturns
    own_benefits: OwnBenefits
    failed_sign_ins: FailedSignIns
    wallet_attempts: WalletAttempts
    wallet_refunds: WalletRefundRows
    parked_baskets: ParkedBaskets
    web_orders: OwnHandovers
    joined_members: JoinedMembers
    member_notes: OwnNotes
    asks: OpenAsks
    contacts: OwnContacts
    wanted: OwnWanted

    def __init__(
        self,
        database: TillDatabase,
        clock: Clock,
        head_file: HeadFile,
        journal_end: JournalEnd,
        identity: tuple[str, str] | None,
        *,
        random_hex: RandomHex = secrets.token_hex,
        even_closed: bool = False,
    ) -> None:
        """`identity` is (store, till), None before enrolment; `journal_end` is shared by all units of this store.

        `even_closed`: for what sync must write of a till that was closed.
        """
        self._even_closed = even_closed
        self._database = database
        self._head_file = head_file
        self._journal_end = journal_end
        self._own_journal = SqliteJournal(database, clock, identity, random_hex)
        self.journal = self._own_journal
        self.sales = SqliteSales(database, self._own_journal)
        self.accepted_codes = SqliteAcceptedCodes(database)
        self.leases = SqliteLeaseReturns(database, self._own_journal)
        self.own_benefits = SqliteOwnBenefits(database)
        self.failed_sign_ins = SqliteFailedSignIns(database)
        self.wallet_attempts = SqliteWalletAttempts(database)
        self.wallet_refunds = SqliteWalletRefunds(database)
        self.parked_baskets = SqliteParkedBaskets(database)
        self.web_orders = SqliteWebOrders(database, self._own_journal)
        self.joined_members = SqliteJoinedMembers(database)
        self.member_notes = SqliteMemberNotes(database)
        self.asks = SqliteOpenAsks(database)
        self.contacts = SqliteOwnContacts(database, self._own_journal)
        self.wanted = SqliteWanted(database)

    def __enter__(self) -> Self:
        if self._journal_end.is_closed and not self._even_closed:
            raise TillClosed
        self._database.begin_writing()
        self._own_journal.appended = None
        self._own_journal.end = self._journal_end.take()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.undo_writing()

    def commit(self) -> None:
        """Make everything since the block began durable, and let the head file follow."""
        entry, end = self._own_journal.appended, self._own_journal.end
        follow = None
        if entry is not None and end is not None:
            follow = self._head_file.prepared(KeptHead(entry.store, entry.till, end[1]))

        def when_durable() -> None:
            # Before others may write, so that the head file follows in the order of the journal.
            self._journal_end.put_back(end)
            if entry is not None:
                self._journal_end.is_closed = entry.kind == CLOSED_KIND
            if follow is not None:
                _write_head(follow)

        self._database.end_writing(when_durable)

    def open_epoch(self, reason: str, after: Head | None) -> Entry:
        """Start a new epoch of the journal that goes on from `after` (docs/spec/line.md, section 3)."""
        return self._own_journal.open_epoch(reason, after)

    def go_on_after(self, head: Head, shared: Head) -> Entry:
        """Open an epoch after the ledger's head, and carry what followed the last common entry into it."""
        return self._own_journal.go_on_after(head, shared)


def keep_head(head_file: HeadFile, kept: KeptHead) -> None:
    """Write the head file, outside a unit of work."""
    _write_head(head_file.prepared(kept))


def _write_head(write: Callable[[], None]) -> None:
    """A failure is only logged, because what the file follows is already durable and it may lag behind."""
    try:
        write()
    except OSError as error:
        log.warning("the head file could not be written (errno %s); doctor will say so", error.errno)
