"""The till's store, opened and joined: the one thing that bootstrap, doctor and the tests ask for."""

from __future__ import annotations

import json
import secrets as random_bytes
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from offline_cache.asks import SqliteOpenAsks
from offline_cache.backup import copy_durably
from offline_cache.baskets import SqliteOpenBasket, SqliteParkedBaskets
from offline_cache.benefit_uses import SqliteBenefitUses, SqliteOpenReservations
from offline_cache.catalogue import SqliteCatalogue
from offline_cache.check import StoreReport, check_store
from offline_cache.clientele import SqliteClientele
from offline_cache.closing import Closed, last_closing, note_move, noted_move
from offline_cache.compact_json import compact_json
from offline_cache.contacts import SqliteContacts
from offline_cache.database import DATABASE_NAME, TillDatabase, open_database
from offline_cache.database_key import settled_key
from offline_cache.errors import AlreadyEnrolled, DamagedFile, KeyMissing, StoreMissing, folder_error
from offline_cache.head import HeadFile, KeptHead
from offline_cache.journal import NO_HEAD, RandomHex, SqliteJournalReader
from offline_cache.journal_end import JournalEnd
from offline_cache.keys import DATABASE_KEY, GROUP_KEY, KEY_BYTES, SecretStore
from offline_cache.leases import SqliteLeases
from offline_cache.lock import WriterLock
from offline_cache.member_facts import SqliteMemberFacts
from offline_cache.member_notes import SqliteMemberNotes
from offline_cache.members import SqliteMembers, instant
from offline_cache.migrations import migrate
from offline_cache.own_benefits import SqliteOwnBenefits
from offline_cache.own_range import SqliteOwnRange
from offline_cache.personal import personal_texts
from offline_cache.pulled import FEEDS, SqlitePulledData
from offline_cache.receipt_prints import SqliteReceiptPrints
from offline_cache.repositories import SqliteAcceptedCodes, SqliteReferenceData, SqliteSales
from offline_cache.stock import SqliteStock
from offline_cache.suggestions import SqliteOwnPurchases, SqliteSuggestions
from offline_cache.tables import PARAM, Statement, upsert_into
from offline_cache.tables import Enrolment as EnrolmentRow
from offline_cache.unit_of_work import SqliteUnitOfWork, keep_head
from offline_cache.uptime import SystemUptime
from offline_cache.wallet_attempts import SqliteWalletAttempts
from offline_cache.wallet_refunds import SqliteWalletRefunds
from offline_cache.wanted import SqliteWanted
from offline_cache.web_orders import SqliteWebOrders
from offline_cache.wiping import is_wiping, wipe
from retail.messages import GENESIS, Entry, Head
from retail.ports import Clock, Uptime

_ENROLMENT = Statement(lambda: EnrolmentRow.select(EnrolmentRow.document).where(EnrolmentRow.id == PARAM))
_KEEP_ENROLMENT = upsert_into(EnrolmentRow, EnrolmentRow.id)


