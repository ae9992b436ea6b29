"""EAN-13 numbers for demo goods, and the in-store numbers of weighed goods."""

from __future__ import annotations


def with_check_digit(first_twelve: str) -> str:
    """The EAN-13 of twelve digits: weights 1 and 3 in turn from the left (GS1 General Specifications, 7.9)."""
    if len(first_twelve) != 12 or not first_twelve.isdecimal():
        raise ValueError(f"an EAN-13 is made of 12 digits, not of {first_twelve!r}")
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(first_twelve))
    return first_twelve + str(-total % 10)


def has_right_check_digit(code: str) -> bool:
    """Whether a text is an EAN-13 with a right check digit."""
    return len(code) == 13 and code.isdecimal() and with_check_digit(code[:12]) == code


def luhn_digit(digits: str) -> str:
    """The check digit of a card number (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)
