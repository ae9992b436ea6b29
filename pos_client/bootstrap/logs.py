"""Where the till writes what happened to it."""

from __future__ import annotations

import logging
import logging.handlers
from pathlib import Path

LOG_BYTES_MAX = 2_000_000


def log_to(folder: Path) -> None:
    """A rotating log file beside the data; a folder that cannot be written costs the log, not the till."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = logging.handlers.RotatingFileHandler(
            folder / "till.log", maxBytes=LOG_BYTES_MAX, backupCount=5, encoding="utf-8"
        )
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.INFO)


def let_go_of_files() -> bool:
    """Write no log file any more: its folder is about to go. Whether there was one."""
    root = logging.getLogger()
    found = [handler for handler in root.handlers if isinstance(handler, logging.handlers.RotatingFileHandler)]
    for handler in found:
        root.removeHandler(handler)
        handler.close()
    return bool(found)
