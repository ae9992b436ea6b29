"""What doctor says of the line: how the ledger sees this till, by whose clock, behind which certificate.

One question is asked, the one that every round of sync begins with; nothing is pushed, pulled or kept.
"""

from __future__ import annotations

import importlib
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from cryptography import x509

from pos_client.bootstrap.desk import TillStore
from pos_client.commands.doctor_machine import Found

CLOCK_SECONDS_MAX = 120
CERTIFICATE_DAYS = 30
WAITING_HOURS = 24
#: The group's data are asked for all the time; a day without is a fault of the line, or of the ledger.
DATA_HOURS = 24
#: Without these nobody can sell; an older ledger may lack others.
NEEDED_FEEDS = ("settings", "keys", "staff", "offers", "products")
SECONDS = 3.0


def ledger_document(base: TillStore) -> dict[str, Any]:
    """`state`: `not_enrolled`, `answers`, or the code of what went wrong. Raises nothing."""
    enrolment = base.store.enrolment
    if enrolment is None:
        return {"state": "not_enrolled"}
    document: dict[str, Any] = {"address": enrolment.ledger_address}
    if enrolment.ledger_address.startswith("https://"):
        document |= _certificate(enrolment.ledger_address)
    # HTTP is imported for a till that has a ledger to ask.
    asked: dict[str, Any] = importlib.import_module("pos_client.bootstrap.standing").ask_how_it_stands(base, SECONDS)
    return document | asked


def ledger_findings(base: TillStore, document: dict[str, Any], now: datetime) -> Iterator[Found]:
    """Codes of findings with their params, from `ledger_document`."""
    enrolment = base.store.enrolment
    if enrolment is None:
        yield "store_not_enrolled", {}
        return
    if document["state"] != "answers":
        yield document["state"], {"address": enrolment.ledger_address, "path": str(base.store.secrets.folder)}
    elif document["suspended"]:
        yield "till_suspended", {}
    off = document.get("clock_off_seconds")
    if off is not None and abs(off) > CLOCK_SECONDS_MAX:
        yield "clock_off", {"seconds": off}
    # A certificate that is known by itself is not judged by its end (docs/spec/line.md, section 10).
    ends_at = None if enrolment.ledger_certificate else document.get("certificate_ends_at")
    if ends_at is not None:
        days = (datetime.fromisoformat(ends_at) - now).days
        if 0 <= days < CERTIFICATE_DAYS:
            yield "certificate_ends", {"days": days, "ends_at": ends_at}


def waiting_findings(waiting: int, oldest_at: str | None, now: datetime) -> Iterator[Found]:
    if waiting and oldest_at is not None and (hours := _hours_since(oldest_at, now)) >= WAITING_HOURS:
        yield "waiting_long", {"count": waiting, "hours": hours, "oldest_at": oldest_at}


def data_findings(base: TillStore, now: datetime) -> Iterator[Found]:
    """How old the group's data are: of the feed that came in completely the longest ago."""
    if base.store.enrolment is None:
        return
    times = base.feed_times()
    lacking = [feed for feed in NEEDED_FEEDS if not times[feed]]
    if lacking:
        yield "never_synced", {"feeds": lacking}
        return
    known = {feed: at for feed, at in times.items() if at}
    feed, oldest = min(known.items(), key=lambda item: datetime.fromisoformat(item[1]))
    if (hours := _hours_since(oldest, now)) >= DATA_HOURS:
        yield "data_old", {"hours": hours, "feed": feed, "as_of": oldest}


def payment_findings(base: TillStore, now: datetime) -> Iterator[Found]:
    """Wallet payments and refunds whose end nobody knows, and that are not of today's work any more."""
    began = [attempt.started_at for attempt in base.store.wallet_attempts.all()]
    began += [refund.started_at for refund in base.store.wallet_refunds.all()]
    old = [at for at in began if now - datetime.fromisoformat(at) > timedelta(days=1)]
    if old:
        yield "payments_open", {"count": len(old), "oldest_at": min(old, key=datetime.fromisoformat)}


def _hours_since(at: str, now: datetime) -> int:
    return int((now - datetime.fromisoformat(at)).total_seconds() // 3600)


def _certificate(address: str) -> dict[str, Any]:
    """When the certificate that is shown at this address ends; nothing when none can be seen."""
    parts = urlsplit(address)
    # Looked at, whoever vouches for it: whether it is believed is what the question to the ledger says.
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    try:
        with (
            socket.create_connection((parts.hostname or "", parts.port or 443), SECONDS) as connection,
            context.wrap_socket(connection, server_hostname=parts.hostname) as shown,
        ):
            der = shown.getpeercert(binary_form=True)
            ends_at = x509.load_der_x509_certificate(der or b"").not_valid_after_utc
    except (OSError, ValueError):
        return {}
    return {"certificate_ends_at": ends_at.astimezone(UTC).isoformat()}
