"""Rows of feeds that come from another shard, as they are when they arrive.

What a member's transaction told a store may have been overtaken on its way, by a decision that reached the store at
once. Whoever decides counts that (`Feeds.overtakings`): rows that were sent before are made anew where they are
written; the others are as they were sent, since nobody else writes those.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from central_ledger.application.lease_feed import lease_data
from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import coupon_data, entitlement_data, member_data, tags_data
from central_ledger.domain.leases import budget_holder
from central_ledger.store.feeds import OF_MEMBERS
from central_ledger.store.members import holder_of

Rows = Mapping[str, str | None]


def rows_now(ledger: Ledger, scope: str, feed: str, sent: Rows) -> Rows:
    """`scope`: whose tills get them."""
    if feed == "members":
        return {key: member_data(ledger, key) if _belongs(ledger, key, scope) else None for key in sent}
    if feed == "tags":
        return {key: tags_data(ledger, key) if _belongs(ledger, key, scope) else None for key in sent}
    if feed in OF_MEMBERS:
        return {key: row if _belongs(ledger, key, scope) else None for key, row in sent.items()}
    if feed == "coupons":
        return {key: _coupon(ledger, scope, key, row) for key, row in sent.items()}
    if feed == "entitlements":
        return {key: _entitlement(ledger, scope, key, row) for key, row in sent.items()}
    if feed == "leases":
        return {key: _lease(ledger, row) for key, row in sent.items()}
    return sent


def _belongs(ledger: Ledger, one_id: str, store: str) -> bool:
    return store in ledger.members.stores_of(one_id)


def _coupon(ledger: Ledger, scope: str, coupon_id: str, sent: str | None) -> str | None:
    one_id = None if sent is None else json.loads(sent)["one_id"]
    coupon = ledger.members.coupon(holder_of(one_id, coupon_id), coupon_id)
    if coupon is None:
        return sent
    is_known = coupon.one_id is None or _belongs(ledger, coupon.one_id, scope)
    return coupon_data(coupon) if is_known else None


def _entitlement(ledger: Ledger, scope: str, entitlement_id: str, sent: str | None) -> str | None:
    one_id = "" if sent is None else json.loads(sent)["one_id"]
    row = ledger.entitlements.get(one_id, entitlement_id)
    if row is None or not _belongs(ledger, one_id, scope):
        return None
    return entitlement_data(row, ledger.entitlements.uses(one_id, entitlement_id))


def _lease(ledger: Ledger, sent: str | None) -> str | None:
    """One that has ended stays so; one that was granted or asked back may have ended since."""
    if sent is None:
        return None
    said = json.loads(sent)
    if said["kind"] == "budget":
        holder = budget_holder(said["offer_id"])
    else:
        holder = said["one_id"] if said["kind"] == "points" else holder_of(said["one_id"], said["coupon_id"])
    live = next((lease for lease in ledger.leases.live_of(holder) if lease.lease_id == said["lease_id"]), None)
    return None if live is None else lease_data(live)
