"""Retail numbers: check digits against `biip`, UPC-E, and one product under all its lengths."""

from __future__ import annotations

import pytest
from biip import ParseError
from biip.checksums import gs1_standard_check_digit
from biip.upc import Upc
from hypothesis import given, settings
from hypothesis import strategies as st

from retail.gtin import check_digit, expanded_upc_e, gtin_14, is_gtin, lookup_keys

digits = st.text("0123456789", min_size=7, max_size=13)


@settings(deadline=None)
@given(digits)
def test_the_check_digit_is_that_of_the_standard(payload: str) -> None:
    assert check_digit(payload) == gs1_standard_check_digit(payload)


@pytest.mark.parametrize("number", ["6901234567892", "96385074", "012345678905", "0012345678905", "09501101530003"])
def test_a_number_with_its_right_check_digit(number: str) -> None:
    assert is_gtin(number)
    wrong = str((int(number[-1]) + 1) % 10)
    assert not is_gtin(number[:-1] + wrong)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "690123456789",
        "69012345678９2",
        "６901234567892",
        "6901234567892\n",
        "690123456789X",
        "0" * 13,
        "17",
        "00017",
    ],
)
def test_what_is_no_number_of_goods(text: str) -> None:
    assert not is_gtin(text)


@settings(deadline=None, max_examples=300)
@given(st.from_regex(r"[01][0-9]{6}", fullmatch=True))
def test_upc_e_expands_as_biip_expands_it(number: str) -> None:
    expected = Upc.parse(number).as_upc_a()
    assert expanded_upc_e(number) == expected
    assert expanded_upc_e(number + expected[-1]) == expected
    if number[0] == "0":
        assert expanded_upc_e(number[1:]) == expected


@settings(deadline=None)
@given(st.from_regex(r"[0-9]{8}", fullmatch=True))
def test_upc_e_is_refused_when_biip_refuses_it(number: str) -> None:
    try:
        Upc.parse(number)
    except ParseError:
        assert expanded_upc_e(number) is None
    else:
        assert expanded_upc_e(number) is not None


@pytest.mark.parametrize("text", ["", "12345", "2123456", "0123456x", "012345678905", "０123456"])
def test_what_is_no_upc_e(text: str) -> None:
    assert expanded_upc_e(text) is None


def test_an_ean_13_with_a_leading_0_and_its_upc_a_have_the_same_keys() -> None:
    assert lookup_keys("0012345678905") == ("0012345678905", "012345678905", "00012345678905")
    assert set(lookup_keys("012345678905")) == set(lookup_keys("0012345678905")) == set(lookup_keys("00012345678905"))
    assert lookup_keys("012345678905")[0] == "012345678905"


def test_other_numbers_have_the_forms_that_hold_them() -> None:
    assert lookup_keys("6901234567892") == ("6901234567892", "06901234567892")
    assert lookup_keys("19501101530000") == ("19501101530000",)
    assert lookup_keys("96385074") == ("96385074", "0000096385074", "000096385074", "00000096385074")
    assert lookup_keys("00000096385074")[0:2] == ("00000096385074", "0000096385074")
    assert "96385074" in lookup_keys("00000096385074")
    assert gtin_14("96385074") == "00000096385074"
