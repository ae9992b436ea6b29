"""A fresh till at a large group: how long until it has everything, and what a sale's commit costs meanwhile.

A real ledger process, the till's real line and store, and sales made on another thread than sync's, as in the app.
Idle and streaming are measured in one run, on the same file. The till pauses its pull while somebody pays
(pos_client.bootstrap.counter_first), so most sales here are announced as the page of payment announces them; what a
commit costs that nobody announced, one of `pos-client sell` for example, is shown beside it. Sizes: BENCH_PRODUCTS,
BENCH_MEMBERS.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bench import catalogue
from bench.figures import Peer, at_most, exactly, ratio_at_most, report
from bench.store import sale_document, sell
from bench.surroundings import keys_in, say_load
from central_ledger.application.enrolment import make_code
from central_ledger.application.publish import encoded, publish_setting
from central_ledger.data_directory import DataDirectory
from pos_client.bootstrap.counter_first import PAYMENT
from pos_client.bootstrap.desk import TillStore, open_till_store
from pos_client.bootstrap.line import enrol_till, make_sync_session, pause
from pos_client.sync.status import SyncStatus
from pos_client.system import collect_seldom, take_turns_often

PRODUCTS = int(os.environ.get("BENCH_PRODUCTS", "1000000"))
MEMBERS = int(os.environ.get("BENCH_MEMBERS", "200000"))
IDLE_SALES = 100
#: Between two sales, on average. A counter is slower; so many show what each of them meets.
BETWEEN_S = 0.8
#: From the page of payment to its last key: nobody is quicker.
PAYING_S = 0.3
#: Every so many sales one is not announced.
UNANNOUNCED_EVERY = 4
COMMIT_P99_MS_MAX = 25.0
COMMIT_RATIO_MAX = 1.5
FRESH_MINUTES_MAX = 15.0
ROWS_AT_ONCE = 50_000


def main() -> int:
    """Print one line for each measurement; 0 when every target was met."""
    with tempfile.TemporaryDirectory(prefix="onetill-bench-") as name:
        folder = Path(name)
        keys_in(folder)
        take_turns_often()
        collect_seldom()
        say_load()
        started = time.perf_counter()
        data = _large_ledger(folder / "ledger")
        seconds = time.perf_counter() - started
        print(f"a ledger with {PRODUCTS:,} products, {MEMBERS:,} members: {seconds:.0f} s to fill")
        with _served(data) as address:
            return _stream(folder / "till", data, address)


def _large_ledger(path: Path) -> DataDirectory:
    data = DataDirectory(path)
    data.initialise()
    ledger = data.open()
    with ledger.database.transaction():
        ledger.reference.put_store(catalogue.STORE, "淮海路店", "CNY")
        publish_setting(ledger, catalogue.STORE, "store", {"store_id": catalogue.STORE, "currency": "CNY"})
    feeds = (("group", "products", catalogue.product_rows(PRODUCTS)),)
    for scope, feed, rows in (*feeds, (catalogue.STORE, "members", catalogue.member_rows(MEMBERS))):
        for some in _pieces(rows):
            with ledger.database.transaction():
                ledger.feeds.put(scope, feed, some)
    ledger.close()
    return data


def _pieces(rows: Iterator[Mapping[str, Any]]) -> Iterator[dict[str, str | None]]:
    piece: dict[str, str | None] = {}
    for row in rows:
        piece[row["key"]] = encoded(row["data"])
        if len(piece) == ROWS_AT_ONCE:
            yield piece
            piece = {}
    yield piece


class _served:  # noqa: N801 - a with block
    """The ledger as a process, for a block; gives its address."""

    def __init__(self, data: DataDirectory) -> None:
        self._log = (data.path / "log").open("w")
        command = [sys.executable, "-m", "central_ledger", "serve", "--data", str(data.path)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=self._log, text=True)

    def __enter__(self) -> str:
        assert self._process.stdout is not None
        return str(json.loads(self._process.stdout.readline())["address"])

    def __exit__(self, *error: object) -> None:
        self._process.terminate()
        self._process.wait(30)
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._log.close()


def _stream(folder: Path, data: DataDirectory, address: str) -> int:
    ledger = data.open()
    with ledger.database.transaction():
        code, _ = make_code(ledger, catalogue.STORE, catalogue.TILL)
    ledger.close()
    base = open_till_store(folder, program="bench")
    enrol_till(base, address, code, "bench")
    counter = _Counter(base)
    idle = counter.sell_for(IDLE_SALES)
    finished = threading.Event()
    seen: list[SyncStatus] = []
    thread = threading.Thread(target=_sync, args=(base, seen, finished))
    started = time.perf_counter()
    thread.start()
    streaming = counter.sell_until(finished)
    minutes = (time.perf_counter() - started) / 60
    thread.join()
    counted = base.store.catalogue.count(), base.store.check().counts["members"]
    errors = [status.last_error for status in seen if status.last_error]
    base.close()
    announced, other = streaming
    usual, meanwhile = _share(idle[0], 0.5), _share(announced, 0.5)
    size = f"{PRODUCTS:,} products, {MEMBERS:,} members"
    idle_till, missing = Peer("an idle till", usual), PRODUCTS + MEMBERS - sum(counted)
    met = [
        report(
            *("commit of a sale while everything streams in, p99", _share(announced, 0.99), "ms"),
            target=at_most(COMMIT_P99_MS_MAX),
            size=size,
            note=f"worst {max(announced):.1f} of {len(announced)}",
        ),
        report(
            *("commit of a sale while everything streams in, median", meanwhile, "ms"),
            peer=idle_till,
            target=ratio_at_most(COMMIT_RATIO_MAX),
            size=size,
        ),
        report(
            *("commit that nobody announced meanwhile, median", _share(other, 0.5), "ms"),
            peer=idle_till,
            size=size,
            note=f"p99 {_share(other, 0.99):.1f} of {len(other)}",
        ),
        report(
            *("a fresh till has everything, selling meanwhile", minutes, "min"),
            target=at_most(FRESH_MINUTES_MAX),
            size=size,
            note=f"{(PRODUCTS + MEMBERS) / minutes / 60:,.0f} rows/s",
        ),
        report(
            "products and members that are missing", missing, target=exactly(0), size=size, note="; ".join(errors[:1])
        ),
    ]
    return 0 if all(met) else 1


def _sync(base: TillStore, seen: list[SyncStatus], finished: threading.Event) -> None:
    session, line = make_sync_session(base, seen.append, pause=pause)
    try:
        while (delay_ms := session.round()) == 0 or session.status.last_error:
            time.sleep(delay_ms / 1000)
    finally:
        line.close()
        base.store.close_thread()
        finished.set()


class _Counter:
    """Sells on the thread that calls, at times that no page can foresee."""

    def __init__(self, base: TillStore) -> None:
        self._base = base
        self._chance = random.Random(7)
        self._number = 0

    def sell_for(self, count: int) -> tuple[list[float], list[float]]:
        """Milliseconds of the commits that were announced, and of the others."""
        times: tuple[list[float], list[float]] = [], []
        for _ in range(count):
            self._sale(times)
        return times

    def sell_until(self, finished: threading.Event) -> tuple[list[float], list[float]]:
        times: tuple[list[float], list[float]] = [], []
        while not finished.is_set():
            self._sale(times)
        return times

    def _sale(self, times: tuple[list[float], list[float]]) -> None:
        """One sale after a pause."""
        time.sleep(self._chance.expovariate(1 / BETWEEN_S))
        self._number += 1
        is_announced = self._number % UNANNOUNCED_EVERY != 0
        document = sale_document(self._number)
        if is_announced:
            self._base.store.hurry.begin(PAYMENT)
        time.sleep(PAYING_S)
        start = time.perf_counter()
        sell(self._base.store, document)
        times[0 if is_announced else 1].append(1000 * (time.perf_counter() - start))
        self._base.store.hurry.end(PAYMENT)


def _share(values: list[float], share: float) -> float:
    return sorted(values)[int(len(values) * share)]


if __name__ == "__main__":
    sys.exit(main())
