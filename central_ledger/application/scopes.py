"""The one place that says who may see which member, and which store's figures: docs/organisation.md.

Every endpoint that serves a member's profile or a store's figures asks here: a till for one of its staff by the scope
that the organisation gave them, and for itself by its store; a person of the group, who is shown figures and no member,
by their grants.
"""

from __future__ import annotations

import json
from datetime import UTC, timedelta

from central_ledger.application.ledger import Ledger
from central_ledger.domain.roles import ROLES, Grant, Right, Speaker, staff_grants
from retail.scopes import ALL, OWN, DataScope, WhoseMember, covers, read_scope

#: Whoever showed their code so long ago is at the counter still.
PRESENT = timedelta(minutes=30)
#: Without an organisation: who may see a member who is none of their store.
_LOOKERS = frozenset(("guide", "manager"))


def staff_may_see_member(ledger: Ledger, store: str, staff_id: str, one_id: str) -> bool:
    """Whether somebody of a store's staff may see this member: asked by their till, which has checked their PIN."""
    whose = whose_member(ledger, one_id)
    return whose is not None and _staff_covers(ledger, (store, staff_id), whose)


def staff_may_look(ledger: Ledger, store: str, staff_id: str, one_id: str) -> bool:
    """The same, or the member is here: their code was taken at this store a moment ago. Of a group that has published
    no organisation, a store's staff see its members, and guides and managers anybody's.
    """
    if ledger.organisations.newest().version == 0:
        row = ledger.feeds.get(store, "staff", staff_id)
        roles = set() if row is None else set(json.loads(row)["roles"])
        return is_of_store(ledger, store, one_id) if roles.isdisjoint(_LOOKERS) else True
    return staff_may_see_member(ledger, store, staff_id, one_id) or _is_present(ledger, store, one_id)


def _is_present(ledger: Ledger, store: str, one_id: str) -> bool:
    since = (ledger.clock().astimezone(UTC) - PRESENT).isoformat(timespec="milliseconds")
    return ledger.figures.is_present([one_id, *ledger.identities.all_of(one_id)], since, store)


def is_of_store(ledger: Ledger, store: str, one_id: str) -> bool:
    """Whether a till of this store has a member among its own. Of anybody else it learns only what it needs for
    somebody who stands there (presence), and that is on record as a read.
    """
    return store in ledger.members.stores_of(one_id)


def may_see_store(ledger: Ledger, speaker: Speaker, right: Right, store: str) -> bool:
    """Whether a person may see this store's figures, earnings or statements, by this right."""
    return _reach_store(ledger, scopes_of(speaker, right), store)


def _reach_store(ledger: Ledger, held: tuple[DataScope, ...], store: str) -> bool:
    for scope in held:
        if scope.kind == "all" or (scope.kind == "store" and scope.code == store):
            return True
        place = ledger.organisations.place(store)
        if place is not None and (scope.kind, scope.code) in zip(("district", "region", "brand"), place, strict=True):
            return True
    return False


def is_inside(speaker: Speaker, right: Right, store: str) -> bool:
    """Whether somebody belongs to a store itself. To anybody else its figures go out in parcels alone."""
    return DataScope("store", store) in scopes_of(speaker, right)


def may_see_unit(ledger: Ledger, speaker: Speaker, right: Right, kind: str, code: str) -> bool:
    """Whether a person may see the figures of a whole `store`, `district`, `region`, `brand` or the `group`."""
    return _reach_unit(ledger, scopes_of(speaker, right), kind, code)


def staff_may_see_unit(ledger: Ledger, store: str, staff_id: str, kind: str, code: str) -> bool:
    """The same for somebody of a store's staff, asked by their till: who leads the store, as far as their scope goes.
    In parcels, but for their own store.
    """
    return _reach_unit(ledger, _figures_scopes(ledger, store, staff_id), kind, code)


