"""Once a day a serving ledger has suggestions learned, by a process of its own.

Nobody who pushes or pulls waits for it, and its memory is given back.
"""

from __future__ import annotations

import asyncio
import logging

from central_ledger.application.suggestions import is_due
from central_ledger.background import start_background
from central_ledger.data_directory import DataDirectory
from central_ledger.own_process import run_command
from central_ledger.store.database import StoreUnavailable
from central_ledger.suggestion_commands import MISSING, can_learn
from central_ledger.workers import Workers

#: Not while everything else starts.
FIRST_S = 900.0
EVERY_S = 1800.0

log = logging.getLogger("central_ledger.learning")


class BackgroundLearning:
    """Started once in the event loop. Of several serving processes one begins: the command asks again."""

    def __init__(self, workers: Workers, data: DataDirectory) -> None:
        self._workers = workers
        self._data = data
        self._pause_s = FIRST_S
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """To be called in the running loop, which cancels it at its end."""
        if not can_learn():
            log.warning("suggestions are not learned", extra={"facts": {"why": MISSING}})
            return
        self._task = start_background("learning", self._once, 0)

    async def _once(self) -> None:
        pause_s, self._pause_s = self._pause_s, EVERY_S
        await asyncio.sleep(pause_s)
        if await self._workers.read(is_due):
            await self.learn()

    async def learn(self) -> None:
        """One run. Raises StoreUnavailable with what the command said."""
        code, said = await run_command(self._data, "learn-suggestions", "--if-due")
        if code:
            raise StoreUnavailable(said)
        log.info("suggestions", extra={"facts": {"said": said}})
