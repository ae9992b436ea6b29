"""Which kind of symbol a code was read from, by AIM identifier (ISO/IEC 15424) or by a decoder's name for it."""

from __future__ import annotations

import enum
import re

_AIM = re.compile(r"\][A-Za-z][0-9A-Za-z]")
# FNC1 in the first position, with and without extended interpretations: the content is GS1 element strings.
_GS1_AIM = frozenset(("]C1", "]d2", "]d5", "]Q3", "]Q4", "]e0", "]J1"))
_RETAIL_AIM = frozenset(("]E0", "]E3", "]E4"))
_RETAIL_NAMES = frozenset(("EAN13", "EAN8", "UPCA", "EANUPC", "ISBN", "ISBN13", "ITF14"))
_UPC_E_NAMES = frozenset(("UPCE", "UPCE0", "UPCE1"))
_NOT_IN_NAMES = re.compile(r"[^A-Z0-9]")


class Symbology(enum.Enum):
    """What the symbol promises of its content."""

    RETAIL = "EAN or UPC: one number of goods"
    UPC_E = "a compressed UPC"
    GS1 = "GS1 element strings"
    OTHER = "nothing"


def split_aim(text: str) -> tuple[str | None, str]:
    """The AIM identifier at the start of what a scanner sent, or None, and the rest."""
    found = _AIM.match(text)
    return (found.group(), text[3:]) if found else (None, text)


def symbology_of(name: str | None) -> Symbology:
    """By AIM identifier, or by name as zxing-cpp, zbar and scanners write it (`EAN13`, `EAN-13`, `DataBar Omni`)."""
    if not name:
        return Symbology.OTHER
    if name in _GS1_AIM:
        return Symbology.GS1
    if name in _RETAIL_AIM:
        return Symbology.RETAIL
    plain = _NOT_IN_NAMES.sub("", name.upper())
    if plain in _UPC_E_NAMES:
        return Symbology.UPC_E
    if plain in _RETAIL_NAMES:
        return Symbology.RETAIL
    return Symbology.GS1 if plain.startswith(("GS1", "DATABAR")) else Symbology.OTHER
