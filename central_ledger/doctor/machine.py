"""What doctor asks of the machine that the ledger runs on. Only looks."""

from __future__ import annotations

import getpass
import os
import re
import shutil
import stat
import sys
from pathlib import Path

_AVAILABLE = re.compile(r"^MemAvailable:\s+(\d+) kB", re.MULTILINE)


class Machine:
    """The real one; tests plant others."""

    def disk_free_bytes(self, folder: Path) -> int | None:
        """Room on the folder's disk; None: nobody can say."""
        try:
            return shutil.disk_usage(folder).free
        except OSError:
            return None

    def memory_free_bytes(self) -> int | None:
        """What programs can still have without swapping; None where the system does not say."""
        try:
            found = _AVAILABLE.search(Path("/proc/meminfo").read_text("ascii"))
        except (OSError, ValueError):
            return None
        return None if found is None else int(found.group(1)) * 1024

    def is_open_to_others(self, path: Path) -> bool:
        """Whether other users may read a file; Windows says that by lists that are not looked at here."""
        try:
            return sys.platform != "win32" and bool(stat.S_IMODE(path.stat().st_mode) & 0o077)
        except OSError:
            return False

    def lives(self, pid: int) -> bool:
        """Whether there is such a process on this machine."""
        if sys.platform == "win32":
            return True  # to ask there would end it
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return True

    def user(self) -> tuple[str, str]:
        """Name and home folder; empty where the system knows none."""
        try:
            return getpass.getuser(), str(Path.home())
        except (KeyError, OSError, ImportError, RuntimeError):
            return "", ""
