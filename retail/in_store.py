"""Labels that a store's own scale prints: an EAN-13 that starts with 20 to 29 and carries a price or a weight.

GS1 leaves the digits to the store, so the layout is a setting. Source of the inner check digit: GS1 General
Specifications 7.9.2 to 7.9.4.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retail.gtin import check_digit

_PATTERN = re.compile(r"(?P<prefix>2[0-9]{1,5})(?P<item>I+)K?(?P<measure>P{4,6}|W{4,6})K?C")

# Weighted products of 7.9.2 for the digits 0 to 9: "2-" subtracts the tens of the product, "5+" adds them.
_TWO_MINUS = (0, 2, 4, 6, 8, 9, 1, 3, 5, 7)
_THREE = (0, 3, 6, 9, 2, 5, 8, 1, 4, 7)
_FIVE_PLUS = (0, 5, 1, 6, 2, 7, 3, 8, 4, 9)
_FIVE_MINUS = (0, 5, 9, 4, 8, 3, 7, 2, 6, 1)


@dataclass(frozen=True, slots=True)
class InStoreLayout:
    """Which digit means what, and the worth of one step of the measure.

    `pattern` has 13 characters: the prefix in digits (20 to 29, at most 6 digits), `I` for the item, `P` for a price or
    `W` for a weight (4 to 6 digits), `K` for a check digit of the measure when there is one (measure of 4 or 5 digits),
    `C` for the check digit of the EAN. `21IIIIIWWWWWC` is a weight, `22IIIIKPPPPPC` a price with its own check digit.
    `step` is in minor units for a price, in thousandths of the unit (grams) for a weight. Raises ValueError for another
    pattern.
    """

    pattern: str
    step: int = 1

    def __post_init__(self) -> None:
        parts = _PATTERN.fullmatch(self.pattern)
        if parts is None or len(self.pattern) != 13 or self.step < 1 or self.pattern.count("K") > 1:
            raise ValueError(f"not a layout of an in-store EAN-13: {self.pattern!r}")
        if "K" in self.pattern and len(parts["measure"]) == 6:
            raise ValueError("a measure of 6 digits has no check digit of its own")

    def matches(self, ean_13: str) -> bool:
        return ean_13.startswith(self.pattern.rstrip("IKPWC"))

    def digits_of(self, ean_13: str, letter: str) -> str:
        return "".join(digit for digit, meaning in zip(ean_13, self.pattern, strict=True) if meaning == letter)


@dataclass(frozen=True, slots=True)
class InStoreLabel:
    """What a scale's label says: the item, and a price or a weight; `lookup_keys` are what a catalogue may know."""

    item: str
    lookup_keys: tuple[str, ...]
    price_minor: int | None = None
    weight_thousandths: int | None = None


class InStoreMisread(ValueError):
    """The label's inner check digit is wrong: it was misprinted or misread, and its price must not be believed."""


def read_in_store(ean_13: str, layouts: Sequence[InStoreLayout]) -> InStoreLabel | None:
    """The label in an EAN-13 whose check digit is right, by the first layout with its prefix.

    None when no layout has this prefix or the measure is 0. Raises InStoreMisread.
    """
    layout = next((layout for layout in layouts if layout.matches(ean_13)), None)
    if layout is None:
        return None
    letter = "P" if "P" in layout.pattern else "W"
    measure = layout.digits_of(ean_13, letter)
    inner = layout.digits_of(ean_13, "K")
    if inner and int(inner) != measure_check_digit(measure):
        raise InStoreMisread("the check digit of the price or the weight is wrong")
    amount = int(measure) * layout.step
    if amount == 0:
        return None
    item = layout.digits_of(ean_13, "I")
    keys = (_without_measure(ean_13, layout, len(measure)), ean_13[: layout.pattern.index("I")] + item, item)
    return InStoreLabel(item, keys, *((amount, None) if letter == "P" else (None, amount)))


def measure_check_digit(measure: str) -> int:
    """The check digit of a price or weight of 4 or 5 digits."""
    digits = [int(digit) for digit in measure]
    if len(digits) == 4:
        weights = (_TWO_MINUS, _TWO_MINUS, _THREE, _FIVE_MINUS)
        return sum(table[digit] for table, digit in zip(weights, digits, strict=True)) * 3 % 10
    weights_5 = (_FIVE_PLUS, _TWO_MINUS, _FIVE_MINUS, _FIVE_PLUS, _TWO_MINUS)
    total = sum(table[digit] for table, digit in zip(weights_5, digits, strict=True))
    return _FIVE_MINUS.index(-total % 10)


def _without_measure(ean_13: str, layout: InStoreLayout, length: int) -> str:
    """The EAN-13 with a measure of nothing: how a catalogue often keeps such an item."""
    inner = str(measure_check_digit("0" * length)) if "K" in layout.pattern else ""
    payload = "".join(
        {"P": "0", "W": "0", "K": inner}.get(meaning, digit)
        for digit, meaning in zip(ean_13, layout.pattern, strict=True)
    )[:-1]
    return payload + str(check_digit(payload))
