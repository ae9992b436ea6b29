"""The line to the ledger: enrolment, and a session of sync. Apart from the till: a cold start needs none of it."""

from __future__ import annotations

import ipaddress
import random
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from offline_cache.store import Enrolment
from pos_client.application.ask_rounds import AskRounds
from pos_client.application.chores import CounterChores
from pos_client.application.lease_keeper import LeaseKeeper
from pos_client.application.parking_rounds import ParkingRounds
from pos_client.application.reservation_renewal import ReservationRenewal
from pos_client.bootstrap.desk import TillStore, make_desk
from pos_client.errors import Refused, Unavailable
from pos_client.sync.asks import AskLine
from pos_client.sync.baskets import BasketLine
from pos_client.sync.engine import SyncEngine
from pos_client.sync.enrolment import FINGERPRINT_LENGTH, Enrolled, RogueLedger, enrol, fingerprint, normalized_code
from pos_client.sync.key_renewal import KeyRenewal
from pos_client.sync.reservations import ReservationLine
from pos_client.sync.session import LINE_DOWN_TEXTS, REFUSED_TEXTS, SyncSession
from pos_client.sync.signed_answers import Untrusted
from pos_client.sync.status import SyncStatus
from pos_client.sync.transport import LineDown, LineRefused, Patience, Transport
from pos_client.sync.trust import NotVouched, Trust, key_after, vouched_certificate
from pos_client.sync.value import ValueLine
from retail.signed import VerifyingKey

#: Between two short transactions of a pull: long enough for a sale that waits to have its turn.
PAUSE_S = 0.005


def pause() -> None:
    """Give the counter the disk and the processor."""
    time.sleep(PAUSE_S)


def enrol_till(
    base: TillStore, address: str, code: str, device: str, *, ca_file: Path | None = None, insecure_http: bool = False
) -> Enrolment:
    """Make this till known to a ledger. Raises Unavailable (the line) or Refused (the code, the ledger).

    With https, the ledger's certificate must be vouched for by the system's authorities, by `ca_file`, or by the
    group's key, which the enrolment code names (docs/spec/line.md, section 10).
    """
    address = address.rstrip("/")
    host = _host(address)
    if not host or not address.startswith(("http://", "https://")):
        raise Refused("address_wrong", address=address)
    if address.startswith("http://") and not insecure_http and not is_this_machine(host):
        raise Refused("address_insecure", address=address)
    trust = Trust(ca_file=_kept_authority(base, ca_file) if ca_file is not None else "")
    try:
        enrolled, trust = _enrolled(base, address, code, device, trust)
    except LineDown as error:
        raise Unavailable(LINE_DOWN_TEXTS[error.code]) from error
    except LineRefused as error:
        raise Refused("enrolment_refused") from error
    except (RogueLedger, NotVouched) as error:
        raise Refused("ledger_rogue") from error
    enrolment = Enrolment(
        store=enrolled.store,
        store_name=enrolled.store_name,
        till=enrolled.till,
        currency=enrolled.currency,
        ledger_id=enrolled.ledger,
        ledger_address=address,
        ledger_ca=trust.ca_file,
        ledger_certificate=trust.fingerprint,
    )
    base.store.enrol(enrolment, enrolled.group_key.raw)
    return enrolment


def _enrolled(base: TillStore, address: str, code: str, device: str, trust: Trust) -> tuple[Enrolled, Trust]:
    """Ask to be enrolled. If nobody known vouches for the certificate, the group's key may, before the code is sent."""
    try:
        return _ask(base, address, code, device, trust), trust
    except LineDown as error:
        if error.code != "certificate_unknown" or trust.ca_file:
            raise
    try:
        wanted = normalized_code(code)[-FINGERPRINT_LENGTH:]
        shown = vouched_certificate(address, lambda key, _: fingerprint(VerifyingKey(key)) == wanted)
        trust = Trust(fingerprint=shown)
    except OSError as error:
        raise LineDown("unreachable", type(error).__name__) from error
    return _ask(base, address, code, device, trust), trust


def _ask(base: TillStore, address: str, code: str, device: str, trust: Trust) -> Enrolled:
    transport = Transport(address, base.clock.now, trust=trust)
    try:
        return enrol(transport, code, base.keys.current(), device)
    finally:
        transport.close()


