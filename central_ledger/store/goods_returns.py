"""Rows of returns: which entry took goods of which sale back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

from central_ledger.store.database import Database


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """A return that was taken, at `store`, of a sale of `sale_store`. `refund_minor` may be below 0.

    `settled`: what only the sale's own rows can show (coupons, what was bought) was changed; else the sale is not
    here yet (0).
    """

    sale_store: str
    sale_id: str
    store: str
    return_id: str
    till: str
    epoch: str
    seq: int
    one_id: str | None
    currency: str
    refund_minor: int
    settled: int


_COLUMNS = ", ".join(field.name.replace("refund_minor", "refund") for field in fields(ReturnRow))


#: By the store that sold: a return is a row of the store that took it, and this says where to find it.
_OF_SALE = "SELECT by_store, return_id FROM sale_return WHERE store = ? AND sale_id = ? ORDER BY by_store, return_id"


class GoodsReturns:
    def __init__(self, database: Database) -> None:
        self._database = database

    def has(self, store: str, return_id: str) -> bool:
        statement = "SELECT 1 FROM goods_return WHERE store = ? AND return_id = ?"
        return self._database.value(statement, (store, return_id)) is not None

    def get(self, store: str, return_id: str) -> ReturnRow | None:
        """The return that a store took under this id."""
        found = self._rows("WHERE store = ? AND return_id = ?", (store, return_id))
        return found[0] if found else None

    def add(self, row: ReturnRow) -> None:
        values = tuple(getattr(row, field.name) for field in fields(ReturnRow))
        marks = ", ".join("?" * len(values))
        self._database.execute(f"INSERT INTO goods_return ({_COLUMNS}) VALUES ({marks})", values)
        self._database.execute(
            "INSERT INTO sale_return (store, sale_id, by_store, return_id) VALUES (?, ?, ?, ?)",
            (row.sale_store, row.sale_id, row.store, row.return_id),
        )

    def mark_settled(self, store: str, return_id: str) -> None:
        self._database.execute(
            "UPDATE goods_return SET settled = 1 WHERE store = ? AND return_id = ?", (store, return_id)
        )

    def of_sale(self, sale_store: str, sale_id: str) -> list[ReturnRow]:
        """All returns of a sale, by store and id: no order of arrival."""
        found = self._database.rows(_OF_SALE, (sale_store, sale_id))
        return [row for store, return_id in found if (row := self.get(store, return_id)) is not None]

    def expect_sales(self, sales: Iterable[tuple[str, str]]) -> None:
        """`of_sale` will be asked about these."""
        self._database.prime(_OF_SALE, sales)

    def unsettled(self, sale_store: str, sale_id: str) -> list[ReturnRow]:
        """The returns that came before their sale."""
        return [row for row in self.of_sale(sale_store, sale_id) if not row.settled]

    def waiting(self) -> list[ReturnRow]:
        """All returns whose sale never came."""
        return self._rows("WHERE settled = 0 ORDER BY store, return_id", ())

    def counts(self) -> dict[tuple[str, str], int]:
        """By store and till, how many were taken."""
        rows = self._database.rows("SELECT store, till, COUNT(*) FROM goods_return GROUP BY store, till")
        return {(str(store), str(till)): int(count) for store, till, count in rows}

    def _rows(self, condition: str, values: Iterable[str]) -> list[ReturnRow]:
        rows = self._database.rows(f"SELECT {_COLUMNS} FROM goods_return {condition}", tuple(values))
        return [ReturnRow(*row) for row in rows]
