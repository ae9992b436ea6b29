"""Claims: what is stated comes back, and each claim of another shape is refused by its number."""

from __future__ import annotations

from typing import Any

import pytest

from retail import claims
from retail.claims import MemberClaims
from retail.signed import CodeRefused

FULL = MemberClaims(
    "M0000000001",
    tiers={"group": "gold"},
    plans=("noodle pass",),
    cards={"茶": "T-88"},
    points={"group": 1200},
    coupons=(("C1", "O1"), ("C2", "O1")),
)


def test_what_a_member_has_comes_back_from_its_claims() -> None:
    assert claims.member_claims(FULL.to_claims()) == FULL


def test_what_a_member_has_not_takes_no_room() -> None:
    assert MemberClaims("M1").to_claims() == {2: "M1"}
    assert claims.member_claims({2: "M1"}) == MemberClaims("M1")


def test_the_numbers_are_those_of_the_contract() -> None:
    assert FULL.to_claims() == {
        2: "M0000000001",
        -70001: {"group": "gold"},
        -70002: ["noodle pass"],
        -70003: {"茶": "T-88"},
        -70005: {"group": 1200},
        -70006: [["C1", "O1"], ["C2", "O1"]],
    }


def test_a_card_number_is_not_in_a_log() -> None:
    assert "T-88" not in repr(FULL)


@pytest.mark.parametrize(
    ("number", "value"),
    [
        (2, None),
        (2, ""),
        (2, 7),
        (2, b"M1"),
        (2, "M" * 25),
        (2, "M1\n"),
        (2, " M1"),
        (2, "M\u202e1"),
        (-70001, []),
        (-70001, {1: "gold"}),
        (-70001, {"group": 1}),
        (-70001, {"group": ""}),
        (-70001, {"": "gold"}),
        (-70001, None),
        (-70002, "noodle pass"),
        (-70002, [1]),
        (-70002, ["x" * 65]),
        (-70003, {"tea": None}),
        (-70005, {"group": -1}),
        (-70005, {"group": True}),
        (-70005, {"group": 2**53}),
        (-70005, {"group": "12"}),
        (-70006, {"C1": "O1"}),
        (-70006, ["C1"]),
        (-70006, [["C1"]]),
        (-70006, [["C1", "O1", "x"]]),
        (-70006, [["C1", 1]]),
    ],
)
def test_a_claim_of_another_shape_is_refused_by_its_number(number: int, value: Any) -> None:
    with pytest.raises(CodeRefused, match=f"malformed: claim {number}:"):
        claims.member_claims({2: "M1"} | {number: value})


@pytest.mark.parametrize("value", [None, "1", -1, 253402300800, True, 2**64, [1]])
def test_a_time_is_whole_seconds_up_to_the_year_9999(value: Any) -> None:
    assert claims.seconds({6: 253402300799}, 6) == 253402300799
    with pytest.raises(CodeRefused, match="claim 6"):
        claims.seconds({6: value}, 6)


@pytest.mark.parametrize("value", [None, "12345678", b"1234567", b"123456789", 12345678])
def test_octets_have_exactly_their_length(value: Any) -> None:
    with pytest.raises(CodeRefused, match="claim 7"):
        claims.octets({7: value}, 7, 8)


@pytest.mark.parametrize("value", [134567890123456789, "999", b"134567890123456789", None, ["134567890123456789"]])
def test_a_payment_code_is_text_of_a_known_provider(value: Any) -> None:
    assert claims.payment_code({}) is None
    with pytest.raises(CodeRefused, match="claim -70004") as refused:
        claims.payment_code({-70004: value})
    assert "134567" not in str(refused.value)


@pytest.mark.parametrize(
    "value",
    [
        None,
        {},
        {1: []},
        {1: {1: 2, -1: 6, -2: bytes(32)}},
        {1: {1: 1, -1: 4, -2: bytes(32)}},
        {1: {1: 1, -1: 6, -2: bytes(31)}},
        {1: {1: 1, -1: 6}},
    ],
)
def test_a_confirmation_key_is_an_ed25519_key(value: Any) -> None:
    assert claims.phone_key_bytes({8: claims.confirmation_of(bytes(32))}) == bytes(32)
    with pytest.raises(CodeRefused, match=r"claim (8|-2):"):
        claims.phone_key_bytes({8: value})


@pytest.mark.parametrize("payload", [None, [], "x", 1, b""])
def test_a_payload_is_a_map(payload: Any) -> None:
    with pytest.raises(CodeRefused, match="map"):
        claims.claims_map(payload)
