"""Which part of a variant is a size that somebody wears."""

from __future__ import annotations

import pytest

from retail.sizes import size_of


@pytest.mark.parametrize(
    ("variant", "size"),
    [
        ("燕麦色 / M", "M"),
        ("白 / 39", "39"),
        ("深海军蓝拼燕麦色 / XXL", "XXL"),
        ("38.5", "38.5"),
        ("藏青 / 170/88A", "170/88A"),
        ("均码", "均码"),
        ("30ml", None),
        ("18L", None),
        ("100g", None),
        ("原色", None),
        ("", None),
    ],
)
def test_a_size_is_told_from_a_colour_and_from_a_volume(variant: str, size: str | None) -> None:
    assert size_of(variant) == size
