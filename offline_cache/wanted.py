"""Goods that members wait for: the ledger's rows, and what this till noted that they do not show yet."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from offline_cache.compact_json import compact_json
from offline_cache.database import Row, TillDatabase
from offline_cache.feed_page import FeedRow
from offline_cache.tables import upsert_into
from offline_cache.wanted_tables import OwnWantedGoods
from retail.wanted import Wanted, read_wanted

#: What is so now: the feed's rows that this till has not touched, and its own that it has not ended.
_NOW = (
    "(SELECT one_id, kind, sku, quantity, until, document FROM wanted_goods "
    "WHERE wanted_id NOT IN (SELECT wanted_id FROM own_wanted_goods) "
    "UNION ALL SELECT one_id, kind, sku, quantity, until, document FROM own_wanted_goods WHERE is_ended = 0) AS now"
)
_OF_MEMBER = f"SELECT document FROM {_NOW} WHERE one_id = ?"
_WISHES = f"SELECT document FROM {_NOW} WHERE kind = 'wish'"
_ASIDE = (
    f"SELECT sku, SUM(quantity) FROM {_NOW} WHERE kind = 'aside' AND until >= ? "
    "AND sku IN (SELECT value FROM json_each(?)) GROUP BY sku"
)
_KEEP = upsert_into(OwnWantedGoods, OwnWantedGoods.wanted_id)
#: The feed has a row: what this till added is told by it from now on. It is gone from the feed: nothing is left to say.
SHOWN_NOW = "DELETE FROM own_wanted_goods WHERE wanted_id = ? AND is_ended = 0"
GONE_NOW = "DELETE FROM own_wanted_goods WHERE wanted_id = ?"


def wanted_row(row: FeedRow) -> Row:
    """The columns of a feed's row but its generation. Raises ValueError."""
    wanted = read_wanted(row.data)
    return (row.key, *_columns(wanted), compact_json(row.data))


class SqliteWanted:
    """`retail.wanted.OwnWanted`; outside a unit of work only its reader."""

    def __init__(self, database: TillDatabase) -> None:
        self._database = database

    def of_member(self, one_id: str) -> Sequence[Wanted]:
        return self._read(_OF_MEMBER, (one_id,))

    def wishes(self) -> Sequence[Wanted]:
        return self._read(_WISHES, ())

    def put_aside(self, skus: Sequence[str], today: str) -> Mapping[str, int]:
        if not skus:
            return {}
        rows = self._database.rows(_ASIDE, (today, compact_json(list(skus))))
        return {str(sku): int(pieces) for sku, pieces in rows}

    def add(self, wanted: Wanted) -> None:
        document = compact_json(wanted.document())
        self._database.run(_KEEP, (wanted.wanted_id, *_columns(wanted), document, 0))

    def end(self, wanted_id: str) -> None:
        self._database.run(_KEEP, (wanted_id, "", "", "", 0, "", "", 1))

    def _read(self, statement: str, values: Row) -> Sequence[Wanted]:
        found = [read_wanted(json.loads(document)) for (document,) in self._database.rows(statement, values)]
        return sorted(found, key=lambda wanted: (wanted.since, wanted.wanted_id))


def _columns(wanted: Wanted) -> Row:
    return wanted.one_id, wanted.kind, wanted.sku, wanted.quantity, wanted.until or ""
