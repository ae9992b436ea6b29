"""The tables of members' services and of what this till did about benefits; more of `offline_cache.tables`."""

from __future__ import annotations

from collections.abc import Sequence

from peewee import CompositeKey, IntegerField, Model, TextField

from offline_cache.tables import Table


class Entitlements(Table):
    entitlement_id = TextField(primary_key=True)
    one_id = TextField()
    document = TextField()
    generation = IntegerField()


class EntitlementUses(Table):
    """This till's own uses: the rows of the feed name them some time later."""

    use_id = TextField(primary_key=True)
    entitlement_id = TextField()
    is_undone = IntegerField()


class CouponSwaps(Table):
    """This till's own swaps, which the feed `coupons` shows some time later."""

    coupon_id = TextField(primary_key=True)
    offer_id = TextField()
    one_id = TextField(null=True)
    to_coupon_id = TextField()
    to_offer_id = TextField()
    expires_at = TextField(null=True)


class ReportedOffers(Table):
    """Versions of offers that break the contract, and that the journal has told."""

    offer_id = TextField()
    version = IntegerField()

    class Meta:
        primary_key = CompositeKey("offer_id", "version")


SERVICE_TABLES: Sequence[type[Model]] = (Entitlements, EntitlementUses, CouponSwaps, ReportedOffers)
