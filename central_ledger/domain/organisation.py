"""The group as people publish it: regions, districts, stores with their brands, and whom each role may see.

Source: docs/organisation.md. One document for the whole group, checked whole; what of it a till needs (its staff's
scopes) goes out with the staff.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from central_ledger.domain.offer_breaches import Breach
from retail.contract import (
    ContractError,
    Document,
    as_integer,
    as_list,
    as_object,
    as_one_of,
    as_text,
    nullable,
    only,
    required,
    sub_object,
    texts,
)
from retail.permissions import Role
from retail.scopes import DataScope, ScopeKind, read_scope, widest

#: Fewer than two are no crowd: a figure about one member is that member.
K_MIN, K_DEFAULT, K_MAX = 2, 5, 1000
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,23}", re.ASCII)
_FIELDS = frozenset(("regions", "districts", "brands", "stores", "scopes", "k", "note"))
_ROLES: tuple[Role, ...] = ("cashier", "guide", "manager", "auditor")
#: What a role may be given: a code is the one of the store in which it is held.
_REACHES: tuple[ScopeKind, ...] = ("own", "store", "district", "region", "all")
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Unit:
    """A region, a district or a brand. `parent`: the region of a district, else empty."""

    code: str
    name: str
    name_en: str
    parent: str = ""


@dataclass(frozen=True, slots=True)
class StorePlace:
    """Where a store belongs. A district is empty where the store is in none; then its region is, too."""

    store: str
    district: str
    region: str
    brands: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Organisation:
    """The whole tree. `version` 0: none was published, and a till's staff see their store's members."""

    version: int = 0
    regions: Mapping[str, Unit] = field(default_factory=dict)
    districts: Mapping[str, Unit] = field(default_factory=dict)
    brands: Mapping[str, Unit] = field(default_factory=dict)
    stores: Mapping[str, StorePlace] = field(default_factory=dict)
    reaches: Mapping[str, ScopeKind] = field(default_factory=dict)
    of_staff: Mapping[tuple[str, str], str] = field(default_factory=dict)
    k: int = K_DEFAULT

    def scope_of(self, store: str, staff_id: str, roles: tuple[str, ...]) -> DataScope:
        """Whom somebody of a store's staff may see: their own word, else the widest of their roles. A role of which
        nothing is said sees the store's members. A district that the store has not is the store.
        """
        text = self.of_staff.get((store, staff_id))
        if text is not None and ":" in text:
            return read_scope(text)
        kind = (
            cast("ScopeKind", text) if text is not None else widest(self.reaches.get(role, "store") for role in roles)
        )
        place = self.stores.get(store, StorePlace(store, "", "", ()))
        code = {"store": store, "district": place.district, "region": place.region}.get(kind, "")
        if kind in ("district", "region") and not code:
            return DataScope("store", store)
        return DataScope(kind, code)


NO_ORGANISATION = Organisation()


def read_organisation(document: object, version: int = 0) -> tuple[Organisation, list[Breach]]:
    """The tree, and every breach of the contract in it, the entries with one left out."""
    found: list[Breach] = []
    try:
        tree = as_object(document, "$")
        only(tree, "$", _FIELDS)
    except ContractError as error:
        return NO_ORGANISATION, [Breach(error.path, error.expected)]
    regions = _by_code(tree, "regions", _unit, found)
    districts = _by_code(tree, "districts", lambda row, path: _district(row, path, regions), found)
    brands = _by_code(tree, "brands", _unit, found)
    stores = _by_code(tree, "stores", lambda row, path: _store(row, path, districts, brands), found, "store")
    reaches: dict[str, ScopeKind] = {}
    of_staff: dict[tuple[str, str], str] = {}
    k = K_DEFAULT
    try:
        k = as_integer(tree.get("k", K_DEFAULT), "$.k", K_MIN, K_MAX)
        scopes = sub_object(tree, "scopes", "$")
        only(scopes, "$.scopes", frozenset(("roles", "staff")))
        for role, reach in sub_object(scopes, "roles", "$.scopes").items():
            as_one_of(role, f"$.scopes.roles.{role}", _ROLES)
            reaches[role] = as_one_of(reach, f"$.scopes.roles.{role}", _REACHES)
        for number, item in enumerate(as_list(scopes.get("staff", []), "$.scopes.staff")):
            of_staff |= [_of_one(item, f"$.scopes.staff[{number}]", stores, brands)]
    except ContractError as error:
        found.append(Breach(error.path, error.expected))
    return Organisation(version, regions, districts, brands, stores, reaches, of_staff, k), found


def _by_code(
    tree: Document, name: str, read: Callable[[Document, str], Item], found: list[Breach], key: str = "code"
) -> dict[str, Item]:
    """The entries of a list by their code, each code once."""
    items: dict[str, Item] = {}
    try:
        rows = as_list(tree.get(name, []), f"$.{name}")
    except ContractError as error:
        found.append(Breach(error.path, error.expected))
        return items
    for number, value in enumerate(rows):
        path = f"$.{name}[{number}]"
        try:
            row = as_object(value, path)
            code = _code(required(row, key, path), f"{path}.{key}")
            if code in items:
                raise ContractError(f"{path}.{key}", "a code that no other entry of the list has")
            items[code] = read(row, path)
        except ContractError as error:
            found.append(Breach(error.path, error.expected))
    return items


def _code(value: object, path: str) -> str:
    if type(value) is not str or _CODE.fullmatch(value) is None:
        raise ContractError(path, "a code of at most 24 letters, digits, - and _")
    return value


def _unit(row: Document, path: str) -> Unit:
    only(row, path, frozenset(("code", "name", "name_en", "note")))
    return _named(row, path, "")


def _named(row: Document, path: str, parent: str) -> Unit:
    name = as_text(required(row, "name", path), f"{path}.name")
    return Unit(str(row["code"]), name, nullable(row, "name_en", path, as_text) or name, parent)


def _district(row: Document, path: str, regions: Mapping[str, Unit]) -> Unit:
    only(row, path, frozenset(("code", "name", "name_en", "region", "note")))
    return _named(row, path, as_one_of(required(row, "region", path), f"{path}.region", tuple(regions)))


def _store(row: Document, path: str, districts: Mapping[str, Unit], brands: Mapping[str, Unit]) -> StorePlace:
    only(row, path, frozenset(("store", "district", "brands", "note")))
    district = as_one_of(required(row, "district", path), f"{path}.district", tuple(districts))
    sold = texts(row, "brands", path)
    for number, brand in enumerate(sold):
        as_one_of(brand, f"{path}.brands[{number}]", tuple(brands))
    return StorePlace(str(row["store"]), district, districts[district].parent, sold)


def _of_one(
    value: Any, path: str, stores: Mapping[str, StorePlace], brands: Mapping[str, Unit]
) -> tuple[tuple[str, str], str]:
    """What one person may see: a kind, whose code is that of their store, or a brand."""
    row = as_object(value, path)
    only(row, path, frozenset(("store", "staff_id", "scope", "note")))
    store = as_one_of(required(row, "store", path), f"{path}.store", tuple(stores))
    staff_id = as_text(required(row, "staff_id", path), f"{path}.staff_id")
    allowed = (*_REACHES, *(f"brand:{brand}" for brand in brands))
    return (store, staff_id), as_one_of(required(row, "scope", path), f"{path}.scope", allowed)
