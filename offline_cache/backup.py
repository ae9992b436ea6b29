"""A copy of the store in one file while the till sells, and the way back from it."""

from __future__ import annotations

import shutil
from pathlib import Path

from offline_cache.closing import noted_move
from offline_cache.database import DATABASE_NAME, TillDatabase, open_database
from offline_cache.database_key import settled_key
from offline_cache.errors import DamagedFile, KeyMissing, TillClosed, folder_error
from offline_cache.keys import SecretStore
from offline_cache.lock import WriterLock
from offline_cache.migrations import schema_version
from retail.durable import flush_file, flush_folder

LIVE_SUFFIXES = ("", "-wal", "-shm")


def copy_durably(database: TillDatabase, path: Path) -> None:
    """Write the database to `path`, wholly or not at all, replacing an older copy. Raises StoreError.

    Of a damaged database no copy is made: it would take the place of an older one that may be whole.
    """
    temporary = path.with_name(path.name + ".new")
    try:
        temporary.unlink(missing_ok=True)
        database.copy_to(temporary)
        flush_file(temporary)
        temporary.replace(path)
        flush_folder(path.parent)
    except OSError as error:
        raise folder_error(error, path.parent) from error
    finally:
        for suffix in LIVE_SUFFIXES:
            temporary.with_name(temporary.name + suffix).unlink(missing_ok=True)


def restore(data_folder: Path, secrets: SecretStore, backup: Path, *, program: str) -> Path:
    """Put a backup in the place of the store; the folder's subfolder that now holds what was there before.

    The journal then goes on in a new epoch, because the head beside the secrets is ahead (docs/spec/offline.md,
    section 2). Raises StoreError: WriterPresent while a till runs; KeyMissing, WrongKey or DamagedFile for a backup
    that cannot be used, and then nothing was changed.
    """
    folder = data_folder.resolve()
    lock = WriterLock(folder, program)
    try:
        if noted_move(secrets) is not None:
            raise TillClosed
        key = settled_key(folder / DATABASE_NAME, secrets, writer=True)
        if key is None:
            raise KeyMissing(path=str(backup))
        arriving = folder / (DATABASE_NAME + ".arriving")
        try:
            shutil.copyfile(backup, arriving)
            _require_whole(arriving, key)
            flush_file(arriving)
            aside = put_aside(folder)
            arriving.rename(folder / DATABASE_NAME)
            flush_folder(folder)
            return aside
        finally:
            arriving.unlink(missing_ok=True)
    except OSError as error:
        raise folder_error(error, folder) from error
    finally:
        lock.release()


def _require_whole(path: Path, key: bytes) -> None:
    database = open_database(path, key, read_only=True)
    try:
        database.require_whole()
        if schema_version(database) == 0:
            # An empty file is a whole database to SQLite.
            raise DamagedFile(path=str(path), detail="empty")
    finally:
        database.close_all()


def put_aside(folder: Path) -> Path:
    """Make room for another database; the subfolder that has the files now. Raises OSError.

    They go aside together: SQLite would replay a WAL that stayed behind into the new file.
    """
    number = 1
    while (aside := folder / f"before-restore-{number}").exists():
        number += 1
    aside.mkdir(mode=0o700)
    # The WAL first: if the machine stops here, the old file is still whole as of its last checkpoint and no more.
    for suffix in reversed(LIVE_SUFFIXES):
        live = folder / (DATABASE_NAME + suffix)
        if live.exists():
            live.rename(aside / live.name)
    flush_folder(aside)
    return aside
