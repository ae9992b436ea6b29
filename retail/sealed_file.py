"""A file that one machine alone can read, and that another one alone can have written: whole, or not used at all.

Contract: docs/spec/line.md, section 14. The content goes in pieces, so that neither side needs room for all of it. Each
piece is encrypted (ChaCha20-Poly1305) by a key that X25519 makes of a fresh key and the reader's (RFC 7748, HKDF-SHA256
of RFC 5869); the writer's Ed25519 signature at the end is over everything before it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from retail.signed import SIGNATURE_BYTES, SigningKey, VerifyingKey

MAGIC = b"ONETILL-JOURNAL-1\n"
HEADER_BYTES_MAX = 4096
#: A piece with its seal.
PIECE_BYTES_MAX = 16 * 1024 * 1024
_LENGTH_BYTES = 4
_NONCE_BYTES = 12
_HEX_KEY = 64
_TEXT_MAX = 64

Wrong = Literal["not_a_journal", "truncated", "tampered"]


class BadSealedFile(ValueError):
    """A file that cannot be used: it is something else, it ends too early, or it is not what was written."""

    def __init__(self, code: Wrong, detail: str) -> None:
        super().__init__(detail)
        self.code: Wrong = code


@dataclass(frozen=True, slots=True)
class ReadingKey:
    """An X25519 private key, as its 32 raw bytes, which no repr shows."""

    raw: bytes = field(repr=False)

    @classmethod
    def generate(cls) -> ReadingKey:
        """A new key from the operating system's randomness."""
        return cls(X25519PrivateKey.generate().private_bytes_raw())

    @property
    def public(self) -> bytes:
        """32 bytes."""
        return X25519PrivateKey.from_private_bytes(self.raw).public_key().public_bytes_raw()

    def shared_with(self, public: bytes) -> bytes:
        """What only the holders of the two private keys know. Raises ValueError for a key of small order."""
        return X25519PrivateKey.from_private_bytes(self.raw).exchange(X25519PublicKey.from_public_bytes(public))


@dataclass(frozen=True, slots=True)
class Header:
    """What stands in the clear. Key ids are the lower-case hex of the first 8 bytes of the public key's SHA-256."""

    store: str
    till: str
    till_key: str
    reader_key: str
    fresh_key: str
    made_at: str

    def encoded(self) -> bytes:
        """One line of JSON."""
        fields = {name: getattr(self, name) for name in type(self).__dataclass_fields__}
        return (json.dumps(fields, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def key_id(public: bytes) -> str:
    """How a public key is called in feeds and files."""
    return hashlib.sha256(public).digest()[:8].hex()


def write_sealed(
    file: BinaryIO,
    pieces: Iterable[bytes],
    *,
    store: str,
    till: str,
    made_at: str,
    signer: SigningKey,
    reader_public: bytes,
) -> None:
    """Seal these pieces for the reader. What the file raises (OSError) goes through: then it is not whole."""
    fresh = ReadingKey.generate()
    header = Header(
        store, till, signer.verifying_key.kid.hex(), key_id(reader_public), fresh.public.hex(), made_at
    ).encoded()
    digest = hashlib.sha256()

    def put(data: bytes) -> None:
        digest.update(data)
        file.write(data)

    put(MAGIC)
    put(len(header).to_bytes(_LENGTH_BYTES, "big") + header)
    cipher = _cipher(fresh.shared_with(reader_public), header)
    for number, piece in enumerate(pieces):
        sealed = cipher.encrypt(_nonce(number), piece, header)
        put(len(sealed).to_bytes(_LENGTH_BYTES, "big") + sealed)
    put(bytes(_LENGTH_BYTES))
    file.write(signer.signature(_signed_text(digest.digest())))


def read_header(file: BinaryIO) -> Header:
    """From the beginning of the file; believe nothing of it before `check` returned. Raises BadSealedFile."""
    return _read_header(file)[0]


def check(file: BinaryIO, writer: VerifyingKey) -> None:
    """Read the file from its beginning to its end. Raises BadSealedFile unless it is whole and the writer's own."""
    digest = hashlib.sha256(MAGIC)
    _, header = _read_header(file)
    digest.update(len(header).to_bytes(_LENGTH_BYTES, "big") + header)
    for sealed in _sealed_pieces(file):
        digest.update(len(sealed).to_bytes(_LENGTH_BYTES, "big") + sealed)
    digest.update(bytes(_LENGTH_BYTES))
    signature = file.read(SIGNATURE_BYTES + 1)
    if len(signature) < SIGNATURE_BYTES:
        raise BadSealedFile("truncated", "the file ends before its signature")
    if len(signature) > SIGNATURE_BYTES:
        raise BadSealedFile("tampered", "something follows the file's end")
    if not writer.is_signature(signature, _signed_text(digest.digest())):
        raise BadSealedFile("tampered", "the signature is not the till's over this file")


def open_sealed(file: BinaryIO, reader: ReadingKey) -> Iterator[bytes]:
    """The pieces as they were written, read as they are asked for. Raises BadSealedFile."""
    header, encoded = _read_header(file)
    try:
        cipher = _cipher(reader.shared_with(bytes.fromhex(header.fresh_key)), encoded)
        for number, sealed in enumerate(_sealed_pieces(file)):
            yield cipher.decrypt(_nonce(number), sealed, encoded)
    except (InvalidTag, ValueError) as error:
        if isinstance(error, BadSealedFile):
            raise
        raise BadSealedFile("tampered", "a piece was not sealed for this key") from error


def _read_header(file: BinaryIO) -> tuple[Header, bytes]:
    file.seek(0)
    begins = file.read(len(MAGIC))
    if begins != MAGIC:
        is_short = bool(begins) and MAGIC.startswith(begins)
        raise BadSealedFile("truncated" if is_short else "not_a_journal", "the file does not begin as a journal does")
    length = int.from_bytes(_exactly(file, _LENGTH_BYTES), "big")
    if not 0 < length <= HEADER_BYTES_MAX:
        raise BadSealedFile("tampered", "no header of a journal")
    encoded = _exactly(file, length)
    try:
        fields = json.loads(encoded)
        header = Header(**fields)
        if len(header.fresh_key) != _HEX_KEY or not all(
            isinstance(v, str) and len(v) <= _TEXT_MAX for v in fields.values()
        ):
            raise ValueError("a field that is none")
        bytes.fromhex(header.fresh_key)
    except (ValueError, TypeError, RecursionError) as error:
        raise BadSealedFile("tampered", "no header of a journal") from error
    return header, encoded


def _sealed_pieces(file: BinaryIO) -> Iterator[bytes]:
    while length := int.from_bytes(_exactly(file, _LENGTH_BYTES), "big"):
        if length > PIECE_BYTES_MAX:
            raise BadSealedFile("tampered", "a piece that is too long")
        yield _exactly(file, length)


def _exactly(file: BinaryIO, length: int) -> bytes:
    data = file.read(length)
    if len(data) < length:
        raise BadSealedFile("truncated", "the file ends before its end")
    return data


def _cipher(shared: bytes, header: bytes) -> ChaCha20Poly1305:
    # The header names both public keys: a key derived without it would not be bound to them.
    derived = HKDF(SHA256(), 32, salt=None, info=b"onetill-journal-file\n" + hashlib.sha256(header).digest())
    return ChaCha20Poly1305(derived.derive(shared))


def _nonce(number: int) -> bytes:
    # A count is enough: each file has a key of its own.
    return number.to_bytes(_NONCE_BYTES, "big")


def _signed_text(digest: bytes) -> bytes:
    """What the writer signs: nothing else that a till signs begins like this."""
    return b"journal-file\n" + digest
