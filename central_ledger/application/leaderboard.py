"""The guides of a store by their month, where the store shows it: docs/spec/settlement.md, section 9."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Literal, get_args

from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import publish_setting
from central_ledger.application.settling import time_of
from central_ledger.domain.staff_bodies import BoardAmountShown
from retail.messages import Entry
from retail.permissions import SELLERS

Measure = Literal["sales", "points", "earned"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
SETTING = "leaderboard"


@dataclass(frozen=True, slots=True)
class LeaderboardSetting:
    """`amounts`: whether those who say so may show colleagues their numbers; all always see the places."""

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
    """As one of them sees it. `amounts`: whether the store lets them show theirs; `mine_shown`: whether this one
    does.
    """

    by: Measure
    amounts: bool
    mine_shown: bool
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


def take_choice(ledger: Ledger, entry: Entry, body: BoardAmountShown) -> Iterable[str]:
    """Somebody's word about their own amount. No member's row changes."""
    at = time_of(ledger, entry).astimezone(UTC).isoformat(timespec="milliseconds")
    ledger.board_choices.put(entry.store, body.staff_id, body.shown, at, entry.till)
    return ()


def leaderboard_of(ledger: Ledger, store: str, day: str, viewer: str) -> Leaderboard | None:
    """The month of a day, up to it, of everybody who sells in the store now: with the amounts of those who show theirs,
    and the viewer's own. None: the store has turned it off.
    """
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
    willing = ledger.board_choices.shown_in(store)
    shown = (willing if setting.amounts else frozenset()) | {viewer}
    return Leaderboard(setting.by, setting.amounts, viewer in willing, _places(names, amounts, shown))


def _places(names: dict[str, str], amounts: dict[str, int], shown: frozenset[str]) -> list[Place]:
    found: list[Place] = []
    in_order = sorted(names, key=lambda staff_id: (-amounts[staff_id], staff_id))
    for number, staff_id in enumerate(in_order, 1):
        before = in_order[number - 2] if number > 1 else None
        is_tie = before is not None and amounts[before] == amounts[staff_id]
        place = found[-1].place if is_tie else number
        found.append(Place(place, staff_id, names[staff_id], int(amounts[staff_id]) if staff_id in shown else None))
    return found
