"""What was promised to members and is not done: who is to be forgotten and is not yet, and cards that nobody made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from central_ledger.application.ledger import Ledger
from central_ledger.doctor.faults import Found
from central_ledger.store.archives import file_of

#: An erasure takes minutes, and a serving ledger goes on with what was cut off; the archives are written at night.
ERASED_AFTER = timedelta(days=1)
CARDS_AFTER = timedelta(days=1)


def promise_findings(ledger: Ledger, now: datetime) -> Iterator[Found]:
    open_since = [row.erased_at for row in ledger.erasures.all() if row.finished_at is None]
    if days := _days(open_since, ERASED_AFTER, now):
        yield "erasures_open", {"count": len(open_since), "days": days}
    folder = ledger.archives.folder()
    if folder is not None:
        files = [
            file_of(folder, store, archive_id)
            for store in ledger.reference.stores()
            for archive_id in ledger.archives.written_since(store)
        ]
        if files:
            yield "archive_not_anew", {"count": len(files), "file": str(files[0])}
    waiting = ledger.join_repairs.waiting()
    if days := _days([row.opened_at for row in waiting], CARDS_AFTER, now):
        reasons = ", ".join(sorted({row.reason for row in waiting}))
        yield "cards_missing", {"count": len(waiting), "days": days, "reasons": reasons}


def _days(since: list[str], after: timedelta, now: datetime) -> int:
    """How long the oldest waits; 0: none waits for too long."""
    oldest = min(since, default=None)
    waited = timedelta() if oldest is None else now - datetime.fromisoformat(oldest)
    return waited.days if waited > after else 0
