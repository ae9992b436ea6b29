"""What a day's end brings, in a serving ledger: points that end, tiers whose period is over, what is kept no longer."""

from __future__ import annotations

import asyncio
import logging

from central_ledger.application.erasure import finish_all
from central_ledger.application.events import forget_events
from central_ledger.application.figures import close_parcels
from central_ledger.application.keys import keep_issuer_key
from central_ledger.application.ledger import Ledger
from central_ledger.application.plans import settle_plans_due
from central_ledger.application.points import settle_day
from central_ledger.application.tags import drop_ended_tags
from central_ledger.application.tiers import settle_due
from central_ledger.application.wanted import release_wanted
from central_ledger.background import start_background
from central_ledger.workers import Workers

#: Days end at another moment in each time zone; looking costs two questions.
EVERY_S = 600.0

log = logging.getLogger("central_ledger.upkeep")


class BackgroundUpkeep:
    """Started once in the event loop."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """To be called in the running loop, which cancels it at its end."""
        self._task = start_background("upkeep", self._once, EVERY_S)

    async def _once(self) -> None:
        await self._workers.write_when_idle(settle_what_ended)
        await asyncio.sleep(EVERY_S)


def settle_what_ended(ledger: Ledger) -> None:
    """Each settles in pages, and begins where it was cut off."""
    ended, tiers = settle_day(ledger), settle_due(ledger)
    if ended["members"] or tiers:
        log.info("a day ended", extra={"facts": {"points": ended["points"], "tiers": tiers}})
    if keep_issuer_key(ledger):
        log.info("the next key for members' codes was made")
    plans = settle_plans_due(ledger)
    if plans:
        log.info("plans ended", extra={"facts": {"members": plans}})
    parcels = close_parcels(ledger)
    if parcels:
        log.info("figures left their stores", extra={"facts": {"parcels": parcels}})
    released = release_wanted(ledger)
    if released:
        log.info("goods that were put aside are free", extra={"facts": {"goods": released}})
    forgotten, tags = forget_events(ledger), drop_ended_tags(ledger)
    if forgotten or tags:
        log.info("kept no longer", extra={"facts": {"events": forgotten, "tags": tags}})
    # Last: it may need archives that are not there now.
    erased = finish_all(ledger)
    if erased:
        log.info("erasures that were cut off are done", extra={"facts": {"members": erased}})
