"""One serving process for one SQLite file: a second one is told who the first is.

Two of them would lose nothing, but each keeps a run of feed versions of its own, and a till that met them by turns
would begin its feeds again and again. Several processes side by side are what PostgreSQL is for. Commands may stand
beside it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from central_ledger.store.database import StoreUnavailable

LOCK_NAME = "serving.lock"

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        os.lseek(handle, 4096, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def serving_alone(folder: Path) -> Generator[None, None, None]:
    """Held while the block runs; the system lets go when the process ends, however. Raises StoreUnavailable."""
    path = folder / LOCK_NAME
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
    except OSError as error:
        raise StoreUnavailable(f"{path} cannot be written: {error}") from error
    try:
        try:
            _lock(handle)
        except OSError as error:
            holder = path.read_text("ascii", "replace").strip() or "unknown"
            raise StoreUnavailable(
                f"this ledger is served already, by process {holder}: stop that one first, or give this one a data "
                "directory of its own"
            ) from error
        os.ftruncate(handle, 0)
        os.write(handle, str(os.getpid()).encode())
        yield
    finally:
        os.close(handle)
