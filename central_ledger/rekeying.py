"""Another key for the ledger at rest: `ledger.key`, which encrypts the embedded file and seals the group's keys in a
database of PostgreSQL.

Two things change, the database and the key's file, and a machine may stop between any two steps. The next key lies
beside the one of now until the database has changed as a whole; whoever opens the ledger finds out which of them it is.
"""

from __future__ import annotations

import os
import secrets
from contextlib import closing
from pathlib import Path

from central_ledger.application.ledger import Ledger
from central_ledger.data_directory import DataDirectory
from central_ledger.serving import serving_alone
from central_ledger.store.key_files import KEY_BYTES, next_key_path, read_key, write_secret
from central_ledger.store.sealing import Seal
from central_ledger.store.sqlite import copy_under
from retail.durable import flush_file, flush_folder


class NotRekeyed(ValueError):
    """The ledger is served, or there is no key to change. Nothing was changed."""


def rekey(data: DataDirectory) -> None:
    """Give a ledger another key. No process may serve it. Raises NotRekeyed, NotInitialised, StoreUnavailable."""
    if data.url is None:
        with serving_alone(data.path):
            data.open().close()  # settles what was cut off
            _rekey_file(data.database_path, data.key_path)
            data.open().close()
        return
    with closing(data.open()) as ledger:
        if not ledger.reference.is_sealed:
            raise NotRekeyed("nothing is sealed yet: run `central-ledger init --data DIR` first")
        alone = list[bool]()
        ledger.database.join_serving(lambda: alone.append(True))
        if not alone:
            raise NotRekeyed("this ledger is served: stop every process that serves it first, on all machines")
        _rekey_seals(ledger, data.key_path)
    data.open().close()


def _rekey_file(path: Path, key_path: Path) -> None:
    """A whole copy under the next key takes the file's place."""
    new, arriving = _next_key(key_path), path.with_name(path.name + ".rekeyed")
    copy_under(path, arriving, read_key(key_path), new)
    os.chmod(arriving, 0o600)
    flush_file(arriving)
    arriving.replace(path)
    flush_folder(path.parent)


def _rekey_seals(ledger: Ledger, key_path: Path) -> None:
    """One transaction, all or nothing."""
    seal = Seal(bytes.fromhex(_next_key(key_path)))
    with ledger.database.transaction():
        ledger.reference.seal_anew(seal)


def _next_key(key_path: Path) -> str:
    """A new key beside the one of now, on the disk. One that was never changed to goes."""
    key_hex, path = secrets.token_hex(KEY_BYTES), next_key_path(key_path)
    path.unlink(missing_ok=True)
    write_secret(path, key_hex)
    return key_hex
