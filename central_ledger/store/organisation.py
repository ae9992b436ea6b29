"""Rows of the organisation: every version that was published, and where each store belongs by the newest."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache

from central_ledger.domain.organisation import NO_ORGANISATION, Organisation, StorePlace, read_organisation
from central_ledger.store.database import Database

_IN_UNIT = {"district": "district = ?", "region": "region = ?", "brand": "only_brand = ?"}


class Organisations:
    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, version: int, document: str, now: str, who: str) -> None:
        self._database.execute(
            "INSERT INTO organisation (version, document, published_at, published_by) VALUES (?, ?, ?, ?)",
            (version, document, now, who),
        )

    def newest(self) -> Organisation:
        row = self._database.row("SELECT version, document FROM organisation ORDER BY version DESC LIMIT 1")
        return NO_ORGANISATION if row is None else _read(row[0], row[1])

    def document(self) -> str | None:
        """The JSON of the newest version."""
        found: str | None = self._database.value("SELECT document FROM organisation ORDER BY version DESC LIMIT 1")
        return found

    def versions(self) -> list[tuple[int, str, str]]:
        """Version, time and publisher, the oldest first."""
        return self._database.rows("SELECT version, published_at, published_by FROM organisation ORDER BY version")

    def place_stores(self, places: Iterable[StorePlace]) -> None:
        """These are all stores that belong somewhere. Needs a transaction."""
        self._database.execute("DELETE FROM organisation_store WHERE store <> ?", ("",))
        self._database.execute_many(
            "INSERT INTO organisation_store (store, district, region, only_brand) VALUES (?, ?, ?, ?)",
            [
                (place.store, place.district, place.region, place.brands[0] if len(place.brands) == 1 else "")
                for place in places
            ],
        )

    def place(self, store: str) -> tuple[str, str, str] | None:
        """District, region, and the brand that a store sells alone (empty: it sells several)."""
        return self._database.row(
            "SELECT district, region, only_brand FROM organisation_store WHERE store = ?", (store,)
        )

    def stores_in(self, kind: str, code: str) -> frozenset[str]:
        """The stores of a district, a region, or a brand alone."""
        if kind not in ("district", "region", "brand"):
            raise ValueError(f"no unit of stores: {kind}")
        rows = self._database.rows(f"SELECT store FROM organisation_store WHERE {_IN_UNIT[kind]}", (code,))
        return frozenset(row[0] for row in rows)


@lru_cache(maxsize=4)
def _read(version: int, document: str) -> Organisation:
    """A version never changes: it is read once."""
    return read_organisation(json.loads(document), version)[0]
