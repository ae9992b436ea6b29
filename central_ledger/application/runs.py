"""A run: the time in which the feeds' versions go on without a gap. Cursors name theirs, and tills look after it.

A database may be put back from a dump while processes serve it. Its identity changes then, whoever notices first begins
a new run, and every other process joins that one: cursors of the history that is gone are told from those that go on.
"""

from __future__ import annotations

import secrets

from central_ledger.application.ledger import Ledger

_IDENTITY = "served_database"


def start_run(ledger: Ledger) -> str:
    """A new run of this database as it is now. Raises StoreUnavailable."""
    with ledger.database.transaction():
        run_id = secrets.token_hex(8)
        ledger.feeds.start_run(run_id, ledger.now())
        ledger.reference.set_meta(_IDENTITY, ledger.database.identity())
        return run_id


def run_of(ledger: Ledger) -> str:
    """The run of this database as it is now; a new one when it is not the database that was served before."""
    with ledger.database.transaction():
        if ledger.reference.meta(_IDENTITY) != ledger.database.identity():
            return start_run(ledger)
        return ledger.feeds.current_run()


class ServedRun:
    """The run that a process serves. Several threads may ask at once: they come to the same."""

    def __init__(self, run_id: str, identity: str = "") -> None:
        self.run_id = run_id
        self._identity = identity

    @classmethod
    def of(cls, ledger: Ledger) -> ServedRun:
        return cls(run_of(ledger), ledger.database.identity())

    def keep_up(self, ledger: Ledger) -> None:
        """Notice that the database was put back. Raises StoreUnavailable."""
        identity = ledger.database.identity()
        if identity != self._identity:
            self.run_id = run_of(ledger)
            self._identity = identity
