"""Keep members' tiers at what their growth value says, with history. Source: docs/spec/line.md, "Tiers"."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

import msgspec

from central_ledger.application.growth import moves_by_program
from central_ledger.application.leases import instant
from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import expect_profiles, points_setting, publish_members, publish_setting
from central_ledger.domain.growth import GrowthMove, moment_of
from central_ledger.domain.growth_sums import followed, standing_moves, sums_of
from central_ledger.domain.tiers import (
    ANCHORS,
    BEFORE,
    BadTierRule,
    Cause,
    Held,
    TierRule,
    held_from,
    reaches_back,
    read_tier_rule,
    tiers_held,
)
from central_ledger.store.members import MemberRow
from central_ledger.store.tiers import TierRow

#: Members of one transaction, where all are gone through.
PAGE = 200


class Reckoned(msgspec.Struct, frozen=True, gc=False):
    """A member's tiers of one program: what is noted, and what the postings say. `held` begins with the anchor."""

    program: str
    rows: tuple[TierRow, ...]
    held: tuple[Held, ...]

    @property
    def is_noted(self) -> bool:
        """Whether what is noted last is how it is."""
        last, now = self.rows[-1] if self.rows else None, self.held[-1]
        if last is None:
            return len(self.held) == 1
        return (last.tier, last.since, last.until) == (now.tier, _text(now.since), _until(now))

    @property
    def is_due(self) -> bool:
        """Whether nothing but the end of periods has to be noted yet."""
        last = self.rows[-1] if self.rows else None
        for place in range(len(self.held) - 1, 0, -1):
            if self.held[place].cause != "period_end":
                return False
            before = self.held[place - 1]
            if last is None and place == 1:
                return True
            if last is not None and (last.tier, last.since) == (before.tier, _text(before.since)):
                return True
        return False


def reckon(
    ledger: Ledger, member: MemberRow, setting: Mapping[str, Any], now: datetime, growth: Growing
) -> Iterator[Reckoned]:
    """What a member's tiers are now, of each program that has a rule and that they belong to."""
    rules = tier_rules(setting)
    ours = [name for name in rules if name in member.tiers or name in member.cards or name == setting.get("program")]
    rows: dict[str, list[TierRow]] = {}
    for row in ledger.tiers.history(member.one_id) if ours else ():
        rows.setdefault(row.program, []).append(row)
    for program in ours:
        noted, rule = tuple(rows.get(program, ())), rules[program]
        anchor = next((row for row in reversed(noted) if growth.is_short or row.cause in ANCHORS), None)
        if anchor is None:
            start = Held(member.tiers.get(program, rule.base), BEFORE, None, "opening")
        else:
            start = _held(anchor)
        yield Reckoned(program, noted, tuple(tiers_held(rule, start, growth.moves[program], now)))


class Growing(msgspec.Struct, frozen=True, gc=False):
    """Changes of growth value by program. `is_short`: few that come to the same as all of them, where tiers need only
    be reckoned from what is noted last.
    """

    moves: Mapping[str, Sequence[GrowthMove]]
    is_short: bool = False


def all_growth(ledger: Ledger, one_id: str, setting: Mapping[str, Any]) -> Growing:
    """Every change that the postings say."""
    return Growing(moves_by_program(ledger, one_id, tier_rules(setting)))


def _growth(ledger: Ledger, one_id: str, rules: Mapping[str, TierRule], now: datetime) -> Growing:
    """The short form, where nothing came that changes what was noted."""
    if not rules:
        return Growing({})
    kept = ledger.growth.kept(one_id)
    latest = {row.program: _held(row) for row in ledger.tiers.history(one_id) if row.program in rules}
    if kept is not None and not any(reaches_back(latest[name], kept.since.get(name, ())) for name in latest):
        short = standing_moves(kept, {program: rule.days for program, rule in rules.items()}, now)
        if short is not None:
            return Growing(short, is_short=True)
    return Growing(moves_by_program(ledger, one_id, rules))


def _keep(ledger: Ledger, one_id: str, rules: Mapping[str, TierRule], growth: Growing, now: datetime) -> None:
    """What was reckoned needs not be added up again."""
    kept = ledger.growth.kept(one_id) if rules else None
    if rules and (kept is None or kept.since or not growth.is_short):
        days = {program: rule.days for program, rule in rules.items()}
        sums = sums_of(growth.moves, days, now) if kept is None or not growth.is_short else followed(kept)
        ledger.growth.keep(one_id, sums)


