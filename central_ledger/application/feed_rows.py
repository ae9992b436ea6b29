"""Rows of feeds that come from another shard, as they are when they arrive.

What a member's transaction told a store may have been overtaken on its way, by a decision that reached the store at
once. So rows that follow from somebody's own rows are made anew where they are written; the others are as they were
sent, since nobody else writes those.
"""

from __future__ import annotations

from collections.abc import Mapping

from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import coupon_data, entitlement_data, lease_data, member_data, tags_data
from central_ledger.store.members import holder_of

Rows = Mapping[str, str | None]


def rows_now(ledger: Ledger, source: str, scope: str, feed: str, sent: Rows) -> Rows:
    """`source` is whose rows they follow from, `scope` whose tills get them."""
    if feed == "members":
        return {key: member_data(ledger, key) if _belongs(ledger, key, scope) else None for key in sent}
    if feed == "tags":
        return {key: tags_data(ledger, key) if _belongs(ledger, key, scope) else None for key in sent}
    if feed == "coupons":
        return {key: _coupon(ledger, source, scope, key, row) for key, row in sent.items()}
    if feed == "entitlements":
        return {key: _entitlement(ledger, source, scope, key) for key in sent}
    if feed == "leases":
        live = {lease.lease_id: lease for lease in ledger.leases.live_of(source)}
        return {key: lease_data(live[key]) if key in live else None for key in sent}
    return sent


def _belongs(ledger: Ledger, one_id: str, store: str) -> bool:
    return store in ledger.members.stores_of(one_id)


def _coupon(ledger: Ledger, source: str, scope: str, coupon_id: str, sent: str | None) -> str | None:
    for holder in dict.fromkeys((source, holder_of(None, coupon_id))):
        coupon = ledger.members.coupon(holder, coupon_id)
        if coupon is not None:
            is_known = coupon.one_id is None or _belongs(ledger, coupon.one_id, scope)
            return coupon_data(coupon) if is_known else None
    return sent


def _entitlement(ledger: Ledger, one_id: str, scope: str, entitlement_id: str) -> str | None:
    row = ledger.entitlements.get(one_id, entitlement_id)
    if row is None or not _belongs(ledger, one_id, scope):
        return None
    return entitlement_data(row, ledger.entitlements.uses(one_id, entitlement_id))
