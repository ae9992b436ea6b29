"""What of the group holds in one store: brands that take part, where tiers count, and calendars of campaigns.

Source: docs/spec/line.md, section 17. Till and ledger use the same: the rules choose what goes into the pricing input
(tags of lines, offers of the hour), and the engine knows nothing of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from retail.benefit_facts import moment
from retail.contract import (
    ContractError,
    Document,
    as_integer,
    as_object,
    as_text,
    as_time,
    nullable,
    read_list,
    required,
    sub_object,
    texts,
)
from retail.goods_last import read_goods_days
from retail.suggestion_rules import DEFAULT_RULES, SuggestionRules, read_suggestion_rules

#: On a line whose brand does not take part: offers of the group exclude it.
NOT_IN_GROUP = "onetill:not-in-group"
_NO_TIER = "onetill:no-tier:"


def no_tier(program: str) -> str:
    """The tag of a line for which the member's tier in this program does not count: offers for its tiers exclude it."""
    return _NO_TIER + program


@dataclass(frozen=True, slots=True)
class TakingPart:
    """A brand takes part in this store from `start` (None: nobody knows yet when) until `end` (None: for good)."""

    brand: str
    start: datetime | None
    end: datetime | None = None

    def covers(self, at: datetime) -> bool:
        return self.start is not None and self.start <= at and (self.end is None or at < self.end)


@dataclass(frozen=True, slots=True)
class TierCounts:
    """Tiers of a program (none named: all) count for goods of these brands (none named: all)."""

    program: str
    tiers: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()

    def covers(self, tier: str, brand: str) -> bool:
        return (not self.tiers or tier in self.tiers) and (not self.brands or brand in self.brands)


@dataclass(frozen=True, slots=True)
class Span:
    """A period of a calendar: `start` inclusive, `end` exclusive."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Calendar:
    """A campaign that people call by a name (618, 双11, 会员日), with its periods in order."""

    calendar_id: str
    name: str
    name_en: str
    spans: tuple[Span, ...]

    def running(self, at: datetime) -> Span | None:
        return next((span for span in self.spans if span.start <= at < span.end), None)

    def coming(self, at: datetime) -> Span | None:
        """The next period that has not begun."""
        return next((span for span in self.spans if at < span.start), None)


@dataclass(frozen=True, slots=True)
class StoreRules:
    """The rules for one store. `programs` are the group's own: a brand's card is a program that is not among them.

    A brand that `taking_part` does not name takes part; a program that `tiers` does not name counts everywhere.
    """

    version: int = 0
    programs: tuple[str, ...] = ()
    taking_part: tuple[TakingPart, ...] = ()
    tiers: tuple[TierCounts, ...] = ()
    calendars: tuple[Calendar, ...] = ()
    suggestions: SuggestionRules = DEFAULT_RULES

    def takes_part(self, brand: str, at: datetime) -> bool:
        rows = [row for row in self.taking_part if row.brand == brand]
        return not rows or any(row.covers(at) for row in rows)

    def joins_at(self, brand: str, at: datetime) -> datetime | None:
        """When a brand that does not take part will; None: nobody knows yet, or it has left."""
        starts = [row.start for row in self.taking_part if row.brand == brand and row.start is not None]
        return min((start for start in starts if start > at), default=None)

    def tier_counts(self, program: str, tier: str, brand: str) -> bool:
        rows = [row for row in self.tiers if row.program == program]
        return not rows or any(row.covers(tier, brand) for row in rows)

    def tags_of(self, brand: str, tiers: Mapping[str, str], at: datetime) -> tuple[str, ...]:
        """What these rules write on a line of a brand, for a member of these tiers (by program)."""
        out = () if self.takes_part(brand, at) else (NOT_IN_GROUP,)
        return (*out, *(no_tier(p) for p, tier in sorted(tiers.items()) if not self.tier_counts(p, tier, brand)))

    def is_running(self, calendar_id: str, at: datetime) -> bool:
        """Whether a campaign runs. One that is not known here does not."""
        found = next((c for c in self.calendars if c.calendar_id == calendar_id), None)
        return found is not None and found.running(at) is not None


NO_RULES = StoreRules()


@dataclass(frozen=True, slots=True)
class OutsideBrand:
    """A brand in the basket that does not take part yet, and when it will (None: nobody knows)."""

    brand: str
    joins_at: datetime | None


@dataclass(frozen=True, slots=True)
class OutsideTier:
    """A member's tier that does not count for goods of these brands in the basket."""

    program: str
    tier: str
    brands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outside:
    """What the rules kept out of a price, so that somebody can be told."""

    brands: tuple[OutsideBrand, ...] = ()
    tiers: tuple[OutsideTier, ...] = ()


NOTHING_OUTSIDE = Outside()


