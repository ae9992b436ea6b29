"""Reading CBOR (RFC 8949) that a stranger may have made: a small, total subset, or one error.

A code held in front of a scanner is read before anything about it is known to be true. The library `cbor2`, which
writes our codes, is too generous for that: it compiles regular expressions, parses e-mails and dates, raises
`decimal.Overflow`, keeps the last of two equal keys and ignores what follows the first value. This reader knows
integers, bytes, text, arrays, maps, null, true and false, in their shortest form and with definite lengths.
Figures and alternatives: docs/decisions/cose-without-cwt.md.
"""

from __future__ import annotations

from typing import Any, NamedTuple

MAX_DEPTH = 8
_SIMPLE_VALUES = {20: False, 21: True, 22: None}
_ARGUMENT_BYTES = {24: 1, 25: 2, 26: 4, 27: 8}
_TAG = 6


class CborError(ValueError):
    """These bytes are not one value of the subset."""


class Tagged(NamedTuple):
    """A value under a tag; only the outermost value may have one."""

    tag: int
    value: Any


def decode(data: bytes) -> Any:
    """The one value that these bytes are: int, bytes, str, list, dict, None, bool, or `Tagged`. Raises CborError."""
    value, end = _read(data, 0, 0)
    if end != len(data):
        raise CborError("bytes follow the value")
    return value


def _read(data: bytes, at: int, depth: int) -> tuple[Any, int]:
    if depth > MAX_DEPTH:
        raise CborError("nested too deeply")
    major, argument, at = _read_head(data, at)
    if major == 0:
        return argument, at
    if major == 1:
        return -1 - argument, at
    if major in (2, 3):
        return _read_string(data, at, argument, is_text=major == 3)
    if major == 4:
        return _read_array(data, at, argument, depth)
    if major == 5:
        return _read_map(data, at, argument, depth)
    if major == _TAG:
        if depth:
            raise CborError("a tag inside a value")
        value, end = _read(data, at, depth + 1)
        return Tagged(argument, value), end
    if argument not in _SIMPLE_VALUES:
        raise CborError("a simple value other than true, false and null")
    return _SIMPLE_VALUES[argument], at


def _read_head(data: bytes, at: int) -> tuple[int, int, int]:
    """Major type, argument, and where the content starts."""
    if at >= len(data):
        raise CborError("cut short")
    major, short = data[at] >> 5, data[at] & 0x1F
    at += 1
    if short < 24:
        return major, short, at
    width = _ARGUMENT_BYTES.get(short)
    if width is None or major == 7:
        raise CborError("an indefinite length, a floating point number or a reserved form")
    if at + width > len(data):
        raise CborError("cut short")
    argument = int.from_bytes(data[at : at + width], "big")
    if argument < (24 if width == 1 else 1 << (4 * width)):
        raise CborError("a number not in its shortest form")
    return major, argument, at + width


def _read_string(data: bytes, at: int, length: int, *, is_text: bool) -> tuple[bytes | str, int]:
    end = at + length
    if end > len(data):
        raise CborError("cut short")
    raw = data[at:end]
    if not is_text:
        return raw, end
    try:
        return raw.decode("utf-8"), end
    except UnicodeDecodeError:
        raise CborError("text that is not UTF-8") from None


def _read_array(data: bytes, at: int, count: int, depth: int) -> tuple[list[Any], int]:
    if count > len(data) - at:
        raise CborError("cut short")
    items = []
    for _ in range(count):
        item, at = _read(data, at, depth + 1)
        items.append(item)
    return items, at


def _read_map(data: bytes, at: int, count: int, depth: int) -> tuple[dict[int | str, Any], int]:
    if count > (len(data) - at) // 2:
        raise CborError("cut short")
    entries: dict[int | str, Any] = {}
    for _ in range(count):
        key, at = _read(data, at, depth + 1)
        # True is 1 for a dict, so the type is asked exactly.
        if type(key) is not int and type(key) is not str:
            raise CborError("a key that is neither a number nor text")
        if key in entries:
            raise CborError("a key twice")
        entries[key], at = _read(data, at, depth + 1)
    return entries, at
