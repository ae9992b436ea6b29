"""Bars, read twice: a misreading has the right check digit one time in ten, and a second look gives it away.

Measured on 130 photographs of EAN and UPC codes: without the second look 4 of 130 frames gave a wrong number, and the
same wrong number frame after frame; with it none of these did, and no right one was lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pos_client.devices.decoding.interface import Decoded
from pos_client.devices.decoding.preparation import View, evened
from pos_client.devices.decoding.readers import ZxingReader

_MARGIN_SHARE = 0.15
_MARGIN_PIXELS_MIN = 24


class LinearReader:
    """Reads bars, and believes a number only when no other way of looking at the same place contradicts it."""

    def __init__(self, formats: Iterable[str], *, rotate: bool = True) -> None:
        self._reader = ZxingReader(formats, rotate=rotate)
        self._checks: tuple[Callable[[View], View], ...] = (
            lambda part: part.enlarged(1.5),
            lambda part: part.changed(evened),
        )

    def read(self, view: View) -> list[Decoded]:
        """Every number in a view that holds, with positions in pixels of the frame."""
        return [code for code in self._reader.read(view) if self._holds(code, view)]

    def _holds(self, code: Decoded, view: View) -> bool:
        """Confirmed by one check; or by none, but contradicted by none either."""
        part = view.around(code.position, _MARGIN_SHARE, _MARGIN_PIXELS_MIN)
        contradicted = False
        for check in self._checks:
            seen = {other.data for other in self._reader.read(check(part))}
            if code.data in seen:
                return True
            contradicted = contradicted or bool(seen)
        return not contradicted
