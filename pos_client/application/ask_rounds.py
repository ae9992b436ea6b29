"""What the sync thread does about questions whose answers were lost: it asks again, and writes down what was done."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from pos_client.application.draws import close_draw
from pos_client.application.points_exchange import close_exchange
from pos_client.application.till import Desk
from retail.asks import Drawn, Exchanged, OpenAsk, OpenAskReader

log = logging.getLogger(__name__)

#: Before that somebody at the counter asks.
LATER = timedelta(seconds=30)


class AskRounds:
    """`again` asks the ledger; None: no answer that can be used. It raises what the line raises."""

    def __init__(self, desk: Desk, asks: OpenAskReader, again: Callable[[OpenAsk], Exchanged | Drawn | None]) -> None:
        self._desk = desk
        self._asks = asks
        self._again = again

    def round(self) -> int:
        """How many questions have their answer by this round."""
        done = 0
        for ask in self._asks.all():
            if self._desk.clock.now() - datetime.fromisoformat(ask.asked_at) < LATER:
                continue
            answer = self._again(ask)
            if isinstance(answer, Exchanged) and close_exchange(self._desk, ask, answer):
                log.info("an exchange of points whose answer was lost is settled: it gave %s", answer.gives)
                done += 1
            elif isinstance(answer, Drawn) and close_draw(self._desk, ask, answer):
                log.info("an entry in a draw whose answer was lost is settled: number %s", answer.number)
                done += 1
        return done
