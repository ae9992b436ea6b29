"""Once a day a serving ledger has suggestions learned, by a process of its own.

Nobody who pushes or pulls waits for it, and its memory is given back.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import sys

from central_ledger.application.suggestions import is_due
from central_ledger.background import start_background
from central_ledger.data_directory import DataDirectory
from central_ledger.suggestion_commands import MISSING, can_learn
from central_ledger.workers import Workers

#: Not while everything else starts.
FIRST_S = 900.0
EVERY_S = 1800.0

log = logging.getLogger("central_ledger.learning")


def program() -> tuple[str, ...]:
    """What starts this very program once more: a packed one is its own interpreter, and knows no `-m`."""
    return (sys.executable,) if getattr(sys, "frozen", False) else (sys.executable, "-m", "central_ledger")


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

    async def learn(self) -> int:
        """One run in a process of its own, which ends with this one; gives its exit code."""
        process = await asyncio.create_subprocess_exec(
            *(*program(), "learn-suggestions", "--if-due", *self._data.arguments()),
            env=os.environ | self._data.environment(),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            out, wrong = await process.communicate()
        except BaseException:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            raise
        facts = {"exit_code": process.returncode, "said": (out or wrong).decode("utf-8", "replace").strip()[-500:]}
        (log.info if process.returncode == 0 else log.error)("suggestions", extra={"facts": facts})
        return process.returncode or 0
