"""Who bears what was taken off each line of a sale: the same for the till that shows it and the ledger that proves it.

An offer's saving is split once for the whole sale, so a line's part is the split of all lines up to it less the split
of those before it: lines add up to the sale's funding exactly, and a single part may be off by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from retail.pricing.outcome import POINTS

#: One adjustment of a line: offer, coupon, amount.
Taken = tuple[str, str | None, int]


@dataclass(frozen=True, slots=True)
class Funded:
    """What one offer takes off a line, and the parties that bear it (parts of 0 left out)."""

    offer: str
    coupon: str | None
    amount: int
    funding: Mapping[str, int]


def funded_lines(
    lines: Iterable[tuple[str, Iterable[Taken]]], split: Callable[[str, int], Mapping[str, int]]
) -> dict[str, list[Funded]]:
    """By line, in the order of the sale. `split` says who bears an amount of an offer; points bear themselves."""
    so_far: dict[tuple[str, str | None], int] = {}
    result: dict[str, list[Funded]] = {}
    for line_id, adjustments in lines:
        result[line_id] = []
        for offer, coupon, amount in adjustments:
            before = so_far.get((offer, coupon), 0)
            so_far[offer, coupon] = before + amount
            if offer == POINTS:
                parties: dict[str, int] = {POINTS: amount}
            else:
                upto, earlier = split(offer, before + amount), split(offer, before)
                parties = {party: part - earlier.get(party, 0) for party, part in upto.items()}
            borne = {party: part for party, part in parties.items() if part}
            result[line_id].append(Funded(offer, coupon, amount, borne))
    return result
