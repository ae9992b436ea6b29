"""The ledger on a cluster of Citus against the ledger on one PostgreSQL: what a sale costs, and how even it is.

ONETILL_CITUS_URL names an empty database of its coordinator; every node must run on this machine, because what is
compared is processor time (of the ledger and of all nodes together), which says the same on a busy machine. Each run
makes a schema of its own there and drops it. Sizes: BENCH_CITUS_BATCHES (of 200 sales, for each of two stores),
BENCH_CITUS_SHARDS and BENCH_CITUS_LONG_S.
"""

from __future__ import annotations

import os
import secrets
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import psycopg

from bench.figures import Peer, exactly, ratio_at_least, ratio_at_most, report
from bench.ledger import TODAY, priced_sale
from bench.side_by_side import batches_of
from central_ledger.application import seed
from central_ledger.application.clearing import Carrier
from central_ledger.application.ledger import Ledger
from central_ledger.application.push import BATCH_MAX, push
from central_ledger.application.replay import Replayer
from central_ledger.data_directory import DataDirectory
from central_ledger.demo.generate import generate
from central_ledger.demo.records import DemoGroup
from central_ledger.store.citus import CitusDatabase
from central_ledger.store.database import StoreUnavailable
from retail.messages import Entry
from tests.postgresql_server import NotInstalled, PostgresServer

URL = os.environ.get("ONETILL_CITUS_URL", "")
BATCHES = int(os.environ.get("BENCH_CITUS_BATCHES", "2"))
SHARDS = int(os.environ.get("BENCH_CITUS_SHARDS", "8"))
LONG_S = float(os.environ.get("BENCH_CITUS_LONG_S", "60"))
STORES, BASKETS, MEMBERS = ("S01", "S02"), 200, 2000
#: Each has one journal. Those that are measured take turns.
WARM_TILLS, TILLS, HOT_TILLS, LONG_TILL = ("W1", "W2", "W3"), ("B1", "B2", "B3"), ("H1", "H2", "H3"), "L1"
COST_RATIO_MAX, REPLAY_RATIO_MAX, HOT_RATIO_MAX, WORST_RATIO_MIN = 1.15, 1.1, 1.18, 0.65


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor time of a sale, in milliseconds: of the ledger, and of the database's processes."""

    ledger: float
    database: float

    @property
    def ms(self) -> float:
        return self.ledger + self.database


class Meter:
    """The processor time of this process and of PostgreSQL servers on this machine, by their data directories."""

    def __init__(self, folders: Sequence[str]) -> None:
        self._folders = [Path(folder) for folder in folders]

    def cost(self, sales: int, work: Callable[[], Any]) -> Cost:
        own, theirs = time.process_time(), self._seconds()
        work()
        return Cost((time.process_time() - own) * 1000 / sales, (self._seconds() - theirs) * 1000 / sales)

    def _seconds(self) -> float:
        """Of every process that lives, and those that a server's first process has seen the end of."""
        ticks, parents, found = os.sysconf("SC_CLK_TCK"), dict[int, int](), dict[int, tuple[int, int]]()
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                parts = path.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            pid = int(path.parent.name)
            parents[pid] = int(parts[1])
            found[pid] = int(parts[11]) + int(parts[12]), int(parts[13]) + int(parts[14])
        roots = {int((folder / "postmaster.pid").read_text().split()[0]) for folder in self._folders}
        own = sum(sum(found[root]) for root in roots)
        return (own + sum(found[pid][0] for pid, parent in parents.items() if parent in roots)) / ticks


def main() -> int:
    """0 when every target was met, or nothing was measured: then that is said."""
    if not URL:
        print("NOT MEASURED ON CITUS: ONETILL_CITUS_URL names no database of Citus (docs/scaling.md)", file=sys.stderr)
        return 0
    try:
        server = PostgresServer(("shared_buffers=64MB",))
    except NotInstalled as error:
        print(f"not measured: {error}", file=sys.stderr)
        return 1
    group = generate(products=500, members=MEMBERS, today=TODAY)
    documents = [priced_sale(group, Random(number)) for number in range(BASKETS)]
    with tempfile.TemporaryDirectory(prefix="onetill-bench-") as folder, closing(server), _schema() as url:
        one = DataDirectory(Path(folder) / "one", server.new_database())
        many = DataDirectory(Path(folder) / "many", url)
        many.distribute(SHARDS)
        for data in (one, many):
            _prepare(data, group)
        met = [*_costs(one, many, documents), _worst_ten_seconds(many, documents), _books(many)]
    return 0 if all(met) else 1


