"""What is told of this machine in the top bar and on its page: room, an update that lies ready, its own backups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pos_client.application.room import ENOUGH, Room

UpdateKind = Literal["off", "unknown", "current", "ready", "blocked"]


@dataclass(frozen=True, slots=True)
class UpdateNews:
    """`off`: no address is set; `ready`: `path` was fetched and checked; `blocked`: `minimum` comes first.

    `notes` by language, as the group wrote them. `checked_at` is empty before the first look.
    """

    kind: UpdateKind = "unknown"
    version: str = ""
    path: str = ""
    minimum: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)
    checked_at: str = ""


@dataclass(frozen=True, slots=True)
class BackupNews:
    """Those that the till makes by itself: how many are there, when the newest was made (ISO 8601; empty: none is
    there), where they go, and why the last try made none (a code; empty: it did). Not `is_known`: the folder was not
    looked at yet.
    """

    kept: int = 0
    at: str = ""
    folder: str = ""
    trouble: str = ""
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class MachineNews:
    """`update`: the version that lies ready, told while no basket is open; else empty."""

    room: Room = ENOUGH
    update: str = ""


NOTHING_NEW = MachineNews()
