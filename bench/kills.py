"""kill -9, of a till that sells and syncs and of its ledger, with a line between them that is cut: what is lost?

`./run bench kills 1000` kills so many times (BENCH_KILLS, 200). Both are real processes with all their threads, forked
from processes that have their imports done: a start takes a tenth of a second.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from datetime import date
from pathlib import Path
from random import Random
from typing import IO, Any

from bench.figures import exactly, report
from bench.ledger import priced_sale
from bench.surroundings import keys_in
from central_ledger import server
from central_ledger.application import seed
from central_ledger.application.audit import audit
from central_ledger.application.enrolment import make_code
from central_ledger.application.replay import Replayer
from central_ledger.data_directory import DataDirectory
from central_ledger.demo.generate import generate
from offline_cache import SecretStore, open_store
from pos_client.bootstrap.desk import TillStore, open_till_store
from pos_client.bootstrap.line import enrol_till, make_sync_session
from pos_client.sync.status import SyncStatus
from pos_client.system import SystemClock
from retail.messages import decode_body
from retail.receipt_number import receipt_number
from tests.end_to_end.proxy import CuttingProxy

KILLS = int(os.environ.get("BENCH_KILLS", "200"))
SEED = os.environ.get("BENCH_KILL_SEED") or str(time.time_ns())
STORE, TILL = "S01", "T01"
BASKETS = 40
TODAY = date(2026, 11, 11)
#: Of ten kills so many hit the till; the others the ledger.
TILL_KILLS = 7
#: Bytes of an answer after which the line is cut.
CUTS = (None, None, None, None, 0, 150, 600, 2_500, 12_000)
PATIENCE_S = 60.0


def main(kills: int = KILLS) -> int:
    """Print what was found; 0 when nothing was lost, nothing doubled and the books balance."""
    if sys.platform == "win32":
        print("not on Windows: processes are forked")
        return 0
    with tempfile.TemporaryDirectory(prefix="onetill-bench-") as name:
        folder = Path(name)
        keys_in(folder)
        data = _small_ledger(folder / "ledger")
        ledger = _Nursery("ledger", folder / "ledger")
        address = json.loads(ledger.start("0"))["address"]
        port = address.rsplit(":", 1)[1]
        line = CuttingProxy(address)
        _enrol(folder / "till", data, line.address)
        till = _Nursery("till", folder / "till")
        try:
            _kill_at_random(kills, ledger, till, line, port)
            line.cut_answers_after = None
            ledger.start_again(port)
            till.start("drain")
            while till.wait_for(("drained", "left ")) != "drained":
                pass
        finally:
            till.close()
            ledger.close()
            line.stop()
        return _judge(kills, folder / "till", data, till.said)


def _kill_at_random(kills: int, ledger: _Nursery, till: _Nursery, line: CuttingProxy, port: str) -> None:
    dice = random.Random(SEED)
    till.start("0")
    for number in range(1, kills + 1):
        line.cut_answers_after = dice.choice(CUTS)
        time.sleep(dice.uniform(0.02, 0.35))
        if dice.random() < 0.2:
            line.cut_now()
        if dice.randrange(10) < TILL_KILLS:
            till.kill()
            till.start(str(number))
        else:
            ledger.kill()
            # A ledger that is away for a moment, or for some seconds' worth of sales.
            time.sleep(dice.choice((0, 0, 0.2)))
            ledger.start(port)
    till.kill()


class _Nursery:
    """A process that forks the same program again and again, with its imports done."""

    def __init__(self, role: str, folder: Path) -> None:
        command = [sys.executable, "-m", "bench.kills", role, str(folder)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._ready = "ready" if role == "till" else '{"address"'
        self._lines: list[str] = []
        self._news = threading.Condition()
        self._child: int | None = None
        #: What the child said, but for the lines that belong to a start.
        self.said: list[str] = []
        threading.Thread(target=self._read, args=(_pipe(self._process.stdout),), daemon=True).start()

    def start(self, argument: str) -> str:
        """Fork; gives the line that the child says when it is ready."""
        _pipe(self._process.stdin).write(argument + "\n")
        _pipe(self._process.stdin).flush()
        self._child = int(self.wait_for("pid ").split()[1])
        return self.wait_for(self._ready)

    def start_again(self, argument: str) -> None:
        if self._child is not None:
            self.kill()
        self.start(argument)

    def kill(self) -> None:
        """SIGKILL; what it had said is read before this returns."""
        if self._child is not None:
            os.kill(self._child, signal.SIGKILL)
            self.wait_for(f"end {self._child}")
            self._child = None

    def close(self) -> None:
        if self._child is not None:
            self.kill()
        _pipe(self._process.stdin).close()
        self._process.wait(PATIENCE_S)

    def wait_for(self, beginning: str | tuple[str, ...]) -> str:
        """The next line that begins so, or in one of these ways."""
        with self._news:
            found = self._news.wait_for(lambda: self._take(beginning), PATIENCE_S)
        if found is None:
            raise RuntimeError(f"no {beginning!r} came (seed {SEED})")
        return str(found)

    def _take(self, beginning: str | tuple[str, ...]) -> str | None:
        for place, line in enumerate(self._lines):
            if line.startswith(beginning):
                return self._lines.pop(place)
        return None

    def _read(self, lines: IO[str]) -> None:
        for line in lines:
            with self._news:
                kept = self.said if line.startswith("sold ") else self._lines
                kept.append(line.rstrip("\n"))
                self._news.notify_all()


def _pipe(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None
    return pipe


def _small_ledger(path: Path) -> DataDirectory:
    data = DataDirectory(path)
    data.initialise()
    ledger = data.open()
    seed.load(ledger, generate(products=200, members=300, today=TODAY), lambda pin: "-")
    ledger.close()
    return data


def _enrol(folder: Path, data: DataDirectory, address: str) -> None:
    ledger = data.open()
    with ledger.database.transaction():
        code, _ = make_code(ledger, STORE, TILL)
    ledger.close()
    base = open_till_store(folder, program="bench")
    enrol_till(base, address, code, "bench")
    session, line = make_sync_session(base, lambda status: None)
    while session.round() == 0:
        pass
    line.close()
    base.close()


def _judge(kills: int, folder: Path, data: DataDirectory, said: list[str]) -> int:
    store = open_store(folder, SecretStore(folder), writer=True, program="bench", clock=SystemClock())
    whole = store.check().is_whole
    rows = store.database.rows("SELECT body FROM journal WHERE kind = 'sale' ORDER BY position")
    store.close()
    bodies = [decode_body(body) for (body,) in rows]
    paid = {body["sale_id"]: body["pricing"]["payable"] for body in bodies}
    shown = {line.split()[1] for line in said}
    ledger = data.open()
    Replayer().replay_all(ledger)
    found = audit(ledger)
    booked = ledger.database.rows("SELECT sale_id, payable FROM sale WHERE till = ?", (TILL,))
    ledger.close()
    lost = len(shown - set(paid)) + len(set(paid) - {sale_id for sale_id, _ in booked})
    doubled = len(bodies) - len(paid) + len(booked) - len(dict(booked))
    units = {unit: amount for unit, amount in found.units.items() if amount}
    wrong = [
        *(f"trial balance {amount} {unit}" for unit, amount in units.items()),
        *([] if whole else ["the till's store is damaged"]),
        *([] if dict(booked) == paid else ["payable differs from what is booked"]),
        *([] if not found.suspended and not found.quarantine else ["tills suspended or entries in quarantine"]),
        *map(str, found.problems),
    ]
    size = f"{kills:,} times kill -9 of till or ledger"
    met = [
        report("sales lost", lost, target=exactly(0), size=size, note=f"of {len(paid):,}; cases {found.cases}"),
        report("sales doubled", doubled, target=exactly(0), size=size),
        report("what else is wrong with books or store", len(wrong), target=exactly(0), size=size),
    ]
    if not all(met):
        print(f"seed {SEED}: {wrong[:3]}")
    return 0 if all(met) else 1


# --- the processes that fork


def _nurse(role: str, folder: Path) -> None:
    """Fork a child for each line of the input, one at a time; say its id, and its end, after which nothing follows."""
    sales = _documents() if role == "till" else []
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _say(f"pid {os.getpid()}")
            if role == "till":
                _sell(folder, sales, line.strip())
            else:
                _serve(folder, int(line))
            os._exit(0)
        os.waitpid(child, 0)
        _say(f"end {child}")


def _documents() -> list[dict[str, Any]]:
    group = generate(products=200, members=300, today=TODAY)
    return [priced_sale(group, Random(number)) for number in range(BASKETS)]


def _sell(folder: Path, documents: list[dict[str, Any]], run: str) -> None:
    """Sell as fast as it goes, with sync on its own thread as in the app; or only bring everything to the ledger."""
    base = open_till_store(folder, program="bench")
    _say("ready")
    if run == "drain":
        _drain(base)
        _say("drained")
        base.close()
        return
    threading.Thread(target=_sync, args=(base,), daemon=True).start()
    for number in itertools.count():
        document = documents[number % len(documents)] | {"sale_id": f"run{run}-{number}"}
        with base.store.unit_of_work() as unit:
            entry = unit.journal.append("sale", document)
            unit.sales.add(document, entry, receipt_number(entry))
            unit.commit()
        _say(f"sold {document['sale_id']}")
        time.sleep(0.005)


def _sync(base: TillStore) -> None:
    session, _ = make_sync_session(base, lambda status: None)
    while True:
        # Not as long as it would wait for a ledger: here the ledger comes back at once.
        time.sleep(min(session.round(), 50) / 1000)


def _drain(base: TillStore) -> None:
    """Until nothing waits; it may take as long as what is left gets less."""
    fewest: list[int] = []
    latest = [time.monotonic() + PATIENCE_S]

    def seen(status: SyncStatus) -> None:
        if not fewest or status.waiting < fewest[-1]:
            fewest.append(status.waiting)
            latest[0] = time.monotonic() + PATIENCE_S
            _say(f"left {status.waiting}")

    session, line = make_sync_session(base, seen)
    while time.monotonic() < latest[0]:
        session.round()
        if session.status.connected and not session.status.waiting and not session.status.pulling:
            break
    line.close()


def _serve(folder: Path, port: int) -> None:
    log = os.open(folder / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, 2)
    server.serve(DataDirectory(folder), "127.0.0.1", port, None)


def _say(text: str) -> None:
    """One write: a line is said whole or not at all."""
    os.write(1, text.encode() + b"\n")


if __name__ == "__main__":
    _nurse(sys.argv[1], Path(sys.argv[2]))
