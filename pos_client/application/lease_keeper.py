"""Gives leases back: at their end, when the ledger wants them, and all of them when the till is taken away."""

from __future__ import annotations

from collections.abc import Sequence

from pos_client.application.holds import CounterHolds
from pos_client.application.till import Desk
from retail.leases import Lease, ReturnReason
from retail.ports import Leases

#: Entries in one transaction: a sale's commit waits no longer than for a page.
RETURNED_AT_ONCE = 50

_Due = tuple[Lease, ReturnReason]


class LeaseKeeper:
    """Called by the sync thread in each round, and so at each start. What is due is journaled, then never used."""

    def __init__(self, desk: Desk, leases: Leases, holds: CounterHolds) -> None:
        self._desk = desk
        self._leases = leases
        self._holds = holds

    def give_back(self, *, asked: bool = False) -> int:
        """Give back what is due, `asked` everything that no basket needs; how many leases that were.

        An entry and the mark that ends its lease are one transaction: a crash in between gives nothing twice.
        """
        self._leases.note_clocks()
        count = 0
        while True:
            # While the lock is held no basket can begin to need what is being given back.
            with self._holds.lock:
                due = [found for lease in self._leases.all() if (found := self._due(lease, asked))]
                self._write(due[:RETURNED_AT_ONCE])
            count += len(due[:RETURNED_AT_ONCE])
            if len(due) <= RETURNED_AT_ONCE:
                return count

    def _due(self, lease: Lease, asked: bool) -> _Due | None:
        if self._holds.waits_for(lease.lease_id):
            return None
        if lease.has_ended:
            return None if lease.lease_id in self._holds.paying else (lease, "expired")
        if lease.lease_id in self._holds.needed:
            return None
        if lease.recalled:
            return lease, "recalled"
        return (lease, "asked") if asked else None

    def _write(self, due: Sequence[_Due]) -> None:
        if not due:
            return
        with self._desk.unit_of_work() as uow:
            for lease, reason in due:
                body = {"lease_id": lease.lease_id, "used": lease.used, "left": lease.left, "reason": reason}
                uow.leases.mark_returned(lease.lease_id, uow.journal.append("lease_returned", body))
            uow.commit()
