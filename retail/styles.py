"""Styles: one design in all its colours and sizes. Catalogues know SKUs; what people like is a style.

A product does not name its style, so it is told by what all its SKUs share: brand and name. Where every variant has a
name of its own, each is a style of its own, and nothing else changes.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256


@lru_cache(maxsize=8192)
def style_of(brand: str, name: str) -> str:
    """The key of a style: 16 hex digits, the same at every till and ledger."""
    return sha256(f"{brand}\n{name}".encode()).hexdigest()[:16]
