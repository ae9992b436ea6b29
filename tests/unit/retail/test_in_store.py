"""Labels of a store's scale: the price or the weight in the digits, and the check digit inside against `biip`."""

from __future__ import annotations

import pytest
from biip.checksums import gs1_price_weight_check_digit
from hypothesis import given, settings
from hypothesis import strategies as st

from retail.gtin import check_digit, is_gtin
from retail.in_store import InStoreLabel, InStoreLayout, InStoreMisread, measure_check_digit, read_in_store

WEIGHT = InStoreLayout("21IIIIIWWWWWC")
PRICE = InStoreLayout("22IIIIKPPPPPC")
COARSE = InStoreLayout("23IIIIIPPPPPC", step=10)


def ean(payload: str) -> str:
    return payload + str(check_digit(payload))


def test_a_weight_in_grams() -> None:
    label = read_in_store(ean("211234501250"), [PRICE, WEIGHT])
    assert label == InStoreLabel("12345", (ean("211234500000"), "2112345", "12345"), weight_thousandths=1250)


def test_a_price_with_its_own_check_digit() -> None:
    inner = measure_check_digit("01980")
    label = read_in_store(ean(f"221234{inner}01980"), [PRICE, WEIGHT])
    zero = measure_check_digit("00000")
    assert label == InStoreLabel("1234", (ean(f"221234{zero}00000"), "221234", "1234"), price_minor=1980)
    assert all(is_gtin(key) for key in (label.lookup_keys[0],))


def test_a_price_in_steps_of_ten() -> None:
    label = read_in_store(ean("231234500055"), [COARSE])
    assert label is not None
    assert label.price_minor == 550


def test_a_wrong_inner_check_digit_is_a_misread() -> None:
    wrong = (measure_check_digit("01980") + 1) % 10
    with pytest.raises(InStoreMisread):
        read_in_store(ean(f"221234{wrong}01980"), [PRICE])


def test_no_layout_for_the_prefix_and_a_measure_of_nothing_are_no_labels() -> None:
    assert read_in_store(ean("241234501250"), [WEIGHT, PRICE]) is None
    assert read_in_store(ean("211234500000"), [WEIGHT]) is None
    assert read_in_store(ean("211234501250"), []) is None


def test_the_first_layout_with_the_prefix_counts() -> None:
    special = InStoreLayout("2100IIIIPPPPC")
    assert read_in_store(ean("210012340250"), [special, WEIGHT]) == InStoreLabel(
        "1234", (ean("210012340000"), "21001234", "1234"), price_minor=250
    )
    label = read_in_store(ean("211012340250"), [special, WEIGHT])
    assert label is not None
    assert label.weight_thousandths == 40250


@settings(deadline=None)
@given(st.text("0123456789", min_size=4, max_size=5))
def test_the_inner_check_digit_is_that_of_the_standard(measure: str) -> None:
    assert measure_check_digit(measure) == gs1_price_weight_check_digit(measure)


@pytest.mark.parametrize(
    ("pattern", "step"),
    [
        ("21IIIIIWWWWW", 1),
        ("21IIIIIWWWWWCC", 1),
        ("31IIIIIWWWWWC", 1),
        ("2IIIIIIWWWWWC", 1),
        ("21IIIIIWWPPPC", 1),
        ("21WWWWWIIIIIC", 1),
        ("21IIIIKWWWWKC", 1),
        ("21IIIKPPPPPPC", 1),
        ("21IIIIIIIWWWC", 1),
        ("21IIIIIWWWWWC", 0),
        ("", 1),
    ],
)
def test_a_layout_that_means_nothing_is_refused(pattern: str, step: int) -> None:
    with pytest.raises(ValueError):
        InStoreLayout(pattern, step)


def test_a_price_of_six_digits_needs_no_inner_check_digit() -> None:
    label = read_in_store(ean("251234123456"), [InStoreLayout("25IIIIPPPPPPC")])
    assert label is not None
    assert label.price_minor == 123456
