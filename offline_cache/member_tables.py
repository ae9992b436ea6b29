"""The tables of who is who: ids that became others, and members who joined at this till; more of `tables`."""

from __future__ import annotations

from collections.abc import Sequence

from peewee import IntegerField, Model, TextField

from offline_cache.tables import Table


class Aliases(Table):
    """`cards` is a JSON object of the cards that lead to this id and stand in no member's row."""

    alias_id = TextField(primary_key=True)
    one_id = TextField()
    cards = TextField()
    generation = IntegerField()


class JoinedMembers(Table):
    """Who joined here, until the ledger's own row has come. `document` is the application's form of a member."""

    one_id = TextField(primary_key=True)
    phone_digest = TextField()
    document = TextField()


class OwnPlans(Table):
    """What this till sold, by `sale/line`; `position` is that of the sale in the journal."""

    plan_line = TextField(primary_key=True)
    one_id = TextField()
    plan = TextField()
    until = TextField()
    position = IntegerField()


MEMBER_TABLES: Sequence[type[Model]] = (Aliases, JoinedMembers, OwnPlans)