#: How long after its end an accepted code is still remembered.
REMEMBER_LONGER_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Who this till is, as the ledger answered (docs/spec/line.md, section 2), and where that ledger is."""

    store: str
    store_name: str
    till: str
    currency: str
    ledger_id: str
    ledger_address: str
    #: What vouches for the ledger's certificate: an authority's file, or the certificate's own fingerprint (SHA-256).
    ledger_ca: str = ""
    ledger_certificate: str = ""


class LocalStore:
    """Everything that the till keeps. Made by `open_store`; thread safe, each thread with its own connection.

    `findings` holds codes of what was met, and put right, when the store was opened: `head_missing`, `head_unreadable`,
    `head_differs`, `head_of_other_till`, and the warnings of the secret store.
    """

    def __init__(
        self,
        database: TillDatabase,
        secrets: SecretStore,
        clock: Clock,
        uptime: Uptime,
        *,
        lock: WriterLock | None,
        data_folder: Path,
        random_hex: RandomHex = random_bytes.token_hex,
    ) -> None:
        self.data_folder = data_folder
        self.database = database
        self.secrets = secrets
        self.catalogue = SqliteCatalogue(database)
        self.members = SqliteMembers(database)
        self.member_facts = SqliteMemberFacts(database)
        self.member_notes = SqliteMemberNotes(database)
        self.contacts = SqliteContacts(database, self.members)
        self.stock = SqliteStock(database)
        self.suggestions = SqliteSuggestions(database)
        self.own_purchases = SqliteOwnPurchases(database)
        self.own_benefits = SqliteOwnBenefits(database)
        self.reference = SqliteReferenceData(database)
        self.sales = SqliteSales(database)
        self.receipt_prints = SqliteReceiptPrints(database)
        self.accepted_codes = SqliteAcceptedCodes(database)
        self.wallet_attempts = SqliteWalletAttempts(database)
        self.wallet_refunds = SqliteWalletRefunds(database)
        self.web_orders = SqliteWebOrders(database)
        self.wanted = SqliteWanted(database)
        self.clientele = SqliteClientele(database)
        self.open_basket = SqliteOpenBasket(database)
        self.parked_baskets = SqliteParkedBaskets(database)
        self.journal = SqliteJournalReader(database)
        self.leases = SqliteLeases(database, clock, uptime)
        self.benefit_uses = SqliteBenefitUses(database)
        self.reservations = SqliteOpenReservations(database)
        self.asks = SqliteOpenAsks(database)
        self.own_range = SqliteOwnRange(database)
        self.hurry = database.hurry
        self.pulled = SqlitePulledData(database, self.leases, uptime)
        self.head_file = HeadFile(secrets.folder)
        self.findings: tuple[str, ...] = secrets.warnings
        self._clock = clock
        self._random_hex = random_hex
        self._journal_end = JournalEnd()
        self._lock = lock
        self.enrolment: Enrolment | None = None
        #: Why this machine's till ended; None while it goes on here.
        self.closed: Closed | None = None

    def unit_of_work(self) -> SqliteUnitOfWork:
        """One write transaction, for one `with` block."""
        return self._unit_of_work(self._identity)

    def enrol(self, enrolment: Enrolment, group_key: bytes) -> None:
        """Take the till's name and pin the group's public key (32 bytes); the journal begins. May be said again.

        Raises AlreadyEnrolled when the store belongs to another till: a journal has one name for ever.
        """
        mine = (enrolment.store, enrolment.till)
        if self.enrolment is not None and self._identity != mine:
            raise AlreadyEnrolled(store=self.enrolment.store, till=self.enrolment.till)
        self.secrets.put(GROUP_KEY, group_key)
        kept = self.head_file.kept
        after = kept.head if kept is not None and (kept.store, kept.till) == mine else None
        with self._unit_of_work(mine) as unit:
            self.database.run(_KEEP_ENROLMENT, (1, compact_json(asdict(enrolment))))
            if unit.journal.head() == NO_HEAD:
                # A disk that was lost and enrolled again goes on from the head that outlived it beside the secrets.
                unit.open_epoch("enrolled", after)
            unit.commit()
        self.enrolment = enrolment

    def trust_certificate(self, fingerprint: str) -> None:
        """The ledger shows another certificate from now on. Only for one that the group's key vouches for."""
        if self.enrolment is None:
            return
        changed = replace(self.enrolment, ledger_certificate=fingerprint)
        with self.unit_of_work() as unit:
            self.database.run(_KEEP_ENROLMENT, (1, compact_json(asdict(changed))))
            unit.commit()
        self.enrolment = changed

    def group_key(self) -> bytes | None:
        """The group's pinned public key."""
        return self.secrets.get(GROUP_KEY)

    def pin_group_key(self, group_key: bytes) -> None:
        """The group has a new key, and the one before handed over to it."""
        self.secrets.put(GROUP_KEY, group_key)

    def head(self) -> Head:
        return self.journal.head()

    def open_epoch(self, reason: str, after: Head) -> Entry:
        """Go on in a new epoch, because the file with the head knows more than the database (`head_differs`)."""
        with self.unit_of_work() as unit:
            entry = unit.open_epoch(reason, after)
            unit.commit()
        return entry

    def go_on_after(self, head: Head, shared: Head) -> None:
        """`retail.ports.JournalRecovery`: the ledger has more of the journal than this store (`ledger_ahead`)."""
        with self._unit_of_work(self._identity, even_closed=True) as unit:
            epochs, parted = list(self.journal.epochs()), [shared]
            names = [own.epoch for own in epochs]
            for own in epochs[names.index(shared.epoch) + 1 :]:
                # It went on from what the ledger has otherwise, and is refused as it is.
                if own.last_seq > own.acknowledged_seq:
                    last = self.journal.hash_of(own.epoch, own.acknowledged_seq) or GENESIS
                    parted.append(Head(own.epoch, own.acknowledged_seq, last))
            for last_shared in parted:
                unit.go_on_after(head, last_shared)
                head = unit.journal.head()
            unit.commit()

    def check(self) -> StoreReport:
        """Read and recompute everything, beside a writer or as one: for doctor. Takes seconds for a large store."""
        # Read anew: a writer beside this reader moves its head all the time.
        kept = HeadFile(self.secrets.folder).kept
        return check_store(self.database, self.journal, kept, self.secrets.backend, self.findings)

    def personal_texts(self) -> Iterator[str]:
        """What of people is in here: for making sure that none of it leaves the house."""
        return personal_texts(self.database)

    def backup(self, path: Path) -> None:
        """Write a copy of the store to one file, encrypted under the same key, while the till goes on selling.

        No secret is in it: it can be opened only beside the secrets of this data folder. Raises StoreError.
        """
        copy_durably(self.database, path)

    def use_widely(self) -> None:
        """To be called by a thread that goes through the whole store all day, before it uses it."""
        self.database.use_widely()

    def close_thread(self) -> None:
        """To be called by each thread that used the store, when it ends."""
        self.database.close_thread()

    def close(self) -> None:
        """Close every connection and let another program write. No other thread may use the store any more."""
        self.database.close_all()
        self.head_file.close()
        if self._lock is not None:
            self._lock.release()

    def _unit_of_work(self, identity: tuple[str, str] | None, *, even_closed: bool = False) -> SqliteUnitOfWork:
        return SqliteUnitOfWork(
            self.database,
            self._clock,
            self.head_file,
            self._journal_end,
            identity,
            random_hex=self._random_hex,
            even_closed=even_closed,
        )

    @property
    def _identity(self) -> tuple[str, str] | None:
        return None if self.enrolment is None else (self.enrolment.store, self.enrolment.till)

    def _read_enrolment(self) -> Enrolment | None:
        found = self.database.row(_ENROLMENT, (1,))
        return None if found is None else Enrolment(**json.loads(found[0]))

    def begin(self) -> None:
        """Read who this till is, and settle what the time before this start left open. Called once, by `open_store`."""
        self.enrolment = self._read_enrolment()
        self.closed = self._read_closing()
        if self.closed is not None:
            # What was put back from before the end, or differs from the other head, opens no epoch: nothing goes on
            # here.
            self._journal_end.is_closed = True
            return
        self._agree_on_head()
        if not self.database.read_only:
            self._forget_old_codes()
            self.leases.begin()

    def _read_closing(self) -> Closed | None:
        found = None if self.enrolment is None else last_closing(self.database)
        noted = noted_move(self.secrets)
        if found is not None and found.reason == "moved" and noted is None and not self.database.read_only:
            note_move(self.secrets, found)  # the machine stopped between the entry and its note
        return found or noted

    def _agree_on_head(self) -> None:
        """Compare the database with the head that was kept outside it; a writer opens a new epoch when it lost
        entries.
        """
        identity, kept, head = self._identity, self.head_file.kept, self.journal.head()
        if identity is None or head == NO_HEAD:
            return
        if kept is not None and (kept.store, kept.till) == identity:
            if self.journal.contains(kept.head):
                if kept.head != head and not self.database.read_only:
                    keep_head(self.head_file, KeptHead(*identity, head))
                return
            self._differs("head_differs", kept.head)
        elif kept is not None:
            self._differs("head_of_other_till", head)
        else:
            self.findings = (*self.findings, "head_unreadable" if self.head_file.is_unreadable else "head_missing")
            if not self.database.read_only:
                keep_head(self.head_file, KeptHead(*identity, head))

    def _differs(self, finding: str, after: Head) -> None:
        self.findings = (*self.findings, finding)
        if not self.database.read_only:
            self.open_epoch("head_differs", after)

    def _forget_old_codes(self) -> None:
        """Drop accepted codes that no one could use again, by the ledger's clock: the till's own may be anywhere."""
        now = max(instant(self.pulled.times(feed).as_of) for feed in FEEDS)
        if now > 0:
            with self.database.writing():
                self.accepted_codes.forget(int(now) - REMEMBER_LONGER_SECONDS)


