"""The readings of the till's camera, in the order that measurements gave them.

Measured on made webcam frames of a phone's screen, on clips of a phone held by hand and on photographs; see
docs/decoding.md for the figures, and `python -m bench decoding` to measure again.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Protocol

from pos_client.devices.decoding.cascade import BUDGET_MS, CascadeDecoder, Reading
from pos_client.devices.decoding.interface import Decoded, DecoderUnavailable, Frame
from pos_client.devices.decoding.linear import LinearReader
from pos_client.devices.decoding.preparation import (
    LIFT_SHADOWS,
    LIFT_SHADOWS_MORE,
    LOWER_LIGHTS,
    View,
    curved,
    evened,
    sharpened,
    smoothed,
)
from pos_client.devices.decoding.readers import LINEAR, ZxingReader
from pos_client.devices.decoding.zbar import ZbarReader

_SMALLEST_SUSPECT = 16
"""Pixels. Less is no symbol of a module a pixel."""

_CENTER = (0.2, 0.1, 0.8, 0.9)

Read = Callable[[View], list[Decoded]]


class _Reader(Protocol):
    def read(self, view: View) -> list[Decoded]: ...


def _whole(reader: _Reader, change: Callable[[Frame], Frame]) -> Read:
    return lambda view: reader.read(view.changed(change))


def _half(reader: _Reader, change: Callable[[Frame], Frame] | None = None) -> Read:
    if change is None:
        return lambda view: reader.read(view.half())
    return lambda view: reader.read(view.half().changed(change))


def _enlarged(reader: _Reader, sigma: float, part: tuple[float, float, float, float]) -> Read:
    """One and a half times the size, then sharpened. Of a large frame only a part, since the whole costs more than the
    budget: left, top, right and bottom as shares of the width and the height."""
    change = sharpened(sigma)

    def read(view: View) -> list[Decoded]:
        chosen = view.slice(*part) if view.is_large else view
        return reader.read(chosen.enlarged(1.5).changed(change))

    return read


def _is_large(view: View) -> bool:
    return view.is_large


def _has_suspects(view: View) -> bool:
    return bool(view.suspects)


class SuspectReader:
    """Looks again, closer, at places where a symbol was located but could not be corrected."""

    def __init__(self) -> None:
        local, overall = ZxingReader(), ZxingReader(binarizer="GlobalHistogram")
        self._attempts: tuple[tuple[float, Callable[[Frame], Frame] | None, ZxingReader], ...] = (
            (1.5, sharpened(2.0), local),
            (1.0, sharpened(3.0, 3.0), overall),
            (2.0, None, local),
            (1.0, smoothed(0.8), local),
            (2.0, sharpened(4.0), overall),
        )

    def read(self, view: View) -> list[Decoded]:
        for part in self._parts(view):
            for factor, change, reader in self._attempts:
                closer = part if factor == 1.0 else part.enlarged(factor)
                found = reader.read(closer if change is None else closer.changed(change))
                if found:
                    return found
        return []

    def _parts(self, view: View) -> list[View]:
        """A crop around each suspect; the library locates the same symbol several times."""
        height, width = view.gray.shape[:2]
        parts: list[View] = []
        centers: list[tuple[float, float]] = []
        for corners in view.suspects:
            xs, ys = [x for x, _ in corners], [y for _, y in corners]
            side = max(max(xs) - min(xs), max(ys) - min(ys))
            center = sum(xs) / len(xs), sum(ys) / len(ys)
            known = any(abs(center[0] - x) < side / 4 and abs(center[1] - y) < side / 4 for x, y in centers)
            if side < _SMALLEST_SUSPECT or known:
                continue
            centers.append(center)
            margin = side // 5  # the quiet zone of four modules, and corners that were guessed too narrow
            left, top = max(0, min(xs) - margin), max(0, min(ys) - margin)
            right, bottom = min(width, max(xs) + margin), min(height, max(ys) + margin)
            if right - left >= _SMALLEST_SUSPECT and bottom - top >= _SMALLEST_SUSPECT:
                parts.append(view.cropped(left, top, right, bottom))
        return parts


def always_readings() -> list[Reading]:
    """The four that run on every frame.

    Of a large frame the bars are read at half size, and the full size is read as it is: the rest takes its turn.
    """
    small, large = ZxingReader(downscale=True, invert=True), ZxingReader()
    linear = LinearReader(LINEAR)
    return [
        Reading("global", ZxingReader(binarizer="GlobalHistogram").read),
        Reading("half", _half(ZxingReader(invert=True))),
        Reading("full", lambda view: (large if view.is_large else small).read_and_note(view)),
        Reading("linear", lambda view: linear.read(view.half() if view.is_large else view)),
    ]


def readings_in_turn() -> list[Reading]:
    """The ones that take turns, by gain for their cost. Some come twice: they cost little and find much."""
    local, overall, linear = ZxingReader(), ZxingReader(binarizer="GlobalHistogram"), LinearReader(LINEAR)
    matrix, upc_e = ZxingReader(("DataMatrix",), rotate=True), LinearReader(("UPCE",))

    def _others(view: View) -> list[Decoded]:
        return matrix.read(view) or upc_e.read(view)

    suspects = Reading("suspects", SuspectReader().read, 0.5, _has_suspects)
    half_sharpened = Reading("half sharpened", _half(ZxingReader(invert=True), sharpened(1.0)), 0.3)
    strongly_sharpened = Reading("strongly sharpened", _whole(overall, sharpened(3.0, 3.0)), 0.5)
    shadows_lifted = Reading("shadows lifted", _whole(local, curved(LIFT_SHADOWS)), 0.4)
    smooth = Reading("smoothed", _whole(local, smoothed(1.0)), 0.4)
    linear_half_evened = _half(linear, evened)
    linear_evened = _whole(linear, evened)
    return [
        suspects,
        Reading("center enlarged", _enlarged(local, 2.0, _CENTER), 1.0),
        half_sharpened,
        strongly_sharpened,
        shadows_lifted,
        half_sharpened,
        Reading("linear evened", lambda view: (linear_half_evened if view.is_large else linear_evened)(view), 0.9),
        smooth,
        Reading("linear whole", linear.read, 0.8, _is_large),
        strongly_sharpened,
        shadows_lifted,
        Reading("other symbols", lambda view: _others(view.half() if view.is_large else view), 0.9),
        Reading("shadows lifted more", _whole(local, curved(LIFT_SHADOWS_MORE)), 0.4),
        Reading("right enlarged", _enlarged(local, 2.0, (0.42, 0.0, 1.0, 1.0)), 1.2, _is_large),
        smooth,
        Reading("lights lowered", _whole(local, curved(LOWER_LIGHTS)), 0.3),
        Reading("left enlarged", _enlarged(local, 2.0, (0.0, 0.0, 0.58, 1.0)), 1.2, _is_large),
        Reading("linear whole evened", _whole(LinearReader(LINEAR, rotate=False), evened), 1.2, _is_large),
        suspects,
        Reading("whole inverted", ZxingReader(downscale=True, invert=True).read, 0.9, _is_large),
        Reading("center enlarged, global", _enlarged(overall, 3.0, _CENTER), 0.9),
        Reading("sharpened", _whole(local, sharpened(3.0)), 0.9),
        Reading("other symbols, whole", ZxingReader(("DataMatrix",)).read, 0.6, _is_large),
    ]


def zbar_readings() -> list[Reading]:
    """zbar's second opinion. Raises DecoderUnavailable where zbar is not installed."""
    linear = ZbarReader(("EAN13", "EAN8"))
    return [Reading("zbar half", _half(ZbarReader(("QRCode",)))), Reading("zbar linear", _half(linear, evened))]


def till_decoder(
    budget_ms: float = BUDGET_MS, *, with_zbar: bool = False, clock: Callable[[], float] | None = None
) -> CascadeDecoder:
    """The decoder for one camera. Raises DecoderUnavailable without zxing-cpp; zbar is left out where it is missing."""
    in_turn = readings_in_turn()
    if with_zbar:
        with contextlib.suppress(DecoderUnavailable):  # a second opinion is worth having, not worth stopping for
            in_turn += zbar_readings()
    if clock is None:
        return CascadeDecoder(always_readings(), in_turn, budget_ms)
    return CascadeDecoder(always_readings(), in_turn, budget_ms, clock)
