"""The tables of stock as peewee models; see offline_cache.tables."""

from __future__ import annotations

from collections.abc import Sequence

from peewee import CompositeKey, IntegerField, Model, TextField

from offline_cache.tables import Table


class Stock(Table):
    sku = TextField(primary_key=True)
    thousandths = IntegerField()
    as_of = TextField()
    generation = IntegerField()


class TakenStock(Table):
    """What this till's entries took out of the stock (positive) or put back, until the levels show it."""

    position = IntegerField()
    sku = TextField()
    thousandths = IntegerField()

    class Meta:
        primary_key = CompositeKey("position", "sku")


STOCK_TABLES: Sequence[type[Model]] = (Stock, TakenStock)
