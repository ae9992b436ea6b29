"""What two pages ask of the program around them: the connection page and the page that enrols a till."""

from __future__ import annotations

import importlib
import socket
from pathlib import Path

from pos_client.bootstrap.desk import TillStore
from pos_client.errors import Unavailable
from pos_client.sync.worker import SyncWorker
from pos_client.ui.ports import ExportedFile, SelfCheck
from retail.ports import StoreFailed


def export_name(base: TillStore) -> str:
    """A name for a file with the journal, as of now."""
    enrolment = base.store.enrolment
    till = "" if enrolment is None else f"{enrolment.store}-{enrolment.till}-"
    return f"onetill-{till}{base.clock.now():%Y%m%d-%H%M}.otj"


def export_to(base: TillStore, path: str) -> ExportedFile:
    """`pos_client.ui.ports.LineControl.export_journal`, on the thread of a pool."""
    try:
        exporting = importlib.import_module("pos_client.bootstrap.journal_export")
        exported: ExportedFile = exporting.export_journal(base, Path(path))
        return exported
    finally:
        base.store.close_thread()


class Line:
    """Steers the sync worker for the connection page, and goes round the line with a file."""

    def __init__(self, worker: SyncWorker, base: TillStore) -> None:
        self._worker = worker
        self._base = base

    @property
    def checks(self) -> SelfCheck:
        made: SelfCheck = importlib.import_module("pos_client.bootstrap.self_check").ProcessCheck(self._base)
        return made

    def export_name(self) -> str:
        return export_name(self._base)

    def export_journal(self, path: str) -> ExportedFile:
        return export_to(self._base, path)

    def sync_now(self) -> None:
        self._worker.wake(now=True)


class Enrolling:
    """Enrolment for its page; runs on a pool thread, whose connection to the store it closes."""

    def __init__(self, base: TillStore) -> None:
        self._base = base

    def enrol(self, address: str, code: str, device: str) -> object:
        try:
            line = importlib.import_module("pos_client.bootstrap.line")
            return line.enrol_till(self._base, address, code, device or socket.gethostname())
        except StoreFailed as error:
            raise Unavailable(error.code, **error.params) from error
        finally:
            self._base.store.close_thread()
