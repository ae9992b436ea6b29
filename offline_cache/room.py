"""How much room the disks have that the till writes to."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path


def free_bytes(folders: Iterable[Path]) -> int | None:
    """Of the fullest of them; None when the system does not say."""
    try:
        return min(shutil.disk_usage(folder).free for folder in folders)
    except (OSError, ValueError):
        return None
