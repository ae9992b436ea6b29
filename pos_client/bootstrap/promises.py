"""The ledger's word for payments, over a line of its own that is made when it is first needed."""

from __future__ import annotations

import importlib
import threading
from typing import TYPE_CHECKING

from pos_client.bootstrap.desk import TillStore

if TYPE_CHECKING:  # HTTP is for the thread that asks
    from pos_client.sync.reservations import ReservationLine
    from retail.reservation import ReservationAnswer, ReservationRequest


class LedgerPromises:
    """Asked on a pool thread while a shopper waits."""

    def __init__(self, base: TillStore, timeout_ms: int) -> None:
        self._base = base
        self._timeout_ms = timeout_ms
        self._line: ReservationLine | None = None
        self._lock = threading.Lock()

    def reserve(self, request: ReservationRequest) -> ReservationAnswer | None:
        """The ledger's word; None when there is none that can be used."""
        with self._lock:
            return self._opened().reserve(request)

    def close(self) -> None:
        """The program ends: let go of everything that no payment waits for, if the ledger can be reached; else the next
        start does.
        """
        with self._lock:
            open_reservations = self._base.store.reservations
            if self._base.connection.online:
                waited_for = self._base.holds.is_waited_for
                for reservation_id in (each for each in open_reservations.all() if not waited_for(each)):
                    if not self._opened().release(reservation_id):
                        break
                    open_reservations.drop(reservation_id)
            if self._line is not None:
                self._line.close()

    def _opened(self) -> ReservationLine:
        if self._line is None:
            line = importlib.import_module("pos_client.bootstrap.line")
            self._line = line.make_reservation_line(self._base, self._timeout_ms)
        assert self._line is not None
        return self._line
