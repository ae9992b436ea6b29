"""Reading and checking an offer as docs/spec/benefits.md, sections 3 and 5, writes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from retail.benefit_facts import (
    POLICIES,
    SOURCES,
    STAGES,
    AmountOff,
    AmountOffEvery,
    AmountOffSteps,
    BundlePrice,
    Component,
    Conditions,
    Effect,
    EveryN,
    FundingShare,
    Gift,
    Limits,
    Matching,
    Offer,
    Offline,
    PercentOff,
    PercentOffSteps,
    PointsMultiplier,
    Scope,
    TierCondition,
    UnitPrice,
)
from retail.contract import (
    ContractError,
    Document,
    as_clock,
    as_decimal,
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
    read_list,
    required,
    sub_object,
    texts,
)

_WHOLE = 10_000
_MATCHING = frozenset({"skus", "brands", "categories", "tags"})
_SCOPE = _MATCHING | {"exclude"}
_CONDITIONS = frozenset(Conditions.__slots__)
_LIMITS = frozenset(Limits.__slots__)
_EVERYWHERE = Scope()
_NO_CONDITIONS = Conditions()
_NO_LIMITS = Limits()
_ALLOWED = Offline()


def read_offer(document: object, path: str = "$") -> Offer:
    """One offer of section 3. Raises ContractError with the path of what is wrong."""
    offer = as_object(document, path)
    offer_id = as_text(required(offer, "id", path), f"{path}.id")
    label = as_text(offer["label"], f"{path}.label") if offer.get("label") is not None else offer_id
    stage = as_one_of(required(offer, "stage", path), f"{path}.stage", STAGES)
    effect = read_effect(required(offer, "effect", path), f"{path}.effect")
    if isinstance(effect, UnitPrice) and stage != "price":
        raise ContractError(f"{path}.stage", "price, the only stage of the effect unit_price")
    return Offer(
        id=offer_id,
        label=label,
        source=as_one_of(required(offer, "source", path), f"{path}.source", SOURCES),
        stage=stage,
        priority=as_integer(offer.get("priority", 100), f"{path}.priority"),
        scope=read_scope(offer, path),
        conditions=_read_conditions(offer, path),
        effect=effect,
        exclusive_group=nullable(offer, "exclusive_group", path, as_text),
        not_with=texts(offer, "not_with", path),
        line_group=nullable(offer, "line_group", path, as_text),
        max_uses=as_integer(offer.get("max_uses", 1), f"{path}.max_uses", 1),
        limits=_read_limits(offer, path),
        offline=read_offline(offer, path),
        funding=_read_funding(offer, path),
    )


def read_scope(document: Document, path: str) -> Scope:
    """The `scope` of an offer, a points rule or a program; left out, it is everything."""
    scope = sub_object(document, "scope", path)
    if not scope:
        return _EVERYWHERE
    inner = f"{path}.scope"
    only(scope, inner, _SCOPE)
    exclude = sub_object(scope, "exclude", inner)
    only(exclude, f"{inner}.exclude", _MATCHING)
    return Scope(
        skus=texts(scope, "skus", inner),
        brands=texts(scope, "brands", inner),
        categories=texts(scope, "categories", inner),
        tags=texts(scope, "tags", inner),
        exclude=Matching(*(texts(exclude, key, f"{inner}.exclude") for key in Matching.__slots__)),
    )


def read_offline(document: Document, path: str) -> Offline:
    """The `offline` of an offer or a points rule; left out, it is allowed."""
    offline = sub_object(document, "offline", path)
    if not offline:
        return _ALLOWED
    inner = f"{path}.offline"
    return Offline(
        policy=as_one_of(offline.get("policy", "allowed"), f"{inner}.policy", POLICIES),
        per_member=integer_or(offline, "per_member", inner, None, 0),
        per_till=integer_or(offline, "per_till", inner, None, 0),
        bearer=nullable(offline, "bearer", inner, as_text),
    )


def _read_conditions(document: Document, path: str) -> Conditions:
    conditions = sub_object(document, "conditions", path)
    if not conditions:
        return _NO_CONDITIONS
    inner = f"{path}.conditions"
    only(conditions, inner, _CONDITIONS)
    return Conditions(
        members_only=flag(conditions, "members_only", inner),
        tiers=_read_tier(conditions, inner),
        plans=texts(conditions, "plans", inner),
        stores=texts(conditions, "stores", inner),
        channels=texts(conditions, "channels", inner),
        valid_from=nullable(conditions, "valid_from", inner, as_time),
        valid_to=nullable(conditions, "valid_to", inner, as_time),
        weekdays=read_list(conditions, "weekdays", inner, lambda day, where: as_integer(day, where, 1, 7)),
        hours=read_list(conditions, "hours", inner, _read_hours),
        birthday_month=flag(conditions, "birthday_month", inner),
        first_purchase=flag(conditions, "first_purchase", inner),
        min_amount=integer_or(conditions, "min_amount", inner, 0, 0),
        min_quantity=integer_or(conditions, "min_quantity", inner, 0, 0),
    )


def _read_tier(conditions: Document, path: str) -> TierCondition | None:
    condition = conditions.get("tiers")
    if condition is None or condition == {}:
        return None
    inner = f"{path}.tiers"
    condition = as_object(condition, inner)
    only(condition, inner, frozenset({"program", "in"}))
    program = as_text(required(condition, "program", inner), f"{inner}.program")
    required(condition, "in", inner)
    tiers = texts(condition, "in", inner)
    return TierCondition(program, tiers) if tiers else None


def _read_hours(document: Any, path: str) -> tuple[str, str]:
    pair = as_list(document, path)
    if len(pair) != 2:
        raise ContractError(path, "a start and an end, such as [10:00, 14:00]")
    start, end = as_clock(pair[0], f"{path}[0]"), as_clock(pair[1], f"{path}[1]")
    if start >= end:
        raise ContractError(f"{path}[1]", "an end after the start: hours do not run over midnight")
    return start, end


def _read_limits(document: Document, path: str) -> Limits:
    limits = sub_object(document, "limits", path)
    if not limits:
        return _NO_LIMITS
    inner = f"{path}.limits"
    only(limits, inner, _LIMITS)
    return Limits(
        per_member=integer_or(limits, "per_member", inner, None, 0),
        per_member_day=integer_or(limits, "per_member_day", inner, None, 0),
        budgeted=flag(limits, "budgeted", inner),
    )


def _read_funding(document: Document, path: str) -> tuple[FundingShare, ...]:
    def read_share(entry: Any, where: str) -> FundingShare:
        share = as_object(entry, where)
        return FundingShare(
            as_text(required(share, "party", where), f"{where}.party"),
            _read_bps(share, where),
        )

    funding = read_list(document, "funding", path, read_share)
    if funding and sum(share.bps for share in funding) != _WHOLE:
        total = sum(share.bps for share in funding)
        raise ContractError(f"{path}.funding", f"shares that sum to {_WHOLE} bps: these sum to {total}")
    return funding


def read_effect(document: object, path: str) -> Effect:
    """One effect of section 5."""
    effect = as_object(document, path)
    kind = as_one_of(required(effect, "kind", path), f"{path}.kind", tuple(_EFFECTS))
    known, read = _EFFECTS[kind]
    only(effect, path, known)
    return read(effect, path)


def _read_bps(document: Document, path: str) -> int:
    return as_integer(required(document, "bps", path), f"{path}.bps", 1, _WHOLE)


def _amount(document: Document, key: str, path: str, minimum: int = 0) -> int:
    return as_integer(required(document, key, path), f"{path}.{key}", minimum)


def _max_times(effect: Document, path: str) -> int | None:
    return integer_or(effect, "max_times", path, None, 1)


def _read_unit_price(effect: Document, path: str) -> UnitPrice:
    return UnitPrice(_amount(effect, "price", path))


def _read_percent_off(effect: Document, path: str) -> PercentOff:
    return PercentOff(_read_bps(effect, path), integer_or(effect, "cap", path, None, 0))


def _read_amount_off(effect: Document, path: str) -> AmountOff:
    return AmountOff(_amount(effect, "amount", path))


def _read_amount_off_every(effect: Document, path: str) -> AmountOffEvery:
    return AmountOffEvery(_amount(effect, "every", path, 1), _amount(effect, "amount", path), _max_times(effect, path))


def _read_steps(effect: Document, path: str, minimum: int, maximum: int | None) -> tuple[tuple[int, int], ...]:
    inner = f"{path}.steps"
    steps: list[tuple[int, int]] = []
    for index, entry in enumerate(as_list(required(effect, "steps", path), inner)):
        where = f"{inner}[{index}]"
        pair = as_list(entry, where)
        if len(pair) != 2:
            raise ContractError(where, "a pair: the minimum, and what it gives")
        reached = as_integer(pair[0], f"{where}[0]", 0)
        if steps and reached <= steps[-1][0]:
            raise ContractError(f"{where}[0]", f"a minimum above {steps[-1][0]}: steps are strictly ascending")
        steps.append((reached, as_integer(pair[1], f"{where}[1]", minimum, maximum)))
    if not steps:
        raise ContractError(inner, "at least one step")
    return tuple(steps)


def _read_every_n(effect: Document, path: str) -> EveryN:
    n = _amount(effect, "n", path, 1)
    discounted = _amount(effect, "discounted", path, 1)
    if discounted > n:
        raise ContractError(f"{path}.discounted", f"at most n, which is {n}")
    per = as_one_of(effect.get("per", "scope"), f"{path}.per", ("scope", "sku"))
    return EveryN(n, discounted, _read_bps(effect, path), cast("Any", per), _max_times(effect, path))


def _read_bundle_price(effect: Document, path: str) -> BundlePrice:
    def read_component(entry: Any, where: str) -> Component:
        component = as_object(entry, where)
        required(component, "skus", where)
        skus = texts(component, "skus", where)
        if not skus:
            raise ContractError(f"{where}.skus", "at least one sku")
        return Component(skus, _amount(component, "quantity", where, 1))

    required(effect, "components", path)
    components = read_list(effect, "components", path, read_component)
    if not components:
        raise ContractError(f"{path}.components", "at least one component")
    return BundlePrice(components, _amount(effect, "price", path), _max_times(effect, path))


def _read_gift(effect: Document, path: str) -> Gift:
    sku = as_text(required(effect, "sku", path), f"{path}.sku")
    return Gift(sku, _amount(effect, "quantity", path, 1), _amount(effect, "worth", path, 1))


_EFFECTS: dict[str, tuple[frozenset[str], Callable[[Document, str], Effect]]] = {
    kind: (frozenset(("kind", *fields.split())), read)
    for kind, fields, read in (
        ("unit_price", "price", _read_unit_price),
        ("percent_off", "bps cap", _read_percent_off),
        ("amount_off", "amount", _read_amount_off),
        ("amount_off_every", "every amount max_times", _read_amount_off_every),
        ("amount_off_steps", "steps", lambda effect, path: AmountOffSteps(_read_steps(effect, path, 0, None))),
        ("percent_off_steps", "steps", lambda effect, path: PercentOffSteps(_read_steps(effect, path, 1, _WHOLE))),
        ("every_n", "n discounted bps per max_times", _read_every_n),
        ("bundle_price", "components price max_times", _read_bundle_price),
        ("gift", "sku quantity worth", _read_gift),
        (
            "points_multiplier",
            "times",
            lambda effect, path: PointsMultiplier(as_decimal(required(effect, "times", path), f"{path}.times", 1)),
        ),
    )
}
