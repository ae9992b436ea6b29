"""What a serving process does beside its requests: again and again, whatever goes wrong, and never unseen."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from central_ledger.store.database import StoreUnavailable

log = logging.getLogger("central_ledger")


@dataclass(slots=True)
class Work:
    """How one work of this process is: `since` when (ISO 8601), and `why` it fails (the kind of error)."""

    name: str
    state: Literal["runs", "fails", "ended"]
    since: str
    why: str = ""

    def becomes(self, state: Literal["runs", "fails", "ended"], why: str = "") -> None:
        if state != self.state:
            self.since = datetime.now(UTC).isoformat(timespec="seconds")
        self.state, self.why = state, why


#: Of this process, in the order of their start.
_works: dict[str, Work] = {}


def works() -> list[Work]:
    """What this process does beside its requests, for whoever watches it."""
    return list(_works.values())


def start_background(name: str, once: Callable[[], Awaitable[None]], retry_s: float) -> asyncio.Task[None]:
    """Call `once` for ever; it waits by itself for what it waits for. After a failure the next call is `retry_s` later.

    To be called in the running loop, which cancels the task at its end.
    """
    work = _works[name] = Work(name, "runs", datetime.now(UTC).isoformat(timespec="seconds"))

    async def run() -> None:
        while True:
            try:
                await once()
                work.becomes("runs")
            except StoreUnavailable as error:
                work.becomes("fails", type(error).__name__)
                log.error("%s waits", name, extra={"facts": {"why": str(error)}})
                await asyncio.sleep(retry_s)
            except Exception as error:  # whatever is wrong here, the pushes must go on, and it must be seen
                work.becomes("fails", type(error).__name__)
                log.exception("%s failed", name)
                await asyncio.sleep(retry_s)

    task = asyncio.get_running_loop().create_task(run(), name=name)
    task.add_done_callback(lambda _: work.becomes("ended"))
    return task
