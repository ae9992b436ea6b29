"""A small message that one machine alone can read, such as what a shopper tells of themselves at a counter.

The same parts as `retail.sealed_file`: X25519 (RFC 7748) of a fresh key and the reader's, HKDF-SHA256 (RFC 5869),
ChaCha20-Poly1305. Who wrote it is not said here: it stands in a journal, whose till signs what it sends.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from retail.sealed_file import ReadingKey, key_id

#: A key serves for one message: its nonce is always the same.
_NONCE = bytes(12)


class BadSealedMessage(ValueError):
    """It was not sealed for this key and purpose, or it is not what was sealed."""


@dataclass(frozen=True, slots=True)
class SealedMessage:
    """`reader_key` names whose message it is; `fresh_key` is 32 bytes in hex, `sealed` base64."""

    reader_key: str
    fresh_key: str
    sealed: str

    def document(self) -> dict[str, str]:
        return {"reader_key": self.reader_key, "fresh_key": self.fresh_key, "sealed": self.sealed}


def seal(message: bytes, *, purpose: str, reader_public: bytes) -> SealedMessage:
    """`purpose` is a text that the reader has to name, too: a message for one thing never stands for another.

    Raises ValueError for a key of small order.
    """
    fresh = ReadingKey.generate()
    public = fresh.public
    cipher = _cipher(fresh.shared_with(reader_public), public, reader_public, purpose)
    sealed = cipher.encrypt(_NONCE, message, purpose.encode())
    return SealedMessage(key_id(reader_public), public.hex(), base64.b64encode(sealed).decode())


def unseal(message: SealedMessage, readers: Mapping[str, ReadingKey], *, purpose: str) -> bytes:
    """`readers` are the keys at hand, by id. Raises BadSealedMessage."""
    reader = readers.get(message.reader_key)
    if reader is None:
        raise BadSealedMessage("sealed for another key")
    try:
        fresh = bytes.fromhex(message.fresh_key)
        cipher = _cipher(reader.shared_with(fresh), fresh, reader.public, purpose)
        return cipher.decrypt(_NONCE, base64.b64decode(message.sealed, validate=True), purpose.encode())
    except (InvalidTag, ValueError) as error:
        raise BadSealedMessage("not what was sealed for this key") from error


def _cipher(shared: bytes, fresh: bytes, reader: bytes, purpose: str) -> ChaCha20Poly1305:
    # The key is bound to both public keys and to the purpose.
    info = b"onetill-message\n" + hashlib.sha256(fresh + reader + purpose.encode()).digest()
    derived: Any = HKDF(SHA256(), 32, salt=None, info=info)
    return ChaCha20Poly1305(derived.derive(shared))
