"""Threads that block so that the event loop does not: one that writes, some that read, each with its own connection.

What can wait (the replay of sales) shares the writing thread and gives way to what cannot.
"""

from __future__ import annotations

import asyncio
import math
import queue
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from central_ledger.application.ledger import Ledger

Result = TypeVar("Result")


#: The writing thread counts as idle after so long without work: between two batches of one till it is not.
IDLE_S = 0.1
#: Work that can wait waits no longer than this, so that a busy day does not put it off to the end.
PATIENCE_S = 1.0
#: So many hashes of PINs may wait for each other.
CHECKS_MAX = 16


#: So many activities may wait for the writing thread, or for the readers; how much they hold is bounded beside it.
WAITING_MAX = 256
#: Nor may more wait than are done in this time, but for a few: a till gives up after 15 s and asks again, and
#: what was done for it meanwhile kept others waiting: a ledger that is slow would do little else.
WAIT_S, WAITING_LEAST = 10.0, 8
#: Nobody is sent away for longer, however long the queue is.
AWAY_MAX_S = 60


class Overloaded(Exception):
    """Too much of this kind is asked at once: try again in `retry_after_s`."""

    def __init__(self, retry_after_s: int = 5) -> None:
        super().__init__(f"again in {retry_after_s} s")
        self.retry_after_s = retry_after_s


class _Queue:
    """How many wait for some threads, and how soon one after another of them is done."""

    def __init__(self, threads: int) -> None:
        self.waiting = 0
        self._threads = threads
        self._each_s = 0.01

    def enter(self) -> None:
        """Raises Overloaded when it is full: whoever comes back then finds it half empty."""
        room = max(WAITING_LEAST, min(WAITING_MAX, int(WAIT_S / self._each_s)))
        if self.waiting >= room:
            raise Overloaded(max(1, min(AWAY_MAX_S, math.ceil(self._each_s * room / 2))))
        self.waiting += 1

    def leave(self) -> None:
        self.waiting -= 1

    def timed(self, activity: Callable[[Ledger], Result]) -> Callable[[Ledger], Result]:
        """The same, and how long it takes is remembered."""

        def run(ledger: Ledger) -> Result:
            begun_s = time.monotonic()
            try:
                return activity(ledger)
            finally:
                took_s = (time.monotonic() - begun_s) / self._threads
                self._each_s = max(0.0001, self._each_s + (took_s - self._each_s) / 16)

        return run


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
        self._writes, self._reads = _Queue(1), _Queue(readers)
        self._last_write_s = 0.0
        self._write_pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ledger-writer")
        self._read_pool = ThreadPoolExecutor(max_workers=readers, thread_name_prefix="ledger-reader")
        self._checking = 0
        self._check_pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ledger-checker")

    async def write(self, activity: Callable[[Ledger], Result]) -> Result:
        """Run on the writing thread, one activity after the other. Raises Overloaded when too many wait."""
        self._writes.enter()
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._write_pool, self._writes.timed(activity), self._writer)
        finally:
            self._writes.leave()
            self._last_write_s = time.monotonic()

    async def write_when_idle(self, activity: Callable[[Ledger], Result]) -> Result:
        """Run on the writing thread when no other writing was asked for lately, or after `PATIENCE_S`."""
        asked_s = time.monotonic()
        while self._writes.waiting or time.monotonic() - self._last_write_s < IDLE_S:
            if time.monotonic() - asked_s >= PATIENCE_S:
                break
            await asyncio.sleep(IDLE_S / 4)
        return await asyncio.get_running_loop().run_in_executor(self._write_pool, activity, self._writer)

    async def read(self, activity: Callable[[Ledger], Result]) -> Result:
        """Raises Overloaded when too many wait."""
        self._reads.enter()
        try:
            timed = self._reads.timed(activity)
            return await asyncio.get_running_loop().run_in_executor(self._read_pool, self._with_reader, timed)
        finally:
            self._reads.leave()

    async def check(self, work: Callable[[], Result]) -> Result:
        """Run something that costs a processor and needs no ledger (the hash of a PIN), one after the other.

        Raises Overloaded when too many wait: signing in must not keep tills from their ledger.
        """
        if self._checking >= CHECKS_MAX:
            raise Overloaded
        self._checking += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._check_pool, work)
        finally:
            self._checking -= 1

    def close(self) -> None:
        """Let running activities end, then close every connection."""
        self._write_pool.shutdown(wait=True)
        self._read_pool.shutdown(wait=True)
        self._check_pool.shutdown(wait=True)
        for ledger in self._all:
            ledger.close()

    def _with_reader(self, activity: Callable[[Ledger], Result]) -> Result:
        ledger = self._readers.get()
        try:
            return activity(ledger)
        finally:
            self._readers.put(ledger)
