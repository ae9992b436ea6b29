"""Baskets that wait for their payment, or are paid in parts, keep what the ledger set aside for them.

Source: docs/spec/line.md, section 7: what is asked for again is held for its seconds from then.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from pos_client.application.holds import CounterHolds
from retail.ports import Clock
from retail.reservation import RESERVED_SECONDS, ReservationAnswer, ReservationRequest
from retail.stored_value import HoldRequest, ValueHeld

log = logging.getLogger(__name__)

#: Half of what the ledger holds it for: a line that is down for some minutes costs nothing.
RENEW_MS = RESERVED_SECONDS * 1000 // 2


class ReservationRenewal:
    """Used by the sync thread alone. `reserve` asks the ledger; None: no answer that can be used."""

    def __init__(
        self,
        clock: Clock,
        holds: CounterHolds,
        reserve: Callable[[ReservationRequest], ReservationAnswer | None],
        hold_value: Callable[[HoldRequest], ValueHeld | None] = lambda hold: None,
    ) -> None:
        self._clock = clock
        self._holds = holds
        self._reserve = reserve
        self._hold_value = hold_value
        self._value_asked_ms: dict[str, int] = {}
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

    def renew_values(self) -> None:
        """The same for what pays of gift cards and stored value, at the counter too: a shopper may take long."""
        holds = self._holds.held_values()
        known = {hold.hold_id for hold in holds}
        self._value_asked_ms = {key: at_ms for key, at_ms in self._value_asked_ms.items() if key in known}
        for hold in holds:
            asked_ms, last_ms = self._clock.elapsed_ms(), self._value_asked_ms.get(hold.hold_id)
            if last_ms is not None and asked_ms - last_ms < RENEW_MS:
                continue
            answer = self._hold_value(hold)
            if answer is None:
                return
            self._value_asked_ms[hold.hold_id] = asked_ms
            if answer.granted_minor < hold.amount_minor:
                log.warning("what was held of an account for a payment is gone: %s", answer.code or "less is left")
