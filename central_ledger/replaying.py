"""Replay sales behind the pushes of a serving ledger, when its writing thread has nothing better to do."""

from __future__ import annotations

import asyncio
import logging

from central_ledger.application.replay import Replayer
from central_ledger.store.database import StoreUnavailable
from central_ledger.workers import Workers

#: After a full or locked disk, and after an error of ours.
RETRY_S = 5.0

log = logging.getLogger("central_ledger.replay")


class BackgroundReplay:
    """Started once in the event loop; `wake` says that there may be something to do."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self._replayer = Replayer()
        self._woken = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Go on where an earlier process stopped. To be called in the running loop, which cancels it at its end."""
        self._woken.set()
        self._task = asyncio.get_running_loop().create_task(self._run(), name="replay")

    def wake(self) -> None:
        self._woken.set()

    async def _run(self) -> None:
        while True:
            await self._woken.wait()
            self._woken.clear()
            try:
                while await self._workers.write_when_idle(self._replayer.replay_page):
                    pass
            except StoreUnavailable as error:
                log.error("replay waits", extra={"facts": {"why": str(error)}})
                await self._try_again()
            except Exception:  # whatever is wrong here, the pushes must go on, and it must be seen
                log.exception("replay failed")
                await self._try_again()

    async def _try_again(self) -> None:
        await asyncio.sleep(RETRY_S)
        self._woken.set()
