"""One data folder, opened: the store and what its till is called. Light, because every start needs it first."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from offline_cache.backup import restore
from offline_cache.errors import StoreMissing
from offline_cache.keys import NEXT_TILL_KEY, PREVIOUS_TILL_KEY, TILL_KEY, SecretStore
from offline_cache.lock import LOCK_NAME, holder
from offline_cache.pulled import FEEDS
from offline_cache.rekey import rekey
from offline_cache.room import free_bytes
from offline_cache.store import LocalStore, open_store
from pos_client.application.holds import CounterHolds
from pos_client.application.machine_news import MachineNews, UpdateNews
from pos_client.application.room import RoomWatch
from pos_client.application.till import Desk, TillFacts
from pos_client.errors import Refused
from pos_client.settings import BadSettings, Settings, load
from pos_client.system import SystemClock, TimeOrderedIds
from retail.signed import SigningKey


class Updates(Protocol):
    """`pos_client.bootstrap.updates.Updates`, which most of what works with a store never loads."""

    @property
    def news(self) -> UpdateNews: ...

    def look(self) -> UpdateNews: ...


@dataclass
class Connection:
    """Whether the ledger answered when last asked. Written by the sync thread, read by the counter: one bool."""

    online: bool = False


class TillKeys:
    """`pos_client.sync.key_renewal.TillKeys`: the till's own key, made when first needed, and the one to follow it."""

    def __init__(self, secrets: SecretStore) -> None:
        self._secrets = secrets
        self._current: SigningKey | None = None

    def current(self) -> SigningKey:
        if self._current is None:
            self._current = SigningKey(self._secrets.till_key())
        return self._current

    def following(self) -> SigningKey | None:
        found = self._secrets.get(NEXT_TILL_KEY)
        if found is not None and found == self.current().raw:
            # A crash came between the two steps of `follow`.
            self._secrets.drop(NEXT_TILL_KEY)
            return None
        return None if found is None else SigningKey(found)

    def prepare(self) -> SigningKey:
        found = self.following()
        if found is None:
            found = SigningKey.generate()
            self._secrets.put(NEXT_TILL_KEY, found.raw)
        return found

    def follow(self) -> None:
        found = self.following()
        if found is not None:
            self._secrets.put(PREVIOUS_TILL_KEY, self.current().raw)
            self._secrets.put(TILL_KEY, found.raw)
            self._current = found
            self._secrets.drop(NEXT_TILL_KEY)

    def previous(self) -> SigningKey | None:
        found = self._secrets.get(PREVIOUS_TILL_KEY)
        return None if found is None else SigningKey(found)

    def step_back(self) -> None:
        found = self.previous()
        if found is not None and found.raw != self.current().raw:
            # In this order: after a crash in between the newest key is current still, and nothing follows it.
            self._secrets.put(NEXT_TILL_KEY, self.current().raw)
            self._secrets.put(TILL_KEY, found.raw)
            self._current = found


@dataclass
class TillStore:
    """The open store of one data folder, enrolled or not yet.

    `settings_error` is what is wrong with the settings file: a reader looks at the data all the same, with the
    defaults.
    """

    store: LocalStore
    clock: SystemClock
    settings: Settings
    connection: Connection = field(default_factory=Connection)
    holds: CounterHolds = field(default_factory=CounterHolds)
    settings_error: BadSettings | None = None
    #: Looks for updates, once the counter's window stands.
    updates: Updates | None = None

    def __post_init__(self) -> None:
        self.keys = TillKeys(self.store.secrets)
        folders = (self.store.data_folder, self.store.secrets.folder)
        self.room = RoomWatch(lambda: free_bytes(folders))

    @property
    def is_enrolled(self) -> bool:
        return self.store.enrolment is not None

    def feed_times(self) -> dict[str, str]:
        """When the till last had everything of each feed (ISO 8601; empty: never yet)."""
        return {feed: self.store.pulled.times(feed).complete_as_of for feed in FEEDS}

    def news(self, *, is_quiet: bool) -> MachineNews:
        """For the top bar. `is_quiet`: no basket is open; an update is news then, and no sooner."""
        updates = self.updates
        is_told = is_quiet and updates is not None and updates.news.kind == "ready"
        return MachineNews(self.room.look(), updates.news.version if updates is not None and is_told else "")

    def close(self) -> None:
        self.store.close()


def open_till_store(data_folder: Path, *, program: str, writer: bool = True) -> TillStore:
    """Open a data folder. Raises retail.ports.StoreFailed and, as a writer, pos_client.settings.BadSettings."""
    clock = SystemClock()
    store = open_store(data_folder, SecretStore(data_folder), writer=writer, program=program, clock=clock)
    try:
        return TillStore(store, clock, load(data_folder))
    except BadSettings as error:
        if not writer:
            return TillStore(store, clock, Settings(), settings_error=error)
        store.close()
        raise
    except BaseException:
        store.close()
        raise


def writer_of(data_folder: Path) -> tuple[int, str, Path]:
    """Process and program that a folder's lock file names (0 and "" when nobody), and that file. They may be gone."""
    found = holder(data_folder)
    return int(str(found["pid"])), str(found["program"]), data_folder / LOCK_NAME


def restore_till_store(data_folder: Path, backup: Path, *, program: str) -> Path:
    """Put a backup in the place of the store; the folder that now holds what was there. Raises StoreFailed."""
    if not backup.is_file():
        raise StoreMissing(path=str(backup))
    return restore(data_folder, SecretStore(data_folder), backup, program=program)


def rekey_till_store(data_folder: Path, *, program: str) -> None:
    """Give the store of a till that does not run another key. Raises StoreFailed."""
    rekey(data_folder, SecretStore(data_folder), program=program)


def make_desk(base: TillStore) -> Desk:
    """What the use cases of an enrolled till share. Raises Refused `store_not_enrolled`."""
    enrolment = base.store.enrolment
    if enrolment is None:
        raise Refused("store_not_enrolled")
    return Desk(
        facts=TillFacts(enrolment.store, enrolment.store_name, enrolment.till, enrolment.currency),
        unit_of_work=base.store.unit_of_work,
        clock=base.clock,
        ids=TimeOrderedIds(),
        is_online=lambda: base.connection.online,
    )
