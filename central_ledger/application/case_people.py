"""The people of a case about a phone that leads to more than one: as much of each as it takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from central_ledger.application.ledger import Ledger
from central_ledger.domain.cases import Case
from retail.member import masked_name, masked_phone


@dataclass(frozen=True, slots=True)
class CasePerson:
    """One of them, masked. `since` is when the first account led to them, `last_visit` when they were in a store last
    (ISO 8601); `became` names whom they were merged into since.
    """

    one_id: str
    name: str
    phone: str
    birthday: str | None
    tiers: dict[str, str]
    points: dict[str, int]
    cards: int
    purchases: int
    stores: list[str]
    last_visit: str | None
    since: str | None
    became: str | None


def people_of(ledger: Ledger, case: Case) -> list[CasePerson]:
    """In the order in which they would be merged: into the first."""
    if case.kind != "phone_shared":
        return []
    ids: Iterable[str] = case.detail.get("people", ())
    return [person for one_id in ids if (person := _person(ledger, one_id)) is not None]


def _person(ledger: Ledger, one_id: str) -> CasePerson | None:
    member, current = ledger.members.get(one_id), ledger.identities.current(one_id)
    if member is None:
        return None
    homes = ledger.merges.homes_of(one_id)
    visits = [visit for _, _, visit in homes]
    since = [link.linked_at for link in ledger.identities.links_of(one_id)]
    return CasePerson(
        one_id=one_id,
        name=masked_name(member.name),
        phone=masked_phone(member.phone),
        birthday=member.birthday,
        tiers=dict(member.tiers),
        points=ledger.members.balances(one_id),
        cards=len(member.cards),
        purchases=len(ledger.merges.purchases_of(one_id)),
        stores=[store for store, _, _ in homes],
        last_visit=max(visits, default=None),
        since=min(since, default=None),
        became=None if current == one_id else current,
    )
