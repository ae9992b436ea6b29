"""Tiers as they follow from growth value: up at once, down at the end of a period. docs/spec/line.md, "Tiers".

A member's tier is a function of one row of its history that a person or an opening set (the anchor), of the changes of
growth value and of the rule: so it is the same in whatever order the sales came, and whoever doubts it can reckon.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from typing import Any, Literal

import msgspec

from central_ledger.domain.growth import DAYS, GrowthMove, moment_of

#: `opening`, `given` and `rule` are anchors: what follows is reckoned from the last of them.
Cause = Literal["opening", "given", "rule", "reached", "period_end"]
ANCHORS: frozenset[Cause] = frozenset(("opening", "given", "rule"))

DAYS_MAX = 3660


class BadTierRule(ValueError):
    """A rule of tiers that cannot be used; the message has the path and what was expected."""


@dataclass(frozen=True, slots=True)
class TierRule:
    """`steps` (tier, growth value) ascend. A tier is reached by the growth value of the last `days`, and holds for
    `holds_days`; then the growth value of that moment says which comes next. Below the first step is `base`.
    """

    steps: tuple[tuple[str, int], ...]
    days: int = DAYS
    holds_days: int = DAYS
    base: str | None = None

    def reached(self, growth: int) -> str | None:
        found = self.base
        for tier, least in self.steps:
            if growth >= least:
                found = tier
        return found

    def rank(self, tier: str | None) -> int:
        """How high a tier is; one that the rule does not name was given by people and is above all that it names."""
        if tier is None or tier == self.base:
            return -1
        return next((place for place, (name, _) in enumerate(self.steps) if name == tier), len(self.steps))


class Held(msgspec.Struct, frozen=True, gc=False):
    """A tier from one time until another (None: no end). `tier` None: no tier."""

    tier: str | None
    since: datetime
    until: datetime | None
    cause: Cause


#: Of a member whose history begins with no row.
BEFORE = datetime.min.replace(tzinfo=UTC)


def read_tier_rule(document: Mapping[str, Any], path: str = "$") -> TierRule:
    """Raises BadTierRule."""
    days = _days(document, "days", path, DAYS)
    holds = _days(document, "holds_days", path, days)
    base = document.get("base")
    if base is not None and (not isinstance(base, str) or not base):
        raise BadTierRule(f"{path}.base: expected the name of a tier, or nothing")
    steps = document.get("steps")
    if not isinstance(steps, list):
        raise BadTierRule(f"{path}.steps: expected a list of [tier, growth value]")
    found: list[tuple[str, int]] = []
    for place, step in enumerate(steps):
        where = f"{path}.steps[{place}]"
        if not isinstance(step, list) or len(step) != 2 or not isinstance(step[0], str) or not step[0]:
            raise BadTierRule(f"{where}: expected [tier, growth value]")
        if type(step[1]) is not int or step[1] <= (found[-1][1] if found else 0):
            raise BadTierRule(f"{where}[1]: expected an integer above 0 and above the step before")
        if step[0] == base or any(step[0] == name for name, _ in found):
            raise BadTierRule(f"{where}[0]: expected a tier that stands once")
        found.append((step[0], step[1]))
    return TierRule(tuple(found), days, holds, base)


def _days(document: Mapping[str, Any], name: str, path: str, default: int) -> int:
    days = document.get(name, default)
    if type(days) is not int or not 1 <= days <= DAYS_MAX:
        raise BadTierRule(f"{path}.{name}: expected a number of days from 1 to {DAYS_MAX}")
    return days


def tiers_held(rule: TierRule, anchor: Held, moves: Iterable[GrowthMove], now: datetime) -> list[Held]:
    """Every tier from the anchor until now, the anchor first.

    What a member brings along or was given is not reckoned again before the next purchase or the period's end; other
    rules count at once. Where the anchor is a tier that was reached, more may have come at that very moment.
    """
    growth = _Running(moves, rule.days)
    held, place = [anchor], 0
    times = [time for time in growth.times if time > anchor.since]
    if anchor.cause in ("rule", "reached"):
        _rise(rule, held, growth.at(anchor.since), anchor.since)
    while True:
        end = held[-1].until
        coming = times[place] if place < len(times) else None
        if end is not None and end <= now and (coming is None or end <= coming):
            tier = rule.reached(growth.at(end))
            held.append(held_from(rule, tier, end, "period_end"))
        elif coming is not None:
            place += 1
            _rise(rule, held, growth.at(coming), coming)
        else:
            return held


def reaches_back(last: Held, told: Iterable[str]) -> bool:
    """Whether purchases are told (ISO 8601) that may change more than what follows on the tier noted last: they are
    from before it. What comes at the very moment at which it was reached follows on it; what is from before an anchor
    counts, and changes nothing that was.
    """
    if last.cause in ANCHORS:
        return False
    times = [moment_of(text) for text in told]
    return any(at < last.since or (at == last.since and last.cause != "reached") for at in times)


def _rise(rule: TierRule, held: list[Held], growth: int, at: datetime) -> None:
    tier = rule.reached(growth)
    if rule.rank(tier) > rule.rank(held[-1].tier):
        held.append(held_from(rule, tier, at, "reached"))


def held_from(rule: TierRule, tier: str | None, since: datetime, cause: Cause) -> Held:
    """A tier that begins; what everybody has does not end."""
    until = None if rule.rank(tier) < 0 else since + timedelta(days=rule.holds_days)
    return Held(tier, since, until, cause)


_BY_AT, _BY_EARNED = attrgetter("at"), attrgetter("earned_at")


class _Running:
    """Growth value that counts, asked in the order of time."""

    def __init__(self, moves: Iterable[GrowthMove], days: int) -> None:
        self._window = timedelta(days=days)
        counting = [move for move in moves if move.earned_at > BEFORE and move.earned_at + self._window > move.at]
        self._coming: Sequence[GrowthMove] = sorted(counting, key=_BY_AT)
        self._going: Sequence[GrowthMove] = sorted(counting, key=_BY_EARNED)
        self._come = self._gone = self._sum = 0
        self.times = sorted({move.at for move in counting})

    def at(self, time: datetime) -> int:
        while self._come < len(self._coming) and self._coming[self._come].at <= time:
            self._sum += self._coming[self._come].amount
            self._come += 1
        # Whatever goes had come: nothing counts that is too old when it comes.
        while self._gone < len(self._going) and self._going[self._gone].earned_at + self._window <= time:
            self._sum -= self._going[self._gone].amount
            self._gone += 1
        return self._sum
