"""The numbers of demo goods."""

from __future__ import annotations

from retail.gtin import check_digit


def with_check_digit(first_twelve: str) -> str:
    """The EAN-13 of twelve digits. Raises ValueError for anything else."""
    if len(first_twelve) != 12 or not first_twelve.isdecimal():
        raise ValueError(f"an EAN-13 is made of 12 digits, not of {first_twelve!r}")
    return first_twelve + str(check_digit(first_twelve))
