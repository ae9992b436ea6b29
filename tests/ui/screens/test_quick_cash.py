from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_client.ui.screens.checkout.quick_cash import quick_amounts


@pytest.mark.parametrize(
    ("remaining", "currency", "sums"),
    [
        (134560, "CNY", (135000, 140000, 150000)),
        (4560, "CNY", (5000, 10000)),
        (320, "CNY", (500, 5000, 10000)),
        (10000, "CNY", ()),
        (0, "CNY", ()),
        (1234, "JPY", (1300, 5000, 10000)),
    ],
)
def test_sums_that_people_hand_over(remaining: int, currency: str, sums: tuple[int, ...]) -> None:
    assert quick_amounts(remaining, currency) == sums


@given(st.integers(1, 10**9), st.sampled_from(["CNY", "JPY", "HKD", "XXX"]), st.integers(1, 5))
def test_sums_are_few_ascending_and_enough(remaining: int, currency: str, count: int) -> None:
    sums = quick_amounts(remaining, currency, count)
    assert len(sums) <= count
    assert list(sums) == sorted(set(sums))
    assert all(amount > remaining for amount in sums)
