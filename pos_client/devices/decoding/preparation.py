"""What is done to a frame before a library reads it, each thing once a frame however many readers want it.

Measured on made webcam frames and on photographs; see docs/decoding.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

import cv2
import numpy as np

from pos_client.devices.decoding.interface import Corner, Frame

SMALLEST_SIDE = 8
"""Pixels. No symbol fits into less, and half of a one-pixel frame is an empty one, on which every library raises."""
_LARGE = 700_000  # pixels


def _gamma_table(exponent: float) -> Frame:
    return cast(Frame, np.rint(255 * (np.arange(256) / 255) ** exponent).astype(np.uint8))


LIFT_SHADOWS = _gamma_table(0.5)
LIFT_SHADOWS_MORE = _gamma_table(0.35)
LOWER_LIGHTS = _gamma_table(3.5)


class View:
    """A gray frame and what has been made of it so far. `scale` tells how many of its pixels make one frame pixel.

    `suspects` are the corners of places where a symbol was located and could not be read, in pixels of this view.
    """

    __slots__ = ("_half", "gray", "origin", "scale", "suspects")

    def __init__(self, gray: Frame, scale: float = 1.0, origin: tuple[float, float] = (0.0, 0.0)) -> None:
        self.gray = gray
        self.scale = scale
        self.origin = origin  # where this view's corner stands in the frame, in frame pixels
        self.suspects: list[tuple[Corner, ...]] = []
        self._half: View | None = None

    @property
    def is_large(self) -> bool:
        """Above about 960 × 720, where a reading of the whole frame takes a good part of the budget."""
        return self.gray.size > _LARGE

    def half(self) -> View:
        """Half the size by area average: less noise and less moiré, for a quarter of the work."""
        if self._half is None:
            small = cv2.resize(self.gray, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
            self._half = View(cast(Frame, small), self.scale * 0.5, self.origin)
        return self._half

    def enlarged(self, factor: float) -> View:
        """Larger by cubic interpolation, for codes whose modules are hardly two pixels wide."""
        large = cv2.resize(self.gray, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
        return View(cast(Frame, large), self.scale * factor, self.origin)

    def cropped(self, left: int, top: int, right: int, bottom: int) -> View:
        """The part between these pixels of this view."""
        part = np.ascontiguousarray(self.gray[top:bottom, left:right])
        return View(part, self.scale, (self.origin[0] + left / self.scale, self.origin[1] + top / self.scale))

    def around(self, position: Sequence[Corner], share: float, pixels_min: int) -> View:
        """The part around a place that is given in frame pixels, with a margin: a share of the place's longer side, and
        at least so many pixels of this view."""
        xs = [round((x - self.origin[0]) * self.scale) for x, _ in position]
        ys = [round((y - self.origin[1]) * self.scale) for _, y in position]
        margin = max(pixels_min, round(share * max(max(xs) - min(xs), max(ys) - min(ys))))
        height, width = self.gray.shape[:2]
        left, top = max(0, min(xs) - margin), max(0, min(ys) - margin)
        return self.cropped(left, top, min(width, max(xs) + margin), min(height, max(ys) + margin))

    def slice(self, left: float, top: float, right: float, bottom: float) -> View:
        """The part between these shares of the width and the height."""
        height, width = self.gray.shape[:2]
        return self.cropped(round(width * left), round(height * top), round(width * right), round(height * bottom))

    def changed(self, change: Callable[[Frame], Frame]) -> View:
        """The same place with other gray levels."""
        return View(change(self.gray), self.scale, self.origin)

    def to_frame(self, x: float, y: float) -> tuple[int, int]:
        """A pixel of this view as a pixel of the frame."""
        return round(x / self.scale + self.origin[0]), round(y / self.scale + self.origin[1])


def view_of(frame: Frame) -> View | None:
    """The gray view of a frame, or None when it is too small to hold any code or is no picture at all."""
    if frame.ndim not in (2, 3) or min(frame.shape[:2]) < SMALLEST_SIDE:
        return None
    if frame.ndim == 3:
        channels = frame.shape[2]
        if channels == 1:
            frame = frame[:, :, 0]
        elif channels in (3, 4):
            code = cv2.COLOR_BGR2GRAY if channels == 3 else cv2.COLOR_BGRA2GRAY
            return View(cast(Frame, cv2.cvtColor(frame, code)))
        else:
            return None
    return View(np.ascontiguousarray(frame))


def sharpened(sigma: float, amount: float = 1.5) -> Callable[[Frame], Frame]:
    """Unsharp mask: adds `amount` times the difference to a blur of `sigma` pixels, against defocus and motion."""

    def change(gray: Frame) -> Frame:
        blurred = cv2.GaussianBlur(gray, (0, 0), sigma)
        return cast(Frame, cv2.addWeighted(gray, 1 + amount, blurred, -amount, 0))

    return change


def smoothed(sigma: float) -> Callable[[Frame], Frame]:
    """Gaussian blur of `sigma` pixels, against sensor noise and the pixel grid of a phone's screen."""
    return lambda gray: cast(Frame, cv2.GaussianBlur(gray, (0, 0), sigma))


def curved(table: Frame) -> Callable[[Frame], Frame]:
    """Gray levels through a table of 256: `LIFT_SHADOWS` for dark frames, `LOWER_LIGHTS` for overexposed ones."""
    return lambda gray: cast(Frame, cv2.LUT(gray, table))


def evened(gray: Frame) -> Frame:
    """Contrast made even over the frame (CLAHE, 8 × 8 tiles, limit 3): helps thin bars under uneven light."""
    return cast(Frame, cv2.createCLAHE(clipLimit=3.0, tileGridSize=(8, 8)).apply(gray))
