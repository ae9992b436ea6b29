"""Threads that block so that the event loop does not: one that writes, some that read, each with its own connection."""

from __future__ import annotations

import asyncio
import queue
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from central_ledger.application.ledger import Ledger

Result = TypeVar("Result")


class Workers:
    """Runs activities on ledgers that it owns. `open_ledger` gives a ledger over a new connection."""

    def __init__(self, open_ledger: Callable[[], Ledger], readers: int = 2) -> None:
        self._writer = open_ledger()
        self._readers: queue.SimpleQueue[Ledger] = queue.SimpleQueue()
        self._all = [self._writer]
        for _ in range(readers):
            ledger = open_ledger()
            self._all.append(ledger)
            self._readers.put(ledger)
        self._write_pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ledger-writer")
        self._read_pool = ThreadPoolExecutor(max_workers=readers, thread_name_prefix="ledger-reader")

    async def write(self, activity: Callable[[Ledger], Result]) -> Result:
        """Run on the writing thread, one activity after the other."""
        return await asyncio.get_running_loop().run_in_executor(self._write_pool, activity, self._writer)

    async def read(self, activity: Callable[[Ledger], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._read_pool, self._with_reader, activity)

    def close(self) -> None:
        """Let running activities end, then close every connection."""
        self._write_pool.shutdown(wait=True)
        self._read_pool.shutdown(wait=True)
        for ledger in self._all:
            ledger.close()

    def _with_reader(self, activity: Callable[[Ledger], Result]) -> Result:
        ledger = self._readers.get()
        try:
            return activity(ledger)
        finally:
            self._readers.put(ledger)
