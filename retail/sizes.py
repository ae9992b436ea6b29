"""Which part of a product's variant is a size, as people wear it: `燕麦色 / M` is M, `30ml` is none."""

from __future__ import annotations

import re
from functools import lru_cache

_SIZE = re.compile(r"X{0,4}[SL]|M|[2-6]XL|[2-5][0-9](\.5)?|1[0-9]{2}(/[0-9]{2,3}[A-C]?)?|均码|One Size", re.ASCII)


@lru_cache(maxsize=8192)
def size_of(variant: str) -> str | None:
    """The last part that is a size; None when there is none."""
    parts = (part.strip() for part in reversed(variant.split(" / ")))
    return next((part for part in parts if _SIZE.fullmatch(part)), None)
