"""Where the till writes what happened to it."""

from __future__ import annotations

import logging
import logging.handlers
from pathlib import Path

from retail.log_lines import LOG_BYTES_MAX, LOGS_KEPT, JsonLines

LOG_FOLDER = "logs"
LOG_NAME = "till.log"


def log_to(data_folder: Path) -> None:
    """Rotating files beside the data; a folder that cannot be written costs the log, not the till."""
    folder = data_folder / LOG_FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler: logging.Handler = logging.handlers.RotatingFileHandler(
            folder / LOG_NAME, maxBytes=LOG_BYTES_MAX, backupCount=LOGS_KEPT, encoding="utf-8"
        )
    except OSError:
        handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
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


def log_files(data_folder: Path) -> list[Path]:
    """The newest first."""
    folder = data_folder / LOG_FOLDER
    names = [LOG_NAME, *(f"{LOG_NAME}.{number}" for number in range(1, LOGS_KEPT + 1))]
    return [path for name in names if (path := folder / name).is_file()]
