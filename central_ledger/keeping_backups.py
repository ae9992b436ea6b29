"""A serving ledger is backed up once a day, by a process of its own: nobody who pushes or pulls waits for it."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from pathlib import Path

from central_ledger.background import start_background
from central_ledger.backing_up import is_due
from central_ledger.data_directory import DataDirectory
from central_ledger.own_process import run_command
from central_ledger.store.database import StoreUnavailable
from central_ledger.workers import Workers

#: Not while everything else starts; after a failure, such as a full disk, again in an hour.
FIRST_S, EVERY_S, RETRY_S = 300.0, 1800.0, 3600.0

log = logging.getLogger("central_ledger.backups")


@dataclass(frozen=True, slots=True)
class BackupPlan:
    """Where backups go and how many are kept; `folder` None: this process makes none."""

    folder: Path | None
    kept: int


class BackgroundBackups:
    """Started once in the event loop. Of several serving processes one begins: the command asks again."""

    def __init__(self, workers: Workers, data: DataDirectory, plan: BackupPlan) -> None:
        self._workers = workers
        self._data = data
        self._plan = plan
        self._pause_s = FIRST_S
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """To be called in the running loop, which cancels it at its end."""
        if self._plan.folder is None:
            log.info("this process makes no backups", extra={"facts": {"say": "--backups FOLDER"}})
            return
        self._task = start_background("backups", self._once, RETRY_S)

    async def _once(self) -> None:
        pause_s, self._pause_s = self._pause_s, EVERY_S
        await asyncio.sleep(pause_s)
        if await self._workers.read(is_due):
            await self.back_up()

    async def back_up(self) -> None:
        """Raises StoreUnavailable with what the command said."""
        plan = ("--to", str(self._plan.folder), "--keep", str(self._plan.kept))
        code, said = await run_command(self._data, "backup", "--if-due", *plan)
        if code:
            raise StoreUnavailable(said)
        log.info("backup", extra={"facts": {"said": said}})
