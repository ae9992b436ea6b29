"""What the store has: the ledger's levels, less what this till took out of the stock and they do not show yet.

Which that is, no clock says: a pull that begins after the ledger has acknowledged an entry brings levels that show it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from peewee import fn

from offline_cache.compact_json import compact_json
from offline_cache.database import TillDatabase
from offline_cache.members import instant, later
from offline_cache.stock_tables import TakenStock
from offline_cache.tables import PARAM, Feeds, SaleLines, Sales, Statement, insert_into
from retail.stock import StockLevel, stock_thousandths

_LEVELS = "SELECT sku, thousandths, as_of FROM stock WHERE sku IN (SELECT value FROM json_each(?))"
_TAKEN = Statement(lambda: TakenStock.select(TakenStock.sku, fn.SUM(TakenStock.thousandths)).group_by(TakenStock.sku))
_COMPLETE_AS_OF = Statement(lambda: Feeds.select(Feeds.complete_as_of).where(Feeds.feed == PARAM))
#: The newest first, as they were written: clocks are set, positions are not.
_SOLD = Statement(
    lambda: (
        Sales.select(Sales.occurred_at, SaleLines.sku, SaleLines.quantity)
        .join(SaleLines, on=(SaleLines.position == Sales.position))
        .order_by(Sales.position.desc())
        .limit(PARAM)
    )
)
#: More than a till sells in an hour.
_LINES_MAX = 5_000
_TAKE = insert_into(TakenStock)
_FORGET = Statement(lambda: TakenStock.delete().where(TakenStock.position <= PARAM))


class SqliteStock:
    """`retail.ports.Stock`."""

    def __init__(self, database: TillDatabase) -> None:
        self._database = database

    def of(self, skus: Sequence[str]) -> Mapping[str, StockLevel]:
        """The levels of those among these that were ever counted in this store."""
        if not skus:
            return {}
        # One question, whatever the basket: with each scan it is put for all of its lines.
        rows = self._database.rows(_LEVELS, (compact_json(skus),))
        if not rows:
            return {}
        taken = {str(sku): int(sum_taken) for sku, sum_taken in self._database.rows(_TAKEN)}
        complete = self._database.row(_COMPLETE_AS_OF, ("stock",))
        complete_as_of = str(complete[0]) if complete else ""
        # Most of them are of the same moment: which of two is later takes longer than all else.
        ages = {as_of: later(as_of, complete_as_of) for as_of in {row[2] for row in rows}}
        known = {sku: StockLevel(sku, thousandths - taken.get(sku, 0), ages[as_of]) for sku, thousandths, as_of in rows}
        return {sku: known[sku] for sku in skus if sku in known}

    def sold_since(self, moment: datetime) -> Mapping[str, int]:
        """What this till sold since, by sku, in thousandths."""
        sold: dict[str, int] = {}
        # Read as it is asked for: the days before are not looked at.
        for occurred_at, sku, quantity in self._database.stream(_SOLD, (_LINES_MAX,)):
            if instant(occurred_at) < moment.timestamp():
                break
            sold[sku] = sold.get(sku, 0) + stock_thousandths(json.loads(quantity))
        return sold


def take_stock(database: TillDatabase, position: int, thousandths: Mapping[str, int]) -> None:
    """Note, in the caller's transaction, what the entry at this position took (below 0: put back), by sku."""
    database.run_many(_TAKE, [(position, sku, taken) for sku, taken in thousandths.items()])


def forget_taken_stock(database: TillDatabase, position: int) -> None:
    """The levels show everything up to this position of the journal now. In the caller's transaction."""
    database.run(_FORGET, (position,))
