"""Whether what a sale's pricing input says was so at that time: offers, coupons, the member.

Source: docs/spec/offline.md, section 5, and docs/spec/line.md, "Decisions of the replay". The ledger's history begins
with the first state of a thing that it holds; what was before that is not judged. Tills' clocks and feeds lag: what was
so at any moment within `GRACE` of the sale was so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, Protocol

from central_ledger.domain.replay import Carried, Choice, key_of, without_coupons_of
from retail.benefit_facts import moment
from retail.group_rules import StoreRules
from retail.offers import Case, Coupon, MemberFacts, Offer

GRACE = timedelta(minutes=10)

What = Literal[
    "offer", "offer_version", "offer_not_current", "coupon", "store", "tier", "plan", "birthday", "first_purchase",
    "not_in_scope", "off_calendar"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that was not so. `said` is the sale's, `was` the ledger's (None: nothing)."""

    what: What
    name: str
    said: Any
    was: Any

    def to_document(self) -> dict[str, Any]:
        return {"what": self.what, "name": self.name, "said": self.said, "was": self.was}


class MemberState(Protocol):
    """How a member was for some time, as far as sales may be judged by it."""

    @property
    def tiers(self) -> Mapping[str, str]: ...
    @property
    def plans(self) -> Sequence[str]: ...
    @property
    def birthday(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Period:
    """An offer's version in force. None: since the ledger's history began, until now."""

    version: int
    start: datetime | None
    end: datetime | None

    def covers(self, first: datetime, last: datetime) -> bool:
        """Whether it was in force at any moment between these."""
        return (self.start is None or self.start <= last) and (self.end is None or first < self.end)


def periods_of(rows: Sequence[tuple[int, str, str | None]]) -> tuple[Period, ...]:
    """Periods from version, start and end, the oldest first: it reaches back as far as anything does."""
    return tuple(
        Period(version, moment(start) if number and start else None, None if end is None else moment(end))
        for number, (version, start, end) in enumerate(rows)
    )


def version_fact(offer_id: str, version: int, periods: Sequence[Period], at: datetime) -> Fact | None:
    """That an applied offer's version was not in force. Without periods there is no history to judge by."""
    if not periods or any(p.version == version and p.covers(at - GRACE, at + GRACE) for p in periods):
        return None
    current = version_at(periods, at)
    return Fact("offer_not_current", offer_id, version, current)


def version_at(periods: Sequence[Period], at: datetime) -> int | None:
    """The version in force at a time."""
    return next((period.version for period in reversed(periods) if period.covers(at, at)), None)


def states_around(
    past: Sequence[tuple[str, MemberState]], current: MemberState, at: datetime
) -> tuple[MemberState, list[MemberState]]:
    """The state at a time, and every state within the grace around it. `past`: until when (ISO 8601), the state."""
    ends: list[tuple[datetime | None, MemberState]] = [(moment(until), state) for until, state in past]
    ends.append((None, current))
    near, start = [], None
    exact: MemberState | None = None
    for end, state in ends:
        if exact is None and (end is None or at < end):
            exact = state
        if (start is None or start <= at + GRACE) and (end is None or at - GRACE < end):
            near.append(state)
        start = end
    return exact or current, near


def member_facts(said: MemberFacts, exact: MemberState, near: Sequence[MemberState]) -> list[Fact]:
    """What the input claims of its member and no state around that time had. What it does not claim gives nothing."""
    found: list[Fact] = []
    for program, tier in said.tiers.items():
        if all(state.tiers.get(program) != tier for state in near):
            found.append(Fact("tier", program, tier, exact.tiers.get(program)))
    for plan in said.plans:
        if all(plan not in state.plans for state in near):
            found.append(Fact("plan", plan, True, False))
    if said.birthday is not None and all(state.birthday != said.birthday for state in near):
        # A birthday is personal: a case says that it differs, not what it is.
        found.append(Fact("birthday", said.one_id, "another", "as the ledger knows it"))
    return found


def coupon_facts(said: Coupon, known: Coupon) -> list[Fact]:
    """Where an applied coupon is not what the ledger issued. Its use elsewhere is another case."""
    pairs = (("offer", said.offer, known.offer), ("one_id", said.one_id, known.one_id))
    found = [Fact("coupon", f"{said.id}.{name}", one, other) for name, one, other in pairs if one != other]
    if not _same_time(said.expires_at, known.expires_at):
        found.append(Fact("coupon", f"{said.id}.expires_at", said.expires_at, known.expires_at))
    return found


@dataclass(frozen=True, slots=True)
class Truth:
    """What was so instead, to price the sale's choice by it."""

    store: str
    member: MemberState | None = None
    offers: tuple[Offer, ...] = ()
    coupons: Mapping[str, Coupon] | None = None
    #: Tags that lines lack, by their ids.
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def scope_facts(case: Case, rules: Sequence[StoreRules], at: datetime) -> tuple[list[Fact], dict[str, tuple[str, ...]]]:
    """Lines that the group's rules keep out of its benefits, and that do not say so, under whatever of these `rules`
    and at whatever moment around the sale; and the tags that they lack.
    """
    tiers = {} if case.member is None else case.member.tiers
    facts, lacking = [], {}
    moments = (at - GRACE, at, at + GRACE)
    for line in case.lines if rules else ():
        wanted = [set(one.tags_of(line.brand or "", tiers, when)) for one in rules for when in moments]
        missing = sorted(set.intersection(*wanted) - set(line.tags))
        if missing:
            facts.append(Fact("not_in_scope", line.id, list(line.tags), missing))
            lacking[line.id] = tuple(missing)
    return facts, lacking


def calendar_fact(offer_id: str, calendar: str, rules: Sequence[StoreRules], at: datetime) -> Fact | None:
    """That an applied offer's campaign did not run at any moment around the sale."""
    moments = (at - GRACE, at, at + GRACE)
    if any(one.is_running(calendar, when) for one in rules for when in moments):
        return None
    return Fact("off_calendar", offer_id, calendar, None)


def corrected(case: Case, truth: Truth) -> Case:
    """The case with what was so in the place of what was not."""
    member = case.member
    if member is not None and truth.member is not None:
        birthday = truth.member.birthday if member.birthday is not None else None
        tiers = {name: tier for name, tier in truth.member.tiers.items() if name in member.tiers}
        plans = tuple(plan for plan in member.plans if plan in truth.member.plans)
        member = replace(member, tiers=tiers, plans=plans, birthday=birthday)
    known = truth.coupons or {}
    lines = tuple(replace(line, tags=(*line.tags, *truth.tags.get(line.id, ()))) for line in case.lines)
    changed = replace(case, store=truth.store, member=member, offers=truth.offers, lines=lines)
    coupons = tuple(known.get(coupon.id, coupon) for coupon in case.coupons)
    kept = without_coupons_of(replace(changed, coupons=coupons), truth.offers)
    left = {coupon.id for coupon in kept}
    choice = None if case.coupon_choice is None else tuple(c for c in case.coupon_choice if c in left)
    return replace(changed, coupons=kept, coupon_choice=choice)


def bearer_of(offers: Mapping[str, Offer], choice: Choice, carried: Carried, store: str) -> str:
    """Who bears what was given without its facts: what the refused offers name, else the store."""
    refused = {key for key, _ in carried.refused}
    named = [
        offers[offer].offline.bearer or f"store:{store}"
        for offer, coupon in choice
        if key_of(offer, coupon) in refused and offer in offers
    ]
    return ", ".join(dict.fromkeys(named)) or f"store:{store}"


def needs_first_purchase(choice: Choice, offers: Mapping[str, Offer]) -> bool:
    """Whether something was given because it was the member's first purchase."""
    return any(offer in offers and offers[offer].conditions.first_purchase for offer, _ in choice)


def sale_order(store: str, sale_id: str, occurred_at: str) -> tuple[datetime, str, str]:
    """The order of a member's sales over all tills: by their clocks, then by name; it never depends on arrival.

    A time that cannot be read comes last.
    """
    try:
        return moment(occurred_at), store, sale_id
    except ValueError:
        return datetime.max.replace(tzinfo=UTC), store, sale_id


def _same_time(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one is other
    return moment(one) == moment(other)
