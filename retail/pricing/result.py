"""What a case costs: section 8 of docs/spec/benefits.md as values, and as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Applied:
    offer: str
    coupon: str | None
    saving: int

    def to_document(self) -> Document:
        return {"offer": self.offer, "coupon": self.coupon, "saving": self.saving}


@dataclass(frozen=True, slots=True)
class Rejected:
    """A candidate that was not applied, and why. `with_keys` is the contract's `with`."""

    offer: str
    coupon: str | None
    reason: str
    missing: int | None = None
    with_keys: tuple[str, ...] = ()

    def to_document(self) -> Document:
        document: Document = {"offer": self.offer, "coupon": self.coupon, "reason": self.reason}
        if self.missing is not None:
            document["missing"] = self.missing
        if self.with_keys:
            document["with"] = list(self.with_keys)
        return document


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A part of one line's amount that an applied candidate, or points (offer `points`), took off."""

    offer: str
    coupon: str | None
    amount: int

    def to_document(self) -> Document:
        return {"offer": self.offer, "coupon": self.coupon, "amount": self.amount}


@dataclass(frozen=True, slots=True)
class PricedLine:
    id: str
    gross: int
    net: int
    adjustments: tuple[Adjustment, ...] = ()

    def to_document(self) -> Document:
        return {
            "id": self.id,
            "gross": self.gross,
            "net": self.net,
            "adjustments": [adjustment.to_document() for adjustment in self.adjustments],
        }


@dataclass(frozen=True, slots=True)
class GivenGift:
    """One applied gift candidate; `worth` is that of one piece."""

    offer: str
    sku: str
    quantity: int
    worth: int

    def to_document(self) -> Document:
        return {"offer": self.offer, "sku": self.sku, "quantity": self.quantity, "worth": self.worth}


@dataclass(frozen=True, slots=True)
class Pricing:
    """Section 8. `saving` is that of the offers alone; `bound` is there only when the search met its budget."""

    gross: int
    saving: int
    points_used: int
    points_amount: int
    payable: int
    applied: tuple[Applied, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    lines: tuple[PricedLine, ...] = ()
    gifts: tuple[GivenGift, ...] = ()
    points_earned: Mapping[str, int] = field(default_factory=dict)
    funding: Mapping[str, int] = field(default_factory=dict)
    exact: bool = True
    bound: int | None = None

    def to_document(self) -> Document:
        """Section 8 as JSON values."""
        document: Document = {
            "gross": self.gross,
            "saving": self.saving,
            "points_used": self.points_used,
            "points_amount": self.points_amount,
            "payable": self.payable,
            "applied": [applied.to_document() for applied in self.applied],
            "rejected": [rejected.to_document() for rejected in self.rejected],
            "lines": [line.to_document() for line in self.lines],
            "gifts": [gift.to_document() for gift in self.gifts],
            "points_earned": dict(self.points_earned),
            "funding": dict(self.funding),
            "exact": self.exact,
        }
        if self.bound is not None:
            document["bound"] = self.bound
        return document
