"""What people decide about tills that are suspended, lost or moved, and about phones. Each in one transaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta

from central_ledger.application.keys import publish_public
from central_ledger.application.leases import recall_all_of_till
from central_ledger.application.leaving import leave_store
from central_ledger.application.ledger import Ledger
from central_ledger.application.publish import publish_key


class Undecidable(ValueError):
    """There is no such till, or nothing is left to decide about it."""


def suspend_till(ledger: Ledger, store: str, till: str) -> None:
    """Take no entries of a till until someone resumes it; what it sends is kept as evidence, and its leases are asked
    back. Raises Undecidable.
    """
    with ledger.database.transaction():
        known = ledger.journals.till(store, till)
        if known is None or known.suspended_at is not None:
            raise Undecidable(f"there is no till {store}/{till}, or it is suspended already")
        ledger.journals.suspend(store, till, ledger.now())
        recall_all_of_till(ledger, store, till)


def resume_till(ledger: Ledger, store: str, till: str) -> None:
    """Take entries of a suspended till again; what was refused meanwhile stays evidence. Raises Undecidable.

    A till whose journal forked goes on with a new journal: enrol it again.
    """
    with ledger.database.transaction():
        known = ledger.journals.till(store, till)
        if known is None or known.suspended_at is None:
            raise Undecidable(f"{store}/{till} is not suspended")
        ledger.journals.resume(store, till, ledger.now())


def revoke_till(ledger: Ledger, store: str, till: str) -> None:
    """Refuse everything of a till from now on (lost, stolen), and end its keys. Raises Undecidable."""
    with ledger.database.transaction():
        now = ledger.now()
        if not ledger.journals.revoke(store, till, now):
            raise Undecidable(f"there is no till {store}/{till}")
        for key in ledger.reference.keys_of_till(store, till):
            if key.valid_to is None:
                publish_key(ledger, replace(key, valid_to=now))


def revoke_phone(ledger: Ledger, public_key: bytes) -> None:
    """Tell every till to refuse the rotating codes of a phone (lost, replaced)."""
    with ledger.database.transaction():
        publish_public(ledger, "phone_revoked", public_key, valid_from=ledger.now())


def forget_visits(ledger: Ledger, days: int) -> int:
    """Take members out of stores that are not their home and had no purchase of theirs for so long; gives how many."""
    before = (ledger.clock().astimezone(UTC) - timedelta(days=days)).isoformat(timespec="milliseconds")
    with ledger.database.transaction():
        visits = ledger.members.visited_before(before)
        for one_id, store in visits:
            leave_store(ledger, one_id, store)
    return len(visits)
