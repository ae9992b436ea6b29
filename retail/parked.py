"""Baskets that wait: the one at the counter, over a crash, and those that were parked until their shopper is back.

Source: docs/spec/line.md, section 13.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

#: How a parked basket stands between its till and the ledger. `own`: the ledger was never told of it. `sharing`: it may
#: have it. `shared`: it has it. Only an `own` one may be taken up without asking the ledger.
Sharing = Literal["own", "sharing", "shared"]

NAME_CHARACTERS = 40


@dataclass(frozen=True, slots=True)
class ParkedBasket:
    """A basket that was set aside. Each time it is, it gets a new `parking_id`; its `basket_id` stays.

    `parked_at` and `expires_at` are ISO 8601 with an offset. `member` is masked, or empty. `document` is the basket
    itself, None in a list.
    """

    parking_id: str
    basket_id: str
    till: str
    name: str
    staff_id: str
    parked_at: str
    expires_at: str
    lines: int
    units: int
    amount_minor: int
    currency: str
    member: str = ""
    document: Mapping[str, Any] | None = None

    def summary(self) -> dict[str, Any]:
        """What the ledger and the store's other tills see in a list."""
        return {
            "name": self.name,
            "staff_id": self.staff_id,
            "lines": self.lines,
            "units": self.units,
            "amount_minor": self.amount_minor,
            "currency": self.currency,
            "member": self.member,
        }


@dataclass(frozen=True, slots=True)
class KeptParking:
    """A parked basket of this till, and how far the ledger knows of it."""

    parked: ParkedBasket
    sharing: Sharing


@dataclass(frozen=True, slots=True)
class Claim:
    """The ledger's word on who may take a parked basket up: this till alone, or not, since `till` has (`code`).

    Codes: `taken` (by `till`), `expired`, `unknown` (the ledger has no such basket).
    """

    granted: bool
    code: str = ""
    till: str = ""
    parked: ParkedBasket | None = None


@dataclass(frozen=True, slots=True)
class ParkedList:
    """What the ledger says of a store's parked baskets to one till: `waiting` may be claimed by it, `taken` were its
    own and are another till's now (parking ids).
    """

    waiting: tuple[ParkedBasket, ...] = ()
    taken: frozenset[str] = frozenset()


class OpenBasketStore(Protocol):
    """The basket at the counter: one row, written after each change. It need not outlive a power cut."""

    def read(self) -> Mapping[str, Any] | None: ...

    def keep(self, sale_id: str, document: Mapping[str, Any] | None) -> None:
        """None: there is none."""


class ParkedReader(Protocol):
    def all(self) -> Sequence[KeptParking]:
        """The parked baskets of this till, the oldest first."""

    def is_recalled(self, parking_id: str) -> bool:
        """Whether this till has taken it up: the ledger may not know that yet."""


class ParkedBaskets(ParkedReader, Protocol):
    """Inside a unit of work."""

    def put_open(self, sale_id: str, document: Mapping[str, Any]) -> None:
        """The basket at the counter is this one, together with whatever else is written."""

    def drop_open(self, sale_id: str) -> None:
        """The basket at the counter was sold, voided or parked."""

    def park(self, parked: ParkedBasket) -> None: ...

    def begin_sharing(self, parking_id: str) -> bool:
        """From now on the ledger may have it. False: it is not there any more, or the ledger was told before."""

    def mark_shared(self, parking_id: str) -> None: ...

    def remove(self, parking_id: str, *, only_own: bool = False) -> bool:
        """Whether it was there; `only_own`: and the ledger was never told of it."""

    def note_recalled(self, parking_id: str, at: str) -> None: ...


def parking_rules(settings: Mapping[str, Any]) -> ParkingRules:
    """From the settings row `baskets`; what is missing is as the defaults say."""
    row = settings.get("baskets") or {}
    minutes = row.get("keep_minutes", KEEP_MINUTES)
    return ParkingRules(bool(row.get("shared", True)), minutes if isinstance(minutes, int) else KEEP_MINUTES)


KEEP_MINUTES = 720


@dataclass(frozen=True, slots=True)
class ParkingRules:
    """Whether parked baskets go to the ledger, for the store's other tills, and after how long they are over."""

    shared: bool = True
    keep_minutes: int = KEEP_MINUTES
