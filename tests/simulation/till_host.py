"""A till's machine: its real store, use cases and sync session, over real files, with the world's time and network."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Protocol, cast

from offline_cache.database import DATABASE_NAME
from offline_cache.head import HEAD_NAME
from offline_cache.keys import SecretStore, secrets_folder
from offline_cache.store import open_store
from pos_client.application.holds import CounterHolds
from pos_client.application.till import Desk
from pos_client.bootstrap.desk import TillStore, make_desk
from pos_client.bootstrap.line import make_sync_session
from pos_client.bootstrap.till import Till, build_till
from pos_client.settings import Settings
from pos_client.sync.reservations import ReservationLine
from pos_client.sync.session import SyncSession
from pos_client.sync.transport import Transport
from pos_client.system import SystemClock
from retail.reservation import ReservationAnswer, ReservationRequest
from tests.simulation.clock import MachineClock, MachineUptime, WorldIds, random_hex
from tests.simulation.disk import Crashed, Disk, limit_pages
from tests.simulation.ledger_host import Response
from tests.simulation.network import LineSession, Request


class Way(Protocol):
    """The way to the ledger."""

    def exchange(self, request: Request) -> tuple[Response, bool]: ...


@dataclass(frozen=True)
class Done:
    """A sale that the till showed as done."""

    sale_id: str
    payable_minor: int
    epoch: str
    seq: int
    hash: bytes


class TillHost:
    """One device. `name` is the device's (a copied disk is another device with the same `identity`)."""

    def __init__(
        self, name: str, identity: tuple[str, str], folder: Path, clock: MachineClock, rng: random.Random
    ) -> None:
        self.name = name
        self.identity = identity
        self.folder = folder
        self.clock = clock
        self.uptime = MachineUptime(clock.time, name)
        self.rng = rng
        head = secrets_folder(folder) / HEAD_NAME
        self.disk = Disk(name, folder.resolve() / DATABASE_NAME, rng, head)
        self.till: Till | None = None
        self.session: SyncSession | None = None
        #: Counts the starts: whoever waits for the network sees that the program is another one.
        self.starts = 0
        self.done: list[Done] = []
        self.has_renewed = False
        #: Rows came in that the counter has not looked at yet.
        self.has_news = False
        self.holds = CounterHolds()
        self.transport: Transport | None = None
        #: The machine's files as somebody copied them.
        self.backup: dict[Path, bytes | None] | None = None
        #: After so many steps a round of sync is broken off.
        self.patience = 100
        #: So many pages the database may still grow; None: as many as it likes.
        self.spare_pages: int | None = None

    @property
    def store(self) -> str:
        return self.identity[0]

    @property
    def is_up(self) -> bool:
        return self.till is not None

    def start(self, network: Way) -> None:
        """As the program starts: open the store, settle the heads, join use cases and sync. Raises Crashed."""
        self.disk.settle()
        self.clock.restart()
        self.starts += 1
        store = open_store(
            self.folder,
            SecretStore(self.folder, key_store="files"),
            writer=True,
            program="simulation",
            clock=self.clock,
            uptime=self.uptime,
            random_hex=partial(random_hex, self.rng),
        )
        base = TillStore(store, cast(SystemClock, self.clock), Settings())
        desk: Desk = replace(make_desk(base), ids=WorldIds(self.rng))
        self.till, self.holds = build_till(base, desk, asks_ledger=True), base.holds
        line = LineSession(network.exchange, self.name)
        self.session, self.transport = make_sync_session(
            base,
            lambda status: None,
            self._is_impatient,
            make_transport=cast(Any, partial(Transport, session=cast(Any, line))),
            jitter=self.rng.random,
        )
        self.disk_full(self.spare_pages)

    def reserve(self, request: ReservationRequest) -> ReservationAnswer | None:
        """Ask the ledger while a shopper pays, as the counter does. Raises Crashed when the till stops meanwhile."""
        assert self.transport is not None
        starts = self.starts
        answer = ReservationLine(self.transport).reserve(request)
        self.alive(starts)
        return answer

    def _is_impatient(self) -> bool:
        """The program is about to end: a round that is under way stops between two steps."""
        self.patience -= 1
        return self.patience < 0

    def stop(self) -> None:
        """An orderly end of the program."""
        if self.till is not None:
            self.till.base.close()
        self.till = self.session = self.transport = None

    def kill(self) -> None:
        """The program is gone; its files are as they are."""
        self.disk.stop()
        self.gone()

    def gone(self) -> None:
        """After a crash: let go of the dead program's files. What closing them writes is undone at the next start."""
        self.stop()

    def require(self) -> Till:
        assert self.till is not None
        return self.till

    def alive(self, starts: int) -> None:
        """Raises Crashed when the program that began to wait is no more."""
        if self.starts != starts or self.till is None:
            raise Crashed(self.disk)

    def disk_full(self, spare: int | None) -> None:
        self.spare_pages = spare
        if self.till is not None:
            database = self.till.store.database
            limit_pages(lambda text: database._thread_connection().execute(text).fetchone()[0], spare)
