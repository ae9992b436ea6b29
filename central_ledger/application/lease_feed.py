"""The rows of the feed `leases`: what a till has in hand. docs/spec/line.md, sections 4 and 7."""

from __future__ import annotations

from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import encoded
from central_ledger.domain.leases import Lease


def publish_lease(ledger: Ledger, lease: Lease) -> None:
    """Tell its till how a lease stands; a tombstone when it has ended."""
    ledger.feeds.put(lease.scope, "leases", {lease.lease_id: lease_data(lease) if lease.is_live else None})


def lease_data(lease: Lease) -> str:
    data = {
        "lease_id": lease.lease_id,
        "kind": lease.kind,
        "coupon_id": lease.coupon_id,
        "one_id": lease.one_id,
        "offer_id": lease.offer_id,
        "program": lease.program,
        "amount": lease.amount,
        "expires_at": lease.expires_at,
        "recalled": lease.status == "recalled",
    }
    return encoded(data)
