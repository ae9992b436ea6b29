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
from central_ledger.data_directory import DataDirectory
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
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """To be called in the running loop, which cancels it at its end."""
        if not can_learn():
            log.warning("suggestions are not learned", extra={"facts": {"why": MISSING}})
            return
        self._task = asyncio.get_running_loop().create_task(self._run(), name="learning")

    async def _run(self) -> None:
        await asyncio.sleep(FIRST_S)
        while True:
            try:
                if await self._workers.read(is_due):
                    await self.learn()
            except StoreUnavailable as error:
                log.error("learning waits", extra={"facts": {"why": str(error)}})
            except Exception:  # whatever is wrong here, the pushes must go on, and it must be seen
                log.exception("learning failed")
            await asyncio.sleep(EVERY_S)

    async def learn(self) -> int:
        """One run in a process of its own, which ends with this one; gives its exit code."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "central_ledger", "learn-suggestions", "--if-due", *self._data.arguments()),
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
