"""Signed codes: the same messages as the library `cwt` makes and reads, and one exception for everything else."""

from __future__ import annotations

import base45
import cbor2
import pytest
from cwt import COSE, COSEKey
from hypothesis import given, settings
from hypothesis import strategies as st

from retail.signed import CodeRefused, SigningKey, VerifyingKey, open_signed, read, read_message, sign, sign_message

KEY = SigningKey(bytes(range(32)))
OTHER = SigningKey(bytes(range(1, 33)))
KID = b"issuer-1"
PAYLOAD = {2: "M1", -70001: {"group": "gold"}, 7: b"12345678"}


def keys(kid: bytes) -> VerifyingKey | None:
    return KEY.verifying_key if kid == KID else None


def cwt_key(*, private: bool) -> COSEKey:
    parts = {1: 1, 2: KID, 3: -8, -1: 6, -2: KEY.verifying_key.raw}
    return COSEKey.new(parts | ({-4: KEY.raw} if private else {}))


def in_base45(message: object, prefix: str = "UC1") -> str:
    return f"{prefix}:{base45.b45encode(cbor2.dumps(message)).decode()}"


def parts(text: str) -> list[object]:
    return list(cbor2.loads(base45.b45decode(text[4:])).value)


def reason(text: str, prefix: str = "UC1") -> str:
    with pytest.raises(CodeRefused) as refused:
        open_signed(prefix, text, keys)
    return refused.value.reason


def test_a_signed_payload_is_opened_again() -> None:
    assert open_signed("UC1", sign("UC1", PAYLOAD, KEY, KID), keys) == PAYLOAD


def test_the_library_cwt_reads_what_we_sign() -> None:
    message = sign_message("UM1", PAYLOAD, KEY, KID)
    protected, unprotected, payload = COSE.new().decode_with_headers(
        message, cwt_key(private=False), external_aad=b"UM1"
    )
    assert (protected, unprotected, cbor2.loads(payload)) == ({1: -8}, {4: KID}, PAYLOAD)


def test_the_library_cwt_refuses_what_we_sign_for_another_prefix() -> None:
    message = sign_message("UM1", PAYLOAD, KEY, KID)
    with pytest.raises(Exception, match="verify"):
        COSE.new().decode(message, cwt_key(private=False), external_aad=b"UC1")


def test_we_read_what_the_library_cwt_signs() -> None:
    context = COSE.new(alg_auto_inclusion=True, kid_auto_inclusion=True)
    message = context.encode(cbor2.dumps(PAYLOAD), cwt_key(private=True), external_aad=b"UC1")
    opened = read_message("UC1", message)
    opened.verify(KEY.verifying_key)
    assert (opened.kid, opened.payload) == (KID, PAYLOAD)


def test_a_code_cannot_stand_in_for_another_kind() -> None:
    coupon = sign("UC1", PAYLOAD, KEY, KID)
    assert reason("UM1" + coupon[3:], "UM1") == "bad_signature"
    assert reason(coupon, "UM1") == "malformed"


def test_the_tag_of_cose_sign1_may_be_left_out() -> None:
    untagged = in_base45(parts(sign("UC1", PAYLOAD, KEY, KID)))
    assert open_signed("UC1", untagged, keys) == PAYLOAD


def test_each_changed_part_breaks_the_signature() -> None:
    protected, unprotected, payload, signature = parts(sign("UC1", PAYLOAD, KEY, KID))
    changed = cbor2.dumps(PAYLOAD | {2: "M2"})
    assert reason(in_base45([protected, unprotected, changed, signature])) == "bad_signature"
    assert reason(in_base45([protected, unprotected, payload, bytes(64)])) == "bad_signature"
    more_header = cbor2.dumps({1: -8, 3: 60})
    assert reason(in_base45([more_header, unprotected, payload, signature])) == "bad_signature"


def test_an_unknown_key_and_no_key_at_all() -> None:
    assert reason(sign("UC1", PAYLOAD, KEY, b"issuer-2")) == "unknown_issuer"
    assert reason(sign("UC1", PAYLOAD, KEY)) == "malformed"


def test_the_signature_of_another_key_under_a_known_kid() -> None:
    assert reason(sign("UC1", PAYLOAD, OTHER, KID)) == "bad_signature"


ALGORITHM = cbor2.dumps({1: -8})
CONTENT = cbor2.dumps(PAYLOAD)


