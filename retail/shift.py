"""A shift at a till: its cash, and what its journal adds up to. Shared by the till's reports and the ledger's check.

Source: docs/spec/line.md, section 8. A shift is everything in the journal from `shift_opened` to `shift_closed`; an
X report is the same sum before its end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

CashMovementKind = Literal["pay_in", "pay_out", "drop", "no_sale"]
CASH_MOVEMENT_KINDS: tuple[CashMovementKind, ...] = ("pay_in", "pay_out", "drop", "no_sale")

#: Notes and coins by currency, in minor units, the largest first. A currency that is not here is counted as one sum.
DENOMINATIONS: Mapping[str, tuple[int, ...]] = {
    "CNY": (10000, 5000, 2000, 1000, 500, 100, 50, 10),
    "JPY": (10000, 5000, 2000, 1000, 500, 100, 50, 10, 5, 1),
    "HKD": (100000, 50000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10),
    "MOP": (100000, 50000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10),
    "TWD": (200000, 100000, 50000, 20000, 10000, 5000, 1000, 500, 100),
    "SGD": (10000, 5000, 1000, 500, 200, 100, 50, 20, 10, 5),
    "USD": (10000, 5000, 2000, 1000, 500, 100, 25, 10, 5, 1),
    "EUR": (50000, 20000, 10000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1),
}


def counted_minor(counts: Mapping[int, int]) -> int:
    """What a count by denomination (minor units to pieces) comes to. Raises ValueError for a negative count."""
    if any(denomination < 1 or pieces < 0 for denomination, pieces in counts.items()):
        raise ValueError("a count is not negative")
    return sum(denomination * pieces for denomination, pieces in counts.items())


def business_day(now: datetime, time_zone: str, day_starts: str = "00:00") -> str:
    """The trading day of a moment, as YYYY-MM-DD: a day that starts at 04:00 holds the night before.

    Raises ValueError for an unknown time zone or a `day_starts` that is not HH:MM.
    """
    try:
        zone = ZoneInfo(time_zone)
    except (KeyError, OSError) as error:
        raise ValueError(f"not a time zone: {time_zone}") from error
    hours, _, minutes = day_starts.partition(":")
    return (now.astimezone(zone) - timedelta(hours=int(hours), minutes=int(minutes))).date().isoformat()


@dataclass(slots=True)
class _Sum:
    count: int = 0
    amount_minor: int = 0

    def add(self, amount_minor: int) -> None:
        self.count += 1
        self.amount_minor += amount_minor

    def document(self) -> dict[str, int]:
        return {"count": self.count, "amount_minor": self.amount_minor}


@dataclass(slots=True)
class ShiftReading:
    """What a shift adds up to so far. Amounts are minor units of one currency; entries of other kinds count nothing."""

    float_minor: int = 0
    sales: _Sum = field(default_factory=_Sum)
    gross_minor: int = 0
    saving_minor: int = 0
    points_minor: int = 0
    members: int = 0
    voids: _Sum = field(default_factory=_Sum)
    returns: _Sum = field(default_factory=_Sum)
    tenders: dict[str, _Sum] = field(default_factory=dict)
    refunds: dict[str, _Sum] = field(default_factory=dict)
    cash_instead: _Sum = field(default_factory=_Sum)  # refunds that a wallet did not give, given in cash
    taxes: dict[int, list[int]] = field(default_factory=dict)  # rate in bps -> [net of tax, tax], less returns
    funding: dict[str, int] = field(default_factory=dict)
    value_sold: _Sum = field(default_factory=_Sum)  # gift cards and top-ups: paid for, and no sales
    rounding_minor: int = 0  # of cash: what was taken above what was to be paid, less what was given back so
    movements: dict[str, _Sum] = field(default_factory=lambda: {kind: _Sum() for kind in CASH_MOVEMENT_KINDS})

    def add(self, kind: str, body: Mapping[str, Any]) -> None:
        """Count one journal entry, given as its kind and body."""
        if kind == "shift_opened":
            self.float_minor = body["float_minor"]
        elif kind == "sale":
            self._add_sale(body)
        elif kind == "return":
            self._add_return(body)
        elif kind == "refund_settled" and body["result"] == "cash":
            rounding_minor = body.get("rounding_minor", 0)
            self.cash_instead.add(body["amount_minor"] + rounding_minor)
            self.rounding_minor -= rounding_minor
        elif kind == "basket_voided":
            self.voids.add(body["gross_minor"])
        elif kind == "cash_moved":
            self.movements[body["kind"]].add(body["amount_minor"])

    def add_all(self, entries: Iterable[tuple[str, Mapping[str, Any]]]) -> ShiftReading:
        for kind, body in entries:
            self.add(kind, body)
        return self

    def _add_sale(self, body: Mapping[str, Any]) -> None:
        pricing = body["pricing"]
        self.sales.add(pricing["payable"])
        self.gross_minor += pricing["gross"]
        self.saving_minor += pricing["saving"]
        self.points_minor += pricing["points_amount"]
        self.members += body.get("one_id") is not None
        self.rounding_minor += body.get("rounding_minor", 0)
        for party, amount in pricing["funding"].items():
            self.funding[party] = self.funding.get(party, 0) + amount
        for sold in body.get("value_sold", ()):
            self.value_sold.add(sold["amount_minor"])
        for tender in body["tenders"]:
            self.tenders.setdefault(tender["kind"], _Sum()).add(tender["amount_minor"])
        for line in body["lines"]:
            sums = self.taxes.setdefault(line["tax_bps"], [0, 0])
            sums[0] += line["net_minor"] - line["tax_minor"]
            sums[1] += line["tax_minor"]

    def _add_return(self, body: Mapping[str, Any]) -> None:
        """What came back: funders take their part back, and its tax is not owed any more."""
        self.returns.add(body["pricing"]["refund"])
        self.rounding_minor -= body.get("rounding_minor", 0)
        for party, amount in body["pricing"]["funding"].items():
            self.funding[party] = self.funding.get(party, 0) - amount
        for tender in body["tenders"]:
            self.refunds.setdefault(tender["kind"], _Sum()).add(tender["amount_minor"])
        for line in body["lines"]:
            sums = self.taxes.setdefault(line["tax_bps"], [0, 0])
            sums[0] -= line["net_minor"] - line["tax_minor"]
            sums[1] -= line["tax_minor"]

    @property
    def expected_cash_minor(self) -> int:
        """What should lie in the drawer."""
        cash, moved = self.tenders.get("cash", _Sum()).amount_minor, self.movements
        into = self.float_minor + cash + moved["pay_in"].amount_minor
        back = self.refunds.get("cash", _Sum()).amount_minor + self.cash_instead.amount_minor
        return into - back - moved["pay_out"].amount_minor - moved["drop"].amount_minor

    def document(self) -> dict[str, Any]:
        """The reading as `shift_closed` holds it."""
        return {
            "sales": self.sales.document(),
            "gross_minor": self.gross_minor,
            "saving_minor": self.saving_minor,
            "points_minor": self.points_minor,
            "members": self.members,
            "voids": self.voids.document(),
            "returns": self.returns.document(),
            "tenders": {kind: total.document() for kind, total in sorted(self.tenders.items())},
            "refunds": {kind: total.document() for kind, total in sorted(self.refunds.items())},
            "taxes": [
                {"tax_bps": bps, "net_minor": net, "tax_minor": tax} for bps, (net, tax) in sorted(self.taxes.items())
            ],
            "funding": dict(sorted(self.funding.items())),
            "movements": {kind: total.document() for kind, total in self.movements.items()},
            "float_minor": self.float_minor,
            "expected_minor": self.expected_cash_minor,
            # Left out where there is none: readings of older programs are the same then.
            **({"cash_instead": self.cash_instead.document()} if self.cash_instead.count else {}),
            **({"rounding_minor": self.rounding_minor} if self.rounding_minor else {}),
            **({"value_sold": self.value_sold.document()} if self.value_sold.count else {}),
        }