@contextmanager
def _schema() -> Iterator[str]:
    name = f"bench_{secrets.token_hex(4)}"
    with psycopg.connect(URL, autocommit=True) as admin:
        admin.execute(f"CREATE SCHEMA {name}")  # type: ignore[call-overload]
        try:
            yield f"{URL}{'&' if '?' in URL else '?'}options=-csearch_path%3D{name}"
        finally:
            admin.execute(f"DROP SCHEMA {name} CASCADE")  # type: ignore[call-overload]


def _prepare(data: DataDirectory, group: DemoGroup) -> None:
    data.initialise()
    with closing(data.open()) as ledger:
        seed.load(ledger, group, lambda pin: "-")
        with ledger.database.transaction():
            for store in STORES:
                for till in (*WARM_TILLS, *TILLS, *HOT_TILLS, LONG_TILL):
                    ledger.journals.enrol(store, till, bytes(32), "bench", ledger.now())


def _meter(ledger: Ledger) -> Meter:
    folders = [str(ledger.database.value("SHOW data_directory"))]
    if ledger.database.is_distributed:
        rows = ledger.database.rows("SELECT result FROM run_command_on_workers('SHOW data_directory')")
        folders += [str(row[0]) for row in rows]
    return Meter(folders)


def _costs(one: DataDirectory, many: DataDirectory, documents: Sequence[dict[str, Any]]) -> list[bool]:
    member = next(str(each["one_id"]) for each in documents if each["one_id"] is not None)
    hot = [each | {"one_id": member} for each in documents]
    found: dict[str, dict[str, Cost]] = {}
    for name, data in (("one", one), ("many", many)):
        with closing(data.open()) as ledger:
            found[name] = _of_ledger(ledger, documents, hot)
    alone, cluster = found["one"], found["many"]
    size = f"{len(STORES)} stores, {BATCHES} batches of {BATCH_MAX} each, {SHARDS} shards, least of {len(TILLS)}"
    all_ms = cluster["push"].ms + cluster["carry"].ms
    hot_ms = cluster["hot push"].ms + cluster["hot carry"].ms
    peer = "one PostgreSQL"
    return [
        report(
            *("processor time of a sale, push and carrying", all_ms, "ms"),
            peer=Peer(peer, alone["push"].ms),
            target=ratio_at_most(COST_RATIO_MAX),
            size=size,
            note=f"push {_parts(cluster['push'])}, carrying {_parts(cluster['carry'])} (ledger + database)",
        ),
        report("of that the push", cluster["push"].ms, "ms", peer=Peer(peer, alone["push"].ms), size=size),
        report(
            *("replay of a sale", cluster["replay"].ms, "ms"),
            peer=Peer(peer, alone["replay"].ms),
            target=ratio_at_most(REPLAY_RATIO_MAX),
            size=size,
            note=_parts(cluster["replay"]),
        ),
        report(
            *("one member in all sales, a sale", hot_ms, "ms"),
            peer=Peer("members of a group", all_ms),
            target=ratio_at_most(HOT_RATIO_MAX),
            size=size,
        ),
    ]


def _parts(cost: Cost) -> str:
    return f"{cost.ledger:.1f} + {cost.database:.1f}"


