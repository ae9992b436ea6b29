"""The sums that shoppers hand over: the exact one, and the next ones that notes make up."""

from __future__ import annotations

from retail.money import CURRENCIES

# Face values in whole units, as far as they are handed over at a counter.
_NOTES = {
    "CNY": (5, 10, 50, 100),
    "HKD": (10, 20, 50, 100, 500, 1000),
    "JPY": (100, 500, 1000, 5000, 10000),
}
_USUAL_NOTES = (5, 10, 50, 100)


def quick_amounts(remaining_minor: int, currency: str, count: int = 3) -> tuple[int, ...]:
    """Up to `count` sums above what remains, ascending: what remains rounded up to multiples of notes."""
    if remaining_minor <= 0:
        return ()
    known = CURRENCIES.get(currency)
    unit = 10 ** (known.exponent if known is not None else 2)
    notes = list(_NOTES.get(currency, _USUAL_NOTES))
    if remaining_minor > notes[-1] * unit * 5:
        # Larger sums are counted out in fives of the largest note.
        notes.append(notes[-1] * 5)
    sums = {-(-remaining_minor // (note * unit)) * note * unit for note in notes}
    above = sorted(amount for amount in sums if amount > remaining_minor)
    if len(above) <= count:
        return tuple(above)
    # The nearest one, and the roundest: these are what people hand over.
    return (above[0], *above[len(above) - (count - 1) :])


def plain_amount(amount_minor: int, currency: str) -> str:
    """An amount as somebody would type it: no grouping, no zeros behind the point."""
    exponent = CURRENCIES[currency].exponent if currency in CURRENCIES else 2
    whole, part = divmod(amount_minor, 10**exponent)
    return f"{whole}.{part:0{exponent}d}" if part else str(whole)
