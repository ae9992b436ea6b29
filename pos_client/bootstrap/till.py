"""A till without a window: its store and its use cases. The app, `sell` and `sync` are all built on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from offline_cache.keys import SecretStore
from offline_cache.store import LocalStore, open_store
from pos_client.application.checkout import Checkout
from pos_client.application.members import MemberDesk
from pos_client.application.scanning import ScanDesk
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk, TillFacts
from pos_client.errors import Refused
from pos_client.settings import Settings, load
from pos_client.system import SystemClock, TimeOrderedIds
from retail.signed import SigningKey


@dataclass
class Connection:
    """Whether the ledger answered when last asked. Written by the sync thread, read by the counter: one bool."""

    online: bool = False


@dataclass
class TillStore:
    """The open store of one data folder, enrolled or not yet."""

    store: LocalStore
    clock: SystemClock
    settings: Settings
    connection: Connection = field(default_factory=Connection)

    @property
    def is_enrolled(self) -> bool:
        return self.store.enrolment is not None

    def close(self) -> None:
        self.store.close()


@dataclass
class Till:
    """The use cases of one enrolled till."""

    base: TillStore
    desk: Desk
    staff: StaffDesk
    members: MemberDesk
    checkout: Checkout
    scanning: ScanDesk

    @property
    def store(self) -> LocalStore:
        return self.base.store


def open_till_store(data_folder: Path, *, program: str, writer: bool = True) -> TillStore:
    """Open a data folder. Raises retail.ports.StoreFailed and pos_client.settings.BadSettings."""
    clock = SystemClock()
    store = open_store(data_folder, SecretStore(data_folder), writer=writer, program=program, clock=clock)
    try:
        return TillStore(store, clock, load(data_folder))
    except BaseException:
        store.close()
        raise


def build_till(base: TillStore) -> Till:
    """Join the use cases of an enrolled till. Raises Refused `store_not_enrolled`."""
    enrolment = base.store.enrolment
    if enrolment is None:
        raise Refused("store_not_enrolled")
    store = base.store
    desk = Desk(
        facts=TillFacts(enrolment.store, enrolment.store_name, enrolment.till, enrolment.currency),
        unit_of_work=store.unit_of_work,
        clock=base.clock,
        ids=TimeOrderedIds(),
        is_online=lambda: base.connection.online,
    )
    staff = StaffDesk(desk, store.reference)
    members = MemberDesk(desk, store.members, store.reference)
    checkout = Checkout(desk, staff, members, store.catalogue, store.reference)
    scanning = ScanDesk(desk, checkout, members, store.catalogue, store.reference)
    return Till(base, desk, staff, members, checkout, scanning)


def till_key(store: LocalStore) -> SigningKey:
    """The till's own key, made when it is first needed."""
    return SigningKey(store.secrets.till_key())
