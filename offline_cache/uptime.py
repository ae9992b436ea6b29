"""The machine's uptime, sleep included, and which start of the machine it counts from."""

from __future__ import annotations

import ctypes
import sys
import time
import uuid
from pathlib import Path

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class SystemUptime:
    """`retail.ports.Uptime`. Where the machine does not name its start, each start of the program counts as one."""

    def __init__(self) -> None:
        self.boot = _boot_id()

    def milliseconds(self) -> int:
        if sys.platform == "win32":
            # Counts sleep, which the performance counter behind time.monotonic need not.
            tick_count = ctypes.windll.kernel32.GetTickCount64
            tick_count.restype = ctypes.c_uint64
            return int(tick_count())
        clock = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
        return time.clock_gettime_ns(clock) // 1_000_000


def _boot_id() -> str:
    try:
        return _BOOT_ID.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return f"program-{uuid.uuid4().hex}"
