"""Secrets in files of mode 0600: the key of an embedded database, and whatever else a directory keeps for itself."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from central_ledger.store.database import StoreUnavailable

KEY_BYTES = 32


def read_key(path: Path) -> str:
    """The raw key of the database in hex. Raises StoreUnavailable when the file is missing or holds something else."""
    try:
        key_hex = path.read_text("ascii").strip()
        if len(bytes.fromhex(key_hex)) != KEY_BYTES:
            raise ValueError("wrong length")
    except (OSError, ValueError) as error:
        raise StoreUnavailable(f"the ledger's key file {path} cannot be used: {error}") from error
    return key_hex


def next_key_path(path: Path) -> Path:
    """Where the key lies that is to follow this one, until the database has changed to it."""
    return path.with_name(path.name + ".next")


def promote_key(path: Path) -> None:
    """The key that was to follow is the key now. Another process may have been faster."""
    with suppress(FileNotFoundError):
        next_key_path(path).replace(path)


def make_key(path: Path) -> str:
    """Write a new random key that only this user can read. Raises FileExistsError rather than replace one."""
    key_hex = secrets.token_hex(KEY_BYTES)
    write_secret(path, key_hex)
    return key_hex


def write_secret(path: Path, text: str) -> None:
    """A new file of mode 0600, on the disk when this returns. Raises FileExistsError."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
