"""The store's leaderboard at the till, and whether colleagues see one's amount on it.

Contract: docs/spec/settlement.md, section 9.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pos_client.application.changes import Changes
from pos_client.application.staff import StaffDesk
from pos_client.application.till import Desk
from retail.messages import Entry

KIND = "board_amount_shown"


@dataclass(frozen=True, slots=True)
class PlaceShown:
    """A place on the store's leaderboard; `amount` None: it is not shown."""

    place: int
    staff_id: str
    name: str
    amount: int | None


def show_amount(desk: Desk, staff: StaffDesk, shown: bool) -> Changes:
    """Whoever is signed in says whether colleagues see their amount from now on. Raises Refused."""
    staff_id = staff.require("see_own_earnings").staff_id
    with desk.unit_of_work() as uow:
        uow.journal.append(KIND, {"staff_id": staff_id, "shown": shown})
        uow.commit()
    return Changes.of("journal")


def choice_in(entries: Iterable[Entry], staff_id: str) -> bool | None:
    """What somebody said last in these entries; None: nothing."""
    bodies = (entry.document() for entry in entries if entry.kind == KIND)
    said = [bool(body["shown"]) for body in bodies if body["staff_id"] == staff_id]
    return said[-1] if said else None


def board_shown(answer: Mapping[str, Any], said: bool | None) -> dict[str, Any]:
    """The fields of `EarningsShown` about it; `said`: what was said here and the answer does not know yet. An older
    ledger has none.
    """
    told = answer.get("leaderboard")
    if told is None:
        return {}
    mine = bool(told.get("mine_shown", False)) if said is None else said
    names = ("place", "staff_id", "name", "amount")
    places = tuple(PlaceShown(**{name: place[name] for name in names}) for place in told["places"])
    may_show = bool(told.get("amounts", False))
    return {"board_by": told["by"], "board": places, "board_amounts": may_show, "board_mine": mine}
