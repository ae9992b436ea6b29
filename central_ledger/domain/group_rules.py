"""The group's rules as people publish them: who takes part, where tiers count, calendars, who asks for approval.

Source: docs/spec/line.md, section 17. One document for the whole group; what a store's tills get of it is
`retail.group_rules`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from itertools import pairwise
from typing import Any, Literal, TypeVar, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from central_ledger.domain.offer_breaches import Breach, breaches
from retail.contact_rules import ContactRules, read_contact_rules
from retail.contract import (
    ContractError,
    Document,
    as_clock,
    as_integer,
    as_list,
    as_object,
    as_one_of,
    as_text,
    as_time,
    nullable,
    only,
    read_list,
    required,
    sub_object,
    texts,
)
from retail.goods_last import NO_GOODS_DAYS, GoodsDays, goods_days_document, read_goods_days
from retail.group_rules import NOT_IN_GROUP, no_tier, with_excluded_tags
from retail.suggestion_rules import DEFAULT_SUGGESTIONS, GroupSuggestions, read_suggestion_rules, suggestion_document

Subject = Literal["price", "offer", "sku"]
SUBJECTS: tuple[Subject, ...] = get_args(Subject)
GROUP_OWNER = "group"
#: Days that one `every` may span, and hours that one of its periods may last.
EVERY_DAYS_MAX = 800
HOURS_MAX = 24 * 31
#: What ended longer ago is not sent to stores any more.
KEPT = timedelta(days=40)

_LOCAL = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}", re.ASCII)
_FIELDS = frozenset(
    ("programs", "participation", "tiers", "calendars", "approvals", "goods_last", "suggestions", "today", "note")
)
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class BrandJoins:
    """A brand takes part in these stores (none named: all) from `start`; None: the date is not known yet."""

    brand: str
    stores: tuple[str, ...]
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class TierScope:
    """Where tiers of a program count; an empty list names everything."""

    program: str
    tiers: tuple[str, ...]
    brands: tuple[str, ...]
    stores: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CalendarRule:
    """A campaign's periods by the clocks of `zone` (None: of each store), as naive local times."""

    calendar_id: str
    name: str
    name_en: str | None
    zone: ZoneInfo | None
    periods: tuple[tuple[datetime, datetime], ...]


@dataclass(frozen=True, slots=True)
class ApprovalRule:
    """A brand asks to be asked, about these subjects, by these stores (none named: all)."""

    brand: str
    subjects: tuple[Subject, ...]
    stores: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupRules:
    """All of them. `version` 0: none were published. `today` is whom guides contact, as it was published too."""

    version: int = 0
    programs: tuple[str, ...] = ()
    participation: tuple[BrandJoins, ...] = ()
    tiers: tuple[TierScope, ...] = ()
    calendars: tuple[CalendarRule, ...] = ()
    approvals: tuple[ApprovalRule, ...] = ()
    goods_last: GoodsDays = NO_GOODS_DAYS
    suggestions: GroupSuggestions = DEFAULT_SUGGESTIONS
    today: ContactRules | None = None
    today_document: Mapping[str, Any] | None = None

    @property
    def calendar_ids(self) -> frozenset[str]:
        return frozenset(calendar.calendar_id for calendar in self.calendars)

    def asks(self, brand: str, subject: Subject, store: str) -> bool:
        """Whether a brand wants to approve what a store proposes."""
        return any(
            rule.brand == brand and subject in rule.subjects and (not rule.stores or store in rule.stores)
            for rule in self.approvals
        )


NO_GROUP_RULES = GroupRules()


def read_group_rules(document: object, version: int = 0) -> tuple[GroupRules, list[Breach]]:
    """The rules, and every breach of the contract in them, the entries with one left out."""
    found: list[Breach] = []
    try:
        rules = as_object(document, "$")
        only(rules, "$", _FIELDS)
    except ContractError as error:
        found.append(Breach(error.path, error.expected))
        if not isinstance(document, dict):
            return NO_GROUP_RULES, found
        rules = document
    programs: tuple[str, ...] = ("group",)
    try:
        programs = texts(rules, "programs", "$") or programs
    except ContractError as error:
        found.append(Breach(error.path, error.expected))
    goods_last = NO_GOODS_DAYS
    try:
        goods_last = read_goods_days(sub_object(rules, "goods_last", "$"), "$.goods_last")
    except ContractError as error:
        found.append(Breach(error.path, error.expected))
    suggestions = DEFAULT_SUGGESTIONS
    try:
        suggestions = read_suggestion_rules(rules.get("suggestions", {}), "$.suggestions", goods_last)
    except ContractError as error:
        found.append(Breach(error.path, error.expected))
    read = GroupRules(
        version,
        programs,
        _entries(rules, "participation", _read_joins, found),
        _entries(rules, "tiers", _read_tier_scope, found),
        _entries(rules, "calendars", _read_calendar, found),
        _entries(rules, "approvals", _read_approval, found),
        goods_last,
        suggestions,
        *_read_today(rules, goods_last, found),
    )
    names = [calendar.calendar_id for calendar in read.calendars]
    found += [
        Breach(f"$.calendars[{place}].id", "an id that no other calendar has")
        for place, name in enumerate(names)
        if name in names[:place]
    ]
    return read, found


