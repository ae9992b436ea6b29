"""Where a serving ledger writes what happened: to standard error, and to rotating files of its directory.

Each process has a file of its own, `ledger.log` the first, `ledger-2.log` one that serves the same database beside it:
two that rotate one file would lose each other's lines.
"""

from __future__ import annotations

import logging
import logging.handlers
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from central_ledger.locks import hold
from retail.log_lines import LOG_BYTES_MAX, LOGS_KEPT, JsonLines

LOG_FOLDER = "logs"
LOG_NAME = "ledger"
#: So many processes with one directory have a file each; what further ones say goes to standard error alone.
PROCESSES_MAX = 8

log = logging.getLogger("central_ledger")


@contextmanager
def logging_to(directory: Path | None) -> Iterator[None]:
    """While the block runs; `directory` None: to standard error alone. A folder that cannot be written costs the
    files, not the ledger.
    """
    root = logging.getLogger()
    handlers: list[logging.Handler] = [logging.StreamHandler(sys.stderr)]
    why, held = None, None
    if directory is not None:
        try:
            file, held = _own_file(directory / LOG_FOLDER)
            handlers += [] if file is None else [file]
        except OSError as error:
            why = str(error)
    for handler in handlers:
        handler.setFormatter(JsonLines())
    root.handlers[:] = handlers
    root.setLevel(logging.INFO)
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    if why is not None:
        log.warning("no log is kept in files", extra={"facts": {"why": why}})
    try:
        yield
    finally:
        for handler in handlers[1:]:
            root.removeHandler(handler)
            handler.close()
        if held is not None:
            os.close(held)


def log_files(directory: Path) -> list[Path]:
    """The newest of each process first."""
    stems = [LOG_NAME, *(f"{LOG_NAME}-{number}" for number in range(2, PROCESSES_MAX + 1))]
    ends = ["", *(f".{number}" for number in range(1, LOGS_KEPT + 1))]
    names = [f"{stem}.log{end}" for end in ends for stem in stems]
    return [path for name in names if (path := directory / LOG_FOLDER / name).is_file()]


def _own_file(folder: Path) -> tuple[logging.Handler | None, int | None]:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for number in range(1, PROCESSES_MAX + 1):
        stem = LOG_NAME if number == 1 else f"{LOG_NAME}-{number}"
        held = hold(folder / f"{stem}.lock")
        if held is None:
            continue
        handler = logging.handlers.RotatingFileHandler(
            folder / f"{stem}.log", maxBytes=LOG_BYTES_MAX, backupCount=LOGS_KEPT, encoding="utf-8"
        )
        return handler, held
    return None, None
