"""Taking a till's data and keys off a machine, wholly: cut in the middle it is finished at the next start.

The keys go first. Without the database's key nobody reads what a disk may still hold of the file. Only what a till
writes is taken: a data folder that somebody chose may hold other things. The file with the journal's head stays (it has
two hashes, and names of a till and of its store): should this machine be the same till again, its journal names what
went before.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from offline_cache.database import DATABASE_NAME, KEY_CHECK_NAME
from offline_cache.database_key import MARK_NAME as REKEYING_NAME
from offline_cache.errors import folder_error
from offline_cache.head import HEAD_NAME
from offline_cache.keys import KEY_NAMES, SecretStore, write_durably
from offline_cache.keys import NOTE_NAME as KEY_STORE_NOTE

MARK_NAME = "wiping"
#: What a till writes into its data folder, beside the database itself and what lies under its names.
_WRITTEN = (
    KEY_CHECK_NAME,
    REKEYING_NAME,
    "settings.json",
    "settings.tmp",
    "first-run.json",
    "update-state.json",
    "ledger-authority.pem",
    "logs",
    "updates",
    "backups",
)
_WRITTEN_LIKE = (f"{DATABASE_NAME}*", "before-restore-*")


def begin_wipe(secrets: SecretStore) -> None:
    """From here on the machine is being wiped, whatever happens in between. Raises StoreError."""
    try:
        write_durably(secrets.folder / MARK_NAME, b"1")
    except OSError as error:
        raise folder_error(error, secrets.folder) from error


def is_wiping(secrets: SecretStore) -> bool:
    return (secrets.folder / MARK_NAME).exists()


def wipe(data_folder: Path, secrets: SecretStore) -> None:
    """Take everything away. Nobody may have the store open. Raises StoreError: then it goes on at the next start."""
    begin_wipe(secrets)
    for name in KEY_NAMES:
        secrets.drop(name)
    folder = data_folder.resolve()
    try:
        for path in secrets.folder.iterdir():
            if path.name not in (HEAD_NAME, MARK_NAME, KEY_STORE_NOTE):
                _remove(path)
        for name in _WRITTEN:
            _remove(folder / name)
        for pattern in _WRITTEN_LIKE:
            for path in folder.glob(pattern):
                _remove(path)
        (secrets.folder / MARK_NAME).unlink()
    except OSError as error:
        raise folder_error(error, folder) from error


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
