"""Whom a guide contacts and when: rules that the group sets, with their texts, caps and quiet hours.

Source: docs/spec/line.md, "Today". They stand in the group's rules as `today`, and come to the tills as `today` of the
setting `group`. Till and ledger read the same document; what follows from it is `retail.contact_tasks`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from string import Formatter
from typing import Any, Literal, get_args

from retail.contract import (
    ContractError,
    as_clock,
    as_integer,
    as_object,
    as_one_of,
    as_text,
    each_once,
    nullable,
    only,
    read_list,
    required,
    sub_object,
    texts,
)
from retail.goods_last import DAYS_MAX, NO_GOODS_DAYS, GoodsDays, read_goods_days
from retail.joining import CONTACT
from retail.member_facts import LIFE_STATES, SEGMENTS

TaskKind = Literal[
    "welcome", "birthday", "no_purchase", "tier_near", "points_ending", "back_in_stock", "refill", "care", "churn"
]
KINDS: tuple[TaskKind, ...] = get_args(TaskKind)

RULES_MAX = 40
TEXT_CHARACTERS = 500
#: A week of a cap: the seven days of 24 hours before now, so that it is the same in every time zone.
WEEK = timedelta(days=7)

#: What every suggested message may name. `name` is how the member is greeted; nothing else of theirs is personal.
_COMMON = frozenset(("name", "store", "guide"))
#: And what else, by the rule's kind.
PLACEHOLDERS: Mapping[TaskKind, frozenset[str]] = {
    "welcome": _COMMON,
    "birthday": _COMMON | {"day"},
    "no_purchase": _COMMON | {"days"},
    "tier_near": _COMMON | {"program", "tier", "amount"},
    "points_ending": _COMMON | {"program", "points", "day"},
    "back_in_stock": _COMMON | {"goods"},
    "refill": _COMMON | {"goods", "day"},
    "care": _COMMON | {"goods", "day"},
    "churn": _COMMON | {"days"},
}
#: How long a rule holds when it does not say it, in days.
_LASTS: Mapping[TaskKind, int] = {
    "welcome": 7,
    "no_purchase": 30,
    "back_in_stock": 90,
    "refill": 14,
    "care": 7,
    "churn": 60,
}
_RULE_FIELDS = frozenset(
    (
        *("id", "kind", "name", "name_en", "importance", "days", "lasts", "at_least", "within_minor", "brand"),
        *("stores", "states", "segments", "goods", "text", "text_en", "note"),
    )
)
_FIELDS = frozenset(
    (
        *("rules", "caps", "quiet", "opt_out", "consent_needed", "came_back_days", "rest_days"),
        *("without_guide", "snooze_days", "note"),
    )
)


@dataclass(frozen=True, slots=True)
class ContactRule:
    """One reason to contact members. The higher `importance` (1 to 100), the earlier it stands in the list.

    `days` is what the kind makes of it: before a birthday, before points end, after a purchase. `lasts` is for how many
    days it then holds. `at_least` are points (`points_ending`) or pieces in stock (`back_in_stock`), `within_minor` is
    what may be missing for a tier. `goods` says for which goods, and after how many days: of a `care` rule its own
    (none: all goods, after `days`), of `refill` how long the group says that they last. No stores: all.
    """

    rule_id: str
    kind: TaskKind
    name: str
    name_en: str
    importance: int
    text: str
    text_en: str
    days: int = 0
    lasts: int = 0
    at_least: int = 1
    within_minor: int = 0
    brand: str | None = None
    stores: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    goods: GoodsDays = NO_GOODS_DAYS
    #: The least and the most of all its days: most purchases are far from both, which is seen at once.
    days_least: int = field(init=False)
    days_most: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "days_least", self.goods.least if self.goods else self.days)
        object.__setattr__(self, "days_most", self.goods.most if self.goods else self.days)

    def days_for(self, sku: str, categories: Sequence[str]) -> int | None:
        """After how many days it is about these goods; None: it is not about them."""
        return self.goods.of(sku, categories) if self.goods else self.days


@dataclass(frozen=True, slots=True)
class Cap:
    """At most `per_week` contacts with one member, by all stores and about all brands that it names (none: all)."""

    cap_id: str
    per_week: int
    stores: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()

    def covers(self, store: str, brand: str | None) -> bool:
        return (not self.stores or store in self.stores) and (not self.brands or brand in self.brands)


@dataclass(frozen=True, slots=True)
class Quiet:
    """From when to when nobody is contacted, by the store's clock. `start` after `end`: over midnight."""

    start: time
    end: time

    def until(self, now: datetime) -> datetime | None:
        """When the quiet in which this moment (by the store's clock) lies is over; None: it lies in none."""
        at = now.timetz().replace(tzinfo=None)
        is_over_night = self.start >= self.end
        if not ((at >= self.start or at < self.end) if is_over_night else self.start <= at < self.end):
            return None
        ends = now.replace(hour=self.end.hour, minute=self.end.minute, second=0, microsecond=0)
        return ends + timedelta(days=1) if is_over_night and at >= self.start else ends


