"""One writer at a time: a lock file in the data folder, held as long as the process lives.

The operating system lets go of it when the process ends, however it ends; a file left behind says nothing.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from offline_cache.errors import WriterPresent, folder_error

LOCK_NAME = "writer.lock"

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        # Windows locks bytes and denies reading them: one byte far behind the text keeps the holder's name readable.
        os.lseek(handle, 4096, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class WriterLock:
    """Taken when made; raises WriterPresent (`pid`, `program`), ReadOnlyFolder, DiskFull or DiskFailed."""

    def __init__(self, folder: Path, program: str) -> None:
        path = folder / LOCK_NAME
        try:
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        except OSError as error:
            raise folder_error(error, folder) from error
        try:
            _lock(self._handle)
        except OSError as error:
            os.close(self._handle)
            raise WriterPresent(**holder(folder)) from error
        text = json.dumps({"pid": os.getpid(), "program": program}).encode()
        try:
            os.lseek(self._handle, 0, os.SEEK_SET)
            os.write(self._handle, text)
            os.ftruncate(self._handle, len(text))
        except OSError as error:
            os.close(self._handle)
            raise folder_error(error, folder) from error

    def release(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def holder(folder: Path) -> dict[str, object]:
    """The `pid` and `program` that the lock file names (0 and "" when it cannot be read)."""
    try:
        found = json.loads((folder / LOCK_NAME).read_text())
        return {"pid": int(found["pid"]), "program": str(found["program"])}
    except (OSError, ValueError, KeyError, TypeError):
        return {"pid": 0, "program": ""}
