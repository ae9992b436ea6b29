"""A file that the holder of `ledger.key` alone can read: a dump of a database that is not encrypted itself.

A line with the form's name, 16 bytes of salt, then pieces: the length (4 bytes, big-endian) of what follows, which is
ChaCha20-Poly1305 of up to 1 MiB under a key of the salt and ledger.key (HKDF-SHA256, RFC 5869). The nonce is the
piece's number, and what is authenticated besides says whether it is the last one: a file that ends early is found.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import IO, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from central_ledger.store.database import StoreUnavailable

MAGIC = b"ONETILL-DUMP-1\n"
_SALT_BYTES, _LENGTH_BYTES, _NONCE_BYTES, _TAG_BYTES = 16, 4, 12, 16
_PIECE_BYTES = 1 << 20
_MORE, _LAST = b"more", b"last"


def seal(source: IO[bytes], target: BinaryIO, key: bytes) -> None:
    """All that the source gives."""
    salt = secrets.token_bytes(_SALT_BYTES)
    cipher = _cipher(key, salt)
    target.write(MAGIC + salt)
    number, piece = 0, source.read(_PIECE_BYTES)
    while True:
        following = source.read(_PIECE_BYTES) if piece else b""
        closed = cipher.encrypt(number.to_bytes(_NONCE_BYTES), piece, _MORE if following else _LAST)
        target.write(len(closed).to_bytes(_LENGTH_BYTES) + closed)
        if not following:
            return
        number, piece = number + 1, following


def opened(source: BinaryIO, key: bytes) -> Iterator[bytes]:
    """What was sealed, piece by piece. Raises StoreUnavailable for another key, and for what is not as it was written;
    pieces that came before are as they were.
    """
    start = source.read(len(MAGIC) + _SALT_BYTES)
    if not start.startswith(MAGIC) or len(start) != len(MAGIC) + _SALT_BYTES:
        raise StoreUnavailable("this is no backup that `central-ledger backup` made")
    cipher, number, is_last = _cipher(key, start[len(MAGIC) :]), 0, False
    while not is_last:
        length = int.from_bytes(source.read(_LENGTH_BYTES))
        closed = source.read(length) if length <= _PIECE_BYTES + _TAG_BYTES else b""
        # A piece that stands at the end of the file must be the one that was sealed as the last.
        place = source.tell()
        is_last = not source.read(1)
        source.seek(place)
        try:
            piece = cipher.decrypt(number.to_bytes(_NONCE_BYTES), closed, _LAST if is_last else _MORE)
        except (InvalidTag, ValueError) as error:
            raise StoreUnavailable("the backup was sealed by another ledger.key, or is damaged") from error
        number += 1
        yield piece


def _cipher(key: bytes, salt: bytes) -> ChaCha20Poly1305:
    derived = HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"onetill ledger backup").derive(key)
    return ChaCha20Poly1305(derived)
