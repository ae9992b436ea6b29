"""What the open basket, and baskets that wait for their payment, hold of leases and of the ledger's reservations.

Read by the sync thread, in memory only: what waits is put back by whoever reads its rows at the start.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from retail.reservation import ReservationRequest
from retail.stored_value import HoldRequest


@dataclass(frozen=True, slots=True)
class WaitingBasket:
    """What a basket takes once its payment is known: of leases by id, coupons, points of its member."""

    leases: Mapping[str, int] = field(default_factory=dict)
    coupons: frozenset[str] = frozenset()
    one_id: str | None = None
    points: int = 0
    reservation_id: str | None = None
    #: What that reservation asked for, when the ledger granted it: it is asked for again before it ends.
    reserved: ReservationRequest | None = None
    #: When it was granted, by the clock of this run (ms). None: by an earlier run, nobody knows how long ago.
    reserved_at_ms: int | None = None
    #: Amounts of gift cards and stored value that the ledger holds for it.
    values: tuple[HoldRequest, ...] = ()


class CounterHolds:
    """Who changes it or gives leases back holds `lock`: a lease is not given back in the middle of a pricing."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        #: Leases that the open basket's price is made of.
        self.needed: frozenset[str] = frozenset()
        #: Those of them on which a payment has begun: they count to its end, also when their time is over.
        self.paying: frozenset[str] = frozenset()
        #: The reservation of the open basket; every other one that this till has asked for is to be released.
        self.reservation_id: str | None = None
        #: Baskets whose payment is not known yet, by the payment's id: nobody else may have what they take.
        self.waiting: Mapping[str, WaitingBasket] = {}
        #: What the ledger set aside for the basket at the counter, once money is in it.
        self.kept: WaitingBasket | None = None
        #: Amounts of gift cards and stored value that pay the open basket, or may yet; set by whoever holds them.
        self.at_counter: Callable[[], tuple[HoldRequest, ...]] = tuple

    def wait(self, attempt_id: str, basket: WaitingBasket) -> None:
        with self.lock:
            self.waiting = {**self.waiting, attempt_id: basket}

    def wait_no_more(self, attempt_id: str) -> None:
        with self.lock:
            self.waiting = {key: basket for key, basket in self.waiting.items() if key != attempt_id}

    def keep(self, basket: WaitingBasket | None) -> None:
        """Money was put into the basket at the counter, or all of it taken back (None)."""
        with self.lock:
            self.kept = basket

    def waits_for(self, lease_id: str) -> int:
        """How much of a lease baskets take that wait for their payment."""
        return sum(basket.leases.get(lease_id, 0) for basket in self.waiting.values())

    def is_held(self, reservation_id: str) -> bool:
        """Whether a basket that is open, or waits, has this reservation."""
        is_open = reservation_id == self.reservation_id or any(h.hold_id == reservation_id for h in self.at_counter())
        return is_open or self.is_waited_for(reservation_id)

    def is_waited_for(self, reservation_id: str) -> bool:
        """Whether a basket has it whose payment is not known: that goes on, also in another run of the program."""
        return any(
            basket.reservation_id == reservation_id or any(hold.hold_id == reservation_id for hold in basket.values)
            for basket in self.waiting.values()
        )

    def held_values(self) -> tuple[HoldRequest, ...]:
        """Every amount of value that is held for a basket."""
        return (*self.at_counter(), *(hold for basket in self.waiting.values() for hold in basket.values))

    def need(self, lease_ids: Iterable[str]) -> None:
        """The basket was priced anew: these, and no payment has begun."""
        with self.lock:
            self.needed, self.paying, self.kept = frozenset(lease_ids), frozenset(), None

    def begin_paying(self) -> None:
        with self.lock:
            self.paying = self.needed

    def let_go(self) -> None:
        """There is no basket any more."""
        with self.lock:
            self.needed = self.paying = frozenset()
            self.reservation_id = self.kept = None
