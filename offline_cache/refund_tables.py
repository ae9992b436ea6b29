"""The table of refunds by wallets, for peewee. Private to the package."""

from __future__ import annotations

from peewee import IntegerField, TextField

from offline_cache.tables import Table


class WalletRefunds(Table):
    refund_id = TextField(primary_key=True)
    attempt_id = TextField()
    wallet = TextField()
    amount_minor = IntegerField()
    total_minor = IntegerField()
    currency = TextField()
    return_id = TextField(null=True)
    basket_id = TextField(null=True)
    staff_id = TextField()
    started_at = TextField()
    state = TextField()
    reason = TextField()
    document = TextField()
