"""Rows of services that members are entitled to, and of their uses: added to, never changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from central_ledger.store.database import Database

Move = Literal["used", "undone"]


@dataclass(frozen=True, slots=True)
class EntitlementRow:
    """A service that a member may ask for `total` times, until `expires_at` (ISO 8601, None: for ever).

    `source` says where it comes from: a plan, a tier, or a sale. With a `sku` it is goods that are handed over.
    """

    one_id: str
    entitlement_id: str
    label: str
    label_en: str
    total: int
    expires_at: str | None
    source: str
    sku: str = ""


@dataclass(frozen=True, slots=True)
class EntitlementMove:
    """One use of an entitlement, or that it was taken back, as a till told it."""

    one_id: str
    entitlement_id: str
    use_id: str
    move: Move
    store: str
    till: str
    occurred_at: str
    staff_id: str
    sale_id: str | None


_OF_MEMBER = (
    "SELECT one_id, entitlement_id, label, label_en, total, expires_at, source, sku FROM entitlement WHERE one_id = ? "
    "ORDER BY entitlement_id"
)


_USES = (
    "SELECT use_id FROM entitlement_move WHERE one_id = ? AND entitlement_id = ? GROUP BY use_id "
    "HAVING MIN(move) = 'used' AND MAX(move) = 'used' ORDER BY use_id"
)


class Entitlements:
    """What members are entitled to, and how much of it they have used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, rows: Iterable[EntitlementRow]) -> None:
        self._database.execute_many(
            "INSERT INTO entitlement (one_id, entitlement_id, label, label_en, total, expires_at, source, sku) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (one_id, entitlement_id) DO UPDATE SET "
            "label = excluded.label, label_en = excluded.label_en, total = excluded.total, "
            "expires_at = excluded.expires_at, source = excluded.source, sku = excluded.sku",
            [(r.one_id, r.entitlement_id, r.label, r.label_en, r.total, r.expires_at, r.source, r.sku) for r in rows],
        )

    def expect(self, one_ids: Iterable[str]) -> None:
        """`of_member` will be asked about these, and `uses` of what they are entitled to."""
        asked = list(one_ids)
        self._database.prime(_OF_MEMBER, ((one_id,) for one_id in asked))
        self._database.prime(
            _USES, ((row.one_id, row.entitlement_id) for each in asked for row in self.of_member(each))
        )

    def of_member(self, one_id: str) -> list[EntitlementRow]:
        rows = self._database.rows(_OF_MEMBER, (one_id,))
        return [EntitlementRow(*row) for row in rows]

    def get(self, one_id: str, entitlement_id: str) -> EntitlementRow | None:
        return next((row for row in self.of_member(one_id) if row.entitlement_id == entitlement_id), None)

    def add_move(self, move: EntitlementMove) -> bool:
        """False when this use, or its being taken back, was told before."""
        statement = (
            "INSERT INTO entitlement_move (one_id, entitlement_id, use_id, move, store, till, occurred_at, staff_id, "
            "sale_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (one_id, entitlement_id, use_id, move) DO NOTHING"
        )
        values = (move.one_id, move.entitlement_id, move.use_id, move.move, move.store, move.till, move.occurred_at)
        return self._database.execute(statement, (*values, move.staff_id, move.sale_id)) == 1

    def uses(self, one_id: str, entitlement_id: str) -> list[str]:
        """The ids of the uses that stand, sorted: those that were not taken back."""
        return [str(row[0]) for row in self._database.rows(_USES, (one_id, entitlement_id))]
