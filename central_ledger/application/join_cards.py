"""The cards that come with a join: the group's and a brand's together, or neither, until somebody has repaired why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from central_ledger.application.joining_rules import joining_rules
from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import publish_members
from central_ledger.domain.card_numbers import CardRange, card_numbers
from central_ledger.store.identities import Link, card_holder
from central_ledger.store.join_repairs import JoinRepair
from central_ledger.store.members import MemberRow

#: The brand under which the group's own card stands.
GROUP_CARD = "group"


class _NoCard(Exception):
    """`args[0]` says why, as `JoinRepair.reason`."""


def give_cards(
    ledger: Ledger, member: MemberRow, brand: str | None, *, store: str, reference: str, who: str
) -> MemberRow:
    """The member with the cards of a join: what they hold already stays. What cannot be given waits for repair, and
    then the member gets none of the two. Writes links, not the member.
    """
    _, ranges = joining_rules(ledger)
    if brand is None and GROUP_CARD not in ranges:
        return member  # a group without cards of its own
    try:
        given = _cards_of(ledger, ranges, member, brand)
    except _NoCard as missing:
        now = ledger.now()
        row = JoinRepair(member.one_id, reference, brand or "", store, str(missing), now, 1, now)
        ledger.join_repairs.put(row)
        return member
    links = [Link(card_holder(number), member.one_id, "card", ledger.now(), reference) for number in given.values()]
    ledger.identities.link(links, who)
    return replace(member, cards={**member.cards, **given})


def retry_repairs(ledger: Ledger, who: str) -> list[JoinRepair]:
    """Try every join again whose cards are missing; gives how each of them stands now. In one transaction."""
    found = []
    with ledger.database.transaction():
        _, ranges = joining_rules(ledger)
        for row in ledger.join_repairs.waiting():
            found.append(_retried(ledger, ranges, row, who))
        publish_members(ledger, [row.one_id for row in found if row.closed_at is not None])
    return found


def _retried(ledger: Ledger, ranges: Mapping[str, CardRange], row: JoinRepair, who: str) -> JoinRepair:
    now = ledger.now()
    row = replace(row, tries=row.tries + 1, tried_at=now)
    member = ledger.members.get(ledger.identities.current(row.one_id))
    try:
        if member is None:
            raise _NoCard("member_unknown")
        given = _cards_of(ledger, ranges, member, row.brand or None)
    except _NoCard as missing:
        row = replace(row, reason=str(missing))
    else:
        links = [Link(card_holder(number), member.one_id, "card", now, row.repair_id) for number in given.values()]
        ledger.identities.link(links, who)
        ledger.members.put([replace(member, cards={**member.cards, **given})], now)
        row = replace(row, one_id=row.one_id, closed_at=now)
    ledger.join_repairs.put(row)
    return replace(row, one_id=member.one_id) if member is not None else row


def _cards_of(ledger: Ledger, ranges: Mapping[str, CardRange], member: MemberRow, brand: str | None) -> dict[str, str]:
    """The cards that a member lacks of the two. Raises _NoCard when one of them cannot be made: then there is none."""
    given: dict[str, str] = {}
    for wanted in (GROUP_CARD, brand):
        if wanted is None or wanted in member.cards:
            continue
        if wanted not in ranges:
            raise _NoCard("no_group_cards" if wanted == GROUP_CARD else "brand_not_open")
        numbers = card_numbers(ranges[wanted], member.one_id, wanted)
        free = next((number for number in numbers if not ledger.identities.linked(card_holder(number))), None)
        if free is None:
            raise _NoCard("numbers_used_up")
        given[wanted] = free
    return given
