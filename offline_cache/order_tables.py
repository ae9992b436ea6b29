"""The tables of paid web orders, as peewee models; see offline_cache.tables."""

from __future__ import annotations

from collections.abc import Sequence

from peewee import IntegerField, Model, TextField

from offline_cache.tables import Table


class Orders(Table):
    order_id = TextField(primary_key=True)
    one_id = TextField()
    document = TextField()
    generation = IntegerField()


class HandedOrders(Table):
    """What this till handed over: the feed shows it some time later."""

    order_id = TextField(primary_key=True)
    handover_id = TextField()


ORDER_TABLES: Sequence[type[Model]] = (Orders, HandedOrders)
