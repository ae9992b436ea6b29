"""What can go wrong with the till's store, each with a stable code and parameters that the screens translate.

Every error of this package is a `StoreError`. SQLite's own errors leave the package only as one of these, or as a bug.
"""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

from sqlcipher3 import dbapi2

from retail.ports import StoreFailed

#: Below this many free bytes a failed write is taken for a full disk (SQLite reports some of those as plain I/O
#: errors).
FULL_DISK_BYTES = 1_000_000


class StoreError(StoreFailed):
    """Every failure of this package that is not a bug."""


class OldSqlite(StoreError):
    """The SQLite inside sqlcipher3 can corrupt a WAL file. Nothing was opened. Install the locked dependencies."""

    code = "store_old_sqlite"


class WrongKey(StoreError):
    """The file is whole but belongs to another key. Nothing was changed. Bring back the key that belongs to it."""

    code = "store_wrong_key"


class KeyMissing(StoreError):
    """There is a file and no key for it here: a copied or moved folder. Nothing was changed. Move it back, or
    restore.
    """

    code = "store_key_missing"


class KeyStoreUnavailable(StoreError):
    """The system's key store holds the key and does not answer (locked). Nothing was changed. Unlock it and try
    again.
    """

    code = "store_key_store_unavailable"


class BadSecretFile(StoreError):
    """A file beside the keys is not what it should be. Nothing was changed. Restore it, or enrol the till anew."""

    code = "store_bad_secret_file"


class StoreMissing(StoreError):
    """A reader found no store in this folder (`path`). Start the till once, or name another folder."""

    code = "store_missing"


class DamagedFile(StoreError):
    """Pages of the file do not carry their seals. What the ledger acknowledged is safe. Restore the last backup."""

    code = "store_damaged"


class NewerSchema(StoreError):
    """A newer program wrote this file. Nothing was changed. Start that program, or a newer one."""

    code = "store_newer_schema"


class OlderSchema(StoreError):
    """A reader met a file of an older program. Nothing was changed. Start the till once: it brings the file up to
    date.
    """

    code = "store_older_schema"


class DiskFull(StoreError):
    """The disk has no room: what was being written was undone as a whole. Make room and do it again."""

    code = "store_disk_full"


class ReadOnlyFolder(StoreError):
    """The data folder cannot be written. What is in it is safe. Give this user the right to write there."""

    code = "store_read_only"


class DiskFailed(StoreError):
    """The disk did not do as asked: what was being written was undone as a whole. Check the disk; back up."""

    code = "store_disk_failed"


class StoreBusy(StoreError):
    """Another connection held the write lock for too long. Nothing was changed. Do it again."""

    code = "store_busy"


class WriterPresent(StoreError):
    """Another program (`pid`, `program`) sells with this store. Nothing was changed. Close it, or use it."""

    code = "store_writer_present"


class NotEnrolled(StoreError):
    """The till is not enrolled: its journal has no name to write under. Enrol it."""

    code = "store_not_enrolled"


class AlreadyEnrolled(StoreError):
    """The store belongs to another till (`store`, `till`). Nothing was changed. Use another data folder."""

    code = "store_already_enrolled"


class TillClosed(StoreError):
    """This machine's till was closed for good (`reason`: `moved` or `reset`). What it wrote is kept. Sell elsewhere."""

    code = "store_till_closed"


class NotClosed(StoreError):
    """A till that still sells here does not go into a file (`till`). Nothing was changed. Close it first."""

    code = "store_not_closed"


class BadMove(StoreError):
    """The file of a move cannot be used (`reason`: not_a_move, wrong_code, damaged). Nothing was changed."""

    code = "move_file_bad"


class BadPage(StoreError):
    """A page of a feed (`feed`, `key`, `reason`) cannot be understood: it was left out as a whole. Ask the ledger's
    owner.
    """

    code = "store_bad_page"


_BY_PRIMARY_CODE: dict[int, type[StoreError]] = {
    dbapi2.SQLITE_FULL: DiskFull,
    dbapi2.SQLITE_READONLY: ReadOnlyFolder,
    dbapi2.SQLITE_CORRUPT: DamagedFile,
    dbapi2.SQLITE_NOTADB: DamagedFile,
    dbapi2.SQLITE_IOERR: DiskFailed,
    dbapi2.SQLITE_CANTOPEN: DiskFailed,
    dbapi2.SQLITE_BUSY: StoreBusy,
}


def translated(error: dbapi2.Error, path: Path) -> StoreError | None:
    """The store's own error for one of SQLite's, or None when it is a bug of ours (a constraint, bad SQL)."""
    number = getattr(error, "sqlite_errorcode", None)
    if number is None:
        return None
    kind = _BY_PRIMARY_CODE.get(number & 0xFF)
    if kind is None:
        return None
    if kind is DiskFailed and is_disk_full(path.parent):
        kind = DiskFull
    return kind(path=str(path), detail=str(getattr(error, "sqlite_errorname", "")))


def is_disk_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < FULL_DISK_BYTES
    except OSError:
        return False


def folder_error(error: OSError, folder: Path) -> StoreError:
    """The store's own error for a file operation in its folder that failed."""
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return ReadOnlyFolder(path=str(folder))
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(path=str(folder))
    return DiskFailed(path=str(folder), detail=errno.errorcode.get(error.errno or 0, ""))
