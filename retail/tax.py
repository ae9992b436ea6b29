"""Tax that is inside the price: how much of an amount paid is tax."""

from __future__ import annotations

from retail.money import round_half_up


def included_tax(paid_minor: int, tax_bps: int) -> int:
    """The tax inside an amount that includes it, at `tax_bps` of the net price, rounded half up once."""
    return round_half_up(paid_minor * tax_bps, 10_000 + tax_bps)


def rate_text(tax_bps: int) -> str:
    """`1300` as `13%`, `550` as `5.5%`."""
    whole, part = divmod(tax_bps, 100)
    return f"{whole}.{part:02d}".rstrip("0").rstrip(".") + "%" if part else f"{whole}%"
