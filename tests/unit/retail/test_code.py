"""The unified member code at a till without a connection: who is accepted, and each reason for a refusal."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import cbor2
import numpy as np
import pytest
import qrcode
import zxingcpp
from cwt import COSE, COSEKey
from qrcode.constants import ERROR_CORRECT_M
from qrcode.util import MODE_ALPHA_NUM

from retail.code import AcceptedCode, CodeRefused, IssuerKey, MemberClaims, PaymentCode, new_cti, rotate_code
from retail.scanned import ScanSettings, SignedCode, classify
from retail.signed import SigningKey, sign, sign_message
from tests.unit.retail.member_codes import (
    CTI,
    ISSUER,
    KID,
    MEMBER,
    NOW,
    NOW_S,
    PHONE,
    PLAIN,
    STRANGER,
    WALLET,
    as_code,
    at_till,
    card,
    issued,
    message_of,
    reason,
    rotating,
    seconds,
)

# --- who is accepted


def test_an_issued_code_is_accepted_with_all_that_it_states() -> None:
    accepted = at_till(issued(payment_code=PaymentCode(WALLET)), NOW + seconds(60))
    assert accepted == AcceptedCode(
        profile="issued",
        one_id="M00000000001",
        cti=CTI,
        iat=NOW_S,
        exp=NOW_S + 900,
        as_of_s=NOW_S,
        remember_until=NOW_S + 900,
        tiers=MEMBER.tiers,
        plans=MEMBER.plans,
        cards=MEMBER.cards,
        points=MEMBER.points,
        coupons=MEMBER.coupons,
        payment_code=PaymentCode(WALLET),
    )
    assert accepted.cti_hex == "0102030405060708"


def test_a_rotating_code_is_accepted_with_the_facts_and_the_age_of_its_card() -> None:
    accepted = at_till(rotating())
    assert (accepted.profile, accepted.one_id, accepted.cti) == ("rotating", "M00000000001", CTI)
    assert (accepted.tiers, accepted.points, accepted.coupons) == (MEMBER.tiers, MEMBER.points, MEMBER.coupons)
    assert (accepted.iat, accepted.remember_until) == (NOW_S, NOW_S + 105)
    assert accepted.exp == NOW_S + 27 * 86400
    assert accepted.as_of == "2026-11-18T12:00:00+00:00"


def test_the_payment_code_may_stand_beside_the_card() -> None:
    assert at_till(rotate_code(card(), PHONE, NOW, CTI, PaymentCode(WALLET))).payment_code == PaymentCode(WALLET)
    assert at_till(rotating()).payment_code is None


def test_a_code_made_by_another_program_is_accepted() -> None:
    """The whole rotating code from `cwt` and `cbor2` alone, as a phone's app of another maker would do it."""

    def cose(payload: dict[int, Any], key: SigningKey, aad: bytes, **header: Any) -> bytes:
        cose_key = COSEKey.new({1: 1, 3: -8, -1: 6, -2: key.verifying_key.raw, -4: key.raw} | header.get("kid", {}))
        context = COSE.new(alg_auto_inclusion=True, kid_auto_inclusion="kid" in header)
        return bytes(context.encode(cbor2.dumps(payload), cose_key, external_aad=aad))

    confirmation = {1: {1: 1, -1: 6, -2: PHONE.verifying_key.raw}}
    inner = cose({2: "M7", 4: NOW_S + 60, 6: NOW_S, 8: confirmation}, ISSUER, b"CARD", kid={2: KID})
    outer = cose({6: NOW_S, 7: CTI, -70010: inner, -70004: WALLET}, PHONE, b"UM1")
    accepted = at_till(as_code(outer))
    assert (accepted.one_id, accepted.payment_code) == ("M7", PaymentCode(WALLET))


def test_claims_that_we_do_not_know_are_left_alone() -> None:
    text = sign("UM1", {2: "M1", 4: NOW_S + 60, 6: NOW_S, 7: CTI, -70999: ["new"], "note": None}, ISSUER, KID)  # type: ignore[dict-item]
    assert at_till(text).one_id == "M1"