def _read_today(
    document: Document, goods_last: GoodsDays, found: list[Breach]
) -> tuple[ContactRules | None, Mapping[str, Any] | None]:
    today = document.get("today")
    try:
        return (None, None) if today is None else (read_contact_rules(today, goods_last=goods_last), today)
    except ContractError as error:
        found.append(Breach(error.path, error.expected))
        return None, None


def _entries(document: Document, name: str, read: Callable[[Any, str], Item], found: list[Breach]) -> tuple[Item, ...]:
    items = []
    try:
        entries = as_list(document.get(name, []), f"$.{name}")
    except ContractError as error:
        found.append(Breach(error.path, error.expected))
        return ()
    for index, entry in enumerate(entries):
        try:
            items.append(read(entry, f"$.{name}[{index}]"))
        except ContractError as error:
            found.append(Breach(error.path, error.expected))
    return tuple(items)


def _read_joins(value: Any, path: str) -> BrandJoins:
    row = as_object(value, path)
    only(row, path, frozenset(("brand", "stores", "from", "to", "note")))
    brand = as_text(required(row, "brand", path), f"{path}.brand")
    required(row, "from", path)  # null says that nobody knows yet: it must be said
    start, end = nullable(row, "from", path, as_time), nullable(row, "to", path, as_time)
    if end is not None and (start is None or datetime.fromisoformat(end) <= datetime.fromisoformat(start)):
        raise ContractError(f"{path}.to", "a time after `from`")
    return BrandJoins(brand, texts(row, "stores", path), start, end)


def _read_tier_scope(value: Any, path: str) -> TierScope:
    row = as_object(value, path)
    only(row, path, frozenset(("program", "tiers", "brands", "stores", "note")))
    program = as_text(required(row, "program", path), f"{path}.program")
    return TierScope(program, texts(row, "tiers", path), texts(row, "brands", path), texts(row, "stores", path))


def _read_approval(value: Any, path: str) -> ApprovalRule:
    row = as_object(value, path)
    only(row, path, frozenset(("brand", "what", "stores", "note")))
    brand = as_text(required(row, "brand", path), f"{path}.brand")
    subjects = read_list(row, "what", path, lambda one, where: as_one_of(one, where, SUBJECTS)) or SUBJECTS
    return ApprovalRule(brand, subjects, texts(row, "stores", path))


def _read_calendar(value: Any, path: str) -> CalendarRule:
    row = as_object(value, path)
    only(row, path, frozenset(("id", "name", "name_en", "time_zone", "periods", "every", "note")))
    calendar_id = as_text(required(row, "id", path), f"{path}.id")
    name = as_text(required(row, "name", path), f"{path}.name")
    periods = list(read_list(row, "periods", path, _read_period))
    if row.get("every") is not None:
        periods += _read_every(row["every"], f"{path}.every")
    if not periods:
        raise ContractError(f"{path}.periods", "at least one period, or `every`")
    periods.sort()
    for (_, before), (start, _) in pairwise(periods):
        if start < before:
            raise ContractError(f"{path}.periods", f"periods that do not overlap: one begins at {start:%Y-%m-%dT%H:%M}")
    zone = nullable(row, "time_zone", path, _as_zone)
    return CalendarRule(calendar_id, name, nullable(row, "name_en", path, as_text), zone, tuple(periods))


def _read_period(value: Any, path: str) -> tuple[datetime, datetime]:
    row = as_object(value, path)
    only(row, path, frozenset(("from", "to")))
    start, end = (_as_local(required(row, name, path), f"{path}.{name}") for name in ("from", "to"))
    if end <= start:
        raise ContractError(f"{path}.to", "a time after `from`")
    return start, end


def _read_every(value: Any, path: str) -> list[tuple[datetime, datetime]]:
    row = as_object(value, path)
    only(row, path, frozenset(("month_days", "weekdays", "first", "last", "starts", "hours")))
    month_days = read_list(row, "month_days", path, lambda day, where: as_integer(day, where, 1, 31))
    weekdays = read_list(row, "weekdays", path, lambda day, where: as_integer(day, where, 1, 7))
    if bool(month_days) == bool(weekdays):
        raise ContractError(path, "`month_days` or `weekdays`, one of them")
    first, last = (_as_date(required(row, name, path), f"{path}.{name}") for name in ("first", "last"))
    if not first <= last <= first + timedelta(days=EVERY_DAYS_MAX):
        raise ContractError(f"{path}.last", f"a day on or after `first`, at most {EVERY_DAYS_MAX} days later")
    starts = as_clock(row.get("starts", "00:00"), f"{path}.starts")
    hours = as_integer(row.get("hours", 24), f"{path}.hours", 1, HOURS_MAX)
    found = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if day.day in month_days or day.isoweekday() in weekdays:
            start = datetime.fromisoformat(f"{day}T00:00") + timedelta(hours=int(starts[:2]), minutes=int(starts[3:]))
            found.append((start, start + timedelta(hours=hours)))
    return found


