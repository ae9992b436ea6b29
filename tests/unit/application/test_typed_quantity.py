"""A number of pieces in front of goods."""

from __future__ import annotations

import pytest

from pos_client.application.typed_quantity import pieces_before_scan, split_typed
from pos_client.errors import Refused
from tests.unit.application.conftest import Counter
from tests.unit.application.test_scanning import in_store


@pytest.mark.parametrize(
    ("text", "split", "before_scan"),
    [
        ("3*6901234567892", (3, "6901234567892"), None),
        (" 12* tcb ", (12, "tcb"), None),
        ("3×", (3, ""), 3),
        ("3*", (3, ""), 3),
        ("3", (None, "3"), 3),
        ("12", (None, "12"), 12),
        ("602", (None, "602"), None),
        ("0*", (None, "0*"), None),
        ("*", (None, "*"), None),
        ("12345*", (None, "12345*"), None),
        ("٣*", (None, "٣*"), None),
        ("", (None, ""), None),
    ],
)
def test_what_was_typed(text: str, split: tuple[int | None, str], before_scan: int | None) -> None:
    assert split_typed(text) == split
    assert pieces_before_scan(text) == before_scan


def test_so_many_pieces_are_scanned_at_once(counter: Counter) -> None:
    counter.scanning.scan("6907654321094", None, 3)
    assert [(line.product.sku, line.quantity.unit_count) for line in counter.checkout.state.basket.lines] == [("B1", 3)]
    with pytest.raises(Refused, match="pieces_of_weighed"):
        counter.scanning.scan(in_store("210004200350"), "EAN13", 2)
    with pytest.raises(Refused, match="quantity_too_large"):
        counter.scanning.scan("6907654321094", None, 9_999)
