"""Goods that a member waits for: wished for, or put aside in a store. Source: docs/spec/line.md, "Wishes"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, Protocol

WantedKind = Literal["wish", "aside"]
KINDS: tuple[WantedKind, ...] = ("wish", "aside")

NOTE_CHARACTERS = 60
PIECES_MAX = 999
DAYS_MAX = 31


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing that a member waits for: whole pieces of one sku, which says the size too.

    `since` is ISO 8601 with an offset. `until` is the last day (YYYY-MM-DD) of goods that are put aside in `store`,
    None for a wish.
    """

    wanted_id: str
    kind: WantedKind
    one_id: str
    sku: str
    quantity: int
    store: str
    staff_id: str
    since: str
    until: str | None = None
    note: str = ""

    def is_over(self, today: date) -> bool:
        """Whether its last day has passed: the goods are free again, whoever looks."""
        return self.until is not None and self.until < today.isoformat()

    def document(self) -> dict[str, Any]:
        """The row of the feed `wanted`."""
        return {
            "wanted_id": self.wanted_id,
            "kind": self.kind,
            "one_id": self.one_id,
            "sku": self.sku,
            "quantity": self.quantity,
            "store": self.store,
            "staff_id": self.staff_id,
            "since": self.since,
            "until": self.until,
            "note": self.note,
        }


def read_wanted(document: Mapping[str, Any]) -> Wanted:
    """Raises ValueError for what is none."""
    try:
        kind, quantity, until = document["kind"], document["quantity"], document.get("until")
        if kind not in KINDS or type(quantity) is not int or not 1 <= quantity <= PIECES_MAX:
            raise ValueError("neither wished for nor put aside")
        if (until is None) != (kind == "wish"):
            raise ValueError("goods are put aside until a day, a wish has none")
        if until is not None:
            date.fromisoformat(until)
        texts = {name: document[name] for name in ("wanted_id", "one_id", "sku", "store", "staff_id", "since")}
        if not all(isinstance(text, str) and text for text in texts.values()):
            raise ValueError("a wanted thing names its member, goods, store and who noted it")
        return Wanted(**texts, kind=kind, quantity=quantity, until=until, note=str(document.get("note") or ""))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"nothing that is wanted: {error}") from error


@dataclass(frozen=True, slots=True)
class PutAsideRules:
    """For how many days, after the one of putting it aside, and how many things of one member at a time. 0 days: this
    store puts nothing aside.
    """

    days: int = 0
    per_member: int = 5


def put_aside_rules(settings: Mapping[str, Any]) -> PutAsideRules:
    """From the settings row `put_aside`; what cannot be read allows nothing."""
    row = settings.get("put_aside")
    if not isinstance(row, Mapping):
        return PutAsideRules()
    days, most = row.get("days"), row.get("per_member", 5)
    if type(days) is not int or type(most) is not int or days < 0 or most < 0:
        return PutAsideRules()
    return PutAsideRules(min(days, DAYS_MAX), most)


class WantedReader(Protocol):
    """What the till knows, with what it noted itself and the ledger does not show yet."""

    def of_member(self, one_id: str) -> Sequence[Wanted]:
        """The oldest first, those that are over too."""

    def put_aside(self, skus: Sequence[str], today: str) -> Mapping[str, int]:
        """How many pieces of these are put aside on this day, by sku."""

    def wishes(self) -> Sequence[Wanted]:
        """Every wish of this store's members, for whoever tells them that the goods are here."""


class OwnWanted(WantedReader, Protocol):
    """Inside a unit of work."""

    def add(self, wanted: Wanted) -> None: ...

    def end(self, wanted_id: str) -> None:
        """It is waited for no longer, whatever the feed still says."""
