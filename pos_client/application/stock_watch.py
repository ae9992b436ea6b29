"""What is on the shelf, as far as anybody knows, and how soon it will be gone at this till's pace. Never a refusal.

The books may be wrong: a piece in a shopper's hand proves it, and the ledger sees it when a level goes below 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from retail.ports import Clock, Stock
from retail.stock import StockLevel
from retail.wanted import WantedReader

#: The pace is that of the last hour, and none with fewer pieces: one sale says nothing of the next.
PACE = timedelta(hours=1)
PIECES_MIN = 3
#: What lasts longer is not running low.
LOW_MINUTES = 90
#: What was sold is added up again at most so often.
KEPT_MS = 30_000


@dataclass(frozen=True, slots=True)
class Shelf:
    """A level, and for how many minutes it lasts when this till goes on as in the last hour (None: nobody can say)."""

    level: StockLevel
    minutes_left: int | None = None

    @property
    def is_low(self) -> bool:
        return self.level.is_out or (self.minutes_left is not None and self.minutes_left <= LOW_MINUTES)


class StockWatch:
    """`wanted` says what of it is put aside for somebody; None: nothing ever is."""

    def __init__(self, stock: Stock, clock: Clock, wanted: WantedReader | None = None) -> None:
        self._stock = stock
        self._clock = clock
        self._wanted = wanted
        self._sold: Mapping[str, int] = {}
        self._summed_at_ms: int | None = None

    def of(self, skus: Sequence[str]) -> Mapping[str, StockLevel]:
        """The levels of those among these that were ever counted."""
        levels = self._stock.of(skus)
        aside = self._put_aside(list(levels))
        return {sku: replace(level, aside=aside.get(sku, 0)) if aside else level for sku, level in levels.items()}

    def shelves(self, skus: Sequence[str]) -> Mapping[str, Shelf]:
        """The same with the pace."""
        sold = self._pace()
        return {sku: _shelf(level, sold.get(sku, 0)) for sku, level in self.of(skus).items()}

    def running_low(self) -> Sequence[Shelf]:
        """What this till sold in the last hour and will soon be gone, or is: the first to go in front."""
        low = [shelf for shelf in self.shelves(sorted(self._pace())).values() if shelf.is_low]
        return sorted(low, key=lambda shelf: (shelf.minutes_left or 0, shelf.level.thousandths, shelf.level.sku))

    def _put_aside(self, skus: Sequence[str]) -> Mapping[str, int]:
        today = self._clock.now().date().isoformat()
        return {} if self._wanted is None or not skus else self._wanted.put_aside(skus, today)

    def _pace(self) -> Mapping[str, int]:
        now_ms = self._clock.elapsed_ms()
        if self._summed_at_ms is None or now_ms - self._summed_at_ms >= KEPT_MS:
            self._sold = self._stock.sold_since(self._clock.now() - PACE)
            self._summed_at_ms = now_ms
        return self._sold


def _shelf(level: StockLevel, sold: int) -> Shelf:
    if level.is_out or sold < PIECES_MIN * 1000:
        return Shelf(level, 0 if level.is_out else None)
    return Shelf(level, level.thousandths * int(PACE.total_seconds() // 60) // sold)
