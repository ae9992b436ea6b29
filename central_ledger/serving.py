"""Who serves a ledger: one process an embedded one, any number of them a PostgreSQL database.

A run is the time in which the feeds' versions go on without a gap; cursors name theirs (`Feeds.start_run`). The
processes that serve one database side by side share a run: whoever finds nobody else serving begins a new one, since
the database may have been restored from a backup meanwhile. Of one SQLite file a second process is told who the first
is: two would lose nothing, but several side by side are what PostgreSQL is for. Commands may stand beside it. That a
database is put back while they serve is noticed by `application.runs`.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from central_ledger.application.ledger import Ledger
from central_ledger.application.runs import ServedRun, start_run
from central_ledger.data_directory import DataDirectory
from central_ledger.locks import hold, holder
from central_ledger.store.database import StoreUnavailable

LOCK_NAME = "serving.lock"


@contextmanager
def serving(data: DataDirectory) -> Generator[ServedRun, None, None]:
    """Held while the block runs; gives the run. The system lets go when the process ends, however.

    Raises NotInitialised, StoreUnavailable.
    """
    with ExitStack() as held:
        if data.url is None:
            held.enter_context(serving_alone(data.path))
        ledger = data.open()
        held.callback(ledger.close)
        ledger.database.join_serving(lambda: _begin(ledger))
        run = ServedRun.of(ledger)
        if data.url is None:
            ledger.close()
        yield run


def _begin(ledger: Ledger) -> None:
    start_run(ledger)


@contextmanager
def serving_alone(folder: Path) -> Generator[None, None, None]:
    """Held while the block runs; the system lets go when the process ends, however. Raises StoreUnavailable."""
    path = folder / LOCK_NAME
    try:
        handle = hold(path)
    except OSError as error:
        raise StoreUnavailable(f"{path} cannot be written: {error}") from error
    if handle is None:
        raise StoreUnavailable(
            f"this ledger is served already, by process {holder(path)}: stop that one first, or give this one a data "
            "directory of its own"
        )
    try:
        yield
    finally:
        os.close(handle)
