"""Journal entries: encoded once, hashed, chained, and checked by whoever reads them.

Source: docs/spec/offline.md, section 1. The body is UTF-8 JSON without floats; its bytes never change again. The hash
is SHA-256 over the deterministic CBOR (RFC 8949, 4.2) of a map of all fields of the entry but the hash itself.
A shopper waits while an entry is made: bodies are written by msgspec, 16 times as fast as the standard library.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import GenericAlias
from typing import Any

import cbor2
import msgspec

#: What an entry says, and the newest version of its body that this code writes. A reader knows all versions up to it.
KINDS: Mapping[str, int] = {
    "epoch_opened": 1,
    "signed_in": 1,
    "signed_out": 1,
    "code_accepted": 1,
    "sign_in_failed": 1,
    "approval_given": 1,
    "price_overridden": 1,
    "unknown_goods_added": 1,
    "lines_removed": 1,
    "basket_voided": 1,
    "sale": 1,
    "return": 1,
    "shift_opened": 1,
    "cash_moved": 1,
    "shift_closed": 1,
    "lease_returned": 1,
    "entitlement_used": 1,
    "entitlement_use_undone": 1,
    "coupon_swapped": 1,
    "offer_rejected": 1,
    "payment_started": 1,
    "payment_settled": 1,
    "refund_started": 1,
    "refund_settled": 1,
    "setting_changed": 1,
    "basket_suspended": 1,
    "basket_recalled": 1,
    "basket_expired": 1,
    "order_handed_over": 1,
    "reward_redeemed": 1,
    "rain_check_issued": 1,
    "member_enrolled": 1,
    "consent_changed": 1,
    "member_note_written": 1,
    "member_note_removed": 1,
    "member_unmasked": 1,
    "points_exchanged": 1,
    "guide_assigned": 1,
    "task_done": 1,
    "task_snoozed": 1,
    "task_not_wanted": 1,
    "goods_wanted": 1,
    "goods_wanted_ended": 1,
    "event_checked_in": 1,
    "till_closed": 1,
    "draw_entered": 1,
    "board_amount_shown": 1,
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

    def row(self) -> tuple[str, str, str, int, str, int, str, int, bytes, bytes, bytes]:
        """All fields in their order, as both sides' tables keep them; `Entry(*row)` is the entry again."""
        return (
            self.store,
            self.till,
            self.epoch,
            self.seq,
            self.kind,
            self.version,
            self.occurred_at,
            self.elapsed_ms,
            self.previous,
            self.body,
            self.hash,
        )

    def document(self) -> dict[str, Any]:
        """The body as a JSON object. Raises BadEntry("bad_body")."""
        return decode_body(self.body)


def encode_body(document: Mapping[str, Any]) -> bytes:
    """The bytes of a body: compact UTF-8 JSON, keys sorted by code point, Chinese as it is.

    Raises TypeError for a float anywhere, because money has none, and for whatever else JSON has no words for.
    """
    body = _encoded(document)
    try:
        msgspec.convert({"body": document}, _PlainBody)
    except msgspec.ValidationError:
        # Not plain, or only deeper than most.
        _require_plain(document)
    return body


def decode_body(body: bytes) -> dict[str, Any]:
    """The JSON object in a body. Raises BadEntry("bad_body") for anything else, a float included."""
    try:
        found = _plain(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError):
        found = None  # the standard library, which reads a little more, has the last word
    if isinstance(found, dict):
        return found
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
    # Written here by hand because the keys never change: half the time of a general encoder, while a shopper waits.
    # Deterministic CBOR sorts shorter keys first, then by their bytes.
    return hashlib.sha256(
        b"".join(
            (
                b"\xaa\x63seq",
                _integer(seq),
                b"\x64body",
                _head(_BYTES, len(body)),
                body,
                b"\x64kind",
                _text(kind),
                b"\x64till",
                _text(till),
                b"\x65epoch",
                _text(epoch),
                b"\x65store",
                _text(store),
                b"\x67version",
                _integer(version),
                b"\x68previous",
                _head(_BYTES, len(previous)),
                previous,
                b"\x6aelapsed_ms",
                _integer(elapsed_ms),
                b"\x6boccurred_at",
                _text(occurred_at),
            )
        )
    ).digest()


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


def carried_entry(entry: Entry, after: Head) -> Entry:
    """The same event in another epoch, as the entry that follows `after`: its body and times stay."""
    fields: dict[str, Any] = {name: getattr(entry, name) for name in Entry.__dataclass_fields__ if name != "hash"}
    fields |= {"epoch": after.epoch, "seq": after.seq + 1, "previous": after.hash}
    return Entry(**fields, hash=entry_hash(**fields))


def is_whole(entry: Entry) -> bool:
    """Whether an entry's hash is the hash of its fields."""
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
    return expected == entry.hash


def check_entry(entry: Entry) -> dict[str, Any]:
    """The body of an entry that is whole and understood. Raises BadEntry, whose code says what is wrong."""
    if not is_whole(entry):
        raise BadEntry("hash_mismatch", "the entry's hash is not the hash of its fields")
    if entry.kind not in KINDS:
        raise BadEntry("unknown_kind", entry.kind)
    if not 1 <= entry.version <= KINDS[entry.kind]:
        raise BadEntry("unknown_version", f"{entry.kind} {entry.version}")
    return decode_body(entry.body)


_UNSIGNED, _BYTES, _TEXT = 0x00, 0x40, 0x60


def _head(major: int, number: int) -> bytes:
    """How an item of CBOR begins, in its shortest form (RFC 8949, section 3). `number` has at most 64 bits."""
    if number < 24:
        return bytes((major | number,))
    size = 0 if number < 1 << 8 else 1 if number < 1 << 16 else 2 if number < 1 << 32 else 3
    return bytes((major | 24 + size,)) + number.to_bytes(1 << size, "big")


def _text(value: str) -> bytes:
    encoded = value.encode()
    return _head(_TEXT, len(encoded)) + encoded


def _integer(value: int) -> bytes:
    # A stranger's entry may have any number: it is hashed too, and refused by its hash.
    return _head(_UNSIGNED, value) if 0 <= value < 1 << 64 else cbor2.dumps(value)


def _no_float(text: str) -> Any:
    raise ValueError(f"a number that is not an integer: {text}")


_plain = msgspec.json.Decoder(float_hook=_no_float).decode


def _values(depth: int) -> Any:
    """The type of what a body may hold: texts, integers, true, false, null, and lists and objects of them, so deep."""
    plain: Any = str | int | bool | None
    found = plain
    for _ in range(depth):
        found = plain | GenericAlias(list, (found,)) | GenericAlias(dict, (str, found))
    return found


_encoded = msgspec.json.Encoder(order="sorted").encode

#: A body as a type that msgspec checks without a step of Python. A sale is 5 deep; each level doubles the type.
_PlainBody = msgspec.defstruct("_PlainBody", [("body", _values(6))])


def _require_plain(value: Any) -> None:
    """Raises TypeError for anything that is not of `_values`, however deep. Tuples and sets are lists."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            waiting += item.values()
        elif isinstance(item, list | tuple | set | frozenset):
            waiting += item
        elif not isinstance(item, str | int | None):
            raise TypeError(f"a journal body holds no {type(item).__name__}")