def tier_rules(setting: Mapping[str, Any]) -> Mapping[str, TierRule]:
    """The rules of a store's setting `points`; one that cannot be read is none."""
    rules = setting.get("tier_rules")
    return _read_rules(msgspec.json.encode(rules)) if rules else {}


def tiers_by_program(setting: Mapping[str, Any]) -> dict[str, list[str]]:
    """Which tiers there are, by the names and the rules of a store's setting `points`."""
    found = {program: list(names) for program, names in (setting.get("tiers") or {}).items()}
    for program, rule in tier_rules(setting).items():
        reached = [*([] if rule.base is None else [rule.base]), *(tier for tier, _ in rule.steps)]
        found[program] = list(dict.fromkeys([*found.get(program, ()), *reached]))
    return found


@lru_cache(maxsize=64)
def _read_rules(text: bytes) -> Mapping[str, TierRule]:
    """They are asked about with every member of every batch."""
    found = {}
    for program, document in json.loads(text).items():
        try:
            found[program] = read_tier_rule(document, f"$.{program}")
        except BadTierRule:
            continue
    return found


def settle_tiers(ledger: Ledger, one_ids: Iterable[str]) -> list[str]:
    """Note the tiers that changed; gives the members whose did. Needs a transaction; the caller publishes them."""
    now, changed, one_ids = ledger.clock(), [], list(one_ids)
    expect_profiles(ledger, one_ids)
    for one_id in one_ids:
        member = ledger.members.get(one_id)
        if member is None:
            continue
        tiers, rows = dict(member.tiers), []
        setting = member_setting(ledger, one_id)
        rules = tier_rules(setting)
        growth = _growth(ledger, one_id, rules, now)
        for found in reckon(ledger, member, setting, now, growth):
            if found.is_noted:
                continue
            noted = list(found.rows)
            if not noted:
                noted.append(_row(ledger, one_id, found.program, 1, found.held[0]))
                rows.append(noted[-1])
            rows.append(_row(ledger, one_id, found.program, len(noted) + 1, found.held[-1]))
            _set(tiers, found.program, found.held[-1].tier)
        if rows:
            ledger.tiers.add(rows)
            changed.append(one_id)
        if tiers != dict(member.tiers):
            ledger.members.put([replace(member, tiers=tiers)], ledger.now())
        _keep(ledger, one_id, rules, growth, now)
    return changed


def give_tier(ledger: Ledger, one_id: str, program: str, tier: str | None, *, until: str | None, why: Cause) -> None:
    """A tier that people give, or that a member brings along: what follows is reckoned from it. `until` ISO 8601, UTC;
    `why`: `given`, `opening` or `rule`. Needs a transaction; the caller publishes the member.
    """
    rows = [row for row in ledger.tiers.history(one_id) if row.program == program]
    ledger.tiers.add([TierRow(one_id, program, len(rows) + 1, tier, ledger.now(), until, why, ledger.now())])
    member = ledger.members.get(one_id)
    if member is not None and member.tiers.get(program) != tier:
        tiers = dict(member.tiers)
        _set(tiers, program, tier)
        ledger.members.put([replace(member, tiers=tiers)], ledger.now())


def settle_due(ledger: Ledger) -> int:
    """Note what the end of periods changed, and tell the stores; gives how many members it was."""
    count, after = 0, ""
    while due := ledger.tiers.due(ledger.now(), after, PAGE):

        def work(page: list[str] = due) -> list[str]:
            ledger.database.spans("nightly")
            changed = settle_tiers(ledger, page)
            publish_members(ledger, changed)
            return changed

        count += len(ledger.database.beside(due, work))
        after = due[-1]
    return count


