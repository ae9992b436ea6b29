"""A receipt as a sequence of elements, before it becomes a printer's bytes or a page. Its words are given to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, wrapped by display width. `size` 2 is twice as wide and high."""

    text: str
    align: Align = "left"
    bold: bool = False
    size: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True)
class Row:
    """Something on the left and an amount on the right; the left part wraps, the right part never breaks."""

    left: str
    right: str
    bold: bool = False
    size: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper."""


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code of this text, centred."""

    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG, centred and dithered to black dots, at most as wide as the paper. One that cannot be read is left out."""

    png: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class OpenDrawer:
    """The pulse that opens the cash drawer, which hangs on the printer; nothing on a page."""


@dataclass(frozen=True, slots=True)
class Feed:
    """Empty lines."""

    lines: int = 1


@dataclass(frozen=True, slots=True)
class Cut:
    """The end of the paper."""


Element = Text | Row | Rule | QrCode | Picture | OpenDrawer | Feed | Cut


@dataclass(frozen=True, slots=True)
class ReceiptDocument:
    """The elements from top to bottom."""

    elements: tuple[Element, ...]