# --- times


@pytest.mark.parametrize("age_s", [-105, -60, 0, 45, 105])
def test_a_rotating_code_is_fresh_within_105_seconds_of_the_tills_clock(age_s: int) -> None:
    assert at_till(rotating(), NOW + seconds(age_s)).cti == CTI


@pytest.mark.parametrize(("age_s", "why"), [(106, "expired"), (3600, "expired"), (-106, "not_yet_valid")])
def test_a_photograph_of_a_rotating_code_is_useless(age_s: int, why: str) -> None:
    assert reason(rotating(), NOW + seconds(age_s)) == why


def test_an_issued_code_ends_at_its_exp() -> None:
    assert at_till(issued(lifetime=seconds(90)), NOW + seconds(89)).exp == NOW_S + 90
    assert reason(issued(lifetime=seconds(90)), NOW + seconds(90)) == "expired"
    assert reason(issued(), NOW + timedelta(days=400)) == "unknown_issuer"


def test_an_issued_code_may_be_a_minute_ahead_of_the_tills_clock() -> None:
    assert at_till(issued(), NOW - seconds(60)).iat == NOW_S
    assert reason(issued(), NOW - seconds(61)) == "not_yet_valid"


def test_a_card_ends_after_30_days_even_in_a_fresh_code() -> None:
    made = card(now=NOW - timedelta(days=30) + seconds(1))
    assert at_till(rotating(made)).remember_until == NOW_S + 1
    assert reason(rotating(made, NOW + seconds(1)), NOW + seconds(1)) == "expired"


def test_a_card_from_the_future_is_not_yet_valid() -> None:
    assert reason(rotating(card(now=NOW + seconds(61)))) == "not_yet_valid"
    assert at_till(rotating(card(now=NOW + seconds(60)))).profile == "rotating"


@pytest.mark.parametrize(("exp", "iat"), [(901, 0), (0, 0), (0, 1)])
def test_an_issued_code_for_longer_than_15_minutes_or_for_no_time_is_malformed(exp: int, iat: int) -> None:
    assert reason(sign("UM1", {2: "M1", 4: NOW_S + exp, 6: NOW_S + iat, 7: CTI}, ISSUER, KID)) == "malformed"


def test_a_card_for_longer_than_30_days_is_malformed() -> None:
    confirmation = {1: {1: 1, -1: 6, -2: PHONE.verifying_key.raw}}
    claims = {2: "M1", 4: NOW_S + 30 * 86400 + 1, 6: NOW_S, 8: confirmation}
    assert reason(rotating(sign_message("CARD", claims, ISSUER, KID))) == "malformed"


def test_the_time_zone_of_the_tills_clock_does_not_matter() -> None:
    assert at_till(rotating(), NOW.astimezone(UTC)).iat == NOW_S


def test_a_clock_without_an_offset_is_a_bug_of_the_caller() -> None:
    with pytest.raises(ValueError, match="offset"):
        at_till(issued(), datetime(2026, 11, 21))


# --- keys and signatures


def test_an_issuer_key_counts_from_its_first_moment_until_before_its_last() -> None:
    key = IssuerKey(NOW, NOW + seconds(60), ISSUER.verifying_key)
    assert at_till(issued(), NOW, issuers={KID: key}).one_id == "M00000000001"
    assert at_till(rotating(), NOW + seconds(59), issuers={KID: key}).one_id == "M00000000001"
    for moment in (NOW - seconds(1), NOW + seconds(60)):
        assert reason(issued(), moment, issuers={KID: key}) == "unknown_issuer"
        assert reason(rotating(), moment, issuers={KID: key}) == "unknown_issuer"


def test_an_issuer_that_the_till_does_not_know() -> None:
    assert reason(issued(kid=b"i2")) == "unknown_issuer"
    assert reason(rotating(card(kid=b"i2"))) == "unknown_issuer"


