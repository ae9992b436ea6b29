"""What a store allows of goods that come back: the settings row `returns` (docs/spec/line.md, section 11)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

VOID_MINUTES = 15


@dataclass(frozen=True, slots=True)
class ReturnLimits:
    """`void_minutes`: how long the last sale may be voided. `without_receipt_minor`: how much may go back at one time
    for goods that nobody shows a receipt of; 0: nothing does.
    """

    void_minutes: int = VOID_MINUTES
    without_receipt_minor: int = 0


def read_return_limits(settings: Mapping[str, Any]) -> ReturnLimits:
    """From the store's settings; what is missing or no number allows nothing, but for the minutes of a void."""
    document = settings.get("returns")
    if not isinstance(document, Mapping):
        return ReturnLimits()
    minutes, most = document.get("void_minutes", VOID_MINUTES), document.get("without_receipt_minor", 0)
    return ReturnLimits(
        minutes if type(minutes) is int and minutes >= 0 else VOID_MINUTES,
        most if type(most) is int and most > 0 else 0,
    )
