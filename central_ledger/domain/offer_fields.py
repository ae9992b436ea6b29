"""Warnings about names and fields of offers: ids that mean something else, fields that nothing reads, labels that lie.

The fields beside the engine's (`grows`, `label_en`, `budget`): retail.offer_extras.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from central_ledger.domain.offer_warnings import Said, Warned
from retail.benefit_facts import SOURCES, moment
from retail.offer_extras import Grows, OfferExtras, read_extras
from retail.offers import AmountOff, AmountOffEvery, AmountOffSteps, Component, FundingShare, Offer, Offline

#: The adjustment under which points that pay stand in every sale.
_POINTS = "points"
_FIELDS = frozenset((*Offer.__slots__, *OfferExtras.__slots__))
#: Names that people give to what is for people.
_NOTES = frozenset(("version", "name", "note", "notes", "comment", "description"))
_OFF_FROM = re.compile(r"[满滿]\s*([\d,]+(?:\.\d+)?)\s*元?\s*[减減]\s*([\d,]+(?:\.\d+)?)")


def field_warnings(offers: Sequence[Offer], documents: Sequence[Mapping[str, Any]], now: datetime) -> list[Warned]:
    """All of them, about offers that keep the contract."""
    by_id = {offer.id: offer for offer in offers}
    groups = {offer.exclusive_group for offer in offers}
    found = []
    for offer, document in zip(offers, documents, strict=True):
        extras = read_extras(dict(document))
        for code, path, text in (
            *_ids(offer, groups),
            *_unread(document),
            *_budget(offer, extras.budget),
            *(() if extras.grows is None else _grows(offer, extras.grows, by_id, now)),
            *_label(offer),
        ):
            found.append(Warned(offer.id, code, path, text))
    return found


def _ids(offer: Offer, groups: Iterable[str | None]) -> Iterator[Said]:
    if offer.id == _POINTS:
        text = (
            "Points that pay stand in a sale under this name: receipts and returns would take the offer's savings for "
            "points. Give it another id."
        )
        yield "reserved_id", "$.id", text
    if "#" in offer.id:
        text = "A coupon's use is named offer#coupon: with # in the id two uses may look alike. Leave it out of the id."
        yield "ambiguous_id", "$.id", text
    if offer.id in SOURCES or offer.id in groups:
        what = "source" if offer.id in SOURCES else "group"
        text = f"There is a {what} of this name: a not_with that names it means both. Give the offer another id."
        yield "ambiguous_id", "$.id", text


def _unread(document: Mapping[str, Any]) -> Iterator[Said]:
    yield from _unread_in(document, "$", _FIELDS)
    yield from _unread_in(document.get("offline") or {}, "$.offline", frozenset(Offline.__slots__))
    yield from _unread_in(document.get("grows") or {}, "$.grows", frozenset(Grows.__slots__))
    for index, share in enumerate(document.get("funding") or ()):
        yield from _unread_in(share, f"$.funding[{index}]", frozenset(FundingShare.__slots__))
    for index, component in enumerate(document["effect"].get("components") or ()):
        where = f"$.effect.components[{index}]"
        yield from _unread_in(component, where, frozenset(Component.__slots__))


def _unread_in(document: Mapping[str, Any], path: str, known: frozenset[str]) -> Iterator[Said]:
    for name in document:
        if name in known or name in _NOTES:
            continue
        meant = get_close_matches(name, sorted(known), 1, 0.7)
        advice = f"did you mean {meant[0]}?" if meant else "leave it out, or call it note."
        yield "unread_field", f"{path}.{name}", f"Nothing reads a field of this name: {advice}"


def _budget(offer: Offer, budget: int | None) -> Iterator[Said]:
    if budget is not None and not offer.limits.budgeted:
        text = "Nothing counts against it: say `budgeted` true in `limits`, or leave it out."
        yield "budget_ignored", "$.budget", text


def _grows(offer: Offer, grows: Grows, by_id: Mapping[str, Offer], now: datetime) -> Iterator[Said]:
    where = "$.grows.to"
    if offer.source != "coupon":
        yield "grows_ignored", "$.grows", f"Only coupons grow, and this is a {offer.source}: leave it out."
        return
    if grows.until is not None and moment(grows.until) <= now:
        yield "grows_ended", "$.grows.until", f"Coupons stopped growing at {grows.until}: name a later time."
    to = by_id.get(grows.to)
    if grows.to == offer.id:
        yield "grows_into_nothing", where, "It grows into itself: name the larger offer."
    elif to is None:
        text = f"{grows.to} is no offer here: until it is published, no coupon grows. Put both into one file."
        yield "grows_into_nothing", where, text
    elif to.source != "coupon":
        text = f"{to.id} is a {to.source}: only an offer with source coupon can be what a coupon grows into."
        yield "grows_into_nothing", where, text
    elif to.conditions.valid_to is not None and moment(to.conditions.valid_to) <= now:
        text = f"{to.id} ended at {to.conditions.valid_to}: who swaps would hold nothing. Name one that is running."
        yield "grows_into_nothing", where, text
    elif _is_smaller(to, offer):
        text = f"{to.id} gives no more than this offer, and a swap is final: name a larger one."
        yield "grows_smaller", where, text


def _is_smaller(to: Offer, offer: Offer) -> bool:
    """Whether a plain amount off grows into a smaller one, or into one that asks for more and gives the same."""
    if not (isinstance(to.effect, AmountOff) and isinstance(offer.effect, AmountOff)):
        return False
    larger = to.effect.amount > offer.effect.amount
    same_for_less = to.effect.amount == offer.effect.amount and to.conditions.min_amount < offer.conditions.min_amount
    return not (larger or same_for_less)


def _label(offer: Offer) -> Iterator[Said]:
    """满X减Y in the label, against what the offer gives (the signs are used where the minor unit is a hundredth)."""
    said = {(_minor(least), _minor(off)) for least, off in _OFF_FROM.findall(offer.label)}
    effect = offer.effect
    given: set[tuple[int, int]] = set()
    if isinstance(effect, AmountOff):
        given = {(offer.conditions.min_amount, effect.amount)}
    elif isinstance(effect, AmountOffEvery):
        given = {(effect.every, effect.amount)}
    elif isinstance(effect, AmountOffSteps):
        given = set(effect.steps)
    if given and not said <= given:
        least, off = min(said - given)
        real = ", ".join(f"{Decimal(off) / 100:f} off from {Decimal(least) / 100:f}" for least, off in sorted(given))
        text = (
            f"The label promises {Decimal(off) / 100:f} off from {Decimal(least) / 100:f}, and the offer gives {real}: "
            "put right whichever is wrong (amounts are in hundredths)."
        )
        yield "label_says_else", "$.label", text


def _minor(text: str) -> int:
    return int(Decimal(text.replace(",", "")) * 100)
