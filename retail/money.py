"""Money as integers in minor units: rounding, spreading and showing it.

Source of the rules: docs/spec/benefits.md, section 1.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # The compiler's own machine integers: a name that only it and the type checker read.
    from mypy_extensions import i64

# Products of two such amounts fit a machine integer.
_SMALL = 1 << 31


@dataclass(frozen=True, slots=True)
class Currency:
    """An ISO 4217 currency: `exponent` digits of minor unit, and the sign that a till shows."""

    code: str
    exponent: int
    symbol: str


CURRENCIES = {
    currency.code: currency
    for currency in (
        Currency("CNY", 2, "¥"),
        Currency("JPY", 0, "¥"),
        Currency("HKD", 2, "HK$"),
        Currency("MOP", 2, "MOP$"),
        Currency("TWD", 2, "NT$"),
        Currency("SGD", 2, "S$"),
        Currency("USD", 2, "$"),
        Currency("EUR", 2, "€"),
    )
}


def round_half_up(numerator: int, denominator: int) -> int:
    """The integer nearest to numerator / denominator (both at least 0, denominator above 0); a half goes up."""
    return (2 * numerator + denominator) // (2 * denominator)


def rate_of(amount_minor: int, bps: int) -> int:
    """`bps` ten-thousandths of a minor amount of at least 0, rounded half up once."""
    return round_half_up(amount_minor * bps, 10_000)


def allocate(total_minor: int, weights: Sequence[int]) -> list[int]:
    """Spread a total of at least 0 over weights by largest remainder; the shares always sum to the total.

    The earlier weight wins a tie. Raises ValueError when nothing weighs anything and there is something to spread.
    """
    weight_sum = sum(weights)
    if weight_sum == 0:
        if total_minor:
            raise ValueError("an amount cannot be spread over weights that sum to 0")
        return [0] * len(weights)
    if total_minor < _SMALL and weight_sum < _SMALL:
        shares, remainders = _divided_small(total_minor, weights, weight_sum)
    else:
        shares, remainders = _divided(total_minor, weights, weight_sum)
    missing = total_minor - sum(shares)
    if missing:
        # Everything above the least remainder that still gets one, and of those equal to it the earlier ones.
        ordered = sorted(remainders)
        least = ordered[-missing]
        equal = missing - (len(ordered) - bisect_right(ordered, least))
        for place, remainder in enumerate(remainders):
            if remainder < least:
                continue
            if remainder > least:
                shares[place] += 1
            elif equal:
                shares[place] += 1
                equal -= 1
    return shares


def _divided(total_minor: int, weights: Sequence[int], weight_sum: int) -> tuple[list[int], list[int]]:
    """Each weight's share rounded down, and what its division leaves."""
    shares, remainders = [], []
    for weight in weights:
        share, remainder = divmod(total_minor * weight, weight_sum)
        shares.append(share)
        remainders.append(remainder)
    return shares, remainders


def _divided_small(total_minor: i64, weights: Sequence[int], weight_sum: i64) -> tuple[list[int], list[int]]:
    """The same where no product overflows: compiled, this is most of what spreading a saving costs."""
    shares: list[int] = []
    remainders: list[int] = []
    weight: i64
    for weight in weights:
        product: i64 = total_minor * weight
        share: i64 = product // weight_sum
        shares.append(share)
        remainders.append(product - share * weight_sum)
    return shares, remainders


def format_minor(amount_minor: int, currency: str, *, symbol: bool = True) -> str:
    """`1234567` in CNY as `¥12,345.67`; a negative amount gets a leading minus sign (U+2212)."""
    known = CURRENCIES.get(currency, Currency(currency, 2, currency + " "))
    whole, part = divmod(abs(amount_minor), 10**known.exponent)
    digits = f"{whole:,}" + (f".{part:0{known.exponent}d}" if known.exponent else "")
    return ("−" if amount_minor < 0 else "") + (known.symbol if symbol else "") + digits


def parse_minor(text: str, currency: str) -> int:
    """What a person typed (`12`, `12.5`, `1,234.50`) in minor units. Raises ValueError for anything else."""
    exponent = CURRENCIES[currency].exponent if currency in CURRENCIES else 2
    cleaned = text.strip().replace(",", "")
    whole, point, part = cleaned.partition(".")
    if not (whole or part) or not (whole + part).isascii() or not (whole + part).isdigit() or len(part) > exponent:
        raise ValueError(f"not an amount of {currency}: {text!r}")
    if point and not part and not whole:
        raise ValueError(f"not an amount of {currency}: {text!r}")
    return int(whole or "0") * int(10**exponent) + (int((part or "0").ljust(exponent, "0")) if exponent else 0)


def parse_percent(text: str) -> int:
    """What a person typed (`13`, `13 %`, `6.25`) in basis points. Raises ValueError for anything else."""
    # Two decimals of a percent are basis points, whatever the currency.
    return parse_minor(text.strip().removesuffix("%"), "CNY")
