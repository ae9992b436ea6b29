"""The world's clock, ids and randomness, as the ports of retail.ports want them."""

from __future__ import annotations

import gc
import secrets
import sys
import time
from datetime import datetime, tzinfo

#: Zones change their offset on a quarter of an hour, in all of today's laws.
_QUARTER_SECONDS = 900


def take_turns_often() -> None:
    """Let a thread that waits for the interpreter have it after a fifth of a millisecond: a sale asks for it some
    twenty times, and the thread that brings a million rows in would keep it 25 times as long each time.
    """
    sys.setswitchinterval(0.0002)


def collect_seldom() -> None:
    """Let the collector of cycles look when 20,000 objects are new, not 700: a page of a pull makes that many, none of
    them in a cycle, and every look holds all threads up, the one through everything for 20 ms.
    """
    gc.set_threshold(20_000)


class SystemClock:
    """The machine's wall clock in its own time zone, and a monotonic clock since this object was made."""

    def __init__(self) -> None:
        self._started_ns = time.monotonic_ns()
        self._zone: tuple[int, tzinfo | None] = (-1, None)

    def now(self) -> datetime:
        seconds = time.time()
        quarter, zone = self._zone
        # Asking for the zone takes longer than all else of a journal entry's time, and a shopper waits for it.
        if zone is None or quarter != int(seconds) // _QUARTER_SECONDS:
            quarter, zone = int(seconds) // _QUARTER_SECONDS, datetime.fromtimestamp(seconds).astimezone().tzinfo
            self._zone = (quarter, zone)
        return datetime.fromtimestamp(seconds, zone)

    def elapsed_ms(self) -> int:
        return (time.monotonic_ns() - self._started_ns) // 1_000_000


class TimeOrderedIds:
    """UUIDs of version 7 (RFC 9562) as 32 hex digits: 48 bits of milliseconds, then randomness."""

    def new(self) -> str:
        milliseconds = time.time_ns() // 1_000_000
        number = (milliseconds & (1 << 48) - 1) << 80 | secrets.randbits(80)
        number = number & ~(0xF << 76) | 0x7 << 76
        number = number & ~(0x3 << 62) | 0x2 << 62
        return f"{number:032x}"
