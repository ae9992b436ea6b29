"""Journal entries: encoded once, hashed, chained, and checked by whoever reads them.

Source: docs/spec/offline.md, section 1. The body is UTF-8 JSON without floats; its bytes never change again. The hash
is SHA-256 over the deterministic CBOR (RFC 8949, 4.2) of a map of all fields of the entry but the hash itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import cbor2

#: What an entry says, and the newest version of its body that this code writes. A reader knows all versions up to it.
KINDS: Mapping[str, int] = {
    "epoch_opened": 1,
    "signed_in": 1,
    "signed_out": 1,
    "code_accepted": 1,
    "basket_voided": 1,
    "sale": 1,
}

#: The hash before the first entry of a till's first epoch.
GENESIS = bytes(32)


class BadEntry(ValueError):
    """An entry that cannot be used. `code`: `hash_mismatch`, `unknown_kind`, `unknown_version`, `bad_body`."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of a journal: what the next entry must follow. `seq` 0: nothing was written in this epoch yet."""

    epoch: str
    seq: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a till's journal.

    (`store`, `till`, `epoch`, `seq`) is its identity; `seq` counts 1, 2, 3 … in an epoch. `occurred_at` is the till's
    clock with its offset, `elapsed_ms` its monotonic clock since the program started. `previous` is the hash of the
    entry before, across epochs too. Every hash has 32 bytes.
    """

    store: str
    till: str
    epoch: str
    seq: int
    kind: str
    version: int
    occurred_at: str
    elapsed_ms: int
    previous: bytes
    body: bytes
    hash: bytes

    @property
    def head(self) -> Head:
        return Head(self.epoch, self.seq, self.hash)

    def document(self) -> dict[str, Any]:
        """The body as a JSON object. Raises BadEntry("bad_body")."""
        return decode_body(self.body)


def encode_body(document: Mapping[str, Any]) -> bytes:
    """The bytes of a body: compact UTF-8 JSON, keys sorted. Raises TypeError for a float anywhere: money has none."""
    _refuse_floats(document)
    return _encoded(document).encode()


def decode_body(body: bytes) -> dict[str, Any]:
    """The JSON object in a body. Raises BadEntry("bad_body") for anything else, a float included."""
    try:
        document = json.loads(body, parse_float=_no_float, parse_constant=_no_float)
    except (ValueError, RecursionError) as error:
        raise BadEntry("bad_body", str(error)) from error
    if not isinstance(document, dict):
        raise BadEntry("bad_body", "not an object")
    return document


def entry_hash(
    *,
    store: str,
    till: str,
    epoch: str,
    seq: int,
    kind: str,
    version: int,
    occurred_at: str,
    elapsed_ms: int,
    previous: bytes,
    body: bytes,
) -> bytes:
    """SHA-256 over the deterministic CBOR of these fields as a map from their names."""
    fields = {
        "store": store,
        "till": till,
        "epoch": epoch,
        "seq": seq,
        "kind": kind,
        "version": version,
        "occurred_at": occurred_at,
        "elapsed_ms": elapsed_ms,
        "previous": previous,
        "body": body,
    }
    return hashlib.sha256(cbor2.dumps(fields, canonical=True)).digest()


def make_entry(
    *, store: str, till: str, after: Head, kind: str, occurred_at: str, elapsed_ms: int, document: Mapping[str, Any]
) -> Entry:
    """The entry that follows `after` in its epoch."""
    body = encode_body(document)
    fields: dict[str, Any] = {
        "store": store,
        "till": till,
        "epoch": after.epoch,
        "seq": after.seq + 1,
        "kind": kind,
        "version": KINDS[kind],
        "occurred_at": occurred_at,
        "elapsed_ms": elapsed_ms,
        "previous": after.hash,
        "body": body,
    }
    return Entry(**fields, hash=entry_hash(**fields))


def check_entry(entry: Entry) -> dict[str, Any]:
    """The body of an entry that is whole and understood. Raises BadEntry, whose code says what is wrong."""
    expected = entry_hash(
        store=entry.store,
        till=entry.till,
        epoch=entry.epoch,
        seq=entry.seq,
        kind=entry.kind,
        version=entry.version,
        occurred_at=entry.occurred_at,
        elapsed_ms=entry.elapsed_ms,
        previous=entry.previous,
        body=entry.body,
    )
    if expected != entry.hash:
        raise BadEntry("hash_mismatch", "the entry's hash is not the hash of its fields")
    if entry.kind not in KINDS:
        raise BadEntry("unknown_kind", entry.kind)
    if not 1 <= entry.version <= KINDS[entry.kind]:
        raise BadEntry("unknown_version", f"{entry.kind} {entry.version}")
    return decode_body(entry.body)


def _no_float(text: str) -> Any:
    raise ValueError(f"a number that is not an integer: {text}")


#: The types of most of a body's values. They are looked up exactly and many at once: a shopper waits for it.
_PLAIN = frozenset((str, int, bool, type(None)))

#: Keys sorted, no spaces, Chinese as it is. Made once: `json.dumps` would make a new one for each body.
_encoded = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def _refuse_floats(value: Any) -> None:
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            item = item.values()
        elif not isinstance(item, list | tuple):
            if isinstance(item, float):
                raise TypeError("a journal body holds no floats")
            item = item.values() if isinstance(item, Mapping) else ()
        if not _PLAIN.issuperset(map(type, item)):
            waiting += [inner for inner in item if type(inner) not in _PLAIN]