@pytest.mark.parametrize(
    "message",
    [
        cbor2.CBORTag(17, [ALGORITHM, {4: KID}, CONTENT, bytes(64)]),
        cbor2.CBORTag(18, {}),
        7,
        [ALGORITHM, {4: KID}, CONTENT],
        [{1: -8}, {4: KID}, CONTENT, bytes(64)],
        [ALGORITHM, [4, KID], CONTENT, bytes(64)],
        [ALGORITHM, {4: KID}, None, bytes(64)],
        [ALGORITHM, {4: KID}, CONTENT, bytes(63)],
        [ALGORITHM, {4: KID}, CONTENT, "x" * 64],
        [ALGORITHM, {4: "issuer-1"}, CONTENT, bytes(64)],
        [ALGORITHM, {4: b""}, CONTENT, bytes(64)],
        [ALGORITHM, {4: bytes(33)}, CONTENT, bytes(64)],
        [b"", {1: -8, 4: KID}, CONTENT, bytes(64)],
        [cbor2.dumps({1: -7}), {4: KID}, CONTENT, bytes(64)],
        [cbor2.dumps({1: -8, 2: [99], 99: 1}), {4: KID}, CONTENT, bytes(64)],
        [cbor2.dumps([1]), {4: KID}, CONTENT, bytes(64)],
        [ALGORITHM, {4: KID}, b"\xff", bytes(64)],
        [ALGORITHM, {4: KID}, CONTENT + b"\x01", bytes(64)],
    ],
)
def test_what_is_no_cose_sign1_of_ours_is_malformed(message: object) -> None:
    assert reason(in_base45(message)) == "malformed"


@pytest.mark.parametrize("change", ["\n", " ", "a", "é", "Z", "ZZ", ":::"])
def test_text_that_is_not_exactly_base45_is_malformed(change: str) -> None:
    assert reason(sign("UC1", PAYLOAD, KEY, KID) + change) == "malformed"


def test_the_limit_of_500_bytes_holds_for_making_and_for_reading() -> None:
    at_limit = {1: bytes(500 - len(sign_message("UC1", {1: bytes(300)}, KEY, KID)) + 300)}
    assert len(sign_message("UC1", at_limit, KEY, KID)) == 500
    assert open_signed("UC1", sign("UC1", at_limit, KEY, KID), keys) == at_limit
    with pytest.raises(ValueError, match="501"):
        sign("UC1", {1: at_limit[1] + b"x"}, KEY, KID)
    assert reason("UC1:" + base45.b45encode(bytes(501)).decode()) == "malformed"
    with pytest.raises(CodeRefused, match="500"):
        read_message("UC1", bytes(501))


def test_the_same_payload_and_key_give_the_same_code_whatever_the_order_of_claims() -> None:
    assert sign("UC1", dict(reversed(PAYLOAD.items())), KEY, KID) == sign("UC1", PAYLOAD, KEY, KID)


def test_keys_are_values_and_a_secret_is_not_shown() -> None:
    assert SigningKey(KEY.raw) == KEY
    assert VerifyingKey(KEY.verifying_key.raw) == KEY.verifying_key
    assert repr(KEY) == "SigningKey()"
    assert SigningKey.generate() != SigningKey.generate()


@pytest.mark.parametrize("length", [0, 31, 33])
def test_keys_have_32_bytes(length: int) -> None:
    with pytest.raises(ValueError):
        VerifyingKey(bytes([7] * length))
    with pytest.raises(ValueError):
        SigningKey(bytes([7] * length))


@pytest.mark.parametrize("sign_bit", [0, 0x80])
@pytest.mark.parametrize(
    "encoding",
    [
        "00" * 32,
        "01" + "00" * 31,
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "ec" + "ff" * 30 + "7f",
        "ed" + "ff" * 30 + "7f",
        "ee" + "ff" * 30 + "7f",
    ],
)
def test_keys_under_which_anyone_can_sign_are_refused(encoding: str, sign_bit: int) -> None:
    raw = bytearray.fromhex(encoding)
    raw[-1] |= sign_bit
    with pytest.raises(ValueError, match="small order"):
        VerifyingKey(bytes(raw))


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=60) | st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", max_size=800))
def test_any_text_is_refused_with_the_one_exception(text: str) -> None:
    for candidate in (text, "UC1:" + text):
        with pytest.raises(CodeRefused):
            open_signed("UC1", candidate, keys)


@settings(deadline=None, max_examples=400)
@given(st.binary(max_size=520))
def test_any_bytes_are_refused_with_the_one_exception(data: bytes) -> None:
    with pytest.raises(CodeRefused):
        read("UC1", "UC1:" + base45.b45encode(data).decode())
