"""Machines of a real cluster that stop, and shards that move, are held and are split, while selling goes on.

ONETILL_CITUS_URL as in test_on_citus.py. ONETILL_CITUS_STOP and ONETILL_CITUS_START are commands that stop and start
one of its workers: without them nothing is stopped, and that is said.
"""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from typing import Any

import psycopg
import pytest
from psycopg import conninfo

from central_ledger.application.audit import audit
from central_ledger.application.clearing import Carrier
from central_ledger.application.ledger import Ledger
from central_ledger.application.push import push
from central_ledger.data_directory import DataDirectory
from central_ledger.store import citus_shards, postgresql
from central_ledger.store.citus import CitusDatabase
from central_ledger.store.database import StoreUnavailable
from tests.unit.ledger.journals import JournalWriter
from tests.unit.ledger.test_on_citus import citus, server  # noqa: F401

STOP, START = (os.environ.get(f"ONETILL_CITUS_{name}", "") for name in ("STOP", "START"))
STORES, SALES = 6, 12


class Selling:
    """Tills of several stores that sell to the same members beside each other, and carriers, until each has sold."""

    def __init__(self, data: DataDirectory, prefix: str) -> None:
        self._data, self.prefix = data, prefix
        self.sold = 0
        self.errors: list[BaseException] = []
        self._ended = threading.Event()
        self._lock = threading.Lock()

    def till(self, number: int) -> None:
        writer = JournalWriter(store=f"{self.prefix}{number:02}")
        writer.open(f"epoch-{number}")
        ledger = self._data.open()
        for sale in range(SALES):
            one_id = ("M1", "M2", None)[sale % 3]
            earned = {"group": 2} if one_id else None
            entry = writer.sale(f"sale-{number}-{sale}", one_id=one_id, earned=earned)
            batch = [entry] if sale else writer.entries
            answer = self._insist(lambda batch=batch: push(ledger, writer.store, "T01", batch))
            assert {verdict.word for verdict in answer.verdicts} <= {"created", "exists"}
            with self._lock:
                self.sold += 1
        ledger.close()

    def carry(self) -> None:
        ledger = self._data.open()
        carrier = Carrier(ledger)
        while not self._ended.is_set():
            try:
                carrier.look()
                while carrier.step():
                    pass
            except StoreUnavailable:
                time.sleep(0.1)
        ledger.close()

    @staticmethod
    def _insist(work: Callable[[], Any]) -> Any:
        """As a till does: again, until it is answered."""
        until_s = time.monotonic() + 120
        while True:
            try:
                return work()
            except StoreUnavailable:
                if time.monotonic() > until_s:
                    raise
                time.sleep(0.05)

    def run(self, meanwhile: Callable[[Selling], None]) -> None:
        tills = [threading.Thread(target=self._kept, args=(self.till, n)) for n in range(STORES)]
        carriers = [threading.Thread(target=self._kept, args=(self.carry,)) for _ in range(2)]
        for thread in (*tills, *carriers):
            thread.start()
        meanwhile(self)
        for thread in tills:
            thread.join(180)
        self._ended.set()
        for thread in carriers:
            thread.join(60)
        if self.errors:
            raise self.errors[0]

    def _kept(self, work: Callable[..., None], *values: int) -> None:
        try:
            work(*values)
        except BaseException as error:  # noqa: BLE001  (raised again by `run`)
            self.errors.append(error)

    def until_sold(self, count: int) -> None:
        while self.sold < count and not self.errors:
            time.sleep(0.02)


@pytest.fixture
def stores(citus: DataDirectory) -> Iterator[Ledger]:  # noqa: F811
    ledger = citus.open()
    with ledger.database.transaction():
        for store in [f"{prefix}{number:02}" for prefix in "LK" for number in range(STORES)]:
            if ledger.journals.till(store, "T01") is None:
                ledger.reference.put_store(store, store, "CNY")
                ledger.journals.enrol(store, "T01", bytes(32), "counter", ledger.now())
    yield ledger
    ledger.close()


def points_of(ledger: Ledger) -> dict[str, int]:
    """What the members have, less what they spent and did not have."""
    balances = {one_id: ledger.members.balance(one_id, "group") for one_id in ("M1", "M2")}
    return {one_id: balance.points - balance.overdrawn for one_id, balance in balances.items()}


