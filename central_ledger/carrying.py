"""Carry what waits between shards, behind the pushes of a serving ledger: on a thread and a connection of its own.

Only a distributed ledger has such a thread. Each process has one; they may meet at the same source (`Carrier`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from central_ledger.application.clearing import Carrier
from central_ledger.application.ledger import Ledger
from central_ledger.background import start_background

#: What another process, or a command, has left, and what did not go before, is looked for so often.
LOOK_S = 5.0


class BackgroundClearing:
    """Started once in the event loop; `heard` says that something may wait at a source."""

    def __init__(self, open_ledger: Callable[[], Ledger]) -> None:
        self._ledger = open_ledger()
        self._carrier = Carrier(self._ledger)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ledger-carrier")
        self._heard: dict[str, None] = {}
        self._woken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """To be called in the running loop, which cancels it at its end."""
        self._woken.set()
        self._task = start_background("clearing", self._once, LOOK_S)

    def heard(self, source: str) -> None:
        self._heard[source] = None
        self._woken.set()

    def close(self) -> None:
        """Let what is under way end; the rest waits in the database."""
        self._pool.shutdown(wait=True)
        self._ledger.close()

    async def _once(self) -> None:
        loop = asyncio.get_running_loop()
        while await loop.run_in_executor(self._pool, self._step):
            pass
        try:
            await asyncio.wait_for(self._woken.wait(), LOOK_S)
        except TimeoutError:
            await loop.run_in_executor(self._pool, self._carrier.look)
        self._woken.clear()

    def _step(self) -> bool:
        # The loop's thread adds, this one takes: each operation on it is one step of the interpreter.
        while self._heard:
            self._carrier.heard(self._heard.popitem()[0])
        return self._carrier.step()