def units_of_staff(ledger: Ledger, store: str, staff_id: str) -> list[tuple[str, str]]:
    """The units (kind and code) that somebody of a store's staff may choose from: their store and those that it is
    part of, the smallest first, and the one that their scope names, wherever it is. Nothing: they lead nobody.
    """
    held = _figures_scopes(ledger, store, staff_id)
    district, region, _ = ledger.organisations.place(store) or ("", "", "")
    place = ledger.organisations.newest().stores.get(store)
    above = [("district", district), ("region", region)]
    above += [("brand", brand) for brand in (() if place is None else place.brands)]
    named = [(scope.kind, scope.code) for scope in held if scope.kind in ("district", "region", "brand")]
    units = dict.fromkeys([("store", store), *(unit for unit in (*above, *named) if unit[1]), ("group", "")])
    return [unit for unit in units if _reach_unit(ledger, held, *unit)]


def _figures_scopes(ledger: Ledger, store: str, staff_id: str) -> tuple[DataScope, ...]:
    """Where somebody of a store's staff may see figures: their store, and what the organisation gave them beyond."""
    row = ledger.feeds.get(store, "staff", staff_id)
    roles = () if row is None else tuple(json.loads(row)["roles"])
    if not any("see_figures" in ROLES[grant.role].rights for grant in staff_grants(store, roles)):
        return ()
    own, scope = DataScope("store", store), ledger.organisations.newest().scope_of(store, staff_id, roles)
    return (own,) if scope == OWN else tuple(dict.fromkeys((own, scope)))


def _reach_unit(ledger: Ledger, held: tuple[DataScope, ...], kind: str, code: str) -> bool:
    if ALL in held:
        return True
    if kind == "store":
        return _reach_store(ledger, held, code)
    if any((scope.kind, scope.code) == (kind, code) for scope in held):
        return True
    district = ledger.organisations.newest().districts.get(code) if kind == "district" else None
    return district is not None and DataScope("region", district.parent) in held


def scopes_of(speaker: Speaker, right: Right) -> tuple[DataScope, ...]:
    """Where a person has a right, as scopes. Nothing: nowhere."""
    return tuple(
        scope_of_grant(grant) for grant in speaker.grants if grant.role in ROLES and right in ROLES[grant.role].rights
    )


def scope_of_grant(grant: Grant) -> DataScope:
    """Whom a grant is about."""
    if grant.store is not None:
        return DataScope("store", grant.store)
    if grant.brand is not None:
        return DataScope("brand", grant.brand)
    return ALL if grant.unit is None else read_scope(grant.unit)


def whose_member(ledger: Ledger, one_id: str) -> WhoseMember | None:
    """Whose member somebody is by now; None: nobody's, the ledger does not know them."""
    current = ledger.identities.current(one_id)
    member = ledger.members.get(current)
    if member is None:
        return None
    brands = frozenset((*member.tiers, *member.cards))
    return WhoseMember(frozenset(ledger.members.stores_of(current)), brands, guide_of(ledger, current))


def guide_of(ledger: Ledger, one_id: str) -> tuple[str, str] | None:
    """Store and staff id of the guide who looks after a member; None: nobody does."""
    guide = ledger.contacts.guide_of(one_id)
    return None if guide is None else (guide.store, guide.staff_id)


def scope_of_staff(ledger: Ledger, store: str, staff_id: str) -> DataScope | None:
    """Whom somebody of a store's staff may see; None: there is nobody of this number."""
    row = ledger.feeds.get(store, "staff", staff_id)
    if row is None:
        return None
    return ledger.organisations.newest().scope_of(store, staff_id, tuple(json.loads(row)["roles"]))


def _staff_covers(ledger: Ledger, staff: tuple[str, str], whose: WhoseMember) -> bool:
    scope = scope_of_staff(ledger, *staff)
    return scope is not None and covers(scope, staff, whose, _stores_of(ledger, scope))


def _stores_of(ledger: Ledger, scope: DataScope) -> frozenset[str]:
    if scope.kind in ("district", "region"):
        return ledger.organisations.stores_in(scope.kind, scope.code)
    return frozenset()