def publish_tier_rules(ledger: Ledger, rules: Mapping[str, Any]) -> int:
    """Put other rules into force, in every store; gives how many members have another tier by them at once.

    Whoever has a tier keeps it to the end of its period; what was reached before is reached by the rules of before.
    Raises BadTierRule: nothing was changed.
    """
    for program, document in rules.items():
        if not isinstance(document, dict):
            raise BadTierRule(f"$.{program}: expected a rule")
        read_tier_rule(document, f"$.{program}")
    with ledger.database.transaction():
        everyone = ledger.growth.members()
        settle_tiers(ledger, everyone)
        for one_id in everyone:
            _anchor(ledger, one_id, rules)
        for store in ledger.reference.stores():
            setting = points_setting(ledger, store)
            if setting and setting.get("tier_rules") != rules:
                publish_setting(ledger, store, "points", {**setting, "tier_rules": dict(rules)})
        changed = settle_tiers(ledger, everyone)
        publish_members(ledger, changed)
    return len(changed)


def _anchor(ledger: Ledger, one_id: str, rules: Mapping[str, Any]) -> None:
    """What a member has now stays until the end of its period, whatever the next rules say."""
    member = ledger.members.get(one_id)
    latest = {row.program: row for row in ledger.tiers.history(one_id)}
    if member is None:
        return
    for program in rules:
        row = latest.get(program)
        if program in member.tiers or row is not None:
            until = None if row is None else row.until
            give_tier(ledger, one_id, program, member.tiers.get(program), until=until, why="rule")


def open_tiers(ledger: Ledger, members: Iterable[MemberRow], setting: Mapping[str, Any]) -> None:
    """Tiers that members bring along hold for a period from now on. Needs a transaction."""
    rules, now = tier_rules(setting), ledger.clock()
    rows = []
    for member in members:
        for program, tier in member.tiers.items():
            if program in rules:
                held = held_from(rules[program], tier, now, "opening")
                rows.append(_row(ledger, member.one_id, program, 1, held))
    ledger.tiers.add(rows)


def tier_problems(ledger: Ledger) -> tuple[list[dict[str, Any]], int]:
    """Tiers that are not what growth value says, and how many members' periods are over without being settled."""
    problems: list[dict[str, Any]] = []
    due: set[str] = set()
    stored = {(one_id, program): (tier, since, until) for one_id, program, tier, since, until in ledger.tiers.now()}
    now = ledger.clock()
    for one_id in dict.fromkeys(one_id for one_id, _ in stored):
        member = ledger.members.get(one_id)
        if member is None:
            continue
        setting = member_setting(ledger, one_id)
        for found in reckon(ledger, member, setting, now, all_growth(ledger, one_id, setting)):
            kept = stored.get((one_id, found.program))
            last = found.rows[-1] if found.rows else None
            if kept is None or last is None:
                continue
            shown = member.tiers.get(found.program)
            if kept != (last.tier, last.since, last.until) or shown != last.tier:
                problems.append(
                    {"what": "tier_differs", "one_id": one_id, "program": found.program, "shown": shown,
                     "noted": last.tier}
                )  # fmt: skip
            elif not found.is_noted:
                if found.is_due:
                    due.add(one_id)
                else:
                    said = found.held[-1].tier
                    problems.append(
                        {"what": "tier_differs", "one_id": one_id, "program": found.program, "noted": last.tier,
                         "reckoned": said}
                    )  # fmt: skip
    return problems, len(due)


def member_setting(ledger: Ledger, one_id: str) -> Mapping[str, Any]:
    """The setting `points` that counts for a member: what counts for tiers is the group's decision, every store has
    the same.
    """
    return next((points_setting(ledger, store) for store in ledger.members.stores_of(one_id)), {})


def read_rules(document: object) -> dict[str, Any]:
    """Rules by program, as a file has them. Raises BadTierRule."""
    if not isinstance(document, dict):
        raise BadTierRule("$: expected an object of programs")
    return document


def _held(row: TierRow) -> Held:
    until = None if row.until is None else moment_of(row.until)
    return Held(row.tier, moment_of(row.since), until, row.cause)


def _row(ledger: Ledger, one_id: str, program: str, number: int, held: Held) -> TierRow:
    return TierRow(one_id, program, number, held.tier, _text(held.since), _until(held), held.cause, ledger.now())


def _set(tiers: dict[str, str], program: str, tier: str | None) -> None:
    if tier is None:
        tiers.pop(program, None)
    else:
        tiers[program] = tier


def _text(moment: datetime) -> str:
    """A time as rows keep it; before everything is a text that sorts so."""
    return "" if moment == BEFORE else instant(moment)


def _until(held: Held) -> str | None:
    return None if held.until is None else _text(held.until)
