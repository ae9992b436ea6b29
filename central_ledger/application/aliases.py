"""Ids that became others: docs/spec/line.md, section 16. What a till tells under one is done to whom it is now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import msgspec

from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import GROUP, encoded
from central_ledger.domain.sales import MemberEffects
from central_ledger.store.identities import NOBODY

Told = TypeVar("Told", bound=msgspec.Struct)


def of_member_now(ledger: Ledger, body: Told) -> Told:
    """What an entry says, of the member whose id it names has become."""
    one_id: str | None = getattr(body, "one_id", None)
    current = None if one_id is None else ledger.identities.current(one_id)
    # Of somebody who was erased it is done to nobody.
    return body if current == one_id else msgspec.structs.replace(body, one_id=current or None)


def effects_now(ledger: Ledger, effects: MemberEffects) -> MemberEffects:
    """What a sale does to the member whom its id has become; `alias` keeps under which id it came."""
    if effects.one_id is None:
        return effects
    current = ledger.identities.current(effects.one_id)
    if current == NOBODY:
        return msgspec.structs.replace(effects, one_id=None)
    return (
        effects if current == effects.one_id else msgspec.structs.replace(effects, one_id=current, alias=effects.one_id)
    )


def publish_aliases(ledger: Ledger, one_id: str) -> None:
    """Tell every till which ids lead to this member, over however many steps, and which cards were theirs."""
    rows: dict[str, str | None] = {}
    shown = ledger.members.get(one_id)
    own = {} if shown is None else shown.cards
    for alias in ledger.identities.all_of(one_id):
        before = ledger.members.get(alias)
        cards = {} if before is None else before.cards
        others = {brand: number for brand, number in cards.items() if own.get(brand) != number}
        rows[alias] = encoded({"alias": alias, "one_id": one_id, "cards": others})
    ledger.feeds.put(GROUP, "aliases", rows)


def withdraw_aliases(ledger: Ledger, aliases: Iterable[str]) -> None:
    """These ids are members of their own again."""
    ledger.feeds.put(GROUP, "aliases", dict.fromkeys(aliases))
