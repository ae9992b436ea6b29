"""The table of what the ledger learned from purchases, more of `tables`."""

from __future__ import annotations

from collections.abc import Sequence

from peewee import IntegerField, Model, TextField

from offline_cache.tables import Table


class Suggestions(Table):
    """`name` is a style, or `category:` and a category's name; `document` is the row's data as it came."""

    name = TextField(primary_key=True)
    is_own = IntegerField()
    document = TextField()
    generation = IntegerField()


SUGGESTION_TABLES: Sequence[type[Model]] = (Suggestions,)
