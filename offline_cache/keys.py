"""Where the till's secrets are kept: the system's key store where a real one answers, else files of mode 0600.

Never in the data folder: whoever copies that folder or a backup of it has no key. Looking for a key store costs much
time (importing `keyring` and its backends), so what was found is noted once, and a till that uses files never imports
it again.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import importlib
import os
import re
import secrets
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, TypeVar

import platformdirs

from offline_cache.errors import BadSecretFile, KeyStoreUnavailable, folder_error
from retail.durable import flush_folder
from retail.in_time import in_time

SECRETS_VARIABLE = "ONETILL_SECRETS"
KEY_STORE_VARIABLE = "ONETILL_KEY_STORE"
SERVICE = "onetill"
KEY_BYTES = 32

DATABASE_KEY = "database-key"
NEXT_DATABASE_KEY = "database-key-next"
TILL_KEY = "till-key"
NEXT_TILL_KEY = "till-key-next"
PREVIOUS_TILL_KEY = "till-key-previous"
GROUP_KEY = "group-key"
#: Every secret that this package keeps.
KEY_NAMES = (DATABASE_KEY, NEXT_DATABASE_KEY, TILL_KEY, NEXT_TILL_KEY, PREVIOUS_TILL_KEY, GROUP_KEY)

NOTE_NAME = "key-store"  # which of the two it is
_FILES = "files"
_ANSWER_SECONDS = 3.0
_CLASS_PATH = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*")

T = TypeVar("T")

KeyStoreChoice = Literal["auto", "files"]


def secrets_folder(data_folder: Path) -> Path:
    """The folder of one data folder's secrets: named after it, so that two tills on one machine never share any.

    `ONETILL_SECRETS` names another place for all of them.
    """
    name = hashlib.sha256(str(data_folder.resolve()).encode()).hexdigest()[:16]
    chosen = os.environ.get(SECRETS_VARIABLE)
    root = Path(chosen) if chosen else Path(platformdirs.user_config_dir("onetill")) / "secrets"
    return root.resolve() / name


class SecretStore:
    """Named secrets of one data folder.

    `backend` says where they are (`files`, or the class of the system's key store); `warnings` holds codes of what
    was put right when the folder was opened: `secrets_folder_was_open`, `secret_file_was_open`.
    """

    def __init__(self, data_folder: Path, *, key_store: KeyStoreChoice | None = None) -> None:
        """`key_store` `files` never asks the system (also by `ONETILL_KEY_STORE=files`). Raises StoreError."""
        self.folder = secrets_folder(data_folder)
        self.warnings: tuple[str, ...] = ()
        if self.folder.is_relative_to(data_folder.resolve()):
            raise BadSecretFile(path=str(self.folder), reason="inside_data_folder")
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._close_to_others(self.folder, 0o700, "secrets_folder_was_open")
            self.backend = self._chosen(key_store or os.environ.get(KEY_STORE_VARIABLE, "auto"))
        except OSError as error:
            raise folder_error(error, self.folder) from error

    def get(self, name: str) -> bytes | None:
        """A secret, or None when there is none. Raises KeyStoreUnavailable, BadSecretFile."""
        if self.backend == _FILES:
            return self._read_file(name)
        text = self._asked(lambda store: store.get_password(SERVICE, self._entry(name)))
        return None if text is None else self._decoded(name, text)

    def put(self, name: str, value: bytes) -> None:
        """Keep a secret, durably. Raises KeyStoreUnavailable, ReadOnlyFolder, DiskFull."""
        text = base64.b64encode(value).decode()
        if self.backend == _FILES:
            try:
                write_durably(self.folder / name, text.encode())
            except OSError as error:
                raise folder_error(error, self.folder) from error
        else:
            self._asked(lambda store: store.set_password(SERVICE, self._entry(name), text))

    def drop(self, name: str) -> None:
        """Forget a secret; one that is not there is no error. Raises KeyStoreUnavailable, ReadOnlyFolder."""
        if self.backend == _FILES:
            try:
                (self.folder / name).unlink(missing_ok=True)
            except OSError as error:
                raise folder_error(error, self.folder) from error
        elif self.get(name) is not None:
            self._asked(lambda store: store.delete_password(SERVICE, self._entry(name)))

    def till_key(self) -> bytes:
        """The till's raw Ed25519 private key: made at the first call, kept before it is used, never leaves this
        machine.
        """
        found = self.get(TILL_KEY)
        if found is None:
            found = secrets.token_bytes(KEY_BYTES)
            self.put(TILL_KEY, found)
        return found

    def _entry(self, name: str) -> str:
        return f"{self.folder.name}/{name}"

    def _read_file(self, name: str) -> bytes | None:
        path = self.folder / name
        try:
            text = path.read_text()
            self._close_to_others(path, 0o600, "secret_file_was_open")
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise BadSecretFile(path=str(path), reason="unreadable") from error
        return self._decoded(name, text)

    def _decoded(self, name: str, text: str) -> bytes:
        try:
            value = base64.b64decode(text.strip(), validate=True)
        except binascii.Error as error:
            raise BadSecretFile(path=str(self.folder / name), reason="not_a_key") from error
        if len(value) != KEY_BYTES:
            raise BadSecretFile(path=str(self.folder / name), reason="not_a_key")
        return value

    def _close_to_others(self, path: Path, mode: int, warning: str) -> None:
        if sys.platform != "win32" and path.stat().st_mode & 0o077:
            path.chmod(mode)
            self.warnings = (*self.warnings, warning)

    def _chosen(self, choice: str) -> str:
        """Where this folder's secrets are: as noted; else found out now, and noted."""
        note = self.folder / NOTE_NAME
        if note.exists():
            noted = note.read_text().strip()
            if noted != _FILES and not _CLASS_PATH.fullmatch(noted):
                raise BadSecretFile(path=str(note), reason="unreadable")
            return noted
        found = _FILES if choice == "files" else (_answered(_working_key_store) or [_FILES])[0]
        write_durably(note, found.encode())
        return found

    def _asked(self, question: Callable[[Any], Any]) -> Any:
        module, _, name = self.backend.partition(":")

        def ask() -> list[Any]:
            return [question(getattr(importlib.import_module(module), name)())]

        answer = _answered(ask)
        if answer is None:
            # Falling back to files here would make a second, different key.
            raise KeyStoreUnavailable(backend=self.backend)
        return answer[0]


def write_durably(path: Path, data: bytes) -> None:
    """Replace a file of mode 0600: wholly the old or wholly the new one after a crash. Raises OSError."""
    temporary = path.with_name(f"{path.name}.new")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    try:
        os.write(handle, data)
        os.fsync(handle)
    finally:
        os.close(handle)
    temporary.replace(path)
    flush_folder(path.parent)


def _working_key_store() -> list[str]:
    """`module:class` of the system's key store when one that keyring recommends keeps and gives back a probe, else
    nothing.
    """
    store = importlib.import_module("keyring").get_keyring()
    if store.priority < 1:
        return []
    probe, text = "probe", secrets.token_hex(8)
    store.set_password(SERVICE, probe, text)
    answered = store.get_password(SERVICE, probe)
    store.delete_password(SERVICE, probe)
    return [f"{type(store).__module__}:{type(store).__name__}"] if answered == text else []


def _answered(work: Callable[[], T]) -> T | None:
    """What `work` gives, or None when it fails or does not answer: a locked key store may wait for a person."""
    try:
        return in_time(work, _ANSWER_SECONDS, "key-store")
    except Exception:  # noqa: BLE001 - each backend raises its own kinds, and all mean: not available
        return None
