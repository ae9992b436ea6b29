"""The line to the ledger: enrolment, and a session of sync. Apart from the till: a cold start needs none of it."""

from __future__ import annotations

import random
from collections.abc import Callable

from offline_cache.store import Enrolment
from pos_client.application.chores import CounterChores
from pos_client.application.lease_keeper import LeaseKeeper
from pos_client.bootstrap.desk import TillStore, make_desk
from pos_client.errors import Refused, Unavailable
from pos_client.sync.engine import SyncEngine
from pos_client.sync.enrolment import RogueLedger, enrol
from pos_client.sync.key_renewal import KeyRenewal
from pos_client.sync.reservations import ReservationLine
from pos_client.sync.session import LINE_DOWN_TEXTS, REFUSED_TEXTS, SyncSession
from pos_client.sync.signed_answers import Untrusted
from pos_client.sync.status import SyncStatus
from pos_client.sync.transport import LineDown, LineRefused, Patience, Transport
from retail.signed import VerifyingKey


def enrol_till(base: TillStore, address: str, code: str, device: str) -> Enrolment:
    """Make this till known to a ledger. Raises Unavailable (the line) or Refused (the code, the ledger)."""
    if not address.startswith(("http://", "https://")):
        raise Refused("address_wrong", address=address)
    transport = Transport(address, base.clock.now)
    try:
        enrolled = enrol(transport, code, base.keys.current(), device)
    except LineDown as error:
        raise Unavailable(LINE_DOWN_TEXTS[error.code]) from error
    except LineRefused as error:
        raise Refused("enrolment_refused") from error
    except RogueLedger as error:
        raise Refused("ledger_rogue") from error
    finally:
        transport.close()
    enrolment = Enrolment(
        store=enrolled.store,
        store_name=enrolled.store_name,
        till=enrolled.till,
        currency=enrolled.currency,
        ledger_id=enrolled.ledger,
        ledger_address=address.rstrip("/"),
    )
    base.store.enrol(enrolment, enrolled.group_key.raw)
    return enrolment


def make_sync_session(
    base: TillStore,
    report: Callable[[SyncStatus], None],
    stopping: Callable[[], bool] = lambda: False,
    pause: Callable[[], None] = lambda: None,
    *,
    make_transport: Callable[..., Transport] = Transport,
    jitter: Callable[[], float] = random.random,
) -> tuple[SyncSession, Transport]:
    """A session of sync for the thread that calls. Raises Refused `store_not_enrolled`."""
    enrolment, group_key = base.store.enrolment, base.store.group_key()
    if enrolment is None or group_key is None:
        raise Refused("store_not_enrolled")
    transport = make_transport(
        enrolment.ledger_address,
        base.clock.now,
        till=f"{enrolment.store}/{enrolment.till}",
        key=base.keys.current,
    )
    engine = SyncEngine(
        transport,
        base.store.journal,
        base.store.pulled,
        store=enrolment.store,
        till=enrolment.till,
        group_key=VerifyingKey(group_key),
        recovery=base.store,
        renewal=KeyRenewal(transport, base.keys, f"{enrolment.store}/{enrolment.till}", base.settings.till_key_days),
        pin=lambda key: base.store.pin_group_key(key.raw),
        pause=pause,
    )

    desk = make_desk(base)
    chores = CounterChores(
        LeaseKeeper(desk, base.store.leases, base.holds),
        base.store.reservations,
        base.holds,
        ReservationLine(transport).release,
    )

    def told(status: SyncStatus) -> None:
        base.connection.online = status.connected
        report(status)

    session = SyncSession(
        engine,
        base.store.journal,
        base.clock,
        random=jitter,
        report=told,
        stopping=stopping,
        chores=chores,
    )
    return session, transport


def renew_till_key(base: TillStore) -> str:
    """The id of the till's new key. Raises Unavailable (the line) or Refused (the ledger): then the old one counts."""
    keys = base.keys
    keys.prepare()  # a key that waits to follow is due, whatever its age
    session, transport = make_sync_session(base, lambda status: None)
    try:
        session.agree()
    except LineDown as error:
        raise Unavailable(LINE_DOWN_TEXTS[error.code]) from error
    except LineRefused as error:
        raise Refused(REFUSED_TEXTS.get(error.code, "ledger_refused")) from error
    except Untrusted as error:
        raise Unavailable("ledger_untrusted") from error
    finally:
        transport.close()
    return keys.current().verifying_key.kid.hex()


def make_reservation_line(base: TillStore, timeout_ms: int) -> ReservationLine:
    """A line of its own for the moments in which a shopper waits. Raises Refused `store_not_enrolled`."""
    enrolment = base.store.enrolment
    if enrolment is None:
        raise Refused("store_not_enrolled")
    seconds = timeout_ms / 1000
    transport = Transport(
        enrolment.ledger_address,
        base.clock.now,
        till=f"{enrolment.store}/{enrolment.till}",
        key=base.keys.current,
        patience=Patience(seconds, seconds, seconds),
    )
    return ReservationLine(transport)
