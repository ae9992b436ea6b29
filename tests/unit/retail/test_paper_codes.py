"""Coupons, receipts, staff badges and rain checks: made, printed, opened; and none of them stands in for another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import base45
import cbor2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retail.paper_codes import (
    CouponCode,
    RainCheckCode,
    ReceiptCode,
    StaffBadge,
    make_badge,
    make_coupon,
    make_rain_check,
    make_receipt,
    open_badge,
    open_coupon,
    open_rain_check,
    open_receipt,
)
from retail.signed import CodeRefused, SigningKey, VerifyingKey, sign

NOW = datetime(2026, 11, 21, 12, 0, 0, tzinfo=UTC)
NOW_S = int(NOW.timestamp())
KEY = SigningKey(bytes(range(32)))
KID = b"k1"
COUPON = CouponCode("C-2026-000123", "O-double-eleven", "M00000000001", NOW_S + 3600)
RECEIPT = ReceiptCode(
    "0198f3a1-6c1e-7000-8000-000000000001",
    "7f3a9c21e0b44d5f",
    123,
    bytes(range(32)),
    128_800,
    "2026-11-21T20:00:00+08:00",
)
BADGE = StaffBadge("E0042", "S01", NOW_S + 3600)
PROMISE = RainCheckCode("RC-1", "A1", 1, 12_900, "CNY", NOW_S + 3600)


def keys(kid: bytes) -> VerifyingKey | None:
    return KEY.verifying_key if kid == KID else None


OPENING: dict[str, Callable[[str], object]] = {
    "UC1": lambda text: open_coupon(text, keys, NOW),
    "UR1": lambda text: open_receipt(text, keys),
    "US1": lambda text: open_badge(text, keys, NOW),
    "UK1": lambda text: open_rain_check(text, keys, NOW),
}
TEXTS = {
    "UC1": make_coupon(COUPON, KEY, KID),
    "UR1": make_receipt(RECEIPT, KEY, KID),
    "US1": make_badge(BADGE, KEY, KID),
    "UK1": make_rain_check(PROMISE, KEY, KID),
}


def reason(opening: Callable[[], object]) -> str:
    with pytest.raises(CodeRefused) as refused:
        opening()
    return refused.value.reason


def test_what_was_printed_is_opened() -> None:
    assert OPENING["UC1"](TEXTS["UC1"]) == COUPON
    assert OPENING["UR1"](TEXTS["UR1"]) == RECEIPT
    assert OPENING["US1"](TEXTS["US1"]) == BADGE
    assert OPENING["UK1"](TEXTS["UK1"]) == PROMISE


def test_a_coupon_of_nobody_in_particular_says_so() -> None:
    coupon = replace(COUPON, one_id=None)
    text = make_coupon(coupon, KEY, KID)
    assert open_coupon(text, keys, NOW) == coupon
    claims = cbor2.loads(cbor2.loads(base45.b45decode(text[4:])).value[2])
    assert claims == {2: None, 4: NOW_S + 3600, -70020: "C-2026-000123", -70021: "O-double-eleven"}
    del claims[2]
    assert reason(lambda: open_coupon(sign("UC1", claims, KEY, KID), keys, NOW)) == "malformed"


@pytest.mark.parametrize("printed", TEXTS)
@pytest.mark.parametrize("read_as", TEXTS)
def test_no_kind_stands_in_for_another(printed: str, read_as: str) -> None:
    if printed != read_as:
        assert reason(lambda: OPENING[read_as](read_as + TEXTS[printed][3:])) == "bad_signature"
        assert reason(lambda: OPENING[read_as](TEXTS[printed])) == "malformed"


def test_coupons_badges_and_rain_checks_end_at_their_exp() -> None:
    last, over = NOW + timedelta(seconds=3599), NOW + timedelta(seconds=3600)
    assert open_coupon(TEXTS["UC1"], keys, last) == COUPON
    assert open_badge(TEXTS["US1"], keys, last) == BADGE
    assert reason(lambda: open_coupon(TEXTS["UC1"], keys, over)) == "expired"
    assert reason(lambda: open_badge(TEXTS["US1"], keys, over)) == "expired"
    assert reason(lambda: open_rain_check(TEXTS["UK1"], keys, over)) == "expired"
    with pytest.raises(ValueError, match="offset"):
        open_badge(TEXTS["US1"], keys, datetime(2026, 11, 21))


@pytest.mark.parametrize("prefix", TEXTS)
def test_a_stranger_signs_nothing(prefix: str) -> None:
    stranger = SigningKey(bytes(range(1, 33)))
    claims = cbor2.loads(cbor2.loads(base45.b45decode(TEXTS[prefix][4:])).value[2])
    assert reason(lambda: OPENING[prefix](sign(prefix, claims, stranger, KID))) == "bad_signature"
    assert reason(lambda: OPENING[prefix](sign(prefix, claims, stranger, b"k2"))) == "unknown_issuer"


@pytest.mark.parametrize(
    ("prefix", "number", "values"),
    [
        ("UC1", -70020, [None, "", 1]),
        ("UC1", -70021, [None, "x" * 65]),
        ("UC1", 2, [1, "M" * 25]),
        ("UC1", 4, [None, "soon", -1]),
        ("UR1", -70030, [None, b"id"]),
        ("UR1", -70031, [None, 1]),
        ("UR1", -70032, [None, -1, "1"]),
        ("UR1", -70033, [None, bytes(31), "x" * 32]),
        ("UR1", -70034, [None, -1, "12.80"]),
        ("UR1", -70035, [None, 1763697600, "yesterday", "2026-11-21T20:00:00"]),
        ("US1", 2, [None, ""]),
        ("US1", -70040, [None, 1]),
        ("US1", 4, [None, True]),
        ("UK1", -70050, [None, ""]),
        ("UK1", -70052, [None, 0, -1, "2"]),
        ("UK1", -70053, [None, -1, "129.00"]),
    ],
)
def test_each_claim_has_its_type(prefix: str, number: int, values: list[Any]) -> None:
    claims = cbor2.loads(cbor2.loads(base45.b45decode(TEXTS[prefix][4:])).value[2])
    for value in values:
        text = sign(prefix, claims | {number: value}, KEY, KID)
        assert reason(lambda text=text: OPENING[prefix](text)) == "malformed"


def test_what_could_not_be_opened_again_is_not_made() -> None:
    with pytest.raises(ValueError, match="-70020"):
        make_coupon(replace(COUPON, coupon_id=""), KEY, KID)
    with pytest.raises(ValueError, match="-70035"):
        make_receipt(replace(RECEIPT, occurred_at="2026-11-21"), KEY, KID)
    with pytest.raises(ValueError, match="claim 2"):
        make_badge(replace(BADGE, staff_id="E\n1"), KEY, KID)


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(sorted(TEXTS)), st.integers(0, 499), st.integers(1, 255))
def test_a_mutated_code_opens_unchanged_or_is_refused(prefix: str, at: int, change: int) -> None:
    message = bytearray(base45.b45decode(TEXTS[prefix][4:]))
    message[at % len(message)] ^= change
    text = f"{prefix}:{base45.b45encode(bytes(message)).decode()}"
    try:
        opened = OPENING[prefix](text)
    except CodeRefused:
        return
    assert opened == OPENING[prefix](TEXTS[prefix])
