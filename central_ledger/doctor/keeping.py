"""What keeps a ledger for years: its backups, its archives, its closed days, and leases that nobody gave back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from central_ledger.application.archive_strays import strays
from central_ledger.application.ledger import Ledger
from central_ledger.application.settling import store_days
from central_ledger.backing_up import newest
from central_ledger.doctor.faults import Found
from central_ledger.store.archives import ANSWER_SECONDS, file_of
from central_ledger.store.sqlite import SqliteDatabase
from central_ledger.store.vitals import Vitals
from retail.in_time import in_time

#: A ledger is backed up once a day; a weekend without room on the disk is named on Monday.
BACKUP_DAYS = 3
#: A new ledger has until its second day.
NEW_FOR = timedelta(days=2)
#: What is being archived just now has its file some moments before its row.
STRAY_AFTER = timedelta(hours=1)
#: Every morning closes the day before: one that was left out is named the morning after.
UNSETTLED_DAYS = 2
#: A till gives back what it leased when it is next heard.
LEASE_DAYS = 2
_NAMED = 5


def keeping_findings(ledger: Ledger, now: datetime) -> Iterator[Found]:
    yield from backup_findings(ledger, now)
    yield from archive_findings(ledger)
    yield from stray_findings(ledger, now)
    yield from day_findings(ledger)
    overdue = Vitals(ledger.database).leases_ended_before(_text(now - timedelta(days=LEASE_DAYS)))
    if overdue:
        tills = [f"{store}/{till}" for store, till, _ in overdue]
        params = {"count": sum(count for *_, count in overdue), "tills": ", ".join(tills[:_NAMED]), "days": LEASE_DAYS}
        yield "leases_overdue", params


def backup_findings(ledger: Ledger, now: datetime) -> Iterator[Found]:
    """Of what this program makes; a cluster's nodes, and servers that archive their log, have backups of their own."""
    vitals, last = Vitals(ledger.database), newest(ledger)
    if ledger.database.is_distributed:
        return
    if last is None:
        first = vitals.first_enrolled_at()
        is_new = first is None or now - datetime.fromisoformat(first) <= NEW_FOR
        if not is_new and not ledger.database.archives_itself():
            yield "backup_missing", {}
        return
    days, path = (now - datetime.fromisoformat(last.at)).days, Path(last.file)
    is_there = _is_there(path.parent)
    if days >= BACKUP_DAYS:
        yield "backup_old", {"days": days, "file": last.file}
    elif is_there and not path.exists():
        yield "backup_gone", {"file": last.file}
    if isinstance(ledger.database, SqliteDatabase) and not is_there:
        # A database of a server is looked at from other machines too, which have no such folder and need none.
        yield "backup_folder_gone", {"path": str(path.parent)}


def archive_findings(ledger: Ledger) -> Iterator[Found]:
    """Files that returns and the audit need, by their names alone: the audit reads them."""
    rows, folder = ledger.archives.all(), ledger.archives.folder()
    paths = [file_of(folder or Path(), row.store, row.archive_id) for row in rows]
    is_there = bool(paths) and folder is not None and _is_there(folder)
    missing = [path for path in paths if not (is_there and path.is_file())]
    if missing:
        yield "archive_missing", {"count": len(missing), "file": str(missing[0])}


def stray_findings(ledger: Ledger, now: datetime) -> Iterator[Found]:
    """Files among the archives that belong to none."""
    folder = ledger.archives.folder()
    if folder is None or not _is_there(folder):
        return  # what cannot be looked into is missing, and named as that
    latest = (now - STRAY_AFTER).timestamp()
    try:
        found = [
            path
            for store in ledger.reference.stores()
            for path in strays(ledger, store, folder)
            if path.stat().st_mtime < latest
        ]
    except OSError:
        return
    if found:
        yield "archive_stray", {"count": len(found), "file": str(found[0])}


def day_findings(ledger: Ledger) -> Iterator[Found]:
    """Only where anything is settled: rules are in force."""
    if not ledger.settlements.rules():
        return
    open_days: dict[str, list[str]] = {}
    for store in ledger.reference.stores():
        today = datetime.fromisoformat(store_days(ledger, store).today)
        through = (today - timedelta(days=UNSETTLED_DAYS)).date().isoformat()
        if found := ledger.settlements.open_periods(store, through):
            open_days[store] = found
    if open_days:
        oldest = min(days[0] for days in open_days.values())
        count = sum(map(len, open_days.values()))
        yield "days_unsettled", {"count": count, "stores": ", ".join(sorted(open_days)[:_NAMED]), "oldest": oldest}


def _is_there(folder: Path) -> bool:
    """Not: it is gone, or on a machine that does not answer."""
    try:
        return in_time(folder.is_dir, ANSWER_SECONDS, f"the folder {folder}")
    except OSError:
        return False


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
