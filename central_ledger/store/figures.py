"""Figures of stores: exact ones for the store itself, and parcels of them for everybody else.

A parcel is some days' facts of at least k members; it is made once, never changes, and each fact is in one parcel. What
leaves a store is a sum of whole parcels: docs/organisation.md, section 3.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from central_ledger.store.database import Database

#: An id that became another member's since is that member, also where that one became another's.
_NOW = "LEFT JOIN member_alias AS a ON a.one_id = f.one_id LEFT JOIN member_alias AS b ON b.one_id = a.of_one_id"
_WHO = "COALESCE(b.of_one_id, a.of_one_id, f.one_id)"
_PART_OF = {
    "store": ("p.store", "p.store = ?"),
    "district": ("p.store", "o.district = ?"),
    "brand": ("p.store", "o.only_brand = ?"),
    "region": ("o.district", "o.region = ?"),
    "group": ("COALESCE(o.region, '')", "? = ''"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """Facts that are counted: rows of a table with store, day, staff_id, one_id (null: nobody's) and parcel.

    `measures` are names with what SQL makes of the rows `f`; `counts` which rows count at all, `currency` in what.
    """

    what: str
    table: str
    measures: tuple[tuple[str, str], ...]
    counts: str = "f.day <> ''"
    currency: str = "COALESCE(NULL, '')"

    @property
    def columns(self) -> str:
        return ", ".join(expression for _, expression in self.measures)


_SUGGESTED = "FROM suggested_goods AS g WHERE g.store = f.store AND g.sale_id = f.sale_id"
SALES = Source(
    "sales",
    "sale",
    (
        ("sales", "COUNT(*)"),
        ("identified", "COUNT(f.one_id)"),
        ("payable", "SUM(f.payable)"),
        ("identified_payable", "SUM(CASE WHEN f.one_id IS NULL THEN 0 ELSE f.payable END)"),
        ("suggested", f"SUM((SELECT COUNT(*) {_SUGGESTED}))"),
        ("suggested_added", f"SUM((SELECT COALESCE(SUM(g.added), 0) {_SUGGESTED}))"),
    ),
    currency="f.currency",
)
#: Somebody who turned out to be a member already was not won.
JOINED = Source(
    "joined",
    "join_taken",
    (("joined", "COUNT(*)"),),
    counts="NOT EXISTS (SELECT 1 FROM member_alias AS gone WHERE gone.one_id = f.one_id)",
)
TASKS = Source("tasks", "task_mark", (("tasks", "COUNT(*)"),), counts="f.mark = 'done' AND f.day <> ''")
SOURCES: tuple[Source, ...] = (SALES, JOINED, TASKS)
#: Measures that are amounts of money; the others are counts, whatever the currency.
MONEY = frozenset(("payable", "identified_payable"))


@dataclass(frozen=True, slots=True)
class Measured:
    """One sum: of whom or what (a staff id, a store, a district, a region), which measure, in which currency."""

    of: str
    measure: str
    currency: str
    amount: int


@dataclass(frozen=True, slots=True)
class Gift:
    """A coupon that a guide gave a member."""

    staff_id: str
    one_id: str
    coupon_id: str
    given_at: str


class Figures:
    def __init__(self, database: Database) -> None:
        self._database = database

    def add_joined(self, store: str, enrolment_id: str, one_id: str, staff_id: str, day: str) -> None:
        """Somebody joined. Told a second time it changes nothing."""
        self._database.execute(
            "INSERT INTO join_taken (store, enrolment_id, one_id, staff_id, day) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (store, enrolment_id) DO NOTHING",
            (store, enrolment_id, one_id, staff_id, day),
        )

    def is_present(self, one_ids: Iterable[str], since: str, store: str | None = None) -> bool:
        """Whether a code of somebody with one of these ids was taken at a store (None: at any), as the ledger heard
        since then.
        """
        taken = [
            row
            for one_id in one_ids
            for row in self._database.rows(
                "SELECT store, till, epoch, seq FROM accepted_code WHERE one_id = ?", (one_id,)
            )
            if store in (None, row[0])
        ]
        heard = "SELECT received_at FROM entry WHERE store = ? AND till = ? AND epoch = ? AND seq = ?"
        return any((self._database.value(heard, tuple(row)) or "") >= since for row in taken)

    def by_staff(self, store: str, first: str, last: str) -> list[Measured]:
        """The exact figures of a store's days, by whose they are."""
        found = []
        for source in SOURCES:
            rows = self._database.rows(
                f"SELECT f.staff_id, {source.currency} AS unit, {source.columns} FROM {source.table} AS f WHERE "
                f"f.store = ? AND f.day >= ? AND f.day <= ? AND {source.counts} GROUP BY f.staff_id, "
                f"{source.currency} ORDER BY f.staff_id, {source.currency}",
                (store, first, last),
            )
            found += [measured for row in rows for measured in _measured(source, row)]
        return found

    def gifts(self, store: str, first: str, last: str) -> list[Gift]:
        """Coupons that a store's guides gave between two moments (ISO 8601, UTC; the second one is outside)."""
        guides = f"guide/{store}/"
        rows = self._database.rows(
            "SELECT holder, one_id, coupon_id, given_at FROM guide_gift WHERE holder >= ? AND holder < ? AND "
            "given_at >= ? AND given_at < ? ORDER BY holder, gift_id",
            (guides, guides[:-1] + "0", first, last),  # 0 is what follows the slash
        )
        return [Gift(holder.removeprefix(guides), *rest) for holder, *rest in rows]

    def is_used(self, one_id: str, coupon_id: str) -> bool:
        """Whether a member's coupon was used in a sale that stands."""
        statement = "SELECT 1 FROM coupon_use WHERE holder = ? AND coupon_id = ? AND given_back = 0 LIMIT 1"
        return self._database.value(statement, (one_id, coupon_id)) is not None

    def in_parcels(self, kind: str, code: str, first: str, last: str) -> list[Measured]:
        """The parcels of days, summed for each part of a unit: of a region its districts, of the group its regions (no
        region: empty), else the stores. For `group` the code is empty.
        """
        part, condition = _PART_OF[kind]
        rows = self._database.rows(
            f"SELECT {part} AS part, p.measure, p.currency, SUM(p.amount) FROM figure_parcel AS p LEFT JOIN "
            f"organisation_store AS o ON o.store = p.store WHERE {condition} AND p.day >= ? AND p.day <= ? GROUP BY "
            f"{part}, p.measure, p.currency ORDER BY 1, 2, 3",
            (code, first, last),
        )
        return [Measured(of, measure, currency, int(amount or 0)) for of, measure, currency, amount in rows]

    def stores_with_open(self, source: Source) -> list[str]:
        """Stores of which something is in no parcel."""
        rows = self._database.rows(
            f"SELECT DISTINCT f.store FROM {source.table} AS f WHERE f.parcel IS NULL ORDER BY f.store"
        )
        return [row[0] for row in rows]

    def open_days(self, source: Source, store: str, before: str) -> list[str]:
        """Days before this one of which something is in no parcel, the oldest first."""
        rows = self._database.rows(
            f"SELECT DISTINCT f.day FROM {source.table} AS f WHERE f.store = ? AND f.parcel IS NULL AND f.day < ? "
            "ORDER BY f.day",
            (store, before),
        )
        return [row[0] for row in rows]

    def crowd(self, source: Source, store: str, through: str) -> int:
        """How many members are in the open facts up to a day."""
        statement = (
            f"SELECT COUNT(DISTINCT {_WHO}) FROM {source.table} AS f {_NOW} WHERE f.store = ? AND f.parcel IS NULL "
            f"AND f.day <= ? AND {source.counts}"
        )
        return int(self._database.value(statement, (store, through)) or 0)

    def close_parcel(self, source: Source, store: str, through: str, members: int) -> None:
        """Make a parcel of what is open up to a day. Its sums are what they are now, for ever."""
        number = 1 + int(
            self._database.value(
                "SELECT MAX(number) FROM figure_parcel WHERE store = ? AND what = ?", (store, source.what)
            )
            or 0
        )
        rows = self._database.rows(
            f"SELECT f.store, {source.currency} AS unit, {source.columns} FROM {source.table} AS f WHERE f.store = ? "
            f"AND f.parcel IS NULL AND f.day <= ? AND {source.counts} GROUP BY f.store, {source.currency} ORDER BY "
            f"{source.currency}",
            (store, through),
        )
        self._database.execute_many(
            "INSERT INTO figure_parcel (store, what, number, measure, currency, day, members, amount) VALUES (?, ?, "
            "?, ?, ?, ?, ?, ?)",
            [
                (store, source.what, number, one.measure, one.currency, through, members, one.amount)
                for row in rows
                for one in _measured(source, row)
            ],
        )
        self._database.execute(
            f"UPDATE {source.table} SET parcel = ? WHERE store = ? AND parcel IS NULL AND day <= ?",
            (number, store, through),
        )


def _measured(source: Source, row: tuple[Any, ...]) -> list[Measured]:
    of, currency, *amounts = row
    return [
        Measured(of, name, currency, int(amount or 0))
        for (name, _), amount in zip(source.measures, amounts, strict=True)
    ]
