"""What the open basket holds of leases and of the ledger's reservations. Read by the sync thread, in memory only."""

from __future__ import annotations

import threading
from collections.abc import Iterable


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

    def need(self, lease_ids: Iterable[str]) -> None:
        """The basket was priced anew: these, and no payment has begun."""
        with self.lock:
            self.needed, self.paying = frozenset(lease_ids), frozenset()

    def begin_paying(self) -> None:
        with self.lock:
            self.paying = self.needed

    def let_go(self) -> None:
        """There is no basket any more."""
        with self.lock:
            self.needed = self.paying = frozenset()
            self.reservation_id = None