@dataclass(frozen=True, slots=True)
class ContactRules:
    """All of them. `opt_out`: purposes of consent; who said no to one is contacted by nobody. `consent_needed`: those
    to which one must have said yes. `rest_days`: after a contact a member is in nobody's list for so many days.
    """

    rules: tuple[ContactRule, ...] = ()
    caps: tuple[Cap, ...] = ()
    quiet: Quiet | None = None
    opt_out: tuple[str, ...] = (CONTACT,)
    consent_needed: tuple[str, ...] = ()
    came_back_days: int = 14
    rest_days: int = 1
    without_guide: Literal["least_loaded", "everybody"] = "least_loaded"
    snooze_days: tuple[int, ...] = (1, 3, 7)

    def of_store(self, store: str) -> tuple[ContactRule, ...]:
        return tuple(rule for rule in self.rules if not rule.stores or store in rule.stores)

    def rule(self, rule_id: str) -> ContactRule | None:
        return next((rule for rule in self.rules if rule.rule_id == rule_id), None)

    def may_contact(self, consents: Mapping[str, bool]) -> bool:
        """Whether what a member said last, by purpose, allows it. Nobody can overrule this."""
        return all(consents.get(purpose, True) for purpose in self.opt_out) and all(
            consents.get(purpose, False) for purpose in self.consent_needed
        )


NO_CONTACT_RULES = ContactRules()


def read_contact_rules(document: object, path: str = "$.today", goods_last: GoodsDays = NO_GOODS_DAYS) -> ContactRules:
    """The part `today` of the group's rules; `goods_last` is another part. Raises ContractError."""
    rules = as_object(document, path)
    only(rules, path, _FIELDS)
    found = read_list(rules, "rules", path, lambda row, where: _read_rule(row, where, goods_last))
    if len(found) > RULES_MAX:
        raise ContractError(f"{path}.rules", f"at most {RULES_MAX} rules")
    each_once((rule.rule_id for rule in found), f"{path}.rules", ".id")
    caps = read_list(rules, "caps", path, _read_cap)
    each_once((cap.cap_id for cap in caps), f"{path}.caps", ".id")
    snooze = read_list(rules, "snooze_days", path, lambda day, where: as_integer(day, where, 1, DAYS_MAX))
    fallback: Sequence[Literal["least_loaded", "everybody"]] = ("least_loaded", "everybody")
    return ContactRules(
        rules=found,
        caps=caps,
        quiet=nullable(rules, "quiet", path, _read_quiet),
        opt_out=tuple(dict.fromkeys((CONTACT, *texts(rules, "opt_out", path)))),
        consent_needed=texts(rules, "consent_needed", path),
        came_back_days=as_integer(rules.get("came_back_days", 14), f"{path}.came_back_days", 1, DAYS_MAX),
        rest_days=as_integer(rules.get("rest_days", 1), f"{path}.rest_days", 0, DAYS_MAX),
        without_guide=as_one_of(rules.get("without_guide", "least_loaded"), f"{path}.without_guide", fallback),
        snooze_days=snooze or (1, 3, 7),
    )


