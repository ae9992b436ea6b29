"""The numbers of members' cards: made from who the member is, so that nobody has to count."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from retail.luhn import luhn_digit

DIGITS_MIN, DIGITS_MAX = 8, 32
#: Numbers tried for one card before somebody has to look: with a tenth of all numbers in use, twenty fail never.
TRIES = 20


@dataclass(frozen=True, slots=True)
class CardRange:
    """The numbers of one brand's cards: `prefix`, a serial, and a check digit, `digits` together."""

    prefix: str
    digits: int


def card_numbers(cards: CardRange, one_id: str, brand: str) -> Iterator[str]:
    """Numbers for a member's card of a brand, the same each time: the first that nobody has is theirs."""
    serial_digits = cards.digits - len(cards.prefix) - 1
    for number in range(TRIES):
        digest = hashlib.sha256(f"card\n{brand}\n{one_id}\n{number}".encode()).digest()
        serial = int.from_bytes(digest) % 10**serial_digits
        text = f"{cards.prefix}{serial:0{serial_digits}d}"
        yield text + luhn_digit(text)


def read_ranges(document: Mapping[str, Any]) -> dict[str, CardRange]:
    """By brand (`group`: the group's own), from `{"prefix", "digits"}`. Raises ValueError for one that is none."""
    found = {}
    for brand, row in document.items():
        cards = CardRange(str(row["prefix"]), int(row["digits"]))
        is_number = cards.prefix.isascii() and cards.prefix.isdecimal()
        if not is_number or not DIGITS_MIN <= cards.digits <= DIGITS_MAX or cards.digits - len(cards.prefix) < 5:
            raise ValueError(f"no range of card numbers for {brand}: a prefix in digits, and room behind it")
        found[str(brand)] = cards
    return found
