"""Bodies hold what JSON says exactly, in one form; the hash is that of RFC 8949's deterministic encoding."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import cbor2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retail.messages import BadEntry, decode_body, encode_body, entry_hash

#: Below and beyond the depth that is checked without a step of Python.
DEPTHS = (0, 1, 5, 6, 7, 40)

TEXTS = st.text(st.characters(exclude_categories=("Cs",)))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=30,
)


def buried(value: Any, depth: int) -> dict[str, Any]:
    for level in range(depth):
        value = [1, value] if level % 2 else {"a": "text", "b": value}
    return {"value": value}


@settings(deadline=None)
@given(st.dictionaries(TEXTS, VALUES))
def test_a_body_is_json_in_one_form_and_comes_back(document: dict[str, Any]) -> None:
    body = encode_body(document)

    assert body == json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert decode_body(body) == document


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize(
    "value",
    [
        1.0,
        0.5,
        1e300,
        float("nan"),
        float("inf"),
        Decimal(1),
        Decimal("0.5"),
        datetime(2026, 11, 11, tzinfo=UTC),
        b"bytes",
        object(),
    ],
    ids=lambda value: type(value).__name__ if type(value) is object else repr(value),
)
def test_a_float_or_anything_else_that_json_does_not_hold_is_refused(value: Any, depth: int) -> None:
    with pytest.raises(TypeError):
        encode_body(buried(value, depth))


@pytest.mark.parametrize("depth", DEPTHS)
def test_keys_are_texts(depth: int) -> None:
    with pytest.raises(TypeError):
        encode_body(buried({1: "one"}, depth))


@pytest.mark.parametrize("depth", DEPTHS)
def test_a_tuple_is_a_list(depth: int) -> None:
    assert encode_body(buried((1, "二"), depth)) == encode_body(buried([1, "二"], depth))


@pytest.mark.parametrize("body", [b"[]", b'{"a":1.5}', b'{"a":1e3}', b'{"a":NaN}', b"{", b"\xff", b"[" * 100_000])
def test_a_body_that_no_till_writes_is_bad(body: bytes) -> None:
    with pytest.raises(BadEntry, match="bad_body"):
        decode_body(body)


INTEGERS = st.sampled_from([0, 1, 23, 24, 255, 256, 65535, 65536, 2**32 - 1, 2**32, 2**64 - 1]) | st.integers()
LONG_TEXTS = TEXTS | st.integers(0, 300).map(lambda length: "货" * length)
BYTES = st.binary() | st.sampled_from([23, 24, 255, 256, 65535, 65536]).map(bytes)


@settings(deadline=None)
@given(
    st.fixed_dictionaries(
        dict.fromkeys(("store", "till", "epoch", "kind", "occurred_at"), LONG_TEXTS)
        | dict.fromkeys(("seq", "version", "elapsed_ms"), INTEGERS)
        | dict.fromkeys(("previous", "body"), BYTES)
    )
)
def test_the_hash_is_over_deterministic_cbor(fields: dict[str, Any]) -> None:
    assert entry_hash(**fields) == hashlib.sha256(cbor2.dumps(fields, canonical=True)).digest()
