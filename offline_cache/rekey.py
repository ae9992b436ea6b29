"""A new key for the till's database: every page is written anew under it, and the old key is forgotten.

Two things change, the file and the key in the secret store, and a machine may stop between any two steps. So both keys
are kept until the file has been exchanged as a whole: whoever opens the store finds out which of them opens it, and
settles the rest. What was copied or backed up before opens no more: that is what a new key is for.
"""

from __future__ import annotations

import secrets as random_bytes
from pathlib import Path

from offline_cache.backup import copy_durably
from offline_cache.database import DATABASE_NAME, TillDatabase, open_database
from offline_cache.database_key import ARRIVING_NAME, MARK_NAME, SIDES, settled_key
from offline_cache.errors import KeyMissing, StoreMissing, folder_error
from offline_cache.keys import KEY_BYTES, NEXT_DATABASE_KEY, SecretStore, write_durably
from offline_cache.lock import WriterLock
from retail.durable import flush_file, flush_folder


def rekey(data_folder: Path, secrets: SecretStore, *, program: str) -> None:
    """Give the database of this folder another key. The till must not run.

    Raises StoreError: WriterPresent, StoreMissing, KeyMissing, DiskFull (it needs room for a second copy) and others;
    then the store opens as before.
    """
    folder = data_folder.resolve()
    path = folder / DATABASE_NAME
    lock = WriterLock(folder, program)
    try:
        if not path.exists():
            raise StoreMissing(path=str(path))
        old = settled_key(path, secrets, writer=True)
        if old is None:
            raise KeyMissing(path=str(path))
        new = random_bytes.token_bytes(KEY_BYTES)
        write_durably(folder / MARK_NAME, b"")
        secrets.put(NEXT_DATABASE_KEY, new)
        _copy_under(path, old, new)
        (folder / ARRIVING_NAME).replace(path)
        flush_folder(folder)
        settled_key(path, secrets, writer=True)
    except OSError as error:
        raise folder_error(error, folder) from error
    finally:
        lock.release()


def _copy_under(path: Path, old: bytes, new: bytes) -> None:
    """A whole copy of the file beside it, under the new key; and nothing left in the log of the old one."""
    arriving = path.with_name(ARRIVING_NAME)
    database = open_database(path, old, read_only=False)
    try:
        copy_durably(database, arriving)
        database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        database.close_all()
    copy = TillDatabase(arriving, old)
    try:
        copy.run("PRAGMA journal_mode = DELETE")
        copy.rows(f"PRAGMA rekey = \"x'{new.hex()}'\"")
    finally:
        copy.close_all()
    check = TillDatabase(arriving, new, read_only=True)
    try:
        check.require_whole()
    finally:
        check.close_all()
    for side in SIDES:
        # A log of the old file would be replayed into the new one. It is empty: all of it stands in the copy.
        path.with_name(path.name + side).unlink(missing_ok=True)
        arriving.with_name(arriving.name + side).unlink(missing_ok=True)
    flush_file(arriving)
