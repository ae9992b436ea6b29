"""Tags and segments that other systems of the group gave a member. Source: docs/integration.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from retail.benefit_facts import moment


@dataclass(frozen=True, slots=True)
class MemberTag:
    """`source` is the system's name, `confidence_bps` of 10,000; `expires_at` None: until it is removed."""

    tag: str
    label: str
    label_en: str
    source: str
    confidence_bps: int
    expires_at: datetime | None

    def holds(self, at: datetime) -> bool:
        return self.expires_at is None or at < self.expires_at


def read_tags(row: Mapping[str, Any]) -> tuple[MemberTag, ...]:
    """The data of a row of the feed. Raises ValueError, KeyError or TypeError for what is none."""
    return tuple(
        MemberTag(
            tag=str(one["tag"]),
            label=str(one["label"]),
            label_en=str(one["label_en"]),
            source=str(one["source"]),
            confidence_bps=int(one["confidence_bps"]),
            expires_at=None if one["expires_at"] is None else moment(one["expires_at"]),
        )
        for one in row["tags"]
    )
