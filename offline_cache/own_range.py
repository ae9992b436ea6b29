"""What the store has of its own, out of the catalogue: `retail.own_range.OwnRangeReader`."""

from __future__ import annotations

from collections.abc import Sequence

from peewee import JOIN, SQL

from offline_cache.catalogue import COLUMNS, product_as_sent
from offline_cache.database import Row, TillDatabase
from offline_cache.tables import PARAM, Overlay, Products, Statement
from retail.own_range import RangeRow

# By an index of their own: a store has some of a million.
_OWN = Statement(
    lambda: (
        Products.select(*COLUMNS)
        .join(Overlay, JOIN.LEFT_OUTER, on=(Overlay.sku == Products.sku))
        .where(Products.own == SQL("1"))
        .order_by(Products.sku)
        .limit(PARAM)
    )
)
_CHANGED = Statement(
    lambda: (
        Overlay.select(*COLUMNS)
        .join(Products, on=(Overlay.sku == Products.sku))
        .where(Products.own == SQL("0"))
        .order_by(Overlay.sku)
        .limit(PARAM)
    )
)
_ONE = Statement(
    lambda: (
        Products.select(*COLUMNS)
        .join(Overlay, JOIN.LEFT_OUTER, on=(Overlay.sku == Products.sku))
        .where(Products.sku == PARAM)
    )
)


class SqliteOwnRange:
    def __init__(self, database: TillDatabase) -> None:
        self._database = database

    def own_range(self, limit: int) -> Sequence[RangeRow]:
        own = [_row(row) for row in self._database.rows(_OWN, (limit,))]
        changed = [_row(row) for row in self._database.rows(_CHANGED, (limit,))]
        return [*own, *(row for row in changed if row.is_of_store)][:limit]

    def range_of(self, sku: str) -> RangeRow | None:
        found = self._database.row(_ONE, (sku,))
        return None if found is None else _row(found)


def _row(row: Row) -> RangeRow:
    return RangeRow(product_as_sent(row), row[15], row[16] is None or bool(row[16]))
