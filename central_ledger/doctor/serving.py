"""Who serves a ledger, and how what they do beside their requests is: by what they say of themselves every minute."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import datetime, timedelta

from central_ledger.application.ledger import Ledger
from central_ledger.doctor.faults import Found
from central_ledger.store.beats import Beats
from retail.machine import Machine

#: A busy process may say it late.
QUIET = timedelta(minutes=3)


def serving_findings(ledger: Ledger, now: datetime, machine: Machine) -> Iterator[Found]:
    here, serving = socket.gethostname(), 0
    for process, said in Beats(ledger.database).all().items():
        host, _, pid = process.rpartition(":")
        quiet = now - datetime.fromisoformat(said["at"])
        if quiet > QUIET:
            # One that ended says nothing any more; of other machines nobody here can tell.
            if host == here and machine.lives(int(pid)):
                serving += 1
                yield "serving_stuck", {"process": process, "minutes": int(quiet.total_seconds() // 60)}
            continue
        serving += 1
        for work in said["works"]:
            params = {"process": process, "work": work["name"], "since": work["since"], "why": work["why"]}
            if work["state"] == "fails":
                yield "background_failing", params
            elif work["state"] == "ended":
                yield "background_dead", params
    if not serving:
        yield "not_serving", {}
