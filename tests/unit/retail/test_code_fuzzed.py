"""Nothing of a member code leaks, and nothing that looks like one breaks the till."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

import cbor2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retail.code import CodeRefused, PaymentCode, rotate_code
from retail.signed import sign, sign_message
from tests.unit.retail.member_codes import (
    CTI,
    ISSUER,
    KID,
    NOW,
    NOW_S,
    PHONE,
    WALLET,
    as_code,
    at_till,
    card,
    issued,
    message_of,
    reason,
    rotating,
)


def test_a_payment_code_is_in_no_repr_no_refusal_and_no_log(caplog: pytest.LogCaptureFixture) -> None:
    text = rotate_code(card(), PHONE, NOW, CTI, PaymentCode(WALLET))
    accepted = at_till(text)
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("till").info("accepted %s %r", accepted, accepted)
        try:
            at_till(text, NOW + timedelta(days=1))
        except CodeRefused:
            logging.getLogger("till").exception("refused")
    assert "accepted" in caplog.text
    assert "refused" in caplog.text
    assert WALLET not in caplog.text
    assert "T880012" not in caplog.text
    assert accepted.payment_code is not None
    assert accepted.payment_code.reveal() == WALLET


VALID = [issued(payment_code=PaymentCode(WALLET)), rotating()]


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(VALID), st.lists(st.tuples(st.integers(0, 499), st.integers(1, 255)), min_size=1, max_size=3))
def test_a_mutated_code_is_refused_and_breaks_nothing(text: str, changes: list[tuple[int, int]]) -> None:
    message = bytearray(message_of(text))
    for at, change in changes:
        message[at % len(message)] ^= change
    try:
        accepted = at_till(as_code(bytes(message)))
    except CodeRefused:
        return
    # Only what no signature covers (the tag) or a change that undid itself may pass, and it must pass unchanged.
    assert accepted == at_till(text)


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(VALID), st.integers(0, 600), st.binary(max_size=3))
def test_a_code_cut_short_or_made_longer_is_refused(text: str, length: int, more: bytes) -> None:
    message = message_of(text)
    changed = message[:length] + more
    if changed != message:
        assert reason(as_code(changed)) in ("malformed", "bad_signature")
    if text[:length] != text:
        assert reason(text[:length]) in ("malformed", "bad_signature")


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**64), 2**64 - 1)
    | st.floats()
    | st.binary(max_size=40)
    | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.integers() | st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
numbers = st.sampled_from([1, 2, 4, 6, 7, 8, -70001, -70002, -70003, -70004, -70005, -70006, -70010])


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(numbers, anything, max_size=3), st.booleans(), st.booleans())
def test_signed_claims_of_any_shape_are_accepted_or_refused_and_break_nothing(
    wrong: dict[int, Any], in_card: bool, rotates: bool
) -> None:
    confirmation = {1: {1: 1, -1: 6, -2: PHONE.verifying_key.raw}}
    try:
        if not rotates:
            text = sign("UM1", {2: "M1", 4: NOW_S + 60, 6: NOW_S, 7: CTI} | wrong, ISSUER, KID)
        else:
            inner = {2: "M1", 4: NOW_S + 60, 6: NOW_S, 8: confirmation} | (wrong if in_card else {})
            made = sign_message("CARD", inner, ISSUER, KID)
            text = sign("UM1", {6: NOW_S, 7: CTI, -70010: made} | ({} if in_card else wrong), PHONE)
    except (ValueError, OverflowError):
        return  # above 500 bytes
    try:
        accepted = at_till(text)
    except CodeRefused:
        return
    assert isinstance(accepted.one_id, str)
    assert len(accepted.cti) == 8


@settings(deadline=None, max_examples=300)
@given(
    st.binary(max_size=520) | anything.map(cbor2.dumps) | st.lists(anything, min_size=4, max_size=4).map(cbor2.dumps)
)
def test_any_bytes_are_refused(message: bytes) -> None:
    assert reason(as_code(message)) in ("malformed", "unknown_issuer", "bad_signature")


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_refused(text: str) -> None:
    assert reason(text) == "malformed"
    assert reason("UM1:" + text) == "malformed"
