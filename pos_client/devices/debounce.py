"""From sightings to codes: the camera sees a code thirty times a second, and the till wants it once.

A symbol with error correction is believed at first sight. Bars have one check digit or none, which one misreading in
ten passes: they are believed when the same reading comes a second time. A code that stays in view is not reported
again; it counts as gone when it has not been seen for a while, because single frames in between fail to be read.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pos_client.devices.decoding.interface import Decoded

OUT_OF_SIGHT_MS = 1_500
CONFIRM_WITHIN_MS = 1_000


@dataclass(slots=True)
class _Sighting:
    last_s: float
    reported: bool


class Debounce:
    """Remembers what is in view. State is per instance: one for each camera."""

    def __init__(
        self,
        out_of_sight_ms: int = OUT_OF_SIGHT_MS,
        confirm_within_ms: int = CONFIRM_WITHIN_MS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """A code seen again after `out_of_sight_ms` without a sighting is a new code. Two sightings of bars confirm
        each other when they are at most `confirm_within_ms` apart. `clock` tells seconds and never goes back."""
        self._out_of_sight_s = out_of_sight_ms / 1000
        self._confirm_within_s = confirm_within_ms / 1000
        self._clock = clock
        self._seen: dict[tuple[bytes, str], _Sighting] = {}

    def new_codes(self, found: Sequence[Decoded]) -> list[Decoded]:
        """The codes of one frame that are to be reported now, each once. Call it for empty frames too or not, as you
        like: only the clock counts."""
        now = self._clock()
        self._forget(now)
        return [code for code in found if self._is_new(code, now)]

    def _is_new(self, code: Decoded, now: float) -> bool:
        key = (code.data, code.symbology)
        seen = self._seen.get(key)
        if seen is None:
            self._seen[key] = _Sighting(now, code.is_two_dimensional)
            return code.is_two_dimensional
        # A second frame confirms; the same code found twice in one frame is one sighting.
        confirmed = not seen.reported and now > seen.last_s
        seen.last_s = now
        seen.reported = seen.reported or confirmed
        return confirmed

    def _forget(self, now: float) -> None:
        for key, seen in list(self._seen.items()):
            limit = self._out_of_sight_s if seen.reported else min(self._confirm_within_s, self._out_of_sight_s)
            if now - seen.last_s > limit:
                del self._seen[key]
