"""What a screen shows of the line to the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Coming:
    """A feed that is coming in: how many rows so far, of about how many (0: nobody knows)."""

    feed: str
    rows: int
    total: int = 0


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """`connected`: the ledger answered when last asked. Times are ISO 8601 with an offset; None: never or none.

    `last_error` is a code of pos_client.error_texts, filled by `last_error_params`. `feeds` is feed -> time of its
    newest page; `pulling` are the feeds of which more is to come. `quarantined` counts entries that the ledger set
    aside since start.
    """

    connected: bool = False
    since: str | None = None
    waiting: int = 0
    oldest_waiting_at: str | None = None
    last_contact_at: str | None = None
    last_error: str | None = None
    last_error_params: Mapping[str, Any] = field(default_factory=dict)
    suspended: bool = False
    quarantined: int = 0
    next_attempt_in_ms: int | None = None
    pulling: tuple[Coming, ...] = ()
    feeds: Mapping[str, str] = field(default_factory=dict)