def open_store(
    data_folder: Path,
    secrets: SecretStore,
    *,
    writer: bool,
    program: str,
    clock: Clock,
    uptime: Uptime | None = None,
    random_hex: RandomHex = random_bytes.token_hex,
) -> LocalStore:
    """Open the till's store, making it when a writer finds none. `program` is the name that another writer is told;
    `random_hex` names new epochs.

    Raises StoreError: WriterPresent, KeyMissing, WrongKey, DamagedFile, NewerSchema, ReadOnlyFolder, DiskFull, and for
    readers (`writer` false: doctor, audit, backup; beside a writer or not) StoreMissing and OlderSchema.
    """
    folder = data_folder.resolve()
    path = folder / DATABASE_NAME
    lock = None
    if writer:
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise folder_error(error, folder) from error
        lock = WriterLock(folder, program)
    database = None
    try:
        if writer and is_wiping(secrets):
            wipe(folder, secrets)  # it was cut in the middle
        if path.exists() and path.stat().st_size == 0 and HeadFile(secrets.folder).kept is not None:
            # SQLite would quietly make a new database of what was a till's store.
            raise DamagedFile(path=str(path), detail="empty")
        database = open_database(path, _database_key(path, secrets, writer), read_only=not writer)
        database.use_widely()
        migrate(database)
        store = LocalStore(
            database,
            secrets,
            clock,
            uptime or SystemUptime(),
            lock=lock,
            data_folder=folder,
            random_hex=random_hex,
        )
        try:
            store.begin()
        except DamagedFile:
            if writer:
                raise
            # Doctor still says what can be read, and what cannot.
            store.findings = (*store.findings, "unreadable")
    except BaseException:
        if database is not None:
            database.close_all()
        if lock is not None:
            lock.release()
        raise
    return store


def _database_key(path: Path, secrets: SecretStore, writer: bool) -> bytes:
    """The database's key; a new one only for a new database. Raises KeyMissing, StoreMissing."""
    key = settled_key(path, secrets, writer=writer)
    if not path.exists() and not writer:
        raise StoreMissing(path=str(path))
    if key is None:
        if path.exists():
            raise KeyMissing(path=str(path))
        key = random_bytes.token_bytes(KEY_BYTES)
        secrets.put(DATABASE_KEY, key)
    return key
