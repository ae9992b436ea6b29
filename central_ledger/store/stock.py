"""Rows of stock: what moved, and the level that the movements of a store and sku add up to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from central_ledger.store.database import Database

_PER_STATEMENT = 2000
#: What movements in archives come to is one of each kind and sku: `carried/sale`.
CARRIED = "carried/"


class Movement(msgspec.Struct, frozen=True, gc=False):
    """Goods that came into a store (above 0) or left it, in thousandths of the unit.

    `kind`: what told it (`sale`, `return`, `order`, `redemption`, `handed`), `count` (what a count found more or less),
    `counted_before` (a count had seen it already). What lies in archives is one of each kind and sku, which is called
    `carried/KIND`.
    """

    movement_id: str
    sku: str
    kind: str
    reference: str
    thousandths: int
    occurred_at: str


class Level(msgspec.Struct, frozen=True, gc=False):
    """Everything that moved, added up. `counted_at` is the time of the last count; None: nobody ever counted."""

    thousandths: int
    counted_at: str | None


class Stock:
    """The stock of all stores. Movements are only added."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def levels(self, store: str, skus: Iterable[str]) -> dict[str, Level]:
        """Those of these that have a level."""
        found: dict[str, Level] = {}
        wanted = list(skus)
        for start in range(0, len(wanted), _PER_STATEMENT):
            some = wanted[start : start + _PER_STATEMENT]
            marks = ", ".join("?" for _ in some)
            rows = self._database.rows(
                f"SELECT sku, thousandths, counted_at FROM stock_level WHERE store = ? AND sku IN ({marks})",
                (store, *some),
            )
            found |= {sku: Level(thousandths, counted_at) for sku, thousandths, counted_at in rows}
        return found

    def counted(self, store: str) -> Iterator[tuple[str, Level]]:
        """Every level of a store that was counted, by sku."""
        rows = self._database.rows(
            "SELECT sku, thousandths, counted_at FROM stock_level WHERE store = ? AND counted_at IS NOT NULL "
            "ORDER BY sku",
            (store,),
        )
        return ((sku, Level(thousandths, counted_at)) for sku, thousandths, counted_at in rows)

    def move(self, store: str, movements: Sequence[Movement]) -> None:
        """Add movements, and move the levels along."""
        self._add(store, movements)
        moved: dict[str, int] = {}
        for movement in movements:
            moved[movement.sku] = moved.get(movement.sku, 0) + movement.thousandths
        self._database.execute_many(
            "INSERT INTO stock_level (store, sku, thousandths) VALUES (?, ?, ?) ON CONFLICT (store, sku) DO UPDATE SET "
            "thousandths = stock_level.thousandths + excluded.thousandths",
            [(store, sku, thousandths) for sku, thousandths in sorted(moved.items())],
        )

    def _add(self, store: str, movements: Sequence[Movement]) -> None:
        self._database.execute_many(
            "INSERT INTO stock_movement (store, movement_id, sku, kind, reference, thousandths, occurred_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(store, m.movement_id, m.sku, m.kind, m.reference, m.thousandths, m.occurred_at) for m in movements],
        )

    def carry(
        self, store: str, archived: Mapping[str, int], sums: Mapping[tuple[str, str], int], archive_id: str, at: str
    ) -> None:
        """Take out what lies in an archive now: `archived` says how many rows each movement has, `sums` by kind and sku
        what all come to, which is carried forward. In a transaction of the store, which raises ValueError when
        something else is there: then nothing may be done.
        """
        if not archived:
            return
        names, kinds = list(archived), sorted({kind for kind, _ in sums})
        carried = {
            (kind, sku): thousandths
            for kind in kinds
            for sku, thousandths in self.moved(store, f"{CARRIED}{kind}").items()
            if (kind, sku) in sums
        }
        deleted, database = 0, self._database
        with database.archiving(("stock_movement",)):
            for start in range(0, len(names), _PER_STATEMENT):
                some = names[start : start + _PER_STATEMENT]
                marks = ", ".join("?" for _ in some)
                deleted += database.execute(
                    f"DELETE FROM stock_movement WHERE store = ? AND movement_id IN ({marks})", (store, *some)
                )
            if deleted != sum(archived.values()):
                raise ValueError(f"the movements of stock of {store} changed while they were archived: run `audit`")
            database.execute_many(
                "DELETE FROM stock_movement WHERE store = ? AND movement_id = ? AND sku = ?",
                [(store, f"{CARRIED}{kind}", sku) for kind, sku in carried],
            )
        self._add(
            store,
            [
                Movement(f"{CARRIED}{kind}", sku, kind, archive_id, thousandths + carried.get((kind, sku), 0), at)
                for (kind, sku), thousandths in sorted(sums.items())
            ],
        )

    def carried(self, store: str) -> dict[tuple[str, str], int]:
        """By kind and sku, in thousandths: what was carried forward for what lies in archives."""
        rows = self._database.rows(
            "SELECT kind, sku, thousandths FROM stock_movement WHERE store = ? AND movement_id >= ? AND "
            "movement_id < ?",
            (store, CARRIED, f"{CARRIED[:-1]}0"),
        )
        return {(kind, sku): thousandths for kind, sku, thousandths in rows}

    def mark_counted(self, store: str, skus: Iterable[str], at: str) -> None:
        self._database.execute_many(
            "INSERT INTO stock_level (store, sku, thousandths, counted_at) VALUES (?, ?, 0, ?) "
            "ON CONFLICT (store, sku) DO UPDATE SET counted_at = excluded.counted_at",
            [(store, sku, at) for sku in skus],
        )

    def wrong_levels(self) -> list[tuple[str, str, int, int]]:
        """Store, sku, the level and the sum of its movements, where the two differ."""
        return self._database.rows(
            "SELECT store, sku, SUM(level), SUM(moved) FROM (SELECT store, sku, thousandths AS level, 0 AS moved FROM "
            "stock_level UNION ALL SELECT store, sku, 0 AS level, thousandths AS moved FROM stock_movement) "
            "AS both_sides GROUP BY store, sku HAVING SUM(level) <> SUM(moved) ORDER BY store, sku"
        )

    def moved(self, store: str, movement_id: str) -> dict[str, int]:
        """By sku, in thousandths, what one movement did."""
        statement = "SELECT sku, thousandths FROM stock_movement WHERE store = ? AND movement_id = ?"
        return dict(self._database.rows(statement, (store, movement_id)))

    def sums(self) -> list[tuple[str, str, int]]:
        """Store, kind and sum of all movements, in thousandths."""
        return self._database.rows(
            "SELECT store, kind, SUM(thousandths) FROM stock_movement GROUP BY store, kind ORDER BY store, kind"
        )

    def count_levels(self) -> int:
        return int(self._database.value("SELECT COUNT(*) FROM stock_level"))