def test_a_strangers_signature_under_the_issuers_name() -> None:
    assert reason(issued(key=STRANGER)) == "bad_signature"
    assert reason(rotating(card(key=STRANGER))) == "bad_signature"


def test_a_card_in_the_hands_of_another_phone() -> None:
    assert reason(rotating(card(), phone=STRANGER)) == "bad_signature"


def test_a_card_alone_is_not_a_code() -> None:
    assert reason(as_code(card())) == "bad_signature"


def test_a_card_that_the_issuer_signed_as_something_else_is_not_a_card() -> None:
    assert reason(rotating(message_of(issued()))) == "bad_signature"


def test_a_coupon_cannot_stand_in_for_a_code() -> None:
    claims = {2: "M1", 4: NOW_S + 60, 6: NOW_S, 7: CTI}
    assert reason("UM1" + sign("UC1", claims, ISSUER, KID)[3:]) == "bad_signature"
    assert at_till(sign("UM1", claims, ISSUER, KID)).one_id == "M1"


def test_a_card_with_a_cti_or_without_a_phone_is_malformed() -> None:
    confirmation = {1: {1: 1, -1: 6, -2: PHONE.verifying_key.raw}}
    good: dict[int, object] = {2: "M1", 4: NOW_S + 60, 6: NOW_S, 8: confirmation}
    assert at_till(rotating(sign_message("CARD", good, ISSUER, KID))).one_id == "M1"
    without = {number: value for number, value in good.items() if number != 8}
    weak = {1: {1: 1, -1: 6, -2: bytes(32)}}
    for claims in (good | {7: CTI}, without, good | {8: weak}):
        assert reason(rotating(sign_message("CARD", claims, ISSUER, KID))) == "malformed"


@pytest.mark.parametrize(
    "wrong",
    [
        {6: "now"},
        {6: True},
        {6: 2**63},
        {7: b"short"},
        {7: "12345678"},
        {7: None},
        {-70010: "card"},
        {-70010: None},
        {-70010: b"\x01"},
        {-70004: 134567890123456789},
        {-70004: "12"},
    ],
)
def test_each_claim_of_the_phone_has_its_type(wrong: dict[int, object]) -> None:
    assert reason(sign("UM1", {6: NOW_S, 7: CTI, -70010: card()} | wrong, PHONE)) == "malformed"


@pytest.mark.parametrize(
    "wrong",
    [
        {2: 7},
        {2: "M" * 25},
        {2: ""},
        {4: None},
        {4: "x"},
        {6: [1]},
        {6: -1},
        {7: b"123456789"},
        {7: 8},
        {-70001: "gold"},
        {-70002: {}},
        {-70003: []},
        {-70004: []},
        {-70005: {"group": "1"}},
        {-70006: [["C1"]]},
    ],
)
def test_each_claim_of_the_issuer_has_its_type(wrong: dict[int, object]) -> None:
    claims = {2: "M1", 4: NOW_S + 60, 6: NOW_S, 7: CTI} | wrong
    assert reason(sign("UM1", claims, ISSUER, KID)) == "malformed"


@pytest.mark.parametrize("missing", [2, 4, 6, 7])
def test_each_required_claim_is_required(missing: int) -> None:
    claims = {2: "M1", 4: NOW_S + 60, 6: NOW_S, 7: CTI}
    del claims[missing]
    assert reason(sign("UM1", claims, ISSUER, KID)) == "malformed"


# --- once, and not after a loss


def test_a_code_is_accepted_once() -> None:
    remembered: set[bytes] = set()
    for text in (issued(), rotate_code(card(), PHONE, NOW, b"another!")):
        remembered.add(at_till(text, is_replayed=remembered.__contains__).cti)
        assert reason(text, is_replayed=remembered.__contains__) == "replayed"


