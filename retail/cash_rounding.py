"""Cash is paid in coins that there are: what is settled in cash is rounded, and the difference is an amount of its own.

A rule of the store for each currency (docs/spec/line.md, section 8). Returns are rounded alike, over all of a sale's
refunds in cash together, so that a whole return gives back exactly what was paid.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

RoundingMode = Literal["nearest", "down"]
#: A step above it is a slip of the pen: one whole unit of most currencies.
STEP_MAX_MINOR = 100


@dataclass(frozen=True, slots=True)
class CashRounding:
    """`nearest`: half a step goes up. `down`: what is above a step is left to the shopper (抹零)."""

    step_minor: int = 1
    mode: RoundingMode = "nearest"

    def rounded(self, amount_minor: int) -> int:
        """The amount in steps; below 0 as above, with the sign turned."""
        if amount_minor < 0:
            return -self.rounded(-amount_minor)
        up = 0 if self.mode == "down" else self.step_minor // 2
        return (amount_minor + up) // self.step_minor * self.step_minor

    def due(self, remaining_minor: int) -> int:
        """What settles this in cash. What would be rounded to nothing is not rounded: somebody has to pay it."""
        return self.rounded(remaining_minor) or remaining_minor


EXACT = CashRounding()


def read_cash_rounding(settings: Mapping[str, Any]) -> dict[str, CashRounding]:
    """By currency, out of the store's settings; a rule that cannot be read rounds nothing."""
    found: dict[str, CashRounding] = {}
    document = settings.get("cash")
    rules = document.get("rounding") if isinstance(document, Mapping) else None
    for currency, rule in rules.items() if isinstance(rules, Mapping) else ():
        step, mode = (rule.get("step_minor"), rule.get("mode")) if isinstance(rule, Mapping) else (None, None)
        if type(step) is int and 1 < step <= STEP_MAX_MINOR and mode in ("nearest", "down"):
            found[str(currency)] = CashRounding(step, mode)
    return found


def unrounded_tenders(body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The tenders of a sale or a return as they were before rounding: they add up to what was to be paid, or given."""
    tenders = [dict(tender) for tender in body["tenders"]]
    rounding = body.get("rounding_minor", 0)
    cash = [tender for tender in tenders if tender["kind"] == "cash"]
    if rounding and cash:
        cash[-1]["amount_minor"] -= rounding
    elif rounding:
        # All of the cash share was less than a coin.
        tenders.append({"kind": "cash", "amount_minor": -rounding, "of": None, "reference": None})
    return tenders


def rounded_refunds(
    shares: Sequence[Mapping[str, Any]], earlier: Sequence[Mapping[str, Any]], rule: CashRounding
) -> list[dict[str, Any]]:
    """A refund's shares with the cash rounded. A share of cash that comes to less than a coin is left out.

    `earlier` are the bodies of the sale's returns so far.
    """
    found = []
    before = sum(t["amount_minor"] for body in earlier for t in unrounded_tenders(body) if t["kind"] == "cash")
    given = sum(t["amount_minor"] for body in earlier for t in body["tenders"] if t["kind"] == "cash")
    for share in shares:
        if share["kind"] != "cash":
            found.append(dict(share))
            continue
        amount = share["amount_minor"]
        paid = rule.rounded(amount) if amount < 0 else max(0, rule.rounded(before + amount) - given)
        before, given = before + amount, given + paid
        if paid:
            found.append({**share, "amount_minor": paid})
    return found
