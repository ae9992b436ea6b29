"""What a serving ledger has done once a day, by a process of its own: its backup, and learning what to suggest.

Nobody who pushes or pulls waits for it, and its memory is given back.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from central_ledger import backing_up
from central_ledger.application import suggestions
from central_ledger.application.ledger import Ledger
from central_ledger.background import start_background
from central_ledger.backing_up import BackupPlan
from central_ledger.data_directory import DataDirectory
from central_ledger.own_process import run_command
from central_ledger.store.database import StoreUnavailable
from central_ledger.suggestion_commands import MISSING, can_learn
from central_ledger.workers import Workers


@dataclass(frozen=True, slots=True)
class DailyCommand:
    """One command of this program. It looks itself whether it `is_due`: of several serving processes one does it.

    First asked `first_s` after the start, when everything else has started; after a failure again in `every_s` and
    `retry_s`. `name` is that of the work (docs/operations.md) and of its log.
    """

    name: str
    is_due: Callable[[Ledger], bool]
    arguments: tuple[str, ...]
    first_s: float
    retry_s: float = 0.0
    every_s: float = 1800.0


def daily_commands(plan: BackupPlan) -> Iterator[DailyCommand]:
    """What this process has to start; what it leaves out is in the log."""
    if can_learn():
        yield DailyCommand("learning", suggestions.is_due, ("learn-suggestions", "--if-due"), first_s=900.0)
    else:
        facts = {"why": MISSING}
        logging.getLogger("central_ledger.learning").warning("suggestions are not learned", extra={"facts": facts})
    if plan.folder is not None:
        arguments = ("backup", "--if-due", "--to", str(plan.folder), "--keep", str(plan.kept))
        # A disk that is full or not there is so for some time.
        yield DailyCommand("backups", backing_up.is_due, arguments, first_s=300.0, retry_s=3600.0)
    else:
        facts = {"say": "--backups FOLDER"}
        logging.getLogger("central_ledger.backups").info("this process makes no backups", extra={"facts": facts})


class BackgroundDaily:
    """Started once in the event loop."""

    def __init__(self, workers: Workers, data: DataDirectory, command: DailyCommand) -> None:
        self._workers = workers
        self._data = data
        self._command = command
        self._pause_s = command.first_s
        self._log = logging.getLogger(f"central_ledger.{command.name}")
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """To be called in the running loop, which cancels it at its end."""
        self._task = start_background(self._command.name, self.once, self._command.retry_s)

    async def once(self) -> None:
        """Wait for the next moment, and do it if it is due. Raises StoreUnavailable with what the command said."""
        pause_s, self._pause_s = self._pause_s, self._command.every_s
        await asyncio.sleep(pause_s)
        if not await self._workers.read(self._command.is_due):
            return
        code, said = await run_command(self._data, *self._command.arguments)
        if code:
            raise StoreUnavailable(said)
        self._log.info("done", extra={"facts": {"said": said}})
