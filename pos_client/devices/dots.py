"""A PNG as the black dots of a receipt printer: scaled to the paper, dithered, centred, and remembered."""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass, field
from functools import lru_cache

from PIL import Image

log = logging.getLogger(__name__)

HEIGHT_DOTS_MAX = 240  # 30 mm: a logo, not a poster
PIXELS_MAX = 8_000_000  # of the PNG: a larger one is no logo, and unpacking it costs a till its memory


@dataclass(frozen=True, slots=True)
class Dots:
    """Rows from top to bottom, eight dots a byte, the leftmost dot in its highest bit; 1 is black."""

    width: int
    rows: tuple[bytes, ...] = field(repr=False)

    @property
    def height(self) -> int:
        return len(self.rows)

    @property
    def bytes_per_row(self) -> int:
        return (self.width + 7) // 8


@lru_cache(maxsize=4)
def dots_of_png(png: bytes, paper_dots: int) -> Dots | None:
    """The picture in the middle of a band that is as wide as the paper (a multiple of 8); None when it cannot be read.

    A picture that is narrower than the paper keeps its size, one dot for a pixel.
    """
    try:
        with Image.open(io.BytesIO(png), formats=("PNG",)) as opened:
            if opened.width * opened.height > PIXELS_MAX:
                raise ValueError(f"{opened.width} x {opened.height} pixels")
            picture = _on_white(opened.convert("RGBA"))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        log.warning("the receipt's picture cannot be used: %s", error)
        return None
    factor = min(1.0, paper_dots / picture.width, HEIGHT_DOTS_MAX / picture.height)
    if factor < 1.0:
        size = (max(1, int(picture.width * factor)), max(1, int(picture.height * factor)))
        picture = picture.resize(size, Image.Resampling.LANCZOS)
    band = Image.new("L", (paper_dots, picture.height), 255)
    band.paste(picture, ((paper_dots - picture.width) // 2, 0))
    black_is_zero = band.convert("1", dither=Image.Dither.FLOYDSTEINBERG).tobytes()
    step = paper_dots // 8
    inverted = bytes(byte ^ 0xFF for byte in black_is_zero)
    return Dots(paper_dots, tuple(inverted[at : at + step] for at in range(0, len(inverted), step)))


def _on_white(picture: Image.Image) -> Image.Image:
    """Gray, with white where the picture lets the paper through."""
    paper = Image.new("RGBA", picture.size, (255, 255, 255, 255))
    paper.alpha_composite(picture)
    return paper.convert("L")
