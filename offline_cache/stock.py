"""What the store has: the ledger's levels, less what this till took out of the stock and they do not show yet.

Which that is, no clock says: a pull that begins after the ledger has acknowledged an entry brings levels that show it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from peewee import fn

from offline_cache.database import TillDatabase
from offline_cache.stock_tables import Stock, TakenStock
from offline_cache.tables import PARAM, Statement, insert_into
from retail.stock import StockLevel

_LEVEL = Statement(lambda: Stock.select(Stock.thousandths, Stock.as_of).where(Stock.sku == PARAM))
_TAKEN = Statement(lambda: TakenStock.select(TakenStock.sku, fn.SUM(TakenStock.thousandths)).group_by(TakenStock.sku))
_TAKE = insert_into(TakenStock)
_FORGET = Statement(lambda: TakenStock.delete().where(TakenStock.position <= PARAM))


class SqliteStock:
    """`retail.ports.Stock`."""

    def __init__(self, database: TillDatabase) -> None:
        self._database = database

    def of(self, skus: Sequence[str]) -> Mapping[str, StockLevel]:
        """The levels of those among these that were ever counted in this store."""
        wanted = list(dict.fromkeys(skus))
        if not wanted:
            return {}
        taken = {str(sku): int(sum_taken) for sku, sum_taken in self._database.rows(_TAKEN)}
        found = {}
        for sku in wanted:
            row = self._database.row(_LEVEL, (sku,))
            if row is not None:
                found[sku] = StockLevel(sku, row[0] - taken.get(sku, 0), row[1])
        return found


def take_stock(database: TillDatabase, position: int, thousandths: Mapping[str, int]) -> None:
    """Note, in the caller's transaction, what the entry at this position took (below 0: put back), by sku."""
    database.run_many(_TAKE, [(position, sku, taken) for sku, taken in thousandths.items()])


def forget_taken_stock(database: TillDatabase, position: int) -> None:
    """The levels show everything up to this position of the journal now. In the caller's transaction."""
    database.run(_FORGET, (position,))
