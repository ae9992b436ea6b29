"""What the ledger is asked to set aside while a shopper pays, and what it answers. Source: docs/spec/line.md, 7."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

#: Long enough for the slowest payment; a till that lost its power lets go by itself after it.
RESERVED_SECONDS = 600

#: Somebody else holds it just now: trying again in some seconds may help.
HELD_ELSEWHERE = frozenset(("reserved", "leased"))


@dataclass(frozen=True, slots=True)
class ReservationRequest:
    """All of it or nothing. `points` are (program, points); `offers` are uses by offer id."""

    reservation_id: str
    one_id: str | None
    coupons: tuple[str, ...] = ()
    points: tuple[str, int] | None = None
    offers: Mapping[str, int] = field(default_factory=dict)
    seconds: int = RESERVED_SECONDS

    @property
    def is_empty(self) -> bool:
        return not (self.coupons or self.points or self.offers)

    def to_document(self) -> dict[str, Any]:
        return {
            "reservation_id": self.reservation_id,
            "one_id": self.one_id,
            "coupons": list(self.coupons),
            "points": None if self.points is None else {"program": self.points[0], "points": self.points[1]},
            "offers": dict(self.offers),
            "seconds": self.seconds,
        }


def read_request(document: Mapping[str, Any]) -> ReservationRequest:
    """The request that a till wrote down as `to_document`. Raises KeyError or TypeError for what is none."""
    points = document["points"]
    return ReservationRequest(
        document["reservation_id"],
        document["one_id"],
        tuple(document["coupons"]),
        None if points is None else (points["program"], points["points"]),
        dict(document["offers"]),
        document["seconds"],
    )


@dataclass(frozen=True, slots=True)
class ReservationRefusal:
    """`what` is `coupon`, `points` or `offer`; `code` is one of the contract; `left` is what could be had."""

    what: str
    id: str
    code: str
    left: int = 0

    @property
    def is_passing(self) -> bool:
        """Whether trying again in some seconds may help."""
        return self.code in HELD_ELSEWHERE


@dataclass(frozen=True, slots=True)
class ReservationAnswer:
    granted: bool
    refusals: tuple[ReservationRefusal, ...] = ()


def read_answer(document: Mapping[str, Any], reservation_id: str) -> ReservationAnswer:
    """Raises ValueError for what is no answer to this reservation."""
    granted, refusals = document.get("granted"), document.get("refusals", [])
    if document.get("reservation_id") != reservation_id or not isinstance(granted, bool):
        raise ValueError("not an answer to this reservation")
    if not isinstance(refusals, list) or (not granted and not refusals):
        raise ValueError("a refusal without a reason")
    return ReservationAnswer(granted, tuple(_refusal(item) for item in refusals))


def _refusal(item: Any) -> ReservationRefusal:
    if not isinstance(item, dict):
        raise ValueError("not a refusal")
    what, its_id, code, left = item.get("what"), item.get("id"), item.get("code"), item.get("left")
    if what not in ("coupon", "points", "offer") or not isinstance(its_id, str) or not isinstance(code, str):
        raise ValueError("not a refusal")
    return ReservationRefusal(what, its_id, code, left if type(left) is int and left > 0 else 0)
