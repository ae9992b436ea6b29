"""Settings of a cluster's workers that a ledger cannot be kept on."""

from __future__ import annotations

from central_ledger.store.database import Database


def wrong_workers(database: Database) -> list[str]:
    """Host and port of those that do not answer the coordinator, or may forget what they have acknowledged: a worker
    commits by its own configuration, whatever the session at the coordinator says.
    """
    found = database.rows(
        "SELECT nodename || ':' || nodeport FROM run_command_on_workers('SHOW synchronous_commit') WHERE NOT "
        "success OR result = 'off' ORDER BY 1"
    )
    return [str(name) for (name,) in found]