def _of_ledger(ledger: Ledger, documents: Sequence[dict[str, Any]], hot: Sequence[dict[str, Any]]) -> dict[str, Cost]:
    """What a sale costs: taken, carried (nothing, where all lies together), replayed; and of one member alone. The
    least of some turns: others use the machine too.
    """
    meter, sales = _meter(ledger), len(STORES) * BATCHES * BATCH_MAX
    for till in WARM_TILLS:  # a process that serves has its statements prepared, and its rules read
        for store in STORES:
            push(ledger, store, till, next(iter(batches_of(documents, store, till, f"warm-{till}-{store}", 1))))
        Carrier(ledger).drain()
        Replayer().replay_all(ledger)
        if till == WARM_TILLS[0]:
            _look_at_rows(ledger)
    costs: dict[str, list[Cost]] = {}
    for name, chosen, till in [
        *(("", documents, till) for till in TILLS),
        *(("hot ", hot, till) for till in HOT_TILLS),
    ]:
        work = [
            (store, till, batch)
            for store in STORES
            for batch in batches_of(chosen, store, till, f"{name}{till}{store}", BATCHES)
        ]
        push_all = partial(_push_all, ledger, work)
        for part, run in (("push", push_all), ("carry", Carrier(ledger).drain), ("replay", partial(_replay, ledger))):
            costs.setdefault(f"{name}{part}", []).append(meter.cost(sales, run))
    if isinstance(ledger.database, CitusDatabase):
        print(f"transactions, by whether one shard's machine did them, or why several: {dict(ledger.database.reached)}")
    return {part: min(found, key=lambda cost: cost.ms) for part, found in costs.items()}


def _push_all(ledger: Ledger, work: Sequence[tuple[str, str, list[Entry]]]) -> None:
    for store, till, batch in work:
        push(ledger, store, till, batch)


def _replay(ledger: Ledger) -> None:
    Replayer().replay_all(ledger)


def _look_at_rows(ledger: Ledger) -> None:
    """As autovacuum does within minutes, which the servers of benches are without: by what they know of their rows,
    engines choose between indexes.
    """
    ledger.database.execute("ANALYZE")
    if ledger.database.is_distributed:
        ledger.database.rows("SELECT result FROM run_command_on_workers('ANALYZE')")


def _worst_ten_seconds(data: DataDirectory, documents: Sequence[dict[str, Any]]) -> bool:
    """Two stores push for a while beside a carrier, from threads: how even it is."""
    done: list[float] = []
    begun, ended = time.perf_counter(), threading.Event()

    def sell(store: str) -> None:
        with closing(data.open()) as ledger:
            for batch in batches_of(documents, store, LONG_TILL, f"long-{store}", 1_000_000):
                push(ledger, store, LONG_TILL, batch)
                done.append(time.perf_counter() - begun)
                if done[-1] > LONG_S:
                    return

    def carry() -> None:
        with closing(data.open()) as ledger:
            carrier = Carrier(ledger)
            while not ended.is_set():
                try:
                    carrier.look()
                    while carrier.step() and not ended.is_set():
                        pass
                except StoreUnavailable as error:
                    print(f"carrier: {error}", file=sys.stderr)
                ended.wait(0.2)

    threads = [threading.Thread(target=sell, args=(store,)) for store in STORES]
    carrier = threading.Thread(target=carry)
    for thread in (*threads, carrier):
        thread.start()
    for thread in threads:
        thread.join()
    ended.set()
    carrier.join()
    counts = [
        sum(10 * span <= moment < 10 * (span + 1) for moment in done) for span in range(max(1, int(LONG_S // 10)))
    ]
    per_second = BATCH_MAX / 10
    return report(
        *("worst ten seconds", min(counts) * per_second, "sales/s"),
        peer=Peer("median of all ten seconds", statistics.median(counts) * per_second),
        target=ratio_at_least(WORST_RATIO_MIN),
        size=f"{len(STORES)} stores and a carrier, {LONG_S:.0f} s",
    )


def _books(data: DataDirectory) -> bool:
    """What is quick to see: a whole audit asks row by row."""
    with closing(data.open()) as ledger:
        begun = time.perf_counter()
        Carrier(ledger).drain()
        drained = time.perf_counter() - begun
        wrong = len(ledger.books.unbalanced()) + sum(one.items for one in ledger.clearing.waiting())
        units: dict[str, int] = {}
        for _, unit, amount in ledger.books.trial_balance():
            units[unit] = units.get(unit, 0) + amount
        sales = sum(row[3] for row in ledger.books.sums_by_till())
    return report(
        *("transfers, items and units that are not as they should be", wrong + sum(map(bool, units.values()))),
        target=exactly(0),
        size=f"{len(STORES)} stores, {LONG_S:.0f} s",
        note=f"{sales:,} sales; what still waited was carried in {drained:.1f} s",
    )


if __name__ == "__main__":
    sys.exit(main())
