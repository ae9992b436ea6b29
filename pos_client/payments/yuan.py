"""Amounts as Alipay writes them: yuan with two decimals, in texts and sometimes in numbers."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation


class BadAmount(ValueError):
    """Not an amount of money."""


def yuan(amount_minor: int) -> str:
    return f"{amount_minor // 100}.{amount_minor % 100:02d}"


def minor_of_yuan(value: object) -> int:
    """Raises BadAmount for what is no amount of whole fen, and for one below 0."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise BadAmount("no amount")
    try:
        # A number was read from the decimal text on the wire: its shortest text is that again.
        amount = Decimal(str(value)) * 100
    except InvalidOperation as error:
        raise BadAmount("no amount") from error
    if not amount.is_finite() or amount != int(amount) or not 0 <= amount <= 10**12:
        raise BadAmount("no amount")
    return int(amount)
