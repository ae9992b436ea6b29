"""The check digit of card numbers: it finds a mistyped digit and most that were swapped."""

from __future__ import annotations


def luhn_digit(digits: str) -> str:
    """Luhn's (ISO/IEC 7812-1, annex B), of the digits before it."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)
