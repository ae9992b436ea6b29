"""Deal leases behind the pulls and pushes of a serving ledger, when its writing thread has nothing better to do."""

from __future__ import annotations

import asyncio

from central_ledger.application.lease_rounds import LeaseKeeper
from central_ledger.application.ledger import Ledger
from central_ledger.background import start_background
from central_ledger.workers import Workers

#: After a full or locked disk, and after an error of ours.
RETRY_S = 5.0


class BackgroundLeases:
    """Started once in the event loop; `heard` says that a till is there and may need something."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self._keeper = LeaseKeeper()
        self._heard: dict[tuple[str, str], None] = {}
        self._woken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """To be called in the running loop, which cancels it at its end."""
        self._task = start_background("leasing", self._once, RETRY_S)

    def heard(self, store: str, till: str) -> None:
        self._heard[store, till] = None
        self._woken.set()

    async def _once(self) -> None:
        await self._woken.wait()
        self._woken.clear()
        while await self._workers.write_when_idle(self._step):
            pass

    def _step(self, ledger: Ledger) -> bool:
        # The loop's thread adds, the writing thread takes: each operation on it is one step of the interpreter.
        while self._heard:
            self._keeper.heard(*self._heard.popitem()[0])
        return self._keeper.step(ledger)
