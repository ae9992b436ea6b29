"""Small things that a till must not lose when it is switched off: the basket that is open, and numbers that only count
up.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from offline_cache.compact_json import compact_json
from offline_cache.database import TillDatabase
from offline_cache.tables import PARAM, BasketDraft, Counters, Statement, upsert_into

_DRAFT = Statement(lambda: BasketDraft.select(BasketDraft.document).where(BasketDraft.id == PARAM))
_KEEP_DRAFT = upsert_into(BasketDraft, BasketDraft.id)
_FORGET_DRAFT = Statement(lambda: BasketDraft.delete().where(BasketDraft.id == PARAM))
_COUNTER = Statement(lambda: Counters.select(Counters.value).where(Counters.name == PARAM))
_KEEP_COUNTER = upsert_into(Counters, Counters.name)


class SqliteBasketDraft:
    """The open basket, as one JSON object of the application's own making. The caller holds the write transaction."""

    def __init__(self, database: TillDatabase) -> None:
        self._database = database

    def keep(self, document: Mapping[str, Any] | None) -> None:
        """Replace what is kept; None: the basket is done with (kept, sold or voided)."""
        if document is None:
            self._database.run(_FORGET_DRAFT, (1,))
        else:
            self._database.run(_KEEP_DRAFT, (1, compact_json(document)))

    def document(self) -> Mapping[str, Any] | None:
        found = self._database.row(_DRAFT, (1,))
        return None if found is None else json.loads(found[0])


class SqliteCounters:
    """Numbers without a gap, such as that of the next Z report. The caller holds the write transaction."""

    def __init__(self, database: TillDatabase) -> None:
        self._database = database

    def next(self, name: str) -> int:
        """1, 2, 3 …; a number is used when the transaction commits, and given again when it does not."""
        found = self._database.row(_COUNTER, (name,))
        value = 1 + (int(found[0]) if found else 0)
        self._database.run(_KEEP_COUNTER, (name, value))
        return value
