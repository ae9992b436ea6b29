"""A machine whose till was closed: what is left to do there, for its page and for the command line."""

from __future__ import annotations

import hmac
import importlib
import os
from contextlib import suppress
from pathlib import Path
from typing import Literal

from offline_cache.lock import WriterLock
from offline_cache.moving import write_move
from offline_cache.wiping import wipe
from pos_client.bootstrap.desk import TillStore
from pos_client.bootstrap.logs import let_go_of_files, log_to
from pos_client.bootstrap.page_ports import export_name, export_to
from pos_client.errors import Refused, Unavailable
from pos_client.ui.ports import ExportedFile
from retail.moving import arrival_code, new_move_code, normalized
from retail.ports import StoreFailed

#: Said of the disk that a file goes to, which is as a rule another one than the till's own.
DISK_CODES = ("store_disk_full", "store_read_only", "store_disk_failed")
_TRIAL_BYTES = 1 << 20


class ClosedMachine:
    """`pos_client.ui.screens.closed.presenter.ClosedTill`. `base` is open, for writing, and closed by what wipes it."""

    def __init__(self, base: TillStore) -> None:
        closed, enrolment = base.store.closed, base.store.enrolment
        assert closed is not None
        self._base = base
        self._move_id = closed.move_id
        self.reason: Literal["moved", "reset"] = closed.reason
        self.store_name = "" if enrolment is None else enrolment.store_name
        self.till = "" if enrolment is None else enrolment.till

    def waiting(self) -> int:
        return self._base.store.journal.facts().waiting

    def export_name(self) -> str:
        return export_name(self._base)

    def export_journal(self, path: str) -> ExportedFile:
        return export_to(self._base, path)

    def finish_reset(self) -> int:
        if self.reason != "reset":
            raise Refused("store_till_closed")
        try:
            importlib.import_module("pos_client.bootstrap.line").push_waiting(self._base)
            waiting = self.waiting()
        finally:
            self._base.store.close_thread()
        if not waiting:
            wipe_machine(self._base)
        return waiting

    def write_move(self, path: str) -> str:
        try:
            return write_move_file(self._base, Path(path))
        finally:
            self._base.store.close_thread()

    def wipe_moved(self, code: str) -> int:
        wanted = arrival_code(self._move_id)
        if self.reason != "moved" or not hmac.compare_digest(normalized(code), normalized(wanted)):
            raise Refused("arrival_code_wrong")
        wipe_machine(self._base)
        return 0


def write_move_file(base: TillStore, path: Path) -> str:
    """Write the file in which the till moves; the code that opens it, which nobody keeps. Any number of times.

    Raises Unavailable `move_unwritable`, and StoreFailed for a till that was not closed to move.
    """
    code = new_move_code()
    try:
        write_move(base.store, path, normalized(code), made_at=base.clock.now().isoformat(timespec="seconds"))
    except StoreFailed as error:
        if error.code not in DISK_CODES:
            raise
        raise Unavailable("move_unwritable", path=str(path)) from error
    return code


def probe(path: Path, size_bytes: int) -> None:
    """Whether a file of this size can be written there: asked before anything is closed. Raises Unavailable."""
    trial = path.with_name(path.name + ".trial")
    try:
        with trial.open("wb") as file:
            for _ in range(-(-size_bytes // _TRIAL_BYTES)):
                file.write(bytes(_TRIAL_BYTES))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise Unavailable("move_unwritable", path=str(path)) from error
    finally:
        with suppress(OSError):
            trial.unlink(missing_ok=True)


def wipe_machine(base: TillStore) -> None:
    """Close the store, and take keys and data off this machine. Raises Unavailable: it goes on at the next start."""
    folder, secrets = base.store.data_folder, base.store.secrets
    try:
        base.close()
        lock = WriterLock(folder, "wiping")
        had_log = let_go_of_files()
        try:
            wipe(folder, secrets)
        finally:
            lock.release()
            if had_log:
                log_to(folder)
    except StoreFailed as error:
        raise Unavailable(error.code, **error.params) from error
