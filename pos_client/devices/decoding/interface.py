"""What every decoder promises, whatever library does the work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

Frame = npt.NDArray[np.uint8]
"""Height × width gray levels, or height × width × 3 in OpenCV's order blue, green, red."""

Corner = tuple[int, int]
"""x, y in pixels of the frame that was handed to `decode`."""

TWO_DIMENSIONAL = frozenset({"QRCode", "DataMatrix"})
"""Symbologies with error correction. The others have a check digit at most, and are believed at the second sighting."""


class DecoderUnavailable(Exception):
    """A decoding library is not installed here, or lacks a system library. The text says which, and what to install."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """One code in a frame.

    `data` is exactly what the symbol holds. `text` is derived from it (see `text_of`). `symbology` is one of `QRCode`,
    `DataMatrix`, `EAN13`, `EAN8`, `UPCA`, `UPCE`, `Code128`. `aim` is the AIM identifier (`]Q1`, `]C1` for GS1-128), or
    empty when the library does not tell it. `position` has four corners, or fewer when the library found no more.
    """

    data: bytes
    text: str
    symbology: str
    aim: str
    position: tuple[Corner, ...]

    @property
    def is_two_dimensional(self) -> bool:
        return self.symbology in TWO_DIMENSIONAL


class Decoder(Protocol):
    """Anything that finds codes in a frame. One instance serves one thread: it may keep state between frames."""

    def decode(self, frame: Frame) -> list[Decoded]:
        """Every code found in a frame of any size, an empty one included; an empty list when there is none."""


def text_of(data: bytes) -> str:
    """The text that the bytes of a code most likely mean: UTF-8, else GB18030, else Latin-1 (which never fails).

    The libraries' own guesses are wrong for Chinese encodings and for binary contents, so they are not used.
    """
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")
