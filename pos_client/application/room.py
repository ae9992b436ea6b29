"""Room on the disk: enough, little, or too little to promise that a sale is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from pos_client.errors import Refused

#: Below the first a person is told. Below the second nothing new begins: what a busy day writes before the log goes
#: into the file (offline_cache.database.LOG_PAGES_MAX: 40 MB) must fit, so that what has begun can end.
LOW_BYTES = 500_000_000
SPENT_BYTES = 60_000_000

Level = Literal["enough", "low", "spent"]


@dataclass(frozen=True, slots=True)
class Room:
    """`free_bytes` of the fullest disk that the till writes to."""

    level: Level
    free_bytes: int


ENOUGH = Room("enough", 0)


class RoomWatch:
    def __init__(
        self, free_bytes: Callable[[], int | None], *, low_bytes: int = LOW_BYTES, spent_bytes: int = SPENT_BYTES
    ) -> None:
        """`free_bytes` asks the system; None: it does not say, and the first write will."""
        self._free_bytes = free_bytes
        self._low_bytes = low_bytes
        self._spent_bytes = spent_bytes

    def look(self) -> Room:
        free = self._free_bytes()
        if free is None:
            return ENOUGH
        level: Level = "spent" if free < self._spent_bytes else "low" if free < self._low_bytes else "enough"
        return Room(level, free)

    def refuse_without_room(self) -> None:
        """Asked before money is taken or given. Raises Refused `disk_spent` (`free_mb`)."""
        room = self.look()
        if room.level == "spent":
            raise Refused("disk_spent", free_mb=room.free_bytes // 1_000_000)
