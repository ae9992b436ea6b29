"""Whom somebody may see: a data scope, the same at till and ledger. Source: docs/organisation.md.

A role says what somebody may do; the scope says about whom. It is about looking for members and at what they bought.
Whoever stands at the counter and shows their own code is served by anybody: that is presence, not a search.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

#: The own members; those of a store, a district, a region, a brand; all.
ScopeKind = Literal["own", "store", "district", "region", "brand", "all"]
KINDS: tuple[ScopeKind, ...] = get_args(ScopeKind)
#: Kinds that name nothing.
_BARE = frozenset(("own", "all"))
#: From the narrowest to the widest, where one person's roles say several. A brand's is beside the stores'.
_WIDTH: tuple[ScopeKind, ...] = ("own", "brand", "store", "district", "region", "all")


@dataclass(frozen=True, slots=True)
class DataScope:
    """As text `own`, `all`, or kind and code: `store:S01`, `district:SH`, `region:EAST`, `brand:YR`."""

    kind: ScopeKind
    code: str = ""

    @property
    def text(self) -> str:
        return self.kind if self.kind in _BARE else f"{self.kind}:{self.code}"


OWN, ALL = DataScope("own"), DataScope("all")


def read_scope(text: str) -> DataScope:
    """Raises ValueError for what is no scope."""
    kind, colon, code = text.partition(":")
    for known in KINDS:
        if known == kind and bool(colon) == bool(code) == (known not in _BARE):
            return DataScope(known, code)
    raise ValueError(f"a scope is one of {', '.join(KINDS)}, such as own or store:S01, not {text!r}")


def widest(kinds: Iterable[ScopeKind]) -> ScopeKind:
    """Of several roles' scopes the one that shows most; without any the own members alone."""
    return max(kinds, key=_WIDTH.index, default="own")


@dataclass(frozen=True, slots=True)
class WhoseMember:
    """What decides whose member somebody is: the stores that they belong to (their home, and where they bought), the
    brands whose card or tier they have, and the guide who looks after them (store and staff id).
    """

    stores: frozenset[str]
    brands: frozenset[str]
    guide: tuple[str, str] | None = None


def covers(scope: DataScope, viewer: tuple[str, str], whose: WhoseMember, stores: frozenset[str] = frozenset()) -> bool:
    """Whether somebody (store and staff id) with this scope may see this member. `stores`: those of the scope's
    district or region.
    """
    if scope.kind == "all":
        return True
    if scope.kind == "own":
        return whose.guide == viewer
    if scope.kind == "brand":
        return scope.code in whose.brands
    if scope.kind == "store":
        return scope.code in whose.stores
    return not stores.isdisjoint(whose.stores)
