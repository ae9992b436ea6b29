"""Spreading amounts by largest remainder, against fractions: on both sides of where machine integers end."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from retail.money import allocate, format_minor, parse_minor, parse_percent, rate_of, round_half_up

EDGE = 2**31
# From four times the edge on, products of two leave a machine integer.
BEYOND = st.one_of(st.integers(EDGE - 4, EDGE + 4), st.integers(EDGE, 8 * EDGE))
TOTALS = st.one_of(st.integers(0, 60), BEYOND, st.integers(0, 10**16))
# Few and small ones tie often; the others lie on both sides of the edge, by themselves or as a sum.
WEIGHTS = st.one_of(
    st.lists(st.integers(0, 3), min_size=1, max_size=9),
    st.lists(st.one_of(st.integers(0, 12_900), st.integers(EDGE // 2 - 2, EDGE // 2 + 2)), min_size=1, max_size=6),
    st.builds(lambda large, small: [*small, large], BEYOND, st.lists(st.integers(0, 3), max_size=4)),
    st.lists(st.integers(0, 10**14), min_size=1, max_size=6),
).filter(any)


def spread(total: int, weights: list[int]) -> list[int]:
    """Section 1 of docs/spec/benefits.md, word by word."""
    exact = [Fraction(total * weight, sum(weights)) for weight in weights]
    shares = [int(part) for part in exact]
    by_remainder = sorted(range(len(weights)), key=lambda place: (shares[place] - exact[place], place))
    for place in by_remainder[: total - sum(shares)]:
        shares[place] += 1
    return shares


@given(TOTALS, WEIGHTS)
@example(1, [1, 1, 1])
@example(2, [1, 2, 1, 2])
@example(EDGE - 1, [1, 1, 1, 1])
@example(EDGE, [1, 1, 1])
@example(EDGE - 1, [EDGE - 2, 1])
@example(EDGE + 1, [EDGE, 1, EDGE, 1])
@example(2 * EDGE - 1, [1, 2 * EDGE - 3])
@example(4 * EDGE - 1, [1, 4 * EDGE - 3])
def test_spreading_is_by_largest_remainder(total: int, weights: list[int]) -> None:
    shares = allocate(total, weights)
    assert shares == spread(total, weights)
    assert sum(shares) == total


@given(TOTALS, st.lists(st.integers(0, 3), max_size=9), st.integers(2, 10**6))
def test_the_edge_is_not_to_be_seen(total: int, weights: list[int], times: int) -> None:
    """The same weights in larger units spread the same: there the other way of dividing is taken."""
    if any(weights):
        assert allocate(total, [weight * times * EDGE for weight in weights]) == allocate(total, weights)


def test_nothing_is_spread_over_nothing_and_something_is_refused() -> None:
    assert allocate(0, []) == []
    assert allocate(0, [0, 0]) == [0, 0]
    for weights in ([], [0, 0]):
        with pytest.raises(ValueError, match="weights"):
            allocate(1, weights)


@given(st.integers(0, 10**16), st.integers(1, 10**6))
def test_a_half_goes_up(numerator: int, denominator: int) -> None:
    exact = Fraction(numerator, denominator)
    rounded = round_half_up(numerator, denominator)
    assert rounded - exact <= Fraction(1, 2)
    assert exact - rounded < Fraction(1, 2)
    assert rate_of(numerator, 10_000) == numerator


@given(st.integers(-(10**12), 10**12), st.sampled_from(["CNY", "JPY", "HKD"]))
def test_what_is_shown_can_be_typed_again(amount: int, currency: str) -> None:
    shown = format_minor(amount, currency, symbol=False)
    assert parse_minor(shown.removeprefix("−"), currency) == abs(amount)
    assert shown.startswith("−") == (amount < 0)


@pytest.mark.parametrize("text", ["", ".", "1.234", "-1", "1e3", "１２", "12元", "1 2"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        parse_minor(text, "CNY")


@pytest.mark.parametrize(
    ("text", "minor"), [("12", 1200), ("12.5", 1250), ("1,234.50", 123450), (".5", 50), ("5.", 500)]
)
def test_amounts_as_people_type_them(text: str, minor: int) -> None:
    assert parse_minor(text, "CNY") == minor


@pytest.mark.parametrize(
    ("typed", "bps"), [("13", 1300), ("13%", 1300), (" 6.25 % ", 625), ("0", 0), ("1.15", 115), ("0.29", 29)]
)
def test_a_typed_percent_is_exact(typed: str, bps: int) -> None:
    assert parse_percent(typed) == bps


@pytest.mark.parametrize("typed", ["", "%", "-1", "1e2", "nan", "inf", "6.255", "1_3"])
def test_what_is_no_percent_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        parse_percent(typed)
