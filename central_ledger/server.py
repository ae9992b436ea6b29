"""Run the ledger as a process: bind, listen, say where, serve, and stop when asked to."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import signal
import socket
import sys
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import uvicorn

from central_ledger.api.support import GroupSigner, Line
from central_ledger.application.growth_opening import open_growth
from central_ledger.application.joining import prepare_joining
from central_ledger.application.keys import export_keys, group_key
from central_ledger.application.people import let_member_app_speak
from central_ledger.application.runs import ServedRun
from central_ledger.application.till_updates import tell_updates
from central_ledger.backing_up import BackupPlan
from central_ledger.beating import BackgroundBeat
from central_ledger.carrying import BackgroundClearing
from central_ledger.connections import HEADERS_MAX, GuardedProtocol
from central_ledger.daily import BackgroundDaily, daily_commands
from central_ledger.data_directory import DataDirectory
from central_ledger.demo.pinyin import initials
from central_ledger.http import LedgerApp
from central_ledger.leasing import BackgroundLeases
from central_ledger.logs import logging_to
from central_ledger.memory import collect_seldom
from central_ledger.reckoning import BackgroundReckoning
from central_ledger.replaying import BackgroundReplay
from central_ledger.serving import serving
from central_ledger.tls import ServedCertificate, is_loopback
from central_ledger.upkeep import BackgroundUpkeep
from central_ledger.workers import Workers

GRACE_S = 10
NO_BACKUPS = BackupPlan(None, 0)
#: From so many days before its end on, a certificate is named in the log at each start.
WARN_DAYS = 30


class _Server(uvicorn.Server):
    """Uvicorn that says when it listens, and that ends well on a signal instead of raising it again."""

    def __init__(self, config: uvicorn.Config, listening: Callable[[], None]) -> None:
        super().__init__(config)
        self._listening = listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._listening()

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        def stop(number: int, frame: FrameType | None) -> None:
            self.handle_exit(number, frame)

        numbers = (signal.SIGINT, signal.SIGTERM)
        before = {number: signal.signal(number, stop) for number in numbers}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def serve(
    data: DataDirectory,
    host: str,
    port: int,
    port_file: Path | None,
    *,
    served: ServedCertificate | None = None,
    insecure_http: bool = False,
    metrics_at: tuple[str, int] | None = None,
    backups: BackupPlan = NO_BACKUPS,
) -> None:
    """Serve until SIGTERM or SIGINT; with TLS when there is a certificate.

    Prints one JSON line `{"address", "port", "ledger", "pid", "certificate", "metrics"}` when it listens, and writes
    the same to `port_file`; `metrics` is the port of the metrics or null. Raises ValueError rather than send members'
    data in the clear where others may listen, OSError when the address cannot be bound, NotInitialised and
    StoreUnavailable as opening does, or when it is served already.
    """
    if served is None and not is_loopback(host) and not insecure_http:
        raise ValueError(
            f"without TLS this would send members' data over {host} for everybody to read: say --tls-certificate and "
            "--tls-key (make-certificate makes them), or --insecure-http if something before it speaks TLS"
        )
    with logging_to(data.folder):
        if served is not None:
            _warn_of_end(served)
        with serving(data) as run:
            _serve(data, _Outside(host, port, metrics_at, port_file, served), run, backups)


@dataclass(frozen=True, slots=True)
class _Outside:
    """Where a process is met, and who is told."""

    host: str
    port: int
    metrics_at: tuple[str, int] | None
    port_file: Path | None
    served: ServedCertificate | None


def _serve(data: DataDirectory, outside: _Outside, run: ServedRun, plan: BackupPlan) -> None:
    host, served = outside.host, outside.served
    ledger = data.open()
    try:
        key, is_distributed = group_key(ledger), ledger.database.is_distributed
        with ledger.database.transaction():
            export_keys(ledger)
            open_growth(ledger)
            prepare_joining(ledger)
            tell_updates(ledger)
        ledger_id = ledger.reference.meta("ledger_id") or ""
        initials("会员")  # reads its dictionaries now, and not while somebody joins
        if data.url is None and not let_member_app_speak(ledger, data.member_app_token()):
            log = logging.getLogger("central_ledger")
            log.warning("the token of the members' app was ended: write another one into its file, and start again")
    finally:
        ledger.close()
    listener = socket.create_server((host, outside.port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    workers = Workers(data.open)
    carrying = BackgroundClearing(data.open) if is_distributed else None
    ending = contextlib.ExitStack()
    try:
        replay, leases = BackgroundReplay(workers), BackgroundLeases(workers)
        besides = (BackgroundUpkeep(workers), BackgroundReckoning(workers), BackgroundBeat(workers))
        daily = [BackgroundDaily(workers, data, command) for command in daily_commands(plan)]
        certificate = served.fingerprint if served is not None else None
        line = Line(workers, run, GroupSigner(key), ledger_id, replay, leases, certificate, carrying)
        app = LedgerApp(line)
        metrics_port = None
        if outside.metrics_at is not None:
            metrics_port, stop = line.metrics.serve(*outside.metrics_at, data.open)
            ending.callback(stop)
        config = uvicorn.Config(
            app.starlette(),
            log_config=None,
            access_log=False,
            server_header=False,
            lifespan="off",
            timeout_graceful_shutdown=GRACE_S,
            timeout_keep_alive=75,
            http=GuardedProtocol,
            ws="none",
            h11_max_incomplete_event_size=HEADERS_MAX,
            ssl_certfile=served.certificate if served is not None else None,
            ssl_keyfile=served.key if served is not None else None,
        )

        def started() -> None:
            line.replay.start()
            line.leases.start()
            if carrying is not None:
                carrying.start()
            for work in besides:
                work.start()
            for work_of_a_day in daily:
                work_of_a_day.start()
            collect_seldom()
            _announce(listener, ledger_id, outside, metrics_port)

        _Server(config, started).run(sockets=[listener])
    finally:
        if carrying is not None:
            carrying.close()
        ending.close()
        workers.close()
        listener.close()


def _warn_of_end(served: ServedCertificate) -> None:
    days = (served.ends_at - datetime.now(UTC)).days
    if days < WARN_DAYS:
        facts = {"certificate": str(served.certificate), "ends_at": served.ends_at.isoformat(), "days_left": days}
        logging.getLogger("central_ledger").warning("the certificate ends soon, or has ended", extra={"facts": facts})


def _announce(listener: socket.socket, ledger_id: str, outside: _Outside, metrics_port: int | None) -> None:
    port_file, served = outside.port_file, outside.served
    host, port = listener.getsockname()[:2]
    scheme = "http" if served is None else "https"
    address = f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"
    facts = {"address": address, "port": port, "ledger": ledger_id, "pid": os.getpid(), "metrics": metrics_port}
    line = json.dumps(facts | {"certificate": None if served is None else served.fingerprint})
    if port_file is not None:
        # Written whole or not at all: who waits for the file never reads half a line.
        partial = port_file.with_name(port_file.name + ".partial")
        partial.write_text(line + "\n", "utf-8")
        partial.replace(port_file)
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
