"""Guides who share in a sale: parts that become shares of 10,000, by line. Source: docs/spec/line.md, section 6."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from retail.money import allocate

WHOLE_BPS = 10_000

#: More people than serve one shopper.
GUIDES_MAX = 8


@dataclass(frozen=True, slots=True)
class GuideShare:
    """One guide's part of what was sold, in ten-thousandths."""

    staff_id: str
    bps: int


def shares_of(parts: Mapping[str, int]) -> tuple[GuideShare, ...]:
    """Shares by parts of each guide (two thirds and one third: 2 and 1), which add up to the whole.

    By largest remainder, the first named goes first. Nobody: no shares. Raises ValueError for parts below 1.
    """
    if not parts:
        return ()
    if min(parts.values()) < 1 or len(parts) > GUIDES_MAX:
        raise ValueError("each guide has at least one part, and there are not too many")
    bps = allocate(WHOLE_BPS, list(parts.values()))
    return tuple(GuideShare(staff_id, share) for staff_id, share in zip(parts, bps, strict=True) if share)


def guides_document(guides: Sequence[GuideShare]) -> list[dict[str, Any]]:
    """As a sale's line carries them."""
    return [{"staff_id": share.staff_id, "bps": share.bps} for share in guides]


def read_guides(document: Sequence[Mapping[str, Any]]) -> tuple[GuideShare, ...]:
    return tuple(GuideShare(str(item["staff_id"]), int(item["bps"])) for item in document)
