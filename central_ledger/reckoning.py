"""Reckon members behind the pushes of a serving ledger: read beside them, written when the writing thread is idle."""

from __future__ import annotations

import asyncio
from functools import partial

from central_ledger.application.bought import GoodsNames
from central_ledger.application.ledger import Ledger
from central_ledger.application.member_facts import ReckonedPage, due, keep_page, read_page
from central_ledger.background import start_background
from central_ledger.workers import Workers

#: Between two looks at who is due. A sale is in its member's facts about so long after it came in.
EVERY_S = 10.0
#: Few at a time: they are written in one transaction.
PAGE = 50


class BackgroundReckoning:
    """Started once in the event loop."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self._names = GoodsNames()  # of one task: one page is read after the other
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """To be called in the running loop, which cancels it at its end."""
        self._task = start_background("reckoning", self._once, 0)

    async def _once(self) -> None:
        await asyncio.sleep(EVERY_S)
        while (page := await self._workers.read(self._read)) is not None:
            await self._workers.write_when_idle(partial(keep_page, page=page))

    def _read(self, ledger: Ledger) -> ReckonedPage | None:
        one_ids = due(ledger, PAGE)
        return read_page(ledger, one_ids, self._names) if one_ids else None
