"""The tables of baskets that wait, as peewee models; see offline_cache.tables."""

from __future__ import annotations

from collections.abc import Sequence

from peewee import AutoField, Model, TextField

from offline_cache.tables import Table


class OpenBasket(Table):
    """The basket at the counter: at most one row."""

    id = AutoField()
    sale_id = TextField()
    document = TextField()


class ParkedBaskets(Table):
    parking_id = TextField(primary_key=True)
    sharing = TextField()
    parked_at = TextField()
    document = TextField()


class RecalledBaskets(Table):
    """What this till took up: the ledger's list shows it until the journal has told."""

    parking_id = TextField(primary_key=True)
    recalled_at = TextField()


class OpenAsks(Table):
    """What the ledger was asked to do for a member, once, and has not answered (retail/asks.py)."""

    ask_id = TextField(primary_key=True)
    kind = TextField()
    one_id = TextField()
    staff_id = TextField()
    asked_at = TextField()
    document = TextField()


BASKET_TABLES: Sequence[type[Model]] = (OpenBasket, ParkedBaskets, RecalledBaskets, OpenAsks)
