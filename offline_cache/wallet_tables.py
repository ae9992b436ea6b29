"""The table of payments by wallets, for peewee. Private to the package."""

from __future__ import annotations

from peewee import IntegerField, TextField

from offline_cache.tables import Table


class WalletAttempts(Table):
    attempt_id = TextField(primary_key=True)
    wallet = TextField()
    amount_minor = IntegerField()
    currency = TextField()
    sale_id = TextField()
    basket_id = TextField()
    staff_id = TextField()
    started_at = TextField()
    state = TextField()
    reason = TextField()
    document = TextField()
