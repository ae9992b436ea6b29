"""Reading CBOR of strangers: what cbor2 writes comes back, and everything else is one error."""

from __future__ import annotations

import contextlib

import cbor2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from retail import strict_cbor
from retail.strict_cbor import CborError, Tagged

integers = st.integers(min_value=-(2**64), max_value=2**64 - 1)
scalars = st.none() | st.booleans() | integers | st.binary(max_size=70) | st.text(max_size=70)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(integers | st.text(max_size=9), inner, max_size=4),
    max_leaves=12,
)


def depth(value: object) -> int:
    children = value if isinstance(value, list) else [*value.values()] if isinstance(value, dict) else []
    return 1 + max(map(depth, children)) if children else 0


@settings(deadline=None)
@given(values.filter(lambda value: depth(value) <= strict_cbor.MAX_DEPTH))
def test_what_cbor2_writes_is_read_again(value: object) -> None:
    assert strict_cbor.decode(cbor2.dumps(value)) == value


@pytest.mark.parametrize(
    "number", [0, 23, 24, 255, 256, 65535, 65536, 2**32 - 1, 2**32, 2**64 - 1, -1, -24, -25, -(2**64)]
)
def test_numbers_at_the_borders_of_their_forms_are_read(number: int) -> None:
    assert strict_cbor.decode(cbor2.dumps(number)) == number


def test_the_outermost_value_may_have_a_tag() -> None:
    assert strict_cbor.decode(cbor2.dumps(cbor2.CBORTag(18, [1]))) == Tagged(18, [1])


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "cut short"),
        (b"\x01\x02", "follow"),
        (b"\x19\x01", "cut short"),
        (b"\x43ab", "cut short"),
        (b"\x82\x01", "cut short"),
        (b"\xa2\x01\x01", "cut short"),
        (b"\x5b\x7f\xff\xff\xff\xff\xff\xff\xff", "cut short"),
        (b"\x9b\x7f\xff\xff\xff\xff\xff\xff\xff\x01", "cut short"),
        (b"\xbb\x7f\xff\xff\xff\xff\xff\xff\xff\x01", "cut short"),
        (b"\x18\x17", "shortest"),
        (b"\x19\x00\xff", "shortest"),
        (b"\x1a\x00\x00\xff\xff", "shortest"),
        (b"\x1b\x00\x00\x00\x00\xff\xff\xff\xff", "shortest"),
        (b"\x58\x01a", "shortest"),
        (b"\x9f\x01\xff", "indefinite"),
        (b"\x1c", "reserved"),
        (b"\xfb" + bytes(8), "floating"),
        (b"\xf8\xff", "floating"),
        (b"\xf7", "simple"),
        (b"\xa2\x01\x01\x01\x02", "twice"),
        (b"\xa1\xf5\x01", "key"),
        (b"\xa1\x41a\x01", "key"),
        (b"\xa1\x80\x01", "key"),
        (b"\x62\xc3\x28", "UTF-8"),
        (b"\x81\xc1\x01", "tag"),
        (b"\xc1\xc1\x01", "tag"),
        (b"\x81" * 9 + b"\x01", "deep"),
        (b"\x81" * 480, "deep"),
    ],
)
def test_what_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(CborError, match=why):
        strict_cbor.decode(data)


@pytest.mark.parametrize(
    "hazard",
    [
        cbor2.CBORTag(5, [10**9, 3]),
        cbor2.CBORTag(35, "(a+)+$"),
        cbor2.CBORTag(36, "mail"),
        cbor2.CBORTag(4, [10**12, 3]),
    ],
)
def test_tags_that_cbor2_would_act_on_are_left_alone(hazard: cbor2.CBORTag) -> None:
    with pytest.raises(CborError):
        strict_cbor.decode(cbor2.dumps({1: hazard}))
    assert strict_cbor.decode(cbor2.dumps(hazard)) == Tagged(hazard.tag, hazard.value)


@settings(deadline=None, max_examples=400)
@given(st.binary(max_size=40))
@example(b"\xd8\x1c\x81\xd8\x1d\x00")
def test_any_bytes_give_the_value_of_cbor2_or_the_one_error(data: bytes) -> None:
    with contextlib.suppress(CborError):
        value = strict_cbor.decode(data)
        if not isinstance(value, Tagged):
            assert cbor2.loads(data) == value
