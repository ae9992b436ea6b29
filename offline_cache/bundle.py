"""The file in which a till moves: everything of one machine, sealed under a code that is shown once.

Layout: `OTMOVE1\\n`, the length of the header (4 bytes, big-endian), the header (JSON: salt, cost, when), then pieces:
length (4 bytes), and what ChaCha20-Poly1305 made of at most 1 MiB under scrypt's key of the code. A piece's nonce is
its number; what is authenticated with it is the header and whether it is the last: so nothing can be cut off, put in
another order, or taken from another file. The first piece is the list of what follows; the rest is the contents one
after the other.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

MAGIC = b"OTMOVE1\n"
PIECE_BYTES = 1 << 20
HEADER_BYTES_MAX = 4_096
#: scrypt: 32 MiB and about a tenth of a second for each code that is tried. A code of 125 bits needs none of it; one
#: that somebody writes down wrongly is told in a moment all the same.
COST = (1 << 15, 8, 1)
_COST_MAX = (1 << 18, 16, 4)
_LENGTH_BYTES = 4
_TAG_BYTES = 16


class BadBundle(Exception):
    """`code`: `not_a_move`, `wrong_code` (or the beginning is damaged), `damaged`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file of a move holds: `secrets` by name, `files` by name with their sizes, and facts of the till."""

    facts: Mapping[str, str]
    secrets: Mapping[str, bytes]
    files: Sequence[tuple[str, int]]


def write_bundle(
    file: BinaryIO,
    code: str,
    facts: Mapping[str, str],
    secrets: Mapping[str, bytes],
    files: Sequence[tuple[str, Path]],
    *,
    made_at: str,
) -> None:
    """Seal these under `code` (normalised already). Raises OSError: then the file is not whole."""
    salt = os.urandom(16)
    header = json.dumps({"salt": salt.hex(), "cost": list(COST), "made_at": made_at}).encode()
    cipher = ChaCha20Poly1305(_key(code, salt, COST))
    file.write(MAGIC + len(header).to_bytes(_LENGTH_BYTES, "big") + header)
    sizes = [(name, path.stat().st_size) for name, path in files]
    listed = {
        "facts": dict(facts),
        "secrets": {name: base64.b64encode(value).decode() for name, value in secrets.items()},
        "files": sizes,
    }
    pieces = _pieces(json.dumps(listed).encode(), files)
    number, waiting = 0, next(pieces)
    for following in pieces:
        _put(file, cipher, number, waiting, header, is_last=False)
        number, waiting = number + 1, following
    _put(file, cipher, number, waiting, header, is_last=True)


class BundleReader:
    """Opened with the code. Nothing is believed that was not authenticated; whether the file is whole is known at its
    end alone. Raises BadBundle, OSError."""

    def __init__(self, file: BinaryIO, code: str) -> None:
        self._file = file
        if file.read(len(MAGIC)) != MAGIC:
            raise BadBundle("not_a_move")
        length = int.from_bytes(file.read(_LENGTH_BYTES), "big")
        if not 0 < length <= HEADER_BYTES_MAX:
            raise BadBundle("damaged")
        self._header = file.read(length)
        try:
            header = json.loads(self._header)
            salt, cost = bytes.fromhex(header["salt"]), tuple(int(part) for part in header["cost"])
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise BadBundle("damaged") from error
        if len(cost) != len(COST) or not all(0 < part <= most for part, most in zip(cost, _COST_MAX, strict=True)):
            raise BadBundle("damaged")
        try:
            self._cipher = ChaCha20Poly1305(_key(code, salt, (cost[0], cost[1], cost[2])))
        except ValueError as error:  # a cost that is no power of two
            raise BadBundle("damaged") from error
        self._number = 0
        self._is_at_end = False
        try:
            first = self._next_piece()
        except BadBundle as error:
            raise BadBundle("wrong_code") from error
        self.contents = _read_contents(first)

    def unpack(self, folder: Path, suffix: str) -> None:
        """Write each file as its name and `suffix` into the folder, durably. Whole when this returned."""
        rest = b""
        for name, size_bytes in self.contents.files:
            path = folder / (name + suffix)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
            with os.fdopen(handle, "wb") as out:
                left = size_bytes
                while left:
                    if not rest:
                        rest = self._next_piece()
                    part, rest = rest[:left], rest[left:]
                    out.write(part)
                    left -= len(part)
                out.flush()
                os.fsync(out.fileno())
        if rest or not self._is_at_end or self._file.read(1):
            raise BadBundle("damaged")

    def check(self) -> None:
        """Read to the end. Raises BadBundle unless all of it is there."""
        left = sum(size_bytes for _, size_bytes in self.contents.files)
        while left > 0:
            left -= len(self._next_piece())
        if left or not self._is_at_end or self._file.read(1):
            raise BadBundle("damaged")

    def _next_piece(self) -> bytes:
        if self._is_at_end:
            raise BadBundle("damaged")
        length = int.from_bytes(self._file.read(_LENGTH_BYTES), "big")
        if not _TAG_BYTES <= length <= PIECE_BYTES + _TAG_BYTES:
            raise BadBundle("damaged")
        sealed = self._file.read(length)
        for is_last in (False, True):
            try:
                piece = self._cipher.decrypt(_nonce(self._number), sealed, _bound(self._header, is_last=is_last))
            except InvalidTag:
                continue
            self._number += 1
            self._is_at_end = is_last
            return piece
        raise BadBundle("damaged")


def _read_contents(first: bytes) -> Contents:
    try:
        listed = json.loads(first)
        files = [(str(name), int(size_bytes)) for name, size_bytes in listed["files"]]
        if any(Path(name).name != name or size_bytes < 0 for name, size_bytes in files):
            raise ValueError("a name that is a path")
        secrets = {str(name): base64.b64decode(value, validate=True) for name, value in listed["secrets"].items()}
        return Contents({str(k): str(v) for k, v in listed["facts"].items()}, secrets, files)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadBundle("damaged") from error


def _pieces(listed: bytes, files: Sequence[tuple[str, Path]]) -> Iterator[bytes]:
    yield listed
    for _, path in files:
        with path.open("rb") as file:
            while part := file.read(PIECE_BYTES):
                yield part


def _put(file: BinaryIO, cipher: ChaCha20Poly1305, number: int, piece: bytes, header: bytes, *, is_last: bool) -> None:
    sealed = cipher.encrypt(_nonce(number), piece, _bound(header, is_last=is_last))
    file.write(len(sealed).to_bytes(_LENGTH_BYTES, "big") + sealed)


def _key(code: str, salt: bytes, cost: tuple[int, int, int]) -> bytes:
    n, r, p = cost
    return hashlib.scrypt(code.encode(), salt=salt, n=n, r=r, p=p, maxmem=256 * n * r, dklen=32)


def _nonce(number: int) -> bytes:
    # A count is enough: each file has a key of its own, by its salt.
    return number.to_bytes(12, "big")


def _bound(header: bytes, *, is_last: bool) -> bytes:
    return MAGIC + header + (b"\1" if is_last else b"\0")
