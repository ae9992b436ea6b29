"""What doctor looks at: one function for each part, each gives codes of `faults` and what their words need.

Everything is read beside serving processes; nothing is written, and an older database stays as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from central_ledger import tls
from central_ledger.application.audit import audit
from central_ledger.application.events import KEPT
from central_ledger.application.keys import issuer_keys_end
from central_ledger.application.ledger import Ledger
from central_ledger.application.suggestions import LEARNED
from central_ledger.data_directory import DataDirectory
from central_ledger.doctor.faults import Found
from central_ledger.logs import log_files
from central_ledger.store.archives import Archived
from central_ledger.store.database import StoreUnavailable
from central_ledger.store.vitals import Vitals
from central_ledger.suggestion_commands import LEARNS_WITH, can_learn
from retail.machine import Machine
from retail.mistakes import mistakes_in

DISK_FULL_BYTES = 500_000_000
DISK_LOW_BYTES = 5_000_000_000
MEMORY_LOW_BYTES = 500_000_000
CERTIFICATE_DAYS = ISSUER_DAYS = 30
MISTAKES_DAYS = 7
CASE_DAYS = 7
SILENT_HOURS = 24
#: Replaying and carrying take seconds; behind a busy day, minutes.
BEHIND = timedelta(minutes=15)
#: Upkeep drops events every ten minutes.
EVENTS_LATE = timedelta(days=1)
SUGGESTIONS_DAYS = 3
CLOCK_BACK = timedelta(seconds=120)


def machine_findings(data: DataDirectory, machine: Machine) -> Iterator[Found]:
    folder = data.folder
    free = None if folder is None else machine.disk_free_bytes(folder)
    if free is not None and free < DISK_LOW_BYTES:
        yield "disk_full" if free < DISK_FULL_BYTES else "disk_low", {"free_mb": free // 1_000_000}
    memory = machine.memory_free_bytes()
    if memory is not None and memory < MEMORY_LOW_BYTES:
        yield "memory_low", {"free_mb": memory // 1_000_000}
    if folder is not None:
        secret = [data.key_path, data.token_path, folder / "database.url", folder / "tls" / "key.pem"]
        seen = [path.name for path in secret if path.exists() and machine.is_open_to_others(path)]
        if seen:
            yield "secret_file_open", {"files": ", ".join(seen)}


def certificate_findings(certificate: Path, key: Path, now: datetime) -> Iterator[Found]:
    """Of the certificate that is served."""
    try:
        served = tls.read_served(certificate, key)
    except tls.BadCertificate as error:
        yield "certificate_wrong", {"detail": str(error)}
        return
    days = (served.ends_at - now).days
    if days < CERTIFICATE_DAYS:
        code, shown = ("certificate_ended", -days) if served.ends_at <= now else ("certificate_ends", days)
        yield code, {"certificate": str(certificate), "days": shown}


def mistake_findings(folder: Path, now: datetime) -> Iterator[Found]:
    """What the logs say of mistakes of ours: errors with a trace, of the last days."""
    since = now - timedelta(days=MISTAKES_DAYS)
    count, newest = mistakes_in(log_files(folder), since, '"trace"', lambda said: "trace" in said)
    if count:
        yield "mistakes_logged", {"count": count, "newest": newest}


def key_findings(ledger: Ledger, *, is_embedded: bool) -> Iterator[Found]:
    """The group's private keys: there, readable, sealed, and one that signs codes for long enough."""
    try:
        lacking = [kind for kind in ("group", "issuer", "export") if not ledger.reference.secrets(kind)]
    except StoreUnavailable as error:
        yield "keys_unreadable", {"detail": str(error)}
        return
    ends_at = issuer_keys_end(ledger)
    if ends_at is not None and ends_at <= ledger.clock() and "issuer" not in lacking:
        lacking.append("issuer")
    if lacking:
        yield "group_keys_missing", {"kinds": ", ".join(lacking)}
    elif ends_at is not None and (days := (ends_at - ledger.clock()).days) < ISSUER_DAYS:
        yield "issuer_key_ends", {"days": days}
    if not is_embedded and ledger.reference.has_open_secrets():
        yield "keys_unsealed", {}


def book_findings(ledger: Ledger) -> Iterator[Found]:
    """The whole audit: every page, every posting, every stream."""
    try:
        found = audit(ledger)
    except Archived as error:
        yield "archive_unreadable", {"detail": str(error)}
        return
    except StoreUnavailable as error:
        yield "database_damaged", {"detail": str(error)}
        return
    if found.problems:
        first = json.dumps(found.problems[0], ensure_ascii=False, default=str)
        yield "books_off", {"count": len(found.problems), "first": first}


def behind_findings(ledger: Ledger, now: datetime) -> Iterator[Found]:
    """What is done behind the pushes, and how far behind it is."""
    vitals = Vitals(ledger.database)
    oldest = vitals.oldest_not_replayed_at()
    if oldest is not None and now - _time(oldest) > BEHIND:
        yield "replay_behind", {"count": ledger.replays.waiting(), "minutes": _minutes(oldest, now)}
    waiting = [one for one in ledger.clearing.waiting() if one.oldest]
    if waiting:
        since = min(one.oldest for one in waiting)
        if now - _time(since) > BEHIND:
            yield "clearing_stuck", {"items": sum(one.items for one in waiting), "minutes": _minutes(since, now)}
    event = vitals.oldest_event_at()
    if event is not None and now - _time(event) > KEPT + EVENTS_LATE:
        yield "events_kept", {"days": (now - _time(event)).days}
    learned = ledger.reference.meta(LEARNED)
    if learned is not None and (days := (now - _time(json.loads(learned)["at"])).days) > SUGGESTIONS_DAYS:
        yield "suggestions_old", {"days": days}
    first = vitals.first_enrolled_at()
    if not can_learn() and first is not None and (now - _time(first)).days > SUGGESTIONS_DAYS:
        yield "library_missing", {"library": LEARNS_WITH}
    newest = vitals.newest_received_at()
    if newest is not None and _time(newest) - now > CLOCK_BACK:
        yield "clock_went_back", {"newest": newest}


def people_findings(ledger: Ledger, now: datetime) -> Iterator[Found]:
    """What waits for somebody: tills, cases, entries that were set aside, refunds."""
    vitals = Vitals(ledger.database)
    quarantined = ledger.journals.quarantined()
    if quarantined:
        tills = sorted({f"{store}/{till}" for store, till, *_ in quarantined})
        yield "quarantine", {"count": len(quarantined), "tills": ", ".join(tills[:5])}
    for till in vitals.tills():
        name = f"{till.store}/{till.till}"
        if till.suspended:
            yield "till_suspended", {"till": name}
        hours = int((now - _time(till.seen_at)).total_seconds() // 3600)
        if hours >= SILENT_HOURS:
            yield "till_silent", {"till": name, "hours": hours}
    for store, name, enrolled_at in vitals.never_heard():
        if (days := (now - _time(enrolled_at)).days) >= 1:
            yield "till_never_heard", {"till": f"{store}/{name}", "days": days}
    before = (now - timedelta(days=CASE_DAYS)).astimezone(UTC).isoformat(timespec="milliseconds")
    if count := vitals.cases_before(before):
        yield "cases_old", {"count": count, "days": CASE_DAYS}
    old = [at for at in vitals.open_refunds_since() if now - _time(at) > timedelta(days=1)]
    if old:
        yield "refunds_open", {"count": len(old)}


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _minutes(since: str, now: datetime) -> int:
    return int((now - _time(since)).total_seconds() // 60)
