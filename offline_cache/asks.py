"""What the ledger was asked to do for a member and has not answered yet. A row goes when its answer is journaled."""

from __future__ import annotations

from offline_cache.basket_tables import OpenAsks
from offline_cache.database import TillDatabase
from offline_cache.documented import fields_of, row_of
from offline_cache.tables import PARAM, Statement, columns_of, insert_into
from retail.asks import OpenAsk

_ALL = Statement(lambda: OpenAsks.select().order_by(OpenAsks.asked_at, OpenAsks.ask_id))
_ONE = Statement(lambda: OpenAsks.select(OpenAsks.ask_id).where(OpenAsks.ask_id == PARAM))
_ADD = insert_into(OpenAsks)
_REMOVE = Statement(lambda: OpenAsks.delete().where(OpenAsks.ask_id == PARAM))
_COLUMNS = columns_of(OpenAsks)


class SqliteOpenAsks:
    """`retail.asks.OpenAsks` and `retail.asks.OpenAskReader`."""

    def __init__(self, database: TillDatabase) -> None:
        self._database = database

    def all(self) -> tuple[OpenAsk, ...]:
        return tuple(OpenAsk(**fields_of(row, _COLUMNS)) for row in self._database.rows(_ALL))

    def add(self, ask: OpenAsk) -> None:
        self._database.run(_ADD, row_of(ask, _COLUMNS))

    def remove(self, ask_id: str) -> bool:
        if self._database.row(_ONE, (ask_id,)) is None:
            return False
        self._database.run(_REMOVE, (ask_id,))
        return True
