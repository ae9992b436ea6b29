"""What other systems say of this store's members, as the ledger last sent it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from peewee import IntegerField, Model, TextField

from offline_cache.database import TillDatabase
from offline_cache.tables import PARAM, Statement, Table
from retail.member_tags import MemberTag, read_tags


class Tags(Table):
    """`document` is the row's data as it came."""

    one_id = TextField(primary_key=True)
    document = TextField()
    generation = IntegerField()


TAG_TABLES: Sequence[type[Model]] = (Tags,)
_OF_MEMBER = Statement(lambda: Tags.select(Tags.document).where(Tags.one_id == PARAM))


def tags_of(database: TillDatabase, one_id: str) -> Sequence[MemberTag]:
    found = database.row(_OF_MEMBER, (one_id,))
    return () if found is None else read_tags(json.loads(found[0]))
