"""The group's private keys at rest in a database that others can read: sealed by a key that is not in it.

The embedded engine's whole file is encrypted by `ledger.key`; in PostgreSQL the same file's key seals what is secret
(ChaCha20-Poly1305, bound to the row it stands in), so that a dump, a replica or a look at the disk gives no key away.
"""

from __future__ import annotations

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from central_ledger.store.database import StoreUnavailable

_MARK = b"sealed-1:"
_NONCE_BYTES = 12


class Seal:
    """`key` None: nothing is sealed, and what is cannot be read."""

    def __init__(self, key: bytes | None = None) -> None:
        self._cipher = None if key is None else ChaCha20Poly1305(key)

    @property
    def is_on(self) -> bool:
        return self._cipher is not None

    def closed(self, secret: bytes, name: str) -> bytes:
        """As it is kept. `name` is where it stands: moved to another row it opens no more."""
        if self._cipher is None:
            return secret
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return _MARK + nonce + self._cipher.encrypt(nonce, secret, name.encode())

    def opened(self, kept: bytes, name: str) -> bytes:
        """As it was given. Raises StoreUnavailable when the key is missing or another one."""
        if not self.is_sealed(kept):
            return kept
        if self._cipher is None:
            raise StoreUnavailable(
                "the group's keys in this database are sealed: name the file with their key in "
                "CENTRAL_LEDGER_KEY_FILE, or use the directory that holds ledger.key"
            )
        sealed = kept[len(_MARK) :]
        try:
            return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], name.encode())
        except InvalidTag as error:
            raise StoreUnavailable(
                "the group's keys in this database were sealed by another key: find the ledger.key of its `init`"
            ) from error

    @staticmethod
    def is_sealed(kept: bytes) -> bool:
        return kept.startswith(_MARK)
