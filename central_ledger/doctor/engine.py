"""Settings of a PostgreSQL server that a ledger cannot be served on, or not for long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from central_ledger.doctor.faults import Found
from central_ledger.store.citus_workers import wrong_workers
from central_ledger.store.database import Database

OLDEST = 150_000
#: A serving process: one that writes, two that read, one that says that it serves; one to spare for a command.
CONNECTIONS = 5
CLOCK_SECONDS_MAX = 60
#: Each may lose what was acknowledged when it is off.
DURABLE = ("synchronous_commit", "fsync", "full_page_writes")


def engine_findings(database: Database, now: datetime) -> Iterator[Found]:
    """`database` is on PostgreSQL."""

    def setting(name: str) -> str:
        return str(database.value("SELECT current_setting(?)", (name,)))

    if int(setting("server_version_num")) < OLDEST:
        yield "postgres_old", {"found": setting("server_version")}
    if database.value("SELECT pg_is_in_recovery()"):
        yield "postgres_standby", {}
    off = [f"{name} = {found}" for name in DURABLE if (found := setting(name)) == "off"]
    if off:
        yield "postgres_forgets", {"settings": ", ".join(off)}
    if database.is_distributed and (wrong := wrong_workers(database)):
        yield "workers_wrong", {"workers": ", ".join(wrong)}
    used = int(database.value("SELECT COUNT(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"))
    most = int(setting("max_connections")) - int(setting("superuser_reserved_connections"))
    if most - used < CONNECTIONS:
        yield "postgres_connections", {"max": most, "used": used, "needed": CONNECTIONS}
    theirs = int(database.value("SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS BIGINT)"))
    seconds = round(now.timestamp() - theirs)
    if abs(seconds) > CLOCK_SECONDS_MAX:
        yield "clock_off", {"seconds": seconds}
