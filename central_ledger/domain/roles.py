"""Who may do what at the ledger: roles, the rights that they carry, and where.

A till's staff have roles in their store (feed `staff`); people of the group have grants. Everything that speaks is one
`Speaker`: a till, a person, or the members' app.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from central_ledger.domain.cases import TECHNICAL_KINDS

Right = Literal[
    "issue_codes", "see_cases", "decide_cases", "take_over_cases", "propose", "see_proposals", "decide_proposals",
    "read_events", "write_tags", "see_earnings", "merge_members", "see_figures", "answer_members",
    "link_accounts",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Role:
    """`in_store`: held for one store; `of_brand`: for one brand (`may`: or for the group); `of_unit`: for one district
    or region; else for the group. `kinds`: the kinds of cases that it is about (None: all).
    """

    rights: frozenset[Right]
    in_store: bool = False
    of_brand: Literal["no", "must", "may"] = "no"
    of_unit: Literal["", "district", "region"] = ""
    kinds: frozenset[str] | None = None


#: Roles of the till that are not named here (cashier, guide …) carry no right at the ledger.
ROLES: Mapping[str, Role] = {
    "manager": Role(
        frozenset(("see_cases", "decide_cases", "propose", "see_proposals", "see_earnings", "see_figures")),
        in_store=True,
    ),
    "district_manager": Role(frozenset(("see_earnings", "see_figures")), of_unit="district"),
    "region_manager": Role(frozenset(("see_earnings", "see_figures")), of_unit="region"),
    "group_manager": Role(
        frozenset(
            (
                *("see_cases", "decide_cases", "take_over_cases", "see_proposals", "see_earnings", "merge_members"),
                *("see_figures", "answer_members", "link_accounts"),
            )
        )
    ),
    "privacy_officer": Role(frozenset(("answer_members",))),
    "group_auditor": Role(frozenset(("see_cases", "see_proposals", "see_earnings", "see_figures"))),
    "brand_manager": Role(frozenset(("see_proposals", "decide_proposals", "see_figures")), of_brand="must"),
    "integration": Role(frozenset(("read_events", "write_tags")), of_brand="may"),
    "operator": Role(frozenset(("see_cases", "decide_cases", "take_over_cases")), kinds=TECHNICAL_KINDS),
    "member_app": Role(frozenset(("issue_codes",))),
}


@dataclass(frozen=True, slots=True)
class Grant:
    """A role, for one store, one brand, one unit of stores (`district:SH`), or (None) for the group. As text
    `manager:S01`, `brand_manager:LQX`, `district_manager:SH` or `group_auditor`.
    """

    role: str
    store: str | None = None
    brand: str | None = None
    unit: str | None = None

    @property
    def text(self) -> str:
        held_for = self.store or self.brand or (self.unit or "").partition(":")[2]
        return f"{self.role}:{held_for}" if held_for else self.role


def read_grant(text: str) -> Grant:
    """A grant from its text. Raises ValueError when there is no such role, or a store or brand too many or too few."""
    name, colon, held_for = text.partition(":")
    role = ROLES.get(name)
    if role is None:
        raise ValueError(f"there is no role {name!r}: {', '.join(sorted(ROLES))}")
    is_named, must = bool(held_for), role.in_store or role.of_brand == "must" or bool(role.of_unit)
    if bool(colon) != is_named or (must and not is_named) or (is_named and not must and role.of_brand == "no"):
        example = "S01" if role.in_store else "EAST" if role.of_unit else "LQX"
        what = "store" if role.in_store else role.of_unit or "brand"
        raise ValueError(f"{name} is held {f'for one {what}, such as {name}:{example}' if must else 'for the group'}")
    if role.of_unit:
        return Grant(name, unit=f"{role.of_unit}:{held_for}")
    return Grant(name, held_for or None) if role.in_store else Grant(name, None, held_for or None)


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of the cases: of one store (None: of every store), of some kinds (None: of every kind)."""

    store: str | None
    kinds: frozenset[str] | None

    def covers(self, store: str | None, kind: str) -> bool:
        return (self.store is None or self.store == store) and (self.kinds is None or kind in self.kinds)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who asks. `name` stands in every record: `staff:S01/E1`, `person:P7`, `app:members`, `console:…`."""

    name: str
    shown_name: str
    grants: tuple[Grant, ...]
    store: str | None = None
    till: str | None = None

    def scopes(self, right: Right) -> tuple[Scope, ...]:
        """The cases about which this right holds; empty: none. Who leads a district, a region or a brand leads no
        store's cases: whom and what else they may see, `application.scopes` says.
        """
        found = []
        for grant in self.grants:
            role = ROLES.get(grant.role)
            if role is not None and right in role.rights and grant.unit is None and grant.brand is None:
                found.append(Scope(grant.store, role.kinds))
        return tuple(found)

    def brands(self, right: Right) -> frozenset[str] | None:
        """The brands for which this right holds; None: for all of them."""
        held = [grant for grant in self.grants if grant.role in ROLES and right in ROLES[grant.role].rights]
        named = frozenset(grant.brand for grant in held if grant.brand is not None)
        return None if any(grant.brand is None and grant.unit is None for grant in held) else named

    def may(self, right: Right) -> bool:
        """Whether this right holds anywhere."""
        return any(grant.role in ROLES and right in ROLES[grant.role].rights for grant in self.grants)

    def may_with_case(self, right: Right, store: str | None, kind: str) -> bool:
        return any(scope.covers(store, kind) for scope in self.scopes(right))


def staff_grants(store: str, roles: Iterable[str]) -> tuple[Grant, ...]:
    """What a store's staff may do at the ledger: the roles that are held in a store, for this one."""
    return tuple(Grant(role, store) for role in roles if role in ROLES and ROLES[role].in_store)
