"""Which key opens the till's database: the one in the secret store, also when giving it another was cut off."""

from __future__ import annotations

from pathlib import Path

from offline_cache.database import DATABASE_NAME, KEY_CHECK_NAME, TillDatabase, key_check
from offline_cache.errors import DamagedFile
from offline_cache.keys import DATABASE_KEY, NEXT_DATABASE_KEY, SecretStore, write_durably

#: There while a new key is being given: only then the other key is asked for.
MARK_NAME = "till.rekeying"
#: The copy under the new key, until it takes the file's place.
ARRIVING_NAME = DATABASE_NAME + ".rekeyed"
SIDES = ("-wal", "-shm")


def settled_key(path: Path, secrets: SecretStore, *, writer: bool) -> bytes | None:
    """The key that opens the file, also when giving it a new one was cut off; a writer puts the rest in order.

    None: there is no key. Raises StoreError.
    """
    key = secrets.get(DATABASE_KEY)
    mark = path.with_name(MARK_NAME)
    if not mark.exists():
        return key
    following = secrets.get(NEXT_DATABASE_KEY)
    if following is not None and path.exists() and _opens(path, following):
        key = following
        if writer:
            write_durably(path.with_name(KEY_CHECK_NAME), (key_check(key) + "\n").encode())
            secrets.put(DATABASE_KEY, key)
    if writer:
        # In this order: a key is forgotten when nothing needs it any more.
        for name in (ARRIVING_NAME, *(ARRIVING_NAME + side for side in (".new", *SIDES))):
            path.with_name(name).unlink(missing_ok=True)
        secrets.drop(NEXT_DATABASE_KEY)
        mark.unlink()
    return key


def _opens(path: Path, key: bytes) -> bool:
    database = TillDatabase(path, key, read_only=True)
    try:
        database.connect()
    except DamagedFile:
        return False
    finally:
        database.close_all()
    return True
