"""A serving process says every minute that it is there, and how what it does beside its requests is."""

from __future__ import annotations

import asyncio
import os
import socket
from dataclasses import asdict
from datetime import datetime, timedelta

from central_ledger.application.ledger import Ledger
from central_ledger.background import start_background, works
from central_ledger.store.beats import Beats
from central_ledger.workers import Workers

EVERY_S = 60.0
#: What a process that ended said last is kept so long.
KEPT = timedelta(days=1)


def process_name(pid: int | None = None) -> str:
    """This process among those that serve one database."""
    return f"{socket.gethostname()}:{os.getpid() if pid is None else pid}"


class BackgroundBeat:
    """Started once in the event loop: a loop that stands still says nothing."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """To be called in the running loop, which cancels it at its end."""
        self._task = start_background("beat", self._once, EVERY_S)

    async def _once(self) -> None:
        await self._workers.write_when_idle(beat)
        await asyncio.sleep(EVERY_S)


def beat(ledger: Ledger) -> None:
    """Say how this process is, and forget those that ended long ago."""
    beats, process = Beats(ledger.database), process_name()
    now = datetime.fromisoformat(ledger.now())
    document = {"at": ledger.now(), "works": [asdict(work) for work in works()]}

    def write() -> None:
        ledger.database.spans("beat")
        beats.put(process, document)
        for other, said in beats.all().items():
            if now - datetime.fromisoformat(said["at"]) > KEPT:
                beats.drop(other)

    ledger.database.beside((), write)
