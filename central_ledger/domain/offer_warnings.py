"""What is allowed and yet hardly meant: warnings about offers, for the people who write campaigns.

Each warning names the offer, a short code, and says in a sentence what will happen at the counter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any

from retail.benefit_facts import SOURCES, moment
from retail.offers import (
    AmountOff,
    AmountOffEvery,
    AmountOffSteps,
    BundlePrice,
    Conditions,
    EveryN,
    Offer,
    PercentOff,
    PercentOffSteps,
    PointsMultiplier,
    UnitPrice,
)
from retail.pricing.candidates import conflicting

_WEEK = timedelta(days=7)
_WHOLE = 10_000

Said = tuple[str, str, str]  # code, path in the offer, text


@dataclass(frozen=True, slots=True)
class Warned:
    """One warning. `path` is relative to the offer (`$.funding`)."""

    offer_id: str
    code: str
    path: str
    text: str


def warnings(offers: Sequence[Offer], documents: Sequence[Mapping[str, Any]], now: datetime) -> list[Warned]:
    """All warnings about offers that keep the contract, and about each beside the others."""
    found: list[Warned] = []
    for offer, document in zip(offers, documents, strict=True):
        for code, path, text in (
            *_times(offer, now),
            *_members(offer),
            *_effects(offer),
            *_limits(offer, document),
            *_offline(offer),
            *_funding(offer),
            *_places(offer),
        ):
            found.append(Warned(offer.id, code, path, text))
    return found + list(_conflicts(offers))


def _times(offer: Offer, now: datetime) -> Iterator[Said]:
    conditions = offer.conditions
    start = None if conditions.valid_from is None else moment(conditions.valid_from)
    end = None if conditions.valid_to is None else moment(conditions.valid_to)
    where = "$.conditions"
    if offer.source == "coupon" and end is None:
        text = "The offer never ends: a coupon of it that carries no date of its own can be used for ever."
        yield "no_expiry", f"{where}.valid_to", text
    if start is not None and end is not None and end <= start:
        yield "never_valid", f"{where}.valid_to", f"It ends ({conditions.valid_to}) before it starts: it never applies."
    elif end is not None and end <= now:
        yield "ended", f"{where}.valid_to", f"It ended at {conditions.valid_to}: it no longer applies."
    elif not _has_a_moment(conditions, start, end):
        text = "No day between its start and its end has one of its weekdays and hours: it never applies."
        yield "unreachable_hours", f"{where}.hours", text
    for first, second in combinations(range(len(conditions.hours)), 2):
        (start_a, end_a), (start_b, end_b) = conditions.hours[first], conditions.hours[second]
        if start_a < end_b and start_b < end_a:
            text = f"{start_b}–{end_b} overlaps with {start_a}–{end_a}: one of them adds less than it seems."
            yield "overlapping_hours", f"{where}.hours[{second}]", text


def _has_a_moment(conditions: Conditions, start: datetime | None, end: datetime | None) -> bool:
    """Whether weekdays and hours leave a minute between start and end. Longer than a week, they always do."""
    if start is None or end is None or end - start >= _WEEK or not (conditions.weekdays or conditions.hours):
        return True
    zone = start.tzinfo
    day = start.replace(hour=0, minute=0, second=0, microsecond=0)
    last = end.astimezone(zone)
    while day < last:
        if not conditions.weekdays or day.isoweekday() in conditions.weekdays:
            for opens, closes in conditions.hours or (("00:00", "24:00"),):
                if day + _clock(opens) < last and start < day + _clock(closes):
                    return True
        day += timedelta(days=1)
    return False


def _clock(text: str) -> timedelta:
    return timedelta(hours=int(text[:2]), minutes=int(text[3:]))


def _members(offer: Offer) -> Iterator[Said]:
    conditions = offer.conditions
    if offer.source == "tier" and conditions.tiers is None and not _needs_member(conditions):
        yield "for_everybody", "$.conditions", "A benefit of a tier without a condition: walk-ins get it too."
    if offer.source == "plan" and not conditions.plans:
        yield "for_everybody", "$.conditions.plans", "A benefit of a paid plan that asks for no plan: all get it."
    counted = [name for name in ("per_member", "per_member_day") if getattr(offer.limits, name) is not None]
    if counted and not _needs_member(conditions) and offer.source != "coupon":
        text = "It is limited for each member and open to walk-ins, whose uses nobody can count: add members_only."
        yield "limit_without_member", f"$.limits.{counted[0]}", text


def _needs_member(conditions: Conditions) -> bool:
    return bool(
        conditions.members_only
        or conditions.tiers is not None
        or conditions.plans
        or conditions.birthday_month
        or conditions.first_purchase
    )


def _effects(offer: Offer) -> Iterator[Said]:
    effect = offer.effect
    yield from _steps(offer)
    is_empty = (
        (isinstance(effect, AmountOff) and effect.amount == 0)
        or (isinstance(effect, AmountOffEvery) and effect.amount == 0)
        or (isinstance(effect, PercentOff) and effect.cap == 0)
        or (isinstance(effect, AmountOffSteps) and all(off == 0 for _, off in effect.steps))
        or (isinstance(effect, PointsMultiplier) and effect.times.rstrip("0").rstrip(".") == "1")
    )
    if is_empty:
        yield "gives_nothing", "$.effect", "It takes nothing off: it is never applied, or applied without effect."
    free = _free(offer)
    if free is not None:
        yield "all_off", f"$.effect.{free[0]}", f"{free[1]} Lower it, unless that is meant."
    scope = offer.scope
    for name in ("skus", "brands", "categories", "tags"):
        both = set(getattr(scope, name)) & set(getattr(scope.exclude, name))
        if both:
            text = f"{', '.join(sorted(both))}: in the scope and excluded from it, so no such line is ever in scope."
            yield "excluded_scope", f"$.scope.exclude.{name}", text


def _free(offer: Offer) -> tuple[str, str] | None:
    """Where an effect gives the goods away: the field, and in words what happens."""
    effect, least = offer.effect, offer.conditions.min_amount
    match effect:
        case AmountOffEvery() if effect.amount >= effect.every:
            return "amount", f"{effect.amount} off for every {effect.every}: whatever is bought for it is free."
        case AmountOff() if 0 < least <= effect.amount:
            return "amount", f"{effect.amount} off from {least}: a basket at the minimum is free."
        case PercentOff() if effect.bps == _WHOLE and effect.cap is None:
            return "bps", "All of the amount is off: everything in its scope is free."
        case PercentOffSteps() if effect.steps[-1][1] == _WHOLE:
            return "steps", f"All of the amount is off from {effect.steps[-1][0]} pieces: everything in scope is free."
        case EveryN() if effect.bps == _WHOLE and effect.discounted == effect.n:
            return "discounted", "All pieces of each group are free."
        case UnitPrice() | BundlePrice() if effect.price == 0:
            return "price", "A price of 0: the goods are free."
        case _:
            return None


def _steps(offer: Offer) -> Iterator[Said]:
    effect = offer.effect
    if not isinstance(effect, AmountOffSteps | PercentOffSteps):
        return
    is_amount = isinstance(effect, AmountOffSteps)
    floor = offer.conditions.min_amount if is_amount else offer.conditions.min_quantity
    name = "min_amount" if is_amount else "min_quantity"
    for index, (reached, gives) in enumerate(effect.steps):
        where = f"$.effect.steps[{index}]"
        following = effect.steps[index + 1] if index + 1 < len(effect.steps) else None
        if following is not None and following[0] <= max(floor, 1):
            text = f"With {name} {floor} the next step ({following[0]}) is always reached: this one never counts."
            yield "step_never_counts", where, text
        elif following is not None and following[1] <= gives:
            text = f"The next step, from {following[0]}, gives {following[1]}, no more than the {gives} of this one."
            yield "step_gives_less", f"$.effect.steps[{index + 1}]", text
        if is_amount and gives > max(reached, floor):
            text = f"{gives} off from {max(reached, floor)}: a basket at the step is free, and the rest is lost."
            yield "step_above_amount", where, text


def _limits(offer: Offer, document: Mapping[str, Any]) -> Iterator[Said]:
    limits = offer.limits
    for name in ("per_member", "per_member_day"):
        if getattr(limits, name) == 0:
            yield "never_usable", f"$.limits.{name}", "A limit of 0: it never applies."
    if limits.budgeted and not _has_budget(document):
        text = (
            "It has a budget and nothing says how much: a till that is told no budget refuses it. "
            "Name `budget`, in minor units, or set one with `central-ledger budgets set`."
        )
        yield "no_budget", "$.limits.budgeted", text
    if offer.max_uses > 1 and offer.source != "coupon":
        yield "max_uses_ignored", "$.max_uses", "Only coupons are used more than once in a sale: max_uses says nothing."
    if offer.max_uses > 1 and offer.exclusive_group is not None and offer.source == "coupon":
        text = f"Its group {offer.exclusive_group} shuts a second coupon of it out: max_uses is never reached."
        yield "max_uses_unreached", "$.max_uses", text


def _has_budget(document: Mapping[str, Any]) -> bool:
    budget = document.get("budget")
    return type(budget) is int and budget > 0


def _offline(offer: Offer) -> Iterator[Said]:
    offline = offer.offline
    if offline.policy == "capped":
        missing = [name for name in ("per_member", "per_till") if getattr(offline, name) is None]
        if missing:
            text = f"Capped without {' and '.join(missing)}: a till without a connection has no number to stop at."
            yield "no_cap", f"$.offline.{missing[0]}", text
        if offline.bearer is None:
            payers = ", ".join(share.party for share in offer.funding) or "the store that sold"
            text = f"Nobody is named for uses beyond the limit: {payers} will bear each loss, as they fund the offer."
            yield "no_bearer", "$.offline.bearer", text
    elif any(value is not None for value in (offline.per_member, offline.per_till)):
        text = f"Limits without a connection count under the policy capped only, not under {offline.policy}."
        yield "cap_ignored", "$.offline", text
    limited = offer.limits.budgeted or offer.limits.per_member is not None or offer.limits.per_member_day is not None
    if offline.policy == "allowed" and limited:
        text = "Limited, and allowed without a connection: tills that are cut off cannot know what was used elsewhere."
        yield "limit_not_kept_offline", "$.offline.policy", text


def _places(offer: Offer) -> Iterator[Said]:
    """Where it can never be used, for other reasons than time."""
    channels = offer.conditions.channels
    if channels and "pos" not in channels:
        text = f"For {_listed(channels)} alone: no till applies it. Add pos, or leave it to those channels."
        yield "not_at_the_till", "$.conditions.channels", text
    if offer.offline.policy == "leased" and offer.source != "coupon" and not offer.limits.budgeted:
        text = (
            "Leases are given for coupons and budgets, and it has neither: without a connection it never applies. "
            "Say refused, or give it a budget."
        )
        yield "nothing_to_lease", "$.offline.policy", text


def _funding(offer: Offer) -> Iterator[Said]:
    if not offer.funding and not isinstance(offer.effect, PointsMultiplier):
        yield "no_funding", "$.funding", "No shares: the store that sells pays all of it."
    parties = [share.party for share in offer.funding]
    for index, party in enumerate(parties):
        where = f"$.funding[{index}].party"
        if party in parties[:index]:
            yield "party_twice", where, f"{party} stands twice: one share is easier to settle."
        kind, _, name = party.partition(":")
        if kind not in ("store", "brand", "platform", "distributor") or (kind != "platform" and not name):
            yield "unknown_party", where, f"{party}: parties are platform, store:<id>, brand:<id>, distributor:<id>."
        elif kind == "store" and offer.conditions.stores and name not in offer.conditions.stores:
            yield "foreign_store", where, f"{name} pays, and the offer does not apply there."
        elif kind == "brand" and offer.scope.brands and name not in offer.scope.brands:
            yield "foreign_brand", where, f"{name} pays for goods of {', '.join(offer.scope.brands)}."


def _conflicts(offers: Sequence[Offer]) -> Iterator[Warned]:
    groups: dict[str, list[Offer]] = {}
    for offer in offers:
        if offer.exclusive_group is not None:
            groups.setdefault(offer.exclusive_group, []).append(offer)
    known = {offer.id for offer in offers} | set(groups) | set(SOURCES)
    for group, members in groups.items():
        if len(members) == 1 and members[0].source != "coupon":
            text = f"{group} has this offer alone: it excludes nothing."
            yield Warned(members[0].id, "lonely_group", "$.exclusive_group", text)
    yield from _lonely_line_groups(offers)
    for offer in offers:
        for index, name in enumerate(offer.not_with):
            where = f"$.not_with[{index}]"
            if name not in known:
                text = f"{name} is no offer, group or source here: it shuts nothing out."
                yield Warned(offer.id, "unknown_conflict", where, text)
            elif name in (offer.id, offer.exclusive_group, offer.source) and offer.source != "coupon":
                text = f"{name} names the offer itself, which is a candidate only once."
                yield Warned(offer.id, "conflict_with_itself", where, text)
    for one, other in combinations(offers, 2):
        why = _never_together(one.conditions, other.conditions) if conflicting(one, other) else None
        if why is not None:
            text = f"It shuts {other.id} out, and both never hold at once ({why}): the conflict has no effect."
            yield Warned(one.id, "conflict_without_effect", "$.not_with", text)


def _lonely_line_groups(offers: Sequence[Offer]) -> Iterator[Warned]:
    members: dict[str, list[Offer]] = {}
    for offer in offers:
        if offer.line_group is not None:
            members.setdefault(offer.line_group, []).append(offer)
    for group, inside in members.items():
        only = inside[0]
        if len(inside) == 1 and (only.source != "coupon" or only.max_uses == 1):
            text = f"{group} has this offer alone: it keeps no line from another offer."
            yield Warned(only.id, "lonely_group", "$.line_group", text)


def _never_together(one: Conditions, other: Conditions) -> str | None:
    """Why two offers can never both be usable in one sale; None when they can."""
    for name in ("stores", "channels", "weekdays"):
        mine, theirs = getattr(one, name), getattr(other, name)
        if mine and theirs and not set(mine) & set(theirs):
            return f"{name} {_listed(mine)} and {_listed(theirs)}"
    first, second = one.tiers, other.tiers
    if first and second and first.program == second.program and not set(first.tiers) & set(second.tiers):
        return f"tiers {_listed(first.tiers)} and {_listed(second.tiers)}"
    for early, late in ((one, other), (other, one)):
        if early.valid_to and late.valid_from and moment(early.valid_to) <= moment(late.valid_from):
            return f"one ends {early.valid_to}, the other starts {late.valid_from}"
    if one.hours and other.hours and not any(a < d and c < b for a, b in one.hours for c, d in other.hours):
        return "their hours do not meet"
    return None


def _listed(values: Iterable[object]) -> str:
    return "/".join(map(str, values))