def scope_input(document: dict[str, Any], rules: StoreRules, points_program: str | None, at: datetime) -> Outside:
    """Write the rules into a pricing input (benefits.md, section 2), in place; says what they kept out.

    Lines get tags, the group's programs and its points rule exclude lines of brands that do not take part, and a tier
    that counts for no line is left out of the member.
    """
    if not (rules.taking_part or rules.tiers):
        return NOTHING_OUTSIDE
    member = document["member"]
    tiers: dict[str, str] = {} if member is None else member["tiers"]
    lines = document["lines"]
    for line in lines:
        tags = rules.tags_of(line["brand"] or "", tiers, at)
        if tags:
            line["tags"] = [*line["tags"], *tags]
    outside = {line["brand"] or "": None for line in lines if NOT_IN_GROUP in line["tags"]}
    if outside:
        document["programs"] = [
            _excluding(program) if program["program"] in rules.programs else program for program in document["programs"]
        ]
        if document["points_rule"] is not None and points_program in rules.programs:
            document["points_rule"] = _excluding(document["points_rule"])
    kept_out = []
    for program, tier in tiers.items():
        brands = {line["brand"] or "": None for line in lines if no_tier(program) in line["tags"]}
        # Of goods that are outside as a whole, that is what is said.
        said = tuple(brand for brand in brands if brand not in outside)
        if said:
            kept_out.append(OutsideTier(program, tier, said))
    idle = {program for program in tiers if lines and all(no_tier(program) in line["tags"] for line in lines)}
    if idle:
        document["member"] = member | {"tiers": {name: tier for name, tier in tiers.items() if name not in idle}}
    return Outside(tuple(OutsideBrand(brand, rules.joins_at(brand, at)) for brand in outside), tuple(kept_out))


def _excluding(scoped: Mapping[str, Any]) -> dict[str, Any]:
    """A points rule or program that leaves out goods that are not in the group."""
    return with_excluded_tags(scoped, (NOT_IN_GROUP,))


def with_excluded_tags(document: Mapping[str, Any], tags: Sequence[str]) -> dict[str, Any]:
    """A document with a `scope` that also excludes these tags; the same content when it does already."""
    scope = dict(document.get("scope") or {})
    exclude = dict(scope.get("exclude") or {})
    known = list(exclude.get("tags") or ())
    missing = [tag for tag in tags if tag not in known]
    if not missing:
        return dict(document)
    return {**document, "scope": {**scope, "exclude": {**exclude, "tags": [*known, *missing]}}}


def read_store_rules(document: object, path: str = "$") -> StoreRules:
    """The row `group` of the feed `settings`. Raises ContractError."""
    rules = as_object(document, path)
    goods_last = read_goods_days(sub_object(rules, "goods_last", path), f"{path}.goods_last")
    suggestions = dict(sub_object(rules, "suggestions", path))
    suggestions.pop("lasts_days", None)  # where an older ledger said it
    return StoreRules(
        version=as_integer(required(rules, "version", path), f"{path}.version", 0),
        programs=texts(rules, "programs", path),
        taking_part=read_list(rules, "participation", path, _read_taking_part),
        tiers=read_list(rules, "tiers", path, _read_tier),
        calendars=read_list(rules, "calendars", path, _read_calendar),
        suggestions=read_suggestion_rules(suggestions, f"{path}.suggestions", goods_last).rules,
    )


def store_rules_of(settings: Mapping[str, Any]) -> StoreRules:
    """What the settings of a store say; one whose row this program cannot read has no rules here."""
    try:
        return read_store_rules(settings["group"]) if "group" in settings else NO_RULES
    except ContractError:
        return NO_RULES


def _read_taking_part(value: Any, path: str) -> TakingPart:
    row = as_object(value, path)
    start, end = nullable(row, "from", path, as_time), nullable(row, "to", path, as_time)
    brand = as_text(required(row, "brand", path), f"{path}.brand")
    return TakingPart(brand, None if start is None else moment(start), None if end is None else moment(end))


def _read_tier(value: Any, path: str) -> TierCounts:
    row = as_object(value, path)
    program = as_text(required(row, "program", path), f"{path}.program")
    return TierCounts(program, texts(row, "tiers", path), texts(row, "brands", path))


def _read_calendar(value: Any, path: str) -> Calendar:
    row = as_object(value, path)
    calendar_id = as_text(required(row, "id", path), f"{path}.id")
    name = as_text(required(row, "name", path), f"{path}.name")
    spans = read_list(row, "periods", path, _read_span)
    return Calendar(calendar_id, name, nullable(row, "name_en", path, as_text) or name, spans)


def _read_span(value: Any, path: str) -> Span:
    row: Document = as_object(value, path)
    start, end = (as_time(required(row, name, path), f"{path}.{name}") for name in ("from", "to"))
    return Span(moment(start), moment(end))
