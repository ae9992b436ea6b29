"""A member whom a store does not know any more."""

from __future__ import annotations

from central_ledger.application.ledger import Ledger
from central_ledger.application.wanted_rows import wanted_rows


def leave_store(ledger: Ledger, one_id: str, store: str) -> None:
    """A member no longer belongs to a store: its tills are told to forget them, coupons included."""
    ledger.members.leave_store(one_id, store)
    ledger.feeds.put(store, "members", {one_id: None})
    held = [c.coupon_id for c in ledger.members.coupons_of(one_id)]
    ledger.feeds.put(store, "coupons", dict.fromkeys(held))
    entitled = [row.entitlement_id for row in ledger.entitlements.of_member(one_id)]
    ledger.feeds.put(store, "entitlements", dict.fromkeys(entitled))
    notes = [row.note_id for row in ledger.member_notes.of_member(one_id) if row.store == store]
    ledger.feeds.put(store, "member_notes", dict.fromkeys(notes))
    ledger.feeds.put(store, "wanted", dict.fromkeys(wanted_rows(ledger, one_id, store)))
    for feed in ("tags", "member_facts", "contacts"):
        if ledger.feeds.get(store, feed, one_id) is not None:
            ledger.feeds.put(store, feed, {one_id: None})
