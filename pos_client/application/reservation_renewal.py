"""Baskets that wait for their payment, or are paid in parts, keep what the ledger set aside for them.

Source: docs/spec/line.md, section 7: what is asked for again is held for its seconds from then.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from pos_client.application.holds import CounterHolds
from retail.ports import Clock
from retail.reservation import RESERVED_SECONDS, ReservationAnswer, ReservationRequest

log = logging.getLogger(__name__)

#: Half of what the ledger holds it for: a line that is down for some minutes costs nothing.
RENEW_MS = RESERVED_SECONDS * 1000 // 2


class ReservationRenewal:
    """Used by the sync thread alone. `reserve` asks the ledger; None: no answer that can be used."""

    def __init__(
        self, clock: Clock, holds: CounterHolds, reserve: Callable[[ReservationRequest], ReservationAnswer | None]
    ) -> None:
        self._clock = clock
        self._holds = holds
        self._reserve = reserve
        #: When the ledger last gave its word in this run, by payment.
        self._answered_ms: dict[str, int] = {}

    def round(self) -> None:
        """Ask for what is due. Without an answer it stays due, and the rest waits for the next round."""
        kept = self._holds.kept
        # The one at the counter goes by its reservation's id: the next basket there has another one.
        at_counter = {} if kept is None or kept.reservation_id is None else {kept.reservation_id: kept}
        waiting = {**self._holds.waiting, **at_counter}
        self._answered_ms = {key: at_ms for key, at_ms in self._answered_ms.items() if key in waiting}
        for attempt_id, basket in waiting.items():
            if basket.reserved is None:
                continue
            asked_ms, last_ms = self._clock.elapsed_ms(), self._answered_ms.get(attempt_id, basket.reserved_at_ms)
            if last_ms is not None and asked_ms - last_ms < RENEW_MS:
                continue
            # A payment that is settled meanwhile lets go of it in the next round of this thread, as of any other.
            answer = self._reserve(basket.reserved)
            if answer is None:
                return
            self._answered_ms[attempt_id] = asked_ms
            if not answer.granted:
                # It had ended before it could be renewed. The sale goes on as one without: the ledger books it,
                # and its cases say who bears what was given twice.
                reasons = ", ".join(f"{refusal.what} {refusal.code}" for refusal in answer.refusals)
                log.warning("what was set aside for payment %s is gone: %s", attempt_id, reasons)
