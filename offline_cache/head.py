"""The journal's head, kept a second time outside the database, beside the secrets.

A restored backup or a disk that lost its last writes gives a database that knows nothing of what it lost; this file
does. Two slots of fixed size with a checksum are written in turn, in place: a torn or lost write leaves the older
one. The file may lag behind the database (it is written after the commit, and not forced to the disk); it can be
ahead only when the database lost.
"""

from __future__ import annotations

import hashlib
import os
import struct
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from retail.messages import Head

HEAD_NAME = "head"
SLOT_BYTES = 512
_LAYOUT = struct.Struct(">8sQQ32s64s64s64s")
_MAGIC = b"OTHEAD1\n"
_CHECKSUM_BYTES = 32


@dataclass(frozen=True, slots=True)
class KeptHead:
    """Which till's journal had which head."""

    store: str
    till: str
    head: Head


class HeadFile:
    """Reads when made. `kept` is the newest whole slot, None when there is none; `is_unreadable`: slots, but none
    whole.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / HEAD_NAME
        self._turn = 0
        self._handle: int | None = None
        self._lock = threading.Lock()
        self.kept: KeptHead | None = None
        self.is_unreadable = False
        self._read()

    def write(self, kept: KeptHead) -> None:
        """Raises OSError; the older slot is then still whole."""
        self.prepared(kept)()

    def prepared(self, kept: KeptHead) -> Callable[[], None]:
        """`write`, with all that can be done before the commit it follows done now: a shopper waits for the rest.

        Another one is prepared only when this one was written, or never will be: the writers of a journal take turns.
        """
        turn = self._turn + 1
        slot = _slot(turn, kept)

        def write() -> None:
            with self._lock:
                _write_at(self._opened(), slot, SLOT_BYTES * (turn % 2))
                self._turn = turn
                self.kept = kept

        return write

    def close(self) -> None:
        with self._lock:
            self._let_go()

    def _opened(self) -> int:
        # Kept open, because a shopper waits; opened anew when someone took the file away under us.
        if self._handle is not None and os.fstat(self._handle).st_nlink == 0:
            self._let_go()
        if self._handle is None:
            self._handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        return self._handle

    def _let_go(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _read(self) -> None:
        try:
            data = self._path.read_bytes()
        except FileNotFoundError:
            return
        slots = [found for start in (0, SLOT_BYTES) if (found := _parsed(data[start : start + SLOT_BYTES]))]
        if not slots:
            self.is_unreadable = bool(data)
            return
        self._turn, self.kept = max(slots, key=lambda slot: slot[0])


if sys.platform == "win32":

    def _write_at(handle: int, data: bytes, offset: int) -> None:
        os.lseek(handle, offset, os.SEEK_SET)
        os.write(handle, data)
else:
    _write_at = os.pwrite


def _slot(turn: int, kept: KeptHead) -> bytes:
    head = kept.head
    epoch, store, till = head.epoch.encode(), kept.store.encode(), kept.till.encode()
    if max(len(epoch), len(store), len(till)) > 64:
        raise ValueError("an epoch, a store and a till have at most 64 bytes")
    content = _LAYOUT.pack(_MAGIC, turn, head.seq, head.hash, epoch, store, till)
    return (content + hashlib.sha256(content).digest()).ljust(SLOT_BYTES, b"\0")


def _parsed(slot: bytes) -> tuple[int, KeptHead] | None:
    content = slot[: _LAYOUT.size]
    if len(slot) < _LAYOUT.size + _CHECKSUM_BYTES:
        return None
    if hashlib.sha256(content).digest() != slot[_LAYOUT.size : _LAYOUT.size + _CHECKSUM_BYTES]:
        return None
    magic, turn, seq, digest, *texts = _LAYOUT.unpack(content)
    if magic != _MAGIC:
        return None
    epoch, store, till = (text.rstrip(b"\0").decode() for text in texts)
    return turn, KeptHead(store, till, Head(epoch, seq, digest))
