"""Backups of a ledger that nobody has to think of: made, encrypted, read back, kept for some time. docs/operations.md.

An embedded ledger's backup is a copy of its file, under the same key. Of a PostgreSQL database it is a dump that
`ledger.key` seals. The key lies in neither: keep it apart. A backup gets its name when it was read back, and an older
one goes only after that: a disk that is too full costs the new one, and none that is there.
"""

from __future__ import annotations

import json
import os
import re
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
from retail.machine import Machine

#: Where the newest one is noted in the ledger that it was made of.
META = "backup"
#: A serving ledger makes one so often, and this many are kept.
EVERY = timedelta(days=1)
KEPT = 14
#: What a backup must leave free on its disk.
LEFT_BYTES = 500_000_000
_NAME = re.compile(r"ledger-\d{8}T\d{6}Z\.(db|dump)", re.ASCII)
_PARTIAL = ".partial"


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
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = hold(folder / "backing-up.lock")
        if lock is None:
            raise BackingUpAlready(f"another process backs up into {folder} just now")
        try:
            made = _written(data, ledger, folder, machine)
            there = backups_in(folder)
            for path in there[: max(0, len(there) - max(1, kept))]:
                path.unlink()
        finally:
            os.close(lock)
        entries = int(ledger.database.value("SELECT COALESCE(SUM(high_water), 0) FROM epoch"))
        at = ledger.clock().astimezone(UTC).isoformat(timespec="seconds")
        left = len(backups_in(folder))
        noted = Backup(str(made), at, made.stat().st_size, entries, left, round(time.monotonic() - started, 1))
        with ledger.database.transaction():
            ledger.reference.set_meta(META, json.dumps(asdict(noted)))
    return noted


def backups_in(folder: Path) -> list[Path]:
    """The whole ones, the oldest first."""
    return sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name))


def _written(data: DataDirectory, ledger: Ledger, folder: Path, machine: Machine) -> Path:
    """The new one, on its disk and read back."""
    for left in folder.glob(f"*{_PARTIAL}*"):
        left.unlink()  # of one that was cut off
    embedded = isinstance(ledger.database, SqliteDatabase)
    needed = _size_of(data, ledger)
    free = machine.disk_free_bytes(folder)
    if free is not None and free < needed + LEFT_BYTES:
        raise StoreUnavailable(
            f"no room for a backup in {folder}: {free // 1_000_000} MB are free, {(needed + LEFT_BYTES) // 1_000_000} "
            "MB are needed; those that are there were kept"
        )
    name = f"ledger-{ledger.clock().astimezone(UTC):%Y%m%dT%H%M%SZ}.{'db' if embedded else 'dump'}"
    path, partial = folder / name, folder / (name + _PARTIAL)
    try:
        if isinstance(ledger.database, SqliteDatabase):
            ledger.database.copy_to(partial, read_key(data.key_path))
        else:
            with output_of("pg_dump", str(data.url), "--format=custom") as dump, partial.open("wb") as file:
                seal(dump, file, bytes.fromhex(read_key(data.key_path)))
        require_whole(partial, data)
        partial.chmod(0o600)
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        for left in folder.glob(f"{name}{_PARTIAL}*"):
            left.unlink()
    return path


def _size_of(data: DataDirectory, ledger: Ledger) -> int:
    if data.url is not None:
        return int(ledger.database.value("SELECT pg_database_size(current_database())"))
    log = data.database_path.with_name(data.database_path.name + "-wal")
    return data.database_path.stat().st_size + (log.stat().st_size if log.exists() else 0)


def require_whole(path: Path, data: DataDirectory) -> None:
    """Read all of a backup, with the key that lies in the directory. Raises StoreUnavailable."""
    key = read_key(data.key_path)
    if _is_dump(path):
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
    if _is_dump(path):
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
            with arriving.open("rb+") as file:
                os.fsync(file.fileno())
            aside = _put_aside(data)
            arriving.replace(data.database_path)
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
    return aside


def _is_dump(path: Path) -> bool:
    return path.name.removesuffix(_PARTIAL).endswith(".dump")
