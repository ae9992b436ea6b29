"""What a serving process does beside its requests: again and again, whatever goes wrong, and never unseen."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from central_ledger.store.database import StoreUnavailable

log = logging.getLogger("central_ledger")


def start_background(name: str, once: Callable[[], Awaitable[None]], retry_s: float) -> asyncio.Task[None]:
    """Call `once` for ever; it waits by itself for what it waits for. After a failure the next call is `retry_s` later.

    To be called in the running loop, which cancels the task at its end.
    """

    async def run() -> None:
        while True:
            try:
                await once()
            except StoreUnavailable as error:
                log.error("%s waits", name, extra={"facts": {"why": str(error)}})
                await asyncio.sleep(retry_s)
            except Exception:  # whatever is wrong here, the pushes must go on, and it must be seen
                log.exception("%s failed", name)
                await asyncio.sleep(retry_s)

    return asyncio.get_running_loop().create_task(run(), name=name)
