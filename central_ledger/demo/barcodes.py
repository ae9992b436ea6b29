"""The numbers of demo goods and of member cards."""

from __future__ import annotations

from retail.gtin import check_digit


def with_check_digit(first_twelve: str) -> str:
    """The EAN-13 of twelve digits. Raises ValueError for anything else."""
    if len(first_twelve) != 12 or not first_twelve.isdecimal():
        raise ValueError(f"an EAN-13 is made of 12 digits, not of {first_twelve!r}")
    return first_twelve + str(check_digit(first_twelve))


def luhn_digit(digits: str) -> str:
    """The check digit of a card number (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)
