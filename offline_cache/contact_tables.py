"""The tables of contacts, for peewee. Private to the package."""

from __future__ import annotations

from collections.abc import Sequence

from peewee import CompositeKey, IntegerField, Model, TextField

from offline_cache.tables import Table


class Contacts(Table):
    """The feed `contacts`: `document` is the row's data as it came."""

    one_id = TextField(primary_key=True)
    document = TextField()
    generation = IntegerField()


class OwnMarks(Table):
    """What this till did about tasks; `position` is that of the entry in the journal."""

    mark_id = TextField(primary_key=True)
    one_id = TextField()
    document = TextField()
    position = IntegerField()


class OwnSaid(Table):
    """What this till was told of members: `what` is `consent:PURPOSE` (1 or 0) or `guide` (STORE/STAFF, or empty)."""

    one_id = TextField()
    what = TextField()
    value = TextField()
    position = IntegerField()

    class Meta:
        primary_key = CompositeKey("one_id", "what")


CONTACT_TABLES: Sequence[type[Model]] = (Contacts, OwnMarks, OwnSaid)
