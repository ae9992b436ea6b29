"""The tables of goods that members wait for, as peewee models; see offline_cache.tables."""

from __future__ import annotations

from collections.abc import Sequence

from peewee import IntegerField, Model, TextField

from offline_cache.tables import Table


class WantedGoods(Table):
    """`until` is empty for a wish; `document` is the row's data as it came."""

    wanted_id = TextField(primary_key=True)
    one_id = TextField()
    kind = TextField()
    sku = TextField()
    quantity = IntegerField()
    until = TextField()
    document = TextField()
    generation = IntegerField()


class OwnWantedGoods(Table):
    """What this till noted, until the feed shows it; `is_ended`: what it ended, whose other columns may be empty."""

    wanted_id = TextField(primary_key=True)
    one_id = TextField()
    kind = TextField()
    sku = TextField()
    quantity = IntegerField()
    until = TextField()
    document = TextField()
    is_ended = IntegerField()


WANTED_TABLES: Sequence[type[Model]] = (WantedGoods, OwnWantedGoods)
