"""Backups of a ledger that nobody has to think of: made, encrypted, read back, kept for some time. docs/operations.md.

An embedded ledger's backup is a copy of its file, under the same key. Of a PostgreSQL database it is a dump that
`ledger.key` seals. The key lies in neither: keep it apart. Names, room and what goes: retail/backup_files.py.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from central_ledger.application.ledger import Ledger, utc_now
from central_ledger.data_directory import DataDirectory
from central_ledger.locks import hold
from central_ledger.serving import serving_alone
from central_ledger.store.database import StoreUnavailable
from central_ledger.store.key_files import read_key
from central_ledger.store.pg_programs import feed, output_of
from central_ledger.store.sealed_dump import opened, seal
from central_ledger.store.sqlite import SqliteDatabase
from retail.backup_files import BackupFiles, FolderGone, NoRoom, ending_of
from retail.durable import flush_file, flush_folder
from retail.machine import Machine

#: Where the newest one is noted in the ledger that it was made of.
META = "backup"
#: A serving ledger makes one so often, and this many are kept.
EVERY = timedelta(days=1)
KEPT = 14
_FILE, _DUMP = "db", "dump"


@dataclass(frozen=True, slots=True)
class BackupPlan:
    """Where a serving process has backups put, and how many are kept; `folder` None: it makes none."""

    folder: Path | None
    kept: int


class BackingUpAlready(StoreUnavailable):
    """Another process makes one into the same folder just now."""


@dataclass(frozen=True, slots=True)
class Backup:
    """`file` was written and read back at `at` (ISO 8601, UTC); `entries` are in it; `kept` are in its folder now."""

    file: str
    at: str
    bytes: int
    entries: int
    kept: int
    seconds: float


def newest(ledger: Ledger) -> Backup | None:
    """The one that was made last; None: this ledger was never backed up by this program."""
    noted = ledger.reference.meta(META)
    return None if noted is None else Backup(**json.loads(noted))


def is_due(ledger: Ledger) -> bool:
    last = newest(ledger)
    return last is None or ledger.clock() - datetime.fromisoformat(last.at) >= EVERY


def back_up(
    data: DataDirectory, folder: Path, kept: int, machine: Machine, clock: Callable[[], datetime] = utc_now
) -> Backup:
    """Make one, beside whoever serves, and let the oldest go that are more than `kept`. Raises ValueError for what
    cannot be backed up here, StoreUnavailable (BackingUpAlready) and OSError: then nothing of what was there is gone.
    """
    started, folder = time.monotonic(), folder.absolute()
    with closing(data.look(clock)) as ledger:
        if ledger.database.is_distributed:
            raise ValueError("a cluster is backed up node by node, by its own tools (citus_create_restore_point)")
        if data.folder is None or not data.key_path.exists():
            raise ValueError("a backup is sealed by ledger.key: say --data DIR, and `init` there first")
        files = files_in(folder)
        try:
            files.require_folder(data.folder.absolute())
        except FolderGone as error:
            raise StoreUnavailable(
                f"the folder for backups is not there: {folder}; none was made, and nothing was written elsewhere. "
                "Mount its disk, or make the folder"
            ) from error
        lock = hold(folder / "backing-up.lock")
        if lock is None:
            raise BackingUpAlready(f"another process backs up into {folder} just now")
        try:
            made = _made(data, ledger, files, machine, kept)
        finally:
            os.close(lock)
        entries = int(ledger.database.value("SELECT COALESCE(SUM(high_water), 0) FROM epoch"))
        at = ledger.clock().astimezone(UTC).isoformat(timespec="seconds")
        left = len(files.whole())
        noted = Backup(str(made), at, made.stat().st_size, entries, left, round(time.monotonic() - started, 1))
        with ledger.database.transaction():
            ledger.reference.set_meta(META, json.dumps(asdict(noted)))
    return noted


def files_in(folder: Path) -> BackupFiles:
    """A ledger's backups in a folder."""
    return BackupFiles(folder, "ledger", (_FILE, _DUMP))


def _made(data: DataDirectory, ledger: Ledger, files: BackupFiles, machine: Machine, kept: int) -> Path:
    """The new one, on its disk and read back."""
    try:
        files.require_room(_size_of(data, ledger), machine.disk_free_bytes)
    except NoRoom as error:
        raise StoreUnavailable(
            f"no room for a backup in {files.folder}: {error.free_bytes // 1_000_000} MB are free, "
            f"{error.needed_bytes // 1_000_000} MB are needed; those that are there were kept"
        ) from error

    def write(path: Path) -> None:
        if isinstance(ledger.database, SqliteDatabase):
            ledger.database.copy_to(path, read_key(data.key_path))
        else:
            with output_of("pg_dump", str(data.url), "--format=custom") as dump, path.open("wb") as file:
                seal(dump, file, bytes.fromhex(read_key(data.key_path)))
        require_whole(path, data)

    ending = _FILE if isinstance(ledger.database, SqliteDatabase) else _DUMP
    return files.make(ledger.clock(), ending, write, kept)


def _size_of(data: DataDirectory, ledger: Ledger) -> int:
    if data.url is not None:
        return int(ledger.database.value("SELECT pg_database_size(current_database())"))
    log = data.database_path.with_name(data.database_path.name + "-wal")
    return data.database_path.stat().st_size + (log.stat().st_size if log.exists() else 0)


def require_whole(path: Path, data: DataDirectory) -> None:
    """Read all of a backup, with the key that lies in the directory. Raises StoreUnavailable."""
    key = read_key(data.key_path)
    if ending_of(path) == _DUMP:
        with path.open("rb") as file:
            feed("pg_restore", None, opened(file, bytes.fromhex(key)), "--file=-")
        return
    with closing(SqliteDatabase(path, key)) as copy:
        copy.check_file()
        if not copy.schema_version():
            raise StoreUnavailable(f"{path} holds no ledger")


def put_back(data: DataDirectory, path: Path, into: str | None = None) -> dict[str, str]:
    """Put a backup in the place of the ledger: of an embedded one the file, and what was there goes aside; into an
    empty PostgreSQL database (`into`, or the directory's own). Raises ValueError, StoreUnavailable and OSError: then
    nothing was changed.
    """
    if ending_of(path) == _DUMP:
        url = into or data.url
        if url is None:
            raise ValueError("say --into postgresql://…: an empty database")
        require_whole(path, data)
        with path.open("rb") as file:
            pieces = opened(file, bytes.fromhex(read_key(data.key_path)))
            feed("pg_restore", url, pieces, "--exit-on-error", "--no-owner", "--single-transaction")
        return {"restored": str(path), "into": "the database"}
    with serving_alone(data.path):
        arriving = data.path / "ledger.db.arriving"
        try:
            shutil.copyfile(path, arriving)
            arriving.chmod(0o600)
            require_whole(arriving, data)
            flush_file(arriving)
            aside = _put_aside(data)
            arriving.replace(data.database_path)
            flush_folder(data.path)
        finally:
            for left in data.path.glob("ledger.db.arriving*"):
                left.unlink()
    return {"restored": str(path), "into": str(data.database_path), "before": str(aside)}


def _put_aside(data: DataDirectory) -> Path:
    """Make room for another file: where what was there is now. Its log goes along, or it would be replayed."""
    number = 1
    while (aside := data.path / f"before-restore-{number}").exists():
        number += 1
    aside.mkdir(mode=0o700)
    for suffix in ("-wal", "-shm", ""):
        live = data.database_path.with_name(data.database_path.name + suffix)
        if live.exists():
            live.rename(aside / live.name)
    flush_folder(aside)
    return aside
