"""The guides of a store by their month, where the store shows it: docs/spec/settlement.md, section 9."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import publish_setting
from retail.permissions import SELLERS

Measure = Literal["sales", "points", "earned"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
SETTING = "leaderboard"


@dataclass(frozen=True, slots=True)
class LeaderboardSetting:
    """`amounts`: whether colleagues see each other's numbers; they always see the places."""

    on: bool = False
    by: Measure = "sales"
    amounts: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Guides with the same amount share a place; the next one is as far down as there are guides before it."""

    place: int
    staff_id: str
    name: str
    amount: int | None


@dataclass(frozen=True, slots=True)
class Leaderboard:
    by: Measure
    places: Sequence[Place]


def leaderboard_setting(ledger: Ledger, store: str) -> LeaderboardSetting:
    """What a store has said; nothing said: it is off."""
    row = ledger.feeds.get(store, "settings", SETTING)
    found = {} if row is None else json.loads(row)
    by: Measure = next((measure for measure in MEASURES if measure == found.get("by")), "sales")
    return LeaderboardSetting(found.get("on") is True, by, found.get("amounts") is True)


def set_leaderboard(ledger: Ledger, store: str, *, on: bool, by: Measure = "sales", amounts: bool = False) -> None:
    """Needs a transaction."""
    publish_setting(ledger, store, SETTING, {"on": on, "by": by, "amounts": amounts})


def leaderboard_of(ledger: Ledger, store: str, day: str) -> Leaderboard | None:
    """The month of a day, up to it, of everybody who sells in the store now. None: the store has turned it off."""
    setting = leaderboard_setting(ledger, store)
    if not setting.on:
        return None
    names = {}
    for row in ledger.feeds.after(store, "staff", 0, 100_000):
        staff = {} if row.deleted else json.loads(row.data)
        if staff and not SELLERS.isdisjoint(staff["roles"]):
            names[row.key] = str(staff["name"])
    amounts = dict.fromkeys(names, 0)
    currency = (ledger.reference.store(store) or ("", ""))[1]
    for staff_id, unit, money, points, sales in ledger.settlements.sums_between(store, f"{day[:7]}-01", day):
        if staff_id in amounts and unit == currency:
            amounts[staff_id] = {"sales": sales, "points": points, "earned": money}[setting.by]
    return Leaderboard(setting.by, _places(names, amounts, shown=setting.amounts))


def _places(names: dict[str, str], amounts: dict[str, int], *, shown: bool) -> list[Place]:
    found: list[Place] = []
    in_order = sorted(names, key=lambda staff_id: (-amounts[staff_id], staff_id))
    for number, staff_id in enumerate(in_order, 1):
        before = in_order[number - 2] if number > 1 else None
        is_tie = before is not None and amounts[before] == amounts[staff_id]
        place = found[-1].place if is_tie else number
        found.append(Place(place, staff_id, names[staff_id], int(amounts[staff_id]) if shown else None))
    return found