def contact_rules_in(settings: Mapping[str, Any]) -> ContactRules | None:
    """The rules in a store's settings; None where the group has set none, or what came is none."""
    try:
        group = as_object(settings.get("group") or {}, "$")
        if group.get("today") is None:
            return None
        goods_last = read_goods_days(sub_object(group, "goods_last", "$"), "$.goods_last")
        return read_contact_rules(group["today"], goods_last=goods_last)
    except ContractError:
        return None


def _read_rule(value: Any, path: str, goods_last: GoodsDays) -> ContactRule:
    row = as_object(value, path)
    only(row, path, _RULE_FIELDS)
    kind: TaskKind = as_one_of(required(row, "kind", path), f"{path}.kind", KINDS)
    name = as_text(required(row, "name", path), f"{path}.name")
    goods = read_goods_days(sub_object(row, "goods", path), f"{path}.goods")
    states = read_list(row, "states", path, lambda one, where: as_one_of(one, where, LIFE_STATES))
    segments = read_list(row, "segments", path, lambda one, where: as_one_of(one, where, SEGMENTS))
    if kind == "churn" and not states and not segments:
        raise ContractError(f"{path}.states", "a state of the life cycle, or `segments` with one")
    if kind == "refill" and (goods or not goods_last):
        raise ContractError(f"{path}.goods", "nothing: how long goods last stands in `goods_last` of the group's rules")
    if kind == "tier_near":
        required(row, "within_minor", path)
    text = _read_message(required(row, "text", path), f"{path}.text", kind)
    return ContactRule(
        rule_id=as_text(required(row, "id", path), f"{path}.id"),
        kind=kind,
        name=name,
        name_en=nullable(row, "name_en", path, as_text) or name,
        importance=as_integer(required(row, "importance", path), f"{path}.importance", 1, 100),
        text=text,
        text_en=text if row.get("text_en") is None else _read_message(row["text_en"], f"{path}.text_en", kind),
        days=as_integer(row.get("days", 0), f"{path}.days", 0, DAYS_MAX),
        lasts=as_integer(row.get("lasts", _LASTS.get(kind, 0)), f"{path}.lasts", 0, DAYS_MAX),
        at_least=as_integer(row.get("at_least", 1), f"{path}.at_least", 1),
        within_minor=as_integer(row.get("within_minor", 0), f"{path}.within_minor", 0),
        brand=nullable(row, "brand", path, as_text),
        stores=texts(row, "stores", path),
        states=states,
        segments=segments,
        goods=goods_last if kind == "refill" else goods,
    )


def _read_message(value: object, path: str, kind: TaskKind) -> str:
    """A text with placeholders that its kind can fill, and no other: nothing about a member slips in."""
    text = as_text(value, path)
    known = PLACEHOLDERS[kind]
    expected = f"a text of at most {TEXT_CHARACTERS} characters with {{{'}, {'.join(sorted(known))}}}"
    try:
        parts = list(Formatter().parse(text))
    except ValueError as error:
        raise ContractError(path, expected) from error
    plain = all(name is None or (name in known and not spec and convert is None) for _, name, spec, convert in parts)
    if len(text) > TEXT_CHARACTERS or not plain:
        raise ContractError(path, expected)
    return text


def _read_cap(value: Any, path: str) -> Cap:
    row = as_object(value, path)
    only(row, path, frozenset(("id", "per_week", "stores", "brands", "note")))
    return Cap(
        as_text(required(row, "id", path), f"{path}.id"),
        as_integer(required(row, "per_week", path), f"{path}.per_week", 0, 100),
        texts(row, "stores", path),
        texts(row, "brands", path),
    )


def _read_quiet(value: object, path: str) -> Quiet:
    row = as_object(value, path)
    only(row, path, frozenset(("from", "to")))
    read = (as_clock(required(row, name, path), f"{path}.{name}") for name in ("from", "to"))
    start, end = (time(int(at[:2]) % 24, int(at[3:])) for at in read)
    if start == end:
        raise ContractError(f"{path}.to", "another time than `from`")
    return Quiet(start, end)
