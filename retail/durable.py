"""On the disk, not only handed to the system: before a name is given, and after. Till and ledger do it the same way."""

from __future__ import annotations

import errno
import os
from pathlib import Path

#: What file systems of other machines and of sticks answer that know no such thing of a folder.
_NOT_FOR_FOLDERS = (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS)


def flush_file(path: Path) -> None:
    """What was written to a file is on its disk. Raises OSError."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """The names in a folder are on its disk, as far as its file system can promise that. Raises OSError."""
    if os.name != "posix":
        return  # elsewhere a folder cannot be opened, and its entries are durable by themselves
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NOT_FOR_FOLDERS:
            raise
    finally:
        os.close(handle)