def check_all(ledger: Ledger, before: dict[str, int], selling: Selling) -> None:
    """Each sale is there once, and what each did to its member."""
    Carrier(ledger).drain()
    found = audit(ledger, rebuild=True)
    assert (found.problems, found.clearing["items"]) == ([], 0)
    rows = [row for till in found.tills if till["store"].startswith(selling.prefix) for row in till["sales"]]
    assert sum(row["sales"] for row in rows) == selling.sold == STORES * SALES
    earned = {one_id: points - before[one_id] for one_id, points in points_of(ledger).items()}
    assert earned == dict.fromkeys(("M1", "M2"), 2 * STORES * SALES // 3)


def test_a_worker_that_stops_and_starts_under_load_loses_nothing(citus, stores):  # noqa: F811
    if not (STOP and START):
        pytest.skip("NO WORKER WAS STOPPED: ONETILL_CITUS_STOP and ONETILL_CITUS_START name no commands")
    before = points_of(stores)

    def interrupt(selling: Selling) -> None:
        selling.until_sold(STORES * SALES // 3)
        subprocess.run(STOP, shell=True, check=True)
        time.sleep(1.0)  # what is asked meanwhile is refused, and asked again
        subprocess.run(START, shell=True, check=True)

    selling = Selling(citus, "L")
    selling.run(interrupt)
    check_all(stores, before, selling)


def test_shards_move_while_selling_goes_on(citus, stores):  # noqa: F811
    places = "SELECT nodename, nodeport FROM pg_dist_node WHERE shouldhaveshards ORDER BY nodeid"
    one, other = (*stores.database.rows(places), None, None)[:2]
    if other is None:
        pytest.skip("NO SHARD WAS MOVED: the cluster has one worker")
    before = points_of(stores)
    moved: list[int] = []

    def move(selling: Selling) -> None:
        """The shard of M1, to the other worker, while its tills sell."""
        selling.until_sold(STORES)
        with psycopg.connect(str(citus.url), autocommit=True) as admin:
            found = admin.execute(
                "SELECT p.shardid, p.nodename, p.nodeport FROM pg_dist_shard_placement AS p WHERE p.shardid = "
                "get_shard_id_for_distribution_column('member', 'M1')"
            ).fetchone()
            assert found is not None
            to = other if found[1:] == one else one
            admin.execute("SELECT citus_move_shard_placement(%s, %s, %s, %s, %s)", (*found, *to))
            moved.append(selling.sold)

    selling = Selling(citus, "K")
    selling.run(move)
    check_all(stores, before, selling)
    assert moved[0] >= STORES


@pytest.fixture
def opened(citus: DataDirectory) -> Iterator[Callable[[], Ledger]]:  # noqa: F811
    with ExitStack() as ending:
        yield lambda: ending.enter_context(closing(citus.open()))


def opened_till(ledger: Ledger, store: str) -> JournalWriter:
    """A till that has pushed the beginning of its journal."""
    with ledger.database.transaction():
        ledger.reference.put_store(store, store, "CNY")
        ledger.journals.enrol(store, "T01", bytes(32), "counter", ledger.now())
    writer = JournalWriter(store=store, till="T01")
    writer.open(f"epoch-{store}")
    assert push(ledger, store, "T01", writer.entries).verdicts[0].word == "created"
    return writer


def shard_at(ledger: Ledger, name: str) -> tuple[int, str, int]:
    """The number of a name's shard, and its machine."""
    (found,) = ledger.database.rows(
        "SELECT p.shardid, p.nodename, p.nodeport FROM pg_dist_shard_placement AS p WHERE p.shardid = "
        "get_shard_id_for_distribution_column('entry', ?::text)",
        (name,),
    )
    return found[0], found[1], found[2]


def test_a_shard_that_was_held_for_too_long_is_written_at_its_machine_again(citus, monkeypatch, opened):  # noqa: F811
    monkeypatch.setattr(postgresql, "LOCK_TIMEOUT_MS", 200)
    monkeypatch.setattr(citus_shards, "RETRY_S", 0.0)
    ledger = opened()
    assert isinstance(ledger.database, CitusDatabase)
    writer, reached = opened_till(ledger, "H01"), ledger.database.reached
    shard, host, port = shard_at(ledger, "H01")
    address = conninfo.make_conninfo(str(citus.url), host=host, port=port)
    with psycopg.connect(address, autocommit=True) as mover, mover.transaction():
        mover.execute("SELECT lock_shard_metadata(7, ARRAY[%s::bigint])", (shard,))  # as who moves it does
        one = writer.sale("held-1")
        assert push(ledger, "H01", "T01", [one]).verdicts[0].word == "created"
    before = reached["one"]
    for sale in ("held-2", "held-3"):
        assert push(ledger, "H01", "T01", [writer.sale(sale)]).verdicts[0].word == "created"
    assert reached["one"] == before + 2


def test_what_other_shards_have_is_read_at_their_machines_and_else_at_the_coordinator(citus, monkeypatch, opened):  # noqa: F811
    """COPY of many rows into the shard of one, and questions about every other one."""
    monkeypatch.setattr(postgresql, "LOCK_TIMEOUT_MS", 200)
    monkeypatch.setattr(citus_shards, "RETRY_S", 0.0)
    ledger = opened()
    database, insert = ledger.database, "INSERT INTO replay_mark (store, till, epoch, seq) VALUES (?, ?, ?, ?)"
    assert isinstance(database, CitusDatabase)
    stores = [f"Q{number:02}" for number in range(40)]
    for store in stores:
        marks = [(store, f"till\t{number}\\N", "e", number) for number in range(40)]
        database.beside((store,), lambda marks=marks: database.execute_many(insert, marks), home=store)
    question = "SELECT till, seq FROM replay_mark WHERE store = ? AND seq >= ? ORDER BY seq"
    expected = [[("till\t38\\N", 38), ("till\t39\\N", 39)]] * len(stores)
    asked = [(store, 38) for store in stores]

    def read() -> list[list[Any]]:
        return database.beside((stores[0],), lambda: _primed(database, question, asked), home=stores[0])

    assert database.answers(question, asked) == read() == expected
    home = shard_at(ledger, stores[0])
    other = next(found for store in stores if (found := shard_at(ledger, store))[1:] != home[1:])
    address = conninfo.make_conninfo(str(citus.url), host=other[1], port=other[2])
    before = database.reached["one"]
    with psycopg.connect(address, autocommit=True) as mover, mover.transaction():
        mover.execute("SELECT lock_shard_metadata(7, ARRAY[%s::bigint])", (other[0],))  # as who moves it does
        assert read() == database.answers(question, asked) == expected
    assert read() == expected
    assert database.reached["one"] == before + 2


def _primed(database: CitusDatabase, question: str, asked: list[tuple[str, int]]) -> list[list[Any]]:
    database.prime(question, asked)
    return [database.rows(question, each) for each in asked]


def test_a_shard_that_was_split_is_found_by_who_served_before(citus, opened):  # noqa: F811
    ledger = opened()
    assert isinstance(ledger.database, CitusDatabase)
    writer = opened_till(ledger, "P01")
    Carrier(ledger).drain()  # shards are split when nothing waits (docs/scaling.md)
    names = (f"P{number:03}" for number in range(2, 900))
    shard, host, port = shard_at(ledger, "P01")
    beside = next(name for name in names if shard_at(ledger, name)[0] == shard)
    with psycopg.connect(str(citus.url), autocommit=True) as admin:
        admin.execute(
            "SELECT citus_split_shard_by_split_points(s.shardid, ARRAY[((s.shardminvalue::bigint + s.shardmaxvalue::"
            "bigint) / 2)::text], ARRAY[n.nodeid, n.nodeid], 'block_writes') FROM pg_dist_shard AS s, pg_dist_node AS "
            "n WHERE s.shardid = %s AND (n.nodename, n.nodeport) = (%s, %s)",
            (shard, host, port),
        )
    # Whom it has not heard of yet first: nothing tells it that this shard is another one by now.
    opened_till(ledger, beside)
    assert push(ledger, "P01", "T01", [writer.sale("split-1")]).verdicts[0].word == "created"
    before = ledger.database.reached["one"]
    assert push(ledger, "P01", "T01", [writer.sale("split-2")]).verdicts[0].word == "created"
    assert ledger.database.reached["one"] == before + 1
    Carrier(ledger).drain()
    found = audit(ledger, rebuild=True)
    assert (found.problems, found.clearing["items"]) == ([], 0)
