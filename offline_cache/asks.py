"""What the ledger was asked to do for a member and has not answered yet. A row goes when its answer is journaled."""

from __future__ import annotations

import json
from typing import cast

from offline_cache.basket_tables import OpenAsks
from offline_cache.compact_json import compact_json
from offline_cache.database import TillDatabase
from offline_cache.tables import PARAM, Statement, columns_of, insert_into
from retail.asks import AskKind, OpenAsk

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
        found = []
        for row in self._database.rows(_ALL):
            values = dict(zip(_COLUMNS, row, strict=True))
            document = json.loads(cast(str, values.pop("document")))
            kind = cast(AskKind, values.pop("kind"))
            found.append(OpenAsk(**cast(dict[str, str], values), kind=kind, document=document))
        return tuple(found)

    def add(self, ask: OpenAsk) -> None:
        values = [getattr(ask, name) for name in _COLUMNS[:-1]]
        self._database.run(_ADD, (*values, compact_json(ask.document)))

    def remove(self, ask_id: str) -> bool:
        if self._database.row(_ONE, (ask_id,)) is None:
            return False
        self._database.run(_REMOVE, (ask_id,))
        return True
