"""How much anybody may ask: token buckets for each address, till and person, in bounded memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

#: Buckets that are kept; the one that was asked the longest ago is forgotten first, which is as good as full.
BUCKETS_MAX = 10_000


@dataclass(frozen=True, slots=True)
class Rate:
    """So many requests a second for ever, and so many at once after a rest."""

    per_second: float
    burst: float


#: A fresh till pulls some thousand pages as fast as it can apply them; a store of sixty tills may share one address.
RATES = {
    "address": Rate(500, 2000),
    "till": Rate(200, 1000),
    "app": Rate(200, 1000),
    "client": Rate(50, 500),
    "person": Rate(10, 60),
    "staff": Rate(10, 60),
}
#: A request that nobody signed for costs its address as much as so many others.
COST_OF_STRANGER = 10


class Buckets:
    """`clock` gives monotonic seconds. Not for several threads."""

    def __init__(self, clock: Callable[[], float], rates: dict[str, Rate] | None = None) -> None:
        self._clock = clock
        self._rates = rates or RATES
        #: Name -> tokens, and when they were counted.
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, name: str, cost: float = 1.0) -> float:
        """Take from the bucket of a name such as `till:S01/T02`; gives the seconds to wait, 0.0: go on.

        What was not there is not taken: who waits as long as was said gets through.
        """
        rate, tokens = self._refilled(name)
        wait_s = 0.0
        if tokens >= cost:
            tokens -= cost
        else:
            wait_s = (cost - tokens) / rate.per_second
        self._keep(name, tokens)
        return wait_s

    def charge(self, name: str, cost: float) -> None:
        """Take as much as is there: the request was served already."""
        _, tokens = self._refilled(name)
        self._keep(name, max(0.0, tokens - cost))

    def _refilled(self, name: str) -> tuple[Rate, float]:
        rate = self._rates[name.partition(":")[0]]
        now = self._clock()
        tokens, counted_s = self._buckets.get(name, (rate.burst, now))
        return rate, min(rate.burst, tokens + (now - counted_s) * rate.per_second)

    def _keep(self, name: str, tokens: float) -> None:
        self._buckets[name] = (tokens, self._clock())
        self._buckets.move_to_end(name)
        while len(self._buckets) > BUCKETS_MAX:
            self._buckets.popitem(last=False)