def _host(address: str) -> str:
    """The host that an address names; empty when it names none."""
    try:
        parts = urlsplit(address)
        return "" if parts.port == 0 else parts.hostname or ""
    except ValueError:
        return ""


def is_this_machine(host: str) -> bool:
    """Whether a host can be nothing but this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _kept_authority(base: TillStore, ca_file: Path) -> str:
    """A copy of the authority's file beside the till's data: the original may go. Raises Refused."""
    try:
        ssl.create_default_context(cafile=str(ca_file))
        kept = base.store.data_folder / "ledger-authority.pem"
        kept.write_bytes(ca_file.read_bytes())
    except (OSError, ValueError) as error:  # SSLError is an OSError
        raise Refused("ca_file_wrong", path=str(ca_file)) from error
    return str(kept)


def open_line(
    base: TillStore,
    patience: Patience | None = None,
    make_transport: Callable[..., Transport] = Transport,
    *,
    keeps: bool = True,
) -> Transport:
    """The enrolled till's line to its ledger, for one thread. `keeps`: a new certificate that the group's key vouches
    for is noted, which a reader of the store cannot do. Raises Refused `store_not_enrolled`.
    """
    enrolment, group_key = base.store.enrolment, base.store.group_key()
    if enrolment is None or group_key is None:
        raise Refused("store_not_enrolled")

    def vouch() -> Trust:
        pinned = VerifyingKey(group_key)
        shown = vouched_certificate(
            enrolment.ledger_address,
            lambda key, handovers: key in (group_key, key_after(pinned, handovers).raw),
        )
        if keeps:
            base.store.trust_certificate(shown)
        return Trust(fingerprint=shown)

    return make_transport(
        enrolment.ledger_address,
        base.clock.now,
        till=f"{enrolment.store}/{enrolment.till}",
        key=base.keys.current,
        patience=patience,
        trust=Trust(enrolment.ledger_ca, enrolment.ledger_certificate),
        vouch=vouch,
    )


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
    base.store.use_widely()
    enrolment, group_key = base.store.enrolment, base.store.group_key()
    if enrolment is None or group_key is None:
        raise Refused("store_not_enrolled")
    transport = open_line(base, make_transport=make_transport)
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
    reservation_line = ReservationLine(transport)
    chores = CounterChores(
        LeaseKeeper(desk, base.store.leases, base.holds),
        base.store.reservations,
        base.holds,
        reservation_line.release,
        parking=ParkingRounds(desk, base.store.reference, base.store.parked_baskets, BasketLine(transport)),
        renewal=ReservationRenewal(base.clock, base.holds, reservation_line.reserve, ValueLine(transport).renew),
        asks=AskRounds(desk, base.store.asks, AskLine(transport).ask_again),
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
        has_room=lambda: base.room.look().level != "spent",
    )
    return session, transport


@contextmanager
def _one_session(base: TillStore) -> Iterator[SyncSession]:
    """For one thing that somebody asked for. Raises Unavailable (the line) or Refused (the ledger)."""
    session, transport = make_sync_session(base, lambda status: None)
    try:
        yield session
    except LineDown as error:
        raise Unavailable(LINE_DOWN_TEXTS[error.code]) from error
    except LineRefused as error:
        raise Refused(REFUSED_TEXTS.get(error.code, "ledger_refused")) from error
    except Untrusted as error:
        raise Unavailable("ledger_untrusted") from error
    finally:
        transport.close()


def push_waiting(base: TillStore) -> None:
    """Send what the ledger lacks, of a till that was closed too. Raises Unavailable (the line) or Refused."""
    with _one_session(base) as session:
        session.push()
    if session.status.suspended:
        raise Refused("till_suspended")


def renew_till_key(base: TillStore) -> str:
    """The id of the till's new key. Raises Unavailable (the line) or Refused (the ledger): then the old one counts."""
    keys = base.keys
    keys.prepare()  # a key that waits to follow is due, whatever its age
    with _one_session(base) as session:
        session.agree()
    return keys.current().verifying_key.kid.hex()


def make_reservation_line(base: TillStore, timeout_ms: int) -> ReservationLine:
    """A line of its own for the moments in which a shopper waits. Raises Refused `store_not_enrolled`."""
    seconds = timeout_ms / 1000
    return ReservationLine(open_line(base, Patience(seconds, seconds, seconds)))
