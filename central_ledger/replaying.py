"""Replay sales behind the pushes of a serving ledger, when its writing thread has nothing better to do."""

from __future__ import annotations

import asyncio

from central_ledger.application.replay import Replayer
from central_ledger.background import start_background
from central_ledger.workers import Workers

#: After a full or locked disk, and after an error of ours.
RETRY_S = 5.0


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
        self._task = start_background("replay", self._once, RETRY_S)

    def wake(self) -> None:
        self._woken.set()

    async def _once(self) -> None:
        await self._woken.wait()
        self._woken.clear()
        try:
            while await self._workers.write_when_idle(self._replayer.replay_page):
                pass
        except Exception:
            self._woken.set()  # there is still something to do
            raise