def _as_local(value: object, path: str) -> datetime:
    expected = "a local time without an offset, such as 2026-11-10T20:00: the calendar's time zone says which"
    if type(value) is not str or _LOCAL.fullmatch(value) is None:
        raise ContractError(path, expected)
    try:
        return datetime.fromisoformat(value)
    except ValueError as error:
        raise ContractError(path, expected) from error


def _as_date(value: object, path: str) -> date:
    try:
        return date.fromisoformat(as_text(value, path))
    except ValueError as error:
        raise ContractError(path, "a day as YYYY-MM-DD") from error


def _as_zone(value: object, path: str) -> ZoneInfo:
    try:
        return ZoneInfo(as_text(value, path))
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ContractError(path, "a time zone, such as Asia/Shanghai; null: each store's own") from error


def store_document(rules: GroupRules, store: str, zone: tzinfo, now: datetime | None) -> dict[str, Any]:
    """What a store's tills get: the rows that are about it, and periods as moments. `zone` is the store's; without
    `now` periods of long ago are among them.
    """
    return {
        "version": rules.version,
        "programs": list(rules.programs),
        "participation": list(_participation(rules, store)),
        "tiers": list(_tiers(rules, store)),
        "calendars": [_calendar(calendar, calendar.zone or zone, now) for calendar in rules.calendars],
        "goods_last": goods_days_document(rules.goods_last),
        "suggestions": suggestion_document(rules.suggestions, store),
    } | ({} if rules.today_document is None else {"today": rules.today_document})


def _participation(rules: GroupRules, store: str) -> Iterator[dict[str, Any]]:
    """A brand that other stores' rows name does not take part here, and nobody knows when it will."""
    here = [row for row in rules.participation if not row.stores or store in row.stores]
    yield from ({"brand": row.brand, "from": row.start, "to": row.end} for row in here)
    known = {row.brand for row in here}
    for brand in dict.fromkeys(row.brand for row in rules.participation if row.brand not in known):
        yield {"brand": brand, "from": None, "to": None}


def _tiers(rules: GroupRules, store: str) -> Iterator[dict[str, Any]]:
    """A program whose rows are all about other stores counts for nothing here: its one row names no goods."""
    here = [row for row in rules.tiers if not row.stores or store in row.stores]
    yield from ({"program": row.program, "tiers": list(row.tiers), "brands": list(row.brands)} for row in here)
    known = {row.program for row in here}
    for program in dict.fromkeys(row.program for row in rules.tiers if row.program not in known):
        yield {"program": program, "tiers": [NOWHERE], "brands": [NOWHERE]}


#: Stands for no tier and no brand.
NOWHERE = "onetill:nowhere"


def _calendar(calendar: CalendarRule, zone: tzinfo, now: datetime | None) -> dict[str, Any]:
    spans = [(start.replace(tzinfo=zone), end.replace(tzinfo=zone)) for start, end in calendar.periods]
    return {
        "id": calendar.calendar_id,
        "name": calendar.name,
        "name_en": calendar.name_en,
        "periods": [
            {"from": start.isoformat(timespec="seconds"), "to": end.isoformat(timespec="seconds")}
            for start, end in spans
            if now is None or end > now - KEPT
        ],
    }


def owner_of(document: Mapping[str, Any], programs: tuple[str, ...]) -> str:
    """Whose an offer is: as it says, else that of the program whose tiers it asks for, else the group's."""
    owner = document.get("owner")
    if isinstance(owner, str):
        return owner
    program = ((document.get("conditions") or {}).get("tiers") or {}).get("program")
    return GROUP_OWNER if program is None or program in programs else f"brand:{program}"


def scoped_offer(document: Mapping[str, Any], rules: GroupRules) -> dict[str, Any]:
    """An offer as it goes out under these rules: it excludes lines on which the rules say that it does not count.

    One that breaks the contract stays as it is: whoever publishes it is told.
    """
    if not (rules.participation or rules.tiers) or breaches(document):
        return dict(document)
    tags = []
    if rules.participation and owner_of(document, rules.programs) == GROUP_OWNER:
        tags.append(NOT_IN_GROUP)
    program = ((document.get("conditions") or {}).get("tiers") or {}).get("program")
    if isinstance(program, str) and any(row.program == program for row in rules.tiers):
        tags.append(no_tier(program))
    return with_excluded_tags(document, tags)
