"""Whom the rules of contacts look at: what is known of a member, the store and its day, and whose member it is.

Source: docs/spec/line.md, "Today".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

import msgspec

from retail.contact_rules import ContactRules
from retail.member import MemberGuide
from retail.member_facts import BrandLife, MemberFacts, write_facts


@dataclass(frozen=True, slots=True)
class Wish:
    """Goods that a member waits for: `since` is the day on which they said so."""

    sku: str
    name: str
    since: str


class BoughtLine(msgspec.Struct, frozen=True, gc=False):
    """Of a purchase (`retail.member_facts.Purchase`) what the rules look at."""

    sale_id: str
    occurred_at: str
    sku: str
    name: str
    brand: str
    categories: tuple[str, ...]
    quantity: str


class ContactFacts(msgspec.Struct, frozen=True, gc=False):
    """Of what the ledger reckoned about a member (`retail.member_facts.MemberFacts`) what the rules look at.

    A part of its own, because a desk reads it of hundreds of members while somebody waits: decoded straight from the
    stored JSON, a fifth of the time that all of it takes.
    """

    as_of: str
    joined_on: str
    segment: str
    last_on: str | None
    brands: tuple[BrandLife, ...]
    recent: tuple[BoughtLine, ...]


#: From the JSON of a row of the feed `member_facts`. Raises msgspec.DecodeError for what is none.
read_contact_facts = msgspec.json.Decoder(ContactFacts).decode


def contact_facts(facts: MemberFacts) -> ContactFacts:
    """The part of facts that are at hand whole."""
    return msgspec.convert(write_facts(facts), ContactFacts)


@dataclass(frozen=True, slots=True)
class Person:
    """What the rules look at. `birthday` is `MM-DD`; by program `points_end` are how many points end next and their
    last day. `home` is the store that looks after who has no guide. `bought_on`: a purchase that the facts lack yet.
    """

    one_id: str
    birthday: str | None = None
    tiers: Mapping[str, str] = field(default_factory=dict)
    growth: Mapping[str, int] = field(default_factory=dict)
    points_end: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    consents: Mapping[str, bool] = field(default_factory=dict)
    guide: MemberGuide | None = None
    home: str | None = None
    facts: ContactFacts | None = None
    wishes: tuple[Wish, ...] = ()
    bought_on: date | None = None
    #: Personal data, which no rule looks at: a screen masks both.
    name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Here:
    """The store and its day, which `here_at` finds for a moment. `steps`: by program its tiers, the lowest first, with
    what each takes in minor units. `pieces` says how many of an sku are in stock, None: nobody ever counted it.
    """

    store: str
    now: datetime
    day: date
    zone: tzinfo
    steps: Mapping[str, Sequence[tuple[str, int]]] = field(default_factory=dict)
    pieces: Callable[[str], int | None] = lambda _: None

    def day_of(self, moment: str) -> date | None:
        """The store's day of a time; None for what is none."""
        try:
            at = datetime.fromisoformat(moment)
        except ValueError:
            return None
        return at.astimezone(self.zone).date() if at.tzinfo is not None else None


def here_at(
    store: str,
    now: datetime,
    zone: tzinfo,
    steps: Mapping[str, Sequence[tuple[str, int]]] | None = None,
    pieces: Callable[[str], int | None] = lambda _: None,
) -> Here:
    """The store at a moment, by its own clock."""
    return Here(store, now, now.astimezone(zone).date(), zone, steps or {}, pieces)


def is_of_store(person: Person, store: str) -> bool:
    """Whether this store looks after a member: their guide's, else their home."""
    return (person.home if person.guide is None else person.guide.store) == store


def guides_for(people: Sequence[Person], guides: Sequence[str], here: Here, rules: ContactRules) -> dict[str, str]:
    """By member, which of this store's guides contacts them: their own, while they work here, else the one who looks
    after the fewest. Members are dealt in the order of their ids, so every desk deals alike and nobody's list changes
    because something was done. Empty where the group wants them to be everybody's, or there are no guides.
    """
    known = set(guides)
    found = {
        person.one_id: person.guide.staff_id
        for person in people
        if person.guide is not None and person.guide.store == here.store and person.guide.staff_id in known
    }
    if rules.without_guide == "everybody" or not known:
        return found
    load = dict.fromkeys(sorted(known), 0)
    for staff_id in found.values():
        load[staff_id] += 1
    waiting = sorted(
        person.one_id for person in people if person.one_id not in found and is_of_store(person, here.store)
    )
    for one_id in waiting:
        least = min(load, key=lambda staff_id: (load[staff_id], staff_id))
        found[one_id] = least
        load[least] += 1
    return found
