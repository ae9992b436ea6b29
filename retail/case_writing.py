"""A case and its parts as the JSON of docs/spec/benefits.md: what `read_case` and `read_offer` read back."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from retail.benefit_facts import (
    AmountOffSteps,
    BundlePrice,
    Case,
    Conditions,
    Effect,
    Offer,
    Offline,
    PercentOffSteps,
    Scope,
)

Document = dict[str, Any]


def case_document(case: Case) -> Document:
    """Section 2 of a case; what holds its default is left out of the inner objects."""
    return {
        "currency": case.currency,
        "at": case.at,
        "store": case.store,
        "channel": case.channel,
        "online": case.online,
        "member": None if case.member is None else _plain(case.member),
        "lines": [_plain(line) for line in case.lines],
        "offers": [offer_document(offer) for offer in case.offers],
        "coupons": [_plain(coupon) for coupon in case.coupons],
        "coupon_choice": None if case.coupon_choice is None else list(case.coupon_choice),
        "points_to_use": case.points_to_use,
        "points_rule": None
        if case.points_rule is None
        else _plain(case.points_rule)
        | {"scope": _scope(case.points_rule.scope), "offline": _offline(case.points_rule.offline)},
        "programs": [_plain(program) | {"scope": _scope(program.scope)} for program in case.programs],
        "allowances": _plain(case.allowances)
        | {"used": {offer: _plain(used) for offer, used in case.allowances.used.items()}},
    }


def offer_document(offer: Offer) -> Document:
    """Section 3 of an offer."""
    document: Document = {
        "id": offer.id,
        "label": offer.label or offer.id,
        "source": offer.source,
        "stage": offer.stage,
        "priority": offer.priority,
        "scope": _scope(offer.scope),
        "conditions": _conditions(offer.conditions),
        "effect": _effect(offer.effect),
        "exclusive_group": offer.exclusive_group,
        "not_with": list(offer.not_with),
        "line_group": offer.line_group,
        "max_uses": offer.max_uses,
        "limits": {name: value for name, value in _plain(offer.limits).items() if value is not None},
        "offline": _offline(offer.offline),
    }
    if offer.funding:
        document["funding"] = [_plain(share) for share in offer.funding]
    return document


def _plain(value: Any) -> Document:
    """The fields of a flat value, tuples of texts as lists, mappings as dicts."""
    document: Document = {}
    for field in fields(value):
        content = getattr(value, field.name)
        if isinstance(content, tuple):
            content = list(content)
        elif hasattr(content, "items"):
            content = dict(content)
        document[field.name] = content
    return document


def _scope(scope: Scope) -> Document:
    document: Document = {
        name: list(getattr(scope, name)) for name in ("skus", "brands", "categories", "tags") if getattr(scope, name)
    }
    exclude = {name: entries for name, entries in _plain(scope.exclude).items() if entries}
    return document | ({"exclude": exclude} if exclude else {})


def _offline(offline: Offline) -> Document:
    return {name: value for name, value in _plain(offline).items() if value is not None}


def _conditions(conditions: Conditions) -> Document:
    document = {name: value for name, value in _plain(conditions).items() if value}
    if conditions.hours:
        document["hours"] = [list(pair) for pair in conditions.hours]
    if conditions.tiers is not None:
        document["tiers"] = {"program": conditions.tiers.program, "in": list(conditions.tiers.tiers)}
    return document


def _effect(effect: Effect) -> Document:
    document = {"kind": effect.kind} | {name: value for name, value in _plain(effect).items() if value is not None}
    if isinstance(effect, AmountOffSteps | PercentOffSteps):
        document["steps"] = [list(step) for step in effect.steps]
    if isinstance(effect, BundlePrice):
        document["components"] = [_plain(component) for component in effect.components]
    return document