@pytest.mark.parametrize("text", [issued(), rotating()])
def test_a_code_is_remembered_for_as_long_as_it_could_be_accepted(text: str) -> None:
    until = at_till(text).remember_until
    for now_s in (*range(NOW_S, NOW_S + 110), *range(NOW_S + 890, NOW_S + 910)):
        try:
            at_till(text, datetime.fromtimestamp(now_s, UTC))
        except CodeRefused:
            continue
        assert now_s <= until


def test_a_lost_phone_is_refused_and_another_is_not() -> None:
    assert reason(rotating(), revoked=frozenset({PHONE.verifying_key.raw})) == "revoked"
    assert at_till(rotating(), revoked=frozenset({STRANGER.verifying_key.raw})).one_id == "M00000000001"


def test_nothing_is_asked_of_the_replay_memory_before_everything_else_holds() -> None:
    asked: list[bytes] = []

    def is_replayed(cti: bytes) -> bool:
        asked.append(cti)
        return False

    for text in (rotating(phone=STRANGER), issued(key=STRANGER), rotating(at=NOW - seconds(200))):
        with pytest.raises(CodeRefused):
            at_till(text, is_replayed=is_replayed)
    assert asked == []
    at_till(issued(), is_replayed=is_replayed)
    assert asked == [CTI]


# --- making


@pytest.mark.parametrize(
    "making",
    [
        lambda: issued(lifetime=seconds(901)),
        lambda: issued(lifetime=seconds(0)),
        lambda: issued(cti=b"short"),
        lambda: issued(MemberClaims("M" * 25)),
        lambda: issued(MemberClaims("M1", plans=tuple(f"plan {number:030}" for number in range(20)))),
        lambda: card(lifetime=timedelta(days=30, seconds=1)),
        lambda: card(MemberClaims("")),
        lambda: rotate_code(card(), PHONE, NOW, b"short"),
        lambda: rotate_code(bytes(480), PHONE, NOW, CTI),
    ],
)
def test_a_code_that_no_till_would_accept_is_not_made(making: Callable[[], object]) -> None:
    with pytest.raises(ValueError):
        making()


def test_new_ctis_differ() -> None:
    assert len({new_cti() for _ in range(100)}) == 100
    assert len(new_cti()) == 8


# --- sizes, and a real symbol


def test_the_sizes_are_about_those_of_the_contract() -> None:
    small = rotating(card(PLAIN))
    assert 240 <= len(message_of(small)) <= 256
    assert 364 <= len(small) <= 388
    tiers = {"group": "gold", "tea": "silver", "noodle": "black", "bakery": "member"}
    cards = {"tea": "T8800123", "noodle": "N2231234", "bakery": "B8812341"}
    full = rotate_code(
        card(MemberClaims("M00000000001", tiers=tiers, cards=cards)), PHONE, NOW, CTI, PaymentCode(WALLET)
    )
    assert len(message_of(full)) <= 400


@pytest.mark.parametrize(("member", "version"), [(PLAIN, 12), (MEMBER, 15)])
def test_a_rotating_code_goes_through_a_real_qr_symbol(member: MemberClaims, version: int) -> None:
    text = rotating(card(member))
    symbol = qrcode.QRCode(error_correction=ERROR_CORRECT_M, box_size=4)
    symbol.add_data(text)
    symbol.make(fit=True)
    assert symbol.version <= version
    assert {part.mode for part in symbol.data_list} == {MODE_ALPHA_NUM}
    image = np.array(symbol.make_image().get_image().convert("L"))
    (read,) = zxingcpp.read_barcodes(image)
    scanned = classify(read.bytes, read.symbology_identifier, settings=ScanSettings(), in_catalogue=lambda text: False)
    assert isinstance(scanned, SignedCode)
    assert scanned.kind == "member_code"
    assert at_till(scanned.text).one_id == member.one_id


def test_a_start_of_the_till_does_not_pay_for_the_heavy_libraries() -> None:
    program = (
        "import sys, retail.code, retail.paper_codes, retail.scanned\n"
        "print(sorted({'cwt', 'biip', 'asn1crypto'} & set(sys.modules)))"
    )
    finished = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert finished.stdout.strip() == "[]"
