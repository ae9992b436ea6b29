"""When an entry was, as texts that sort by time."""

from __future__ import annotations

from datetime import UTC, datetime

from central_ledger.application.ledger import Ledger
from retail.messages import Entry


def moment_of_entry(ledger: Ledger, entry: Entry) -> str:
    """The till's time in UTC, to the millisecond; the ledger's for what is no time."""
    try:
        moment = datetime.fromisoformat(entry.occurred_at)
        if moment.tzinfo is not None:
            return moment.astimezone(UTC).isoformat(timespec="milliseconds")
    except (ValueError, OverflowError):
        pass
    return ledger.now()
