"""What the sync thread does for the counter in each round: leases, reservations and parked baskets that are over go."""

from __future__ import annotations

from collections.abc import Callable

from pos_client.application.ask_rounds import AskRounds
from pos_client.application.holds import CounterHolds
from pos_client.application.lease_keeper import LeaseKeeper
from pos_client.application.parking_rounds import ParkingRounds
from pos_client.application.reservation_renewal import ReservationRenewal
from retail.ports import OpenReservations


class CounterChores:
    """`pos_client.sync.session.Chores`. `release` says whether the ledger knows that a reservation is let go."""

    def __init__(
        self,
        keeper: LeaseKeeper,
        reservations: OpenReservations,
        holds: CounterHolds,
        release: Callable[[str], bool],
        *,
        parking: ParkingRounds | None = None,
        renewal: ReservationRenewal | None = None,
        asks: AskRounds | None = None,
    ) -> None:
        self._keeper = keeper
        self._reservations = reservations
        self._holds = holds
        self._release = release
        self._parking = parking
        self._renewal = renewal
        self._asks = asks

    def before_push(self) -> int:
        return self._keeper.give_back() + (0 if self._parking is None else self._parking.end_old())

    def after_pull(self) -> int:
        """What the ledger just asked for, and the reservations of baskets that came to nothing, or of another run."""
        self._release_others()
        if self._renewal is not None:
            self._renewal.round()
            self._renewal.renew_values()
        asked = 0 if self._asks is None else self._asks.round()
        return asked + self._keeper.give_back() + (0 if self._parking is None else self._parking.round())

    def _release_others(self) -> None:
        for reservation_id in self._reservations.all():
            with self._holds.lock:
                is_open = self._holds.is_held(reservation_id)
            if not is_open:
                if not self._release(reservation_id):
                    return
                self._reservations.drop(reservation_id)
