"""What the ledger reckoned about this store's members, as it last sent it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import msgspec
from peewee import IntegerField, Model, TextField

from offline_cache.compact_json import compact_json
from offline_cache.database import Row, TillDatabase
from offline_cache.feed_page import FeedRow
from offline_cache.member_tables import Aliases
from offline_cache.tables import PARAM, Statement, Table
from retail.member_facts import MemberFacts as Facts
from retail.member_facts import read_facts

#: Rows that are read at once: whoever asks for all of them lets others in between.
ROWS_AT_ONCE = 200


class MemberFacts(Table):
    """`document` is the row's data as it came."""

    one_id = TextField(primary_key=True)
    document = TextField()
    generation = IntegerField()


#: A tenth of the time of `read_facts`, which looked at every row as it came.
_DECODE = msgspec.json.Decoder(Facts).decode

FACTS_TABLES: Sequence[type[Model]] = (MemberFacts,)
_OF_MEMBER = Statement(lambda: MemberFacts.select(MemberFacts.document).where(MemberFacts.one_id == PARAM))
_ALIAS = Statement(lambda: Aliases.select(Aliases.one_id).where(Aliases.alias_id == PARAM))
_AFTER = Statement(
    lambda: (
        MemberFacts.select(MemberFacts.one_id, MemberFacts.document)
        .where(MemberFacts.one_id > PARAM)
        .order_by(MemberFacts.one_id)
        .limit(PARAM)
    )
)


def facts_row(row: FeedRow) -> Row:
    """The columns of a row of the feed but the last. Raises ValueError for what is none."""
    try:
        read_facts(row.data)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError("member_facts") from error
    return row.key, compact_json(row.data)


class SqliteMemberFacts:
    """`retail.facts_ports.MemberFactsReader`."""

    def __init__(self, database: TillDatabase) -> None:
        self._database = database

    def of(self, one_id: str) -> Facts | None:
        alias = self._database.row(_ALIAS, (one_id,))
        row = self._database.row(_OF_MEMBER, (one_id if alias is None else alias[0],))
        return None if row is None else _stored(row[0])

    def all(self) -> Iterator[Facts]:
        last = ""
        while rows := self._database.rows(_AFTER, (last, ROWS_AT_ONCE)):
            for one_id, document in rows:
                last = one_id
                yield _stored(document)


def _stored(document: str) -> Facts:
    try:
        return _DECODE(document)
    except msgspec.ValidationError:
        return read_facts(json.loads(document))  # a number came as a text, or the like: it was taken, and still is
