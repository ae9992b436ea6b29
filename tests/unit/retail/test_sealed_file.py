"""Sealed files: what was written comes out, and whatever else is done to the file is found."""

from __future__ import annotations

import io

import pytest

from retail.sealed_file import BadSealedFile, ReadingKey, check, open_sealed, read_header, write_sealed
from retail.signed import SigningKey

TILL = SigningKey(bytes(range(32)))
LEDGER = ReadingKey.generate()
PIECES = [b"the first", b"", "第三".encode() * 1000]


def sealed(pieces: list[bytes] | None = None) -> bytes:
    file = io.BytesIO()
    facts = {"store": "S01", "till": "T02", "made_at": "2026-11-22T10:00:00+08:00"}
    write_sealed(file, PIECES if pieces is None else pieces, signer=TILL, reader_public=LEDGER.public, **facts)
    return file.getvalue()


def read(data: bytes) -> list[bytes]:
    """As the ledger reads a file: to its end, and only then what is in it."""
    file = io.BytesIO(data)
    check(file, TILL.verifying_key)
    return list(open_sealed(file, LEDGER))


def test_what_was_written_comes_out() -> None:
    data = sealed()
    header = read_header(io.BytesIO(data))
    assert (header.store, header.till, header.till_key) == ("S01", "T02", TILL.verifying_key.kid.hex())
    assert read(data) == PIECES
    assert read(sealed([])) == []


def test_nothing_of_the_content_can_be_read_without_the_key() -> None:
    data = sealed()
    assert b"the first" not in data
    with pytest.raises(BadSealedFile) as refused:
        list(open_sealed(io.BytesIO(data), ReadingKey.generate()))
    assert refused.value.code == "tampered"


def test_every_cut_is_found() -> None:
    data = sealed([b"one", b"two"])
    codes = set()
    for length in range(len(data)):
        with pytest.raises(BadSealedFile) as refused:
            read(data[:length])
        codes.add(refused.value.code)
    # An empty file is no journal; every longer one is a journal that was cut.
    assert codes == {"not_a_journal", "truncated"}


def test_every_changed_byte_is_found() -> None:
    data = sealed([b"one", b"two"])
    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= 1
        with pytest.raises(BadSealedFile):
            read(bytes(changed))


def test_pieces_cannot_be_left_out_or_swapped_or_added() -> None:
    data = sealed([b"one", b"two"])
    with pytest.raises(BadSealedFile) as refused:
        read(data + b"more")
    assert refused.value.code == "tampered"
    size = 4 + 3 + 16
    ends = len(data) - 64 - 4
    one, two = data[ends - 2 * size : ends - size], data[ends - size : ends]
    for pieces in (two + one, one, one + one):
        with pytest.raises(BadSealedFile):
            read(data[: ends - 2 * size] + pieces + data[ends:])


def test_another_writer_is_not_the_till() -> None:
    with pytest.raises(BadSealedFile) as refused:
        check(io.BytesIO(sealed()), SigningKey.generate().verifying_key)
    assert refused.value.code == "tampered"
