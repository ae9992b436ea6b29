"""Rules of commission and settlement from JSON: docs/spec/settlement.md, section 1.

Everything that breaks the contract is named with its path. An unknown field is refused: ignoring it would change what
somebody is paid.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, TypeVar

from retail.benefit_facts import moment
from retail.commission import (
    BASES,
    COUNTED,
    PARTY_ROLES,
    STORE_TYPES,
    BusinessDays,
    CommissionRule,
    IncentiveTask,
    Matching,
    PartyRole,
    Rule,
    RuleBook,
    ShareRule,
    StoreTerms,
)
from retail.contract import (
    ContractError,
    Document,
    as_integer,
    as_list,
    as_object,
    as_one_of,
    as_text,
    as_time,
    flag,
    integer_or,
    nullable,
    only,
    required,
    sub_object,
    texts,
)
from retail.periods import PERIODS

Read = TypeVar("Read", bound=Rule)

RATE_MAX_BPS = 10_000
AMOUNT_MAX_MINOR = 10**9
_BOOK = frozenset(("stores", "weekdays", "holidays", "commission", "settlement", "incentives", "version"))
_LISTS = ("stores", "brands", "categories", "skus")
_COMMON = frozenset(("id", "label", "label_en", "priority", "scope", "valid_from", "valid_to"))
_COMMISSION = _COMMON | {"base", "bps", "fixed_minor", "currency", "payer", "due", "points"}
_SETTLEMENT = _COMMON | {"shares"}
_INCENTIVE = (_COMMON - {"priority"}) | {"what", "target", "points", "window", "payer", "repeats"}
#: Whom a task may be owed by: it is about no goods, so about no brand.
_TASK_PAYERS: tuple[PartyRole, ...] = ("store", "platform", "distributor")


def read_rule_book(document: object) -> RuleBook:
    """The rules. Raises ContractError for the first thing that breaks the contract."""
    book, wrong = _read(document)
    if wrong:
        raise wrong[0]
    assert book is not None
    return book


def rule_book_breaches(document: object) -> list[ContractError]:
    """Everything that breaks the contract; of each rule the first thing."""
    return _read(document)[1]


def _read(document: object) -> tuple[RuleBook | None, list[ContractError]]:
    wrong: list[ContractError] = []
    try:
        book = as_object(document, "$")
        only(book, "$", _BOOK)
    except ContractError as error:
        return None, [error]
    stores = {}
    for store, terms in _tried(lambda: sub_object(book, "stores", "$"), {}, wrong).items():
        read = _tried(partial(_terms, terms, f"$.stores.{store}"), None, wrong)
        if read is not None:
            stores[store] = read
    days = _tried(partial(_business_days, book), BusinessDays(), wrong)
    commission = _rules(book, "commission", _commission, wrong)
    settlement = _rules(book, "settlement", _settlement, wrong)
    incentives = _rules(book, "incentives", _incentive, wrong)
    return RuleBook(stores, days, commission, settlement, incentives), wrong


def _tried(read: Callable[[], Any], instead: Any, wrong: list[ContractError]) -> Any:
    try:
        return read()
    except ContractError as error:
        wrong.append(error)
        return instead


def _rules(
    book: Document, name: str, read: Callable[[object, str], Read], wrong: list[ContractError]
) -> tuple[Read, ...]:
    found: list[Read] = []
    seen: set[str] = set()
    for index, item in enumerate(_tried(lambda: as_list(book.get(name, []), f"$.{name}"), [], wrong)):
        path = f"$.{name}[{index}]"
        rule: Read | None = _tried(partial(read, item, path), None, wrong)
        if rule is None:
            continue
        if rule.id in seen:
            wrong.append(ContractError(f"{path}.id", "an id that no other rule of the list has"))
        seen.add(rule.id)
        found.append(rule)
    return tuple(sorted(found, key=lambda rule: (rule.priority, rule.id)))


def _terms(value: object, path: str) -> StoreTerms:
    document = as_object(value, path)
    only(document, path, frozenset(("type", "distributor")))
    kind = as_one_of(required(document, "type", path), f"{path}.type", STORE_TYPES)
    distributor = nullable(document, "distributor", path, as_text)
    if kind == "distributor" and distributor is None:
        raise ContractError(f"{path}.distributor", "the id of the distributor that the store belongs to")
    return StoreTerms(kind, distributor)


def _business_days(book: Document) -> BusinessDays:
    weekdays = list(range(1, 8))
    if "weekdays" in book:
        given = as_list(book["weekdays"], "$.weekdays")
        weekdays = [as_integer(day, f"$.weekdays[{index}]", 1, 7) for index, day in enumerate(given)]
        if not given:
            raise ContractError("$.weekdays", "at least one day, or nothing would ever be paid")
    holidays = texts(book, "holidays", "$")
    for index, day in enumerate(holidays):
        _day(day, f"$.holidays[{index}]")
    return BusinessDays(frozenset(weekdays), frozenset(holidays))


def _day(text: str, path: str) -> None:
    try:
        if date.fromisoformat(text).isoformat() != text:
            raise ValueError(text)
    except ValueError as error:
        raise ContractError(path, "a day as YYYY-MM-DD") from error


def _commission(item: object, path: str) -> CommissionRule:
    document = as_object(item, path)
    only(document, path, _COMMISSION)
    fixed = integer_or(document, "fixed_minor", path, 0, 0)
    currency = nullable(document, "currency", path, as_text)
    if fixed and currency is None:
        raise ContractError(f"{path}.currency", "the currency of fixed_minor")
    if fixed > AMOUNT_MAX_MINOR:
        raise ContractError(f"{path}.fixed_minor", f"an integer of at least 0 and at most {AMOUNT_MAX_MINOR}")
    points, per_minor = 0, 1
    if document.get("points") is not None:
        given = as_object(document["points"], f"{path}.points")
        only(given, f"{path}.points", frozenset(("points", "per_minor")))
        points = as_integer(required(given, "points", f"{path}.points"), f"{path}.points.points", 1, 10**6)
        per_minor = as_integer(
            required(given, "per_minor", f"{path}.points"), f"{path}.points.per_minor", 1, AMOUNT_MAX_MINOR
        )
    return CommissionRule(
        **_common(document, path),
        base=as_one_of(document.get("base", "net"), f"{path}.base", BASES),
        bps=as_integer(document.get("bps", 0), f"{path}.bps", 0, RATE_MAX_BPS),
        fixed_minor=fixed,
        currency=currency,
        payer=as_one_of(required(document, "payer", path), f"{path}.payer", PARTY_ROLES),
        next_day=as_one_of(document.get("due", "T+0"), f"{path}.due", ("T+0", "T+1")) == "T+1",
        points=points,
        points_per_minor=per_minor,
    )


def _settlement(item: object, path: str) -> ShareRule:
    document = as_object(item, path)
    only(document, path, _SETTLEMENT)
    scope = as_object(document.get("scope", {}), f"{path}.scope")
    for place, where in ((scope, "scope"), (as_object(scope.get("exclude", {}), f"{path}.scope.exclude"), "exclude")):
        if "roles" in place:
            raise ContractError(f"{path}.scope{'' if where == 'scope' else '.exclude'}.roles", "no guides' roles here")
    shares: list[tuple[PartyRole, int]] = []
    for index, given in enumerate(as_list(required(document, "shares", path), f"{path}.shares")):
        where = f"{path}.shares[{index}]"
        share = as_object(given, where)
        only(share, where, frozenset(("party", "bps")))
        role = as_one_of(required(share, "party", where), f"{where}.party", PARTY_ROLES)
        if role in dict(shares):
            raise ContractError(f"{where}.party", "a party that does not stand there before")
        shares.append((role, as_integer(required(share, "bps", where), f"{where}.bps", 1, 10_000)))
    if sum(bps for _, bps in shares) != 10_000:
        raise ContractError(f"{path}.shares", "shares that sum to 10000")
    return ShareRule(**_common(document, path), shares=tuple(shares))


def _incentive(item: object, path: str) -> IncentiveTask:
    document = as_object(item, path)
    only(document, path, _INCENTIVE)
    scope = as_object(document.get("scope", {}), f"{path}.scope")
    only(scope, f"{path}.scope", frozenset(("stores", "store_types", "roles")))
    task_id = as_text(required(document, "id", path), f"{path}.id")
    if "/" in task_id:
        raise ContractError(f"{path}.id", "an id without a slash")
    label = nullable(document, "label", path, as_text) or task_id
    return IncentiveTask(
        **_common(document, path),
        label=label,
        label_en=nullable(document, "label_en", path, as_text) or label,
        what=as_one_of(required(document, "what", path), f"{path}.what", COUNTED),
        target=as_integer(required(document, "target", path), f"{path}.target", 1, 10**6),
        points=as_integer(required(document, "points", path), f"{path}.points", 1, 10**6),
        window=as_one_of(document.get("window", "week"), f"{path}.window", PERIODS),
        payer=as_one_of(document.get("payer", "store"), f"{path}.payer", _TASK_PAYERS),
        repeats=flag(document, "repeats", path),
    )


def _common(document: Document, path: str) -> dict[str, Any]:
    """The fields that every rule has."""
    scope = sub_object(document, "scope", path)
    for name in ("label", "label_en"):
        nullable(document, name, path, as_text)
    valid_from = nullable(document, "valid_from", path, as_time)
    valid_to = nullable(document, "valid_to", path, as_time)
    if valid_from is not None and valid_to is not None and moment(valid_from) >= moment(valid_to):
        raise ContractError(f"{path}.valid_to", "a time after valid_from")
    return {
        "id": as_text(required(document, "id", path), f"{path}.id"),
        "priority": as_integer(document.get("priority", 100), f"{path}.priority", 0, 10**6),
        "scope": _matching(scope, f"{path}.scope", frozenset(("exclude",))),
        "exclude": _matching(sub_object(scope, "exclude", f"{path}.scope"), f"{path}.scope.exclude"),
        "valid_from": None if valid_from is None else moment(valid_from),
        "valid_to": None if valid_to is None else moment(valid_to),
    }


def _matching(document: Document, path: str, more: frozenset[str] = frozenset()) -> Matching:
    only(document, path, frozenset((*_LISTS, "store_types", "roles")) | more)
    types = texts(document, "store_types", path)
    for index, kind in enumerate(types):
        as_one_of(kind, f"{path}.store_types[{index}]", STORE_TYPES)
    lists = {name: frozenset(texts(document, name, path)) for name in (*_LISTS, "roles")}
    return Matching(store_types=frozenset(types), **lists)
