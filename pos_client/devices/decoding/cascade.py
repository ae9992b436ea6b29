"""The decoder for a live camera: cheap readings on every frame, costly ones in turn, all inside a budget of time.

A hand that holds a phone gives many frames a second, so that a reading need not succeed on this frame but on one of the
next. Readings that always run come first; then the others take turns from frame to frame as far as the budget goes.
Figures and their method: docs/decoding.md.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pos_client.devices.decoding.interface import Decoded, Frame
from pos_client.devices.decoding.preparation import View, view_of

BUDGET_MS = 20.0


def _to_every_frame(_view: View) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a frame: prepares the view as it likes, and returns what it found there.

    `usual_cost` is its time as a multiple of what the readings take that always run; it is measured anew as soon as
    the reading has run. `applies` says whether it has anything to do on a frame like this.
    """

    name: str
    read: Callable[[View], list[Decoded]]
    usual_cost: float = 1.0
    applies: Callable[[View], bool] = _to_every_frame


class CascadeDecoder:
    """Tries readings until one finds something.

    `always` runs on every frame, whatever the time. Of `in_turn` at least one runs on each frame, and more while their
    usual cost fits into what is left of the budget. One that was left out for its cost comes first on the next frame,
    where it runs whatever it costs: without that rule a costly reading starves behind cheap ones. One that succeeded
    stays first, since the next frame will look like this one. State is per instance: one instance for one camera.
    """

    def __init__(
        self,
        always: Sequence[Reading],
        in_turn: Sequence[Reading],
        budget_ms: float = BUDGET_MS,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        """`clock` tells seconds and never goes back."""
        self._always = tuple(always)
        self._in_turn = tuple(in_turn)
        self._budget_s = budget_ms / 1000
        self._clock = clock
        self._next = 0
        # Relative costs survive another size of frame, a busier picture and a slower machine; absolute ones do not.
        self._cost = {reading.name: reading.usual_cost for reading in in_turn}

    def decode(self, frame: Frame) -> list[Decoded]:
        """What the first successful reading found; an empty list when none did within the budget."""
        started = self._clock()
        view = view_of(frame)
        if view is None:
            return []
        for reading in self._always:
            found = reading.read(view)
            if found:
                return found
        return self._take_turns(view, started)

    def _take_turns(self, view: View, started: float) -> list[Decoded]:
        now = self._clock()
        unit = now - started
        have_run = False
        for _ in self._in_turn:
            reading = self._in_turn[self._next]
            if reading.applies(view):
                if have_run and now - started + self._cost[reading.name] * unit > self._budget_s:
                    break  # `_next` stays: this one comes first on the next frame
                found = reading.read(view)
                before, now = now, self._clock()
                self._learn(reading.name, now - before, unit)
                if found:
                    return found
                have_run = True
            self._next = (self._next + 1) % len(self._in_turn)
            if have_run and now - started >= self._budget_s:
                break
        return []

    def _learn(self, name: str, took: float, unit: float) -> None:
        """The mean leans to the latest cost but remembers: one stall of the machine must not bar a reading."""
        if unit > 0:
            self._cost[name] = (self._cost[name] + took / unit) / 2
