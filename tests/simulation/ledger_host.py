"""The ledger's machine: its real application over its real files, asked without sockets and without threads."""

from __future__ import annotations

import random
from collections.abc import Callable, Coroutine, Mapping, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

from starlette.applications import Starlette

from central_ledger.api.support import GroupSigner, Line
from central_ledger.application.keys import group_key
from central_ledger.application.ledger import Ledger
from central_ledger.application.replay import Replayer
from central_ledger.application.runs import ServedRun
from central_ledger.data_directory import DataDirectory
from central_ledger.http import LedgerApp
from central_ledger.leasing import BackgroundLeases
from central_ledger.limits import RATES, Buckets, Rate
from central_ledger.replaying import BackgroundReplay
from central_ledger.workers import Workers
from tests.simulation.clock import MachineClock, random_hex
from tests.simulation.disk import Crashed, Disk, limit_pages

Result = TypeVar("Result")


class InlineWorkers:
    """`central_ledger.workers.Workers` on the caller's own thread: the same order in each run."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    async def write(self, activity: Callable[[Ledger], Result]) -> Result:
        return activity(self._ledger)

    async def write_when_idle(self, activity: Callable[[Ledger], Result]) -> Result:
        return activity(self._ledger)

    async def read(self, activity: Callable[[Ledger], Result]) -> Result:
        return activity(self._ledger)

    async def check(self, work: Callable[[], Result]) -> Result:
        return work()


@dataclass(frozen=True)
class Response:
    """What the ledger sent back. Header names are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


class LedgerDown(Exception):
    """Nobody listens there now."""


class LedgerHost:
    """Starts, stops and asks one ledger."""

    def __init__(self, folder: Path, clock: MachineClock, rng: random.Random, disk: Disk) -> None:
        self.folder = folder
        self.clock = clock
        self.disk = disk
        self._rng = rng
        self.ledger: Ledger | None = None
        self._application: Starlette | None = None
        self._replayer = Replayer()
        self._leases: BackgroundLeases | None = None

    @property
    def is_up(self) -> bool:
        return self._application is not None

    def start(self) -> None:
        """As `central_ledger.server.serve` does, but for the socket. Raises Crashed."""
        self.disk.settle()
        self.clock.restart()
        ledger = DataDirectory(self.folder).open(self.clock.utc)
        self.ledger = ledger
        try:
            run_id = random_hex(self._rng, 8)
            with ledger.database.transaction():
                ledger.feeds.start_run(run_id, ledger.now())
        except Crashed:
            self.gone()
            raise
        self._replayer = Replayer()
        workers = cast(Workers, InlineWorkers(ledger))
        ledger_id = ledger.reference.meta("ledger_id") or ""
        self._leases = BackgroundLeases(workers)
        signer = GroupSigner(group_key(ledger))
        # Rates are counted by a real clock, which is no part of a world.
        endless = Buckets(lambda: 0.0, dict.fromkeys(RATES, Rate(1e12, 1e12)))
        replay = BackgroundReplay(workers)
        line = Line(workers, ServedRun(run_id), signer, ledger_id, replay, self._leases, buckets=endless)
        self._application = LedgerApp(line).starlette()

    def stop(self) -> None:
        """An orderly end."""
        if self.ledger is not None:
            self.ledger.close()
        self.ledger = self._application = None

    def kill(self) -> None:
        """The process is gone; its files are as they are."""
        self.disk.stop()
        self.gone()

    def gone(self) -> None:
        """After a crash: let go of the dead program's files."""
        self.stop()

    def disk_full(self, spare: int | None) -> None:
        if self.ledger is not None:
            limit_pages(self.ledger.database.value, spare)

    def request(
        self, method: str, target: str, headers: Mapping[str, str], body: bytes, client: str = "192.0.2.1"
    ) -> Response:
        """One request, through routing, handlers, application and store. Raises LedgerDown, Crashed."""
        if self._application is None:
            raise LedgerDown
        path, _, query = target.partition("?")
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
            "client": (client, 40000),
            "server": ("ledger", 80),
        }
        messages: list[MutableMapping[str, Any]] = []

        async def receive() -> MutableMapping[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: MutableMapping[str, Any]) -> None:
            messages.append(message)

        try:
            _run(self._application(scope, receive, send))
        except Crashed:
            self.gone()
            raise
        start = messages[0]
        sent = b"".join(message.get("body", b"") for message in messages[1:])
        return Response(start["status"], {k.decode(): v.decode() for k, v in start["headers"]}, sent)

    def deal(self, pieces: int) -> None:
        """Look after the leases of the tills that were heard, in so many pieces of work. Raises Crashed."""
        assert self.ledger is not None
        assert self._leases is not None
        try:
            for _ in range(pieces):
                if not self._leases._step(self.ledger):
                    break
        except Crashed:
            self.gone()
            raise

    def replay(self, pages: int) -> int:
        """What the ledger does behind the pushes; gives how many entries were looked at. Raises Crashed."""
        assert self.ledger is not None
        seen = 0
        try:
            for _ in range(pages):
                found = self._replayer.replay_page(self.ledger)
                seen += found
                if not found:
                    break
        except Crashed:
            self.gone()
            raise
        return seen


def _run(coroutine: Coroutine[Any, Any, None]) -> None:
    """Run what never waits: every wait of the real handlers is for the workers, which are inline here."""
    try:
        coroutine.send(None)
    except StopIteration:
        return
    coroutine.close()
    raise RuntimeError("a handler waited for something that the simulation does not know")
