"""The ledger on PostgreSQL: batches from several clients, against one that inserts the same rows without any rule.

Every process has its own connection, as serving processes have, and stores with members of their own: batches of two
stores seldom share one, and those that do wait for each other (the hot member). The peer is what PostgreSQL can take
from one client that has no rules at all: `bench.direct_inserts`. Ratios are of one run, in turns. Sizes:
BENCH_POSTGRES_CLIENTS, BENCH_POSTGRES_BATCHES (of 200 entries, each turn and client), BENCH_POSTGRES_LONG_S (the long
run) and BENCH_POSTGRES_ROUNDS.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from bench.direct_inserts import DirectInserts, settle
from bench.figures import Peer, exactly, ratio_at_least, report
from bench.ledger import AT, TODAY, priced_sale
from central_ledger.application import publish, seed
from central_ledger.application.audit import audit
from central_ledger.application.push import BATCH_MAX, push
from central_ledger.application.reservations import Wanted, reserve
from central_ledger.data_directory import DataDirectory
from central_ledger.demo.generate import generate
from central_ledger.demo.records import DemoGroup
from central_ledger.memory import collect_seldom
from retail.messages import GENESIS, Entry, Head, make_entry
from tests.postgresql_server import NotInstalled, PostgresServer

BATCHES = int(os.environ.get("BENCH_POSTGRES_BATCHES", "6"))
LONG_S = float(os.environ.get("BENCH_POSTGRES_LONG_S", "120"))
ROUNDS = int(os.environ.get("BENCH_POSTGRES_ROUNDS", "1000"))
TURNS = 3
CLIENTS = int(os.environ.get("BENCH_POSTGRES_CLIENTS", "2"))
#: Batches before the clock starts: a statement is prepared when it comes for the third time.
WARM = 3
SPENDERS = 8
TILLS = 60
#: Sales of each client that are different; a batch holds most members once.
BASKETS = 500
PUSH_RATIO_MIN, HOT_RATIO_MIN, WORST_RATIO_MIN = 1.0, 0.85, 0.65
#: What tills write into their journals.
Sales = Sequence[dict[str, Any]]
#: Tills that have no journal yet.
_FREE = itertools.count(10)


def main() -> int:
    """Print one line for each measurement; 0 when every target was met."""
    try:
        server = PostgresServer(("shared_buffers=256MB",), durable=True)
    except NotInstalled as error:
        print(f"not measured: {error}", file=sys.stderr)
        return 1
    try:
        group = generate(products=2000, members=1000, today=TODAY)
        documents = [_sales_of(client, group) for client in range(CLIENTS)]
        with tempfile.TemporaryDirectory(prefix="onetill-bench-") as folder:
            data = DataDirectory(Path(folder) / "ledger", server.new_database())
            _prepare(data, group)
            met = [*_against_direct(server, data, documents), _worst_ten_seconds(data, documents), *_spending(data)]
        return 0 if all(met) else 1
    finally:
        server.close()


def _sales_of(client: int, group: DemoGroup) -> list[dict[str, Any]]:
    """Sales of the members whose OneID is this client's."""
    mine = replace(group, members=group.members[client::CLIENTS])
    return [priced_sale(mine, Random(number * CLIENTS + client)) for number in range(BASKETS)]


def _prepare(data: DataDirectory, group: DemoGroup) -> None:
    data.initialise()
    ledger = data.open()
    seed.load(ledger, group, lambda pin: "-")
    with ledger.database.transaction():
        for store in group.stores:
            for number in range(TILLS):
                ledger.journals.enrol(store.store_id, f"B{number:02}", bytes(32), "bench", ledger.now())
    ledger.database.execute("ANALYZE")
    ledger.close()


def _against_direct(server: PostgresServer, data: DataDirectory, documents: Sequence[Sales]) -> list[bool]:
    """Append-only (no member's row is touched by two at once), hot (all sales of one member), and no rules at all."""
    busy = next(str(document["one_id"]) for document in documents[0] if document["one_id"] is not None)
    hot = [[document | {"one_id": busy} for document in sales if document["one_id"]] for sales in documents]
    spread = [[document for document in sales if document["one_id"]] for sales in documents]
    rates: dict[str, list[float]] = {"all": [], "spread": [], "hot": [], "direct": [], "one": []}
    peer = DirectInserts(server, data, list(batches_of(documents[0], "S01", "B00", "direct", 1 + BATCHES)))
    collect_seldom()
    peer.rate()
    for turn in range(TURNS):
        rates["direct"].append(peer.rate())
        for name, chosen in (("all", documents), ("spread", spread), ("hot", hot), ("one", documents[:1])):
            settle(server)
            rates[name].append(_together(data, chosen, f"{name}{turn}"))
    ledger = data.open()
    found = audit(ledger)
    ledger.close()
    middle = {name: statistics.median(found) for name, found in rates.items()}
    size, rate = f"{CLIENTS} processes, {BATCHES} batches of {BATCH_MAX} each, {TURNS} turns", "sales/s"
    direct = Peer("one client's direct unnest", middle["direct"])
    return [
        report(
            *("push from processes beside each other", middle["all"], rate),
            peer=direct,
            target=ratio_at_least(PUSH_RATIO_MIN),
            size=size,
        ),
        report("push from one process", middle["one"], rate, peer=direct, size=size),
        report(
            *("one member in all sales", middle["hot"], rate),
            peer=Peer("each of another member", middle["spread"]),
            target=ratio_at_least(HOT_RATIO_MIN),
            size=size,
        ),
        report(
            *("problems in the books after that", len(found.problems) + (not found.balanced)),
            target=exactly(0),
            size=size,
            note="; ".join(map(str, found.problems[:2])),
        ),
    ]


def _together(data: DataDirectory, documents: Sequence[Sales], name: str) -> float:
    """Sales a second of clients that push at once, each for a store of its own."""
    seconds = _at_once(
        [
            (_push_batches, data, sales, f"S{number:02}", f"{name}-B{next(_FREE)}")
            for number, sales in enumerate(documents, 1)
        ]
    )
    return len(documents) * BATCHES * BATCH_MAX / max(seconds)


def _push_batches(data: DataDirectory, documents: Sales, store: str, name: str, start: Any) -> float:
    ledger = data.open()
    till = name.rpartition("-")[2]
    batches = list(batches_of(documents, store, till, name, WARM + BATCHES))
    for batch in batches[:WARM]:  # a process that serves has its statements prepared, and its rules read
        push(ledger, store, till, batch)
    collect_seldom()
    start.wait()
    begun = time.perf_counter()
    for batch in batches[WARM:]:
        push(ledger, store, till, batch)
    seconds = time.perf_counter() - begun
    ledger.close()
    return seconds


def batches_of(documents: Sales, store: str, till: str, name: str, count: int) -> Iterator[list[Entry]]:
    head = Head(name, 0, GENESIS)
    batch: list[Entry] = []
    for number in range(count * BATCH_MAX):
        if number == 0:
            kind, document = "epoch_opened", {"reason": "enrolled", "after": None}
        else:
            kind, document = "sale", documents[number % len(documents)] | {"sale_id": f"{name}-{number}"}
        entry = make_entry(
            store=store, till=till, after=head, kind=kind, occurred_at=AT, elapsed_ms=number, document=document
        )
        head = entry.head
        batch.append(entry)
        if len(batch) == BATCH_MAX:
            yield batch
            batch = []


def _worst_ten_seconds(data: DataDirectory, documents: Sequence[Sales]) -> bool:
    """Two clients for two minutes: how even it is."""
    times = _at_once(
        [(_push_long, data, sales, f"S{number:02}", f"long-{number}") for number, sales in enumerate(documents, 1)]
    )
    done = sorted(moment for client in times for moment in client)
    spans = max(1, int(LONG_S // 10))
    counts = [sum(10 * span <= moment < 10 * (span + 1) for moment in done) for span in range(spans)]
    per_second = BATCH_MAX / 10
    return report(
        *("worst ten seconds", min(counts) * per_second, "sales/s"),
        peer=Peer("median of all ten seconds", statistics.median(counts) * per_second),
        target=ratio_at_least(WORST_RATIO_MIN),
        size=f"{CLIENTS} processes, {LONG_S:.0f} s",
    )


def _push_long(data: DataDirectory, documents: Sales, store: str, name: str, start: Any) -> list[float]:
    ledger, done = data.open(), []
    collect_seldom()
    start.wait()
    begun = time.perf_counter()
    for batch in batches_of(documents, store, "B02", name, 1_000_000):
        push(ledger, store, "B02", batch)
        done.append(time.perf_counter() - begun)
        if done[-1] > LONG_S:
            break
    ledger.close()
    return done


def _spending(data: DataDirectory) -> list[bool]:
    """Eight clients spend one member's points until they are gone, and go on asking."""
    ledger = data.open()
    one_id = ledger.database.value("SELECT one_id FROM member ORDER BY one_id LIMIT 1")
    with ledger.database.transaction():
        program = publish.points_program(ledger, "S01")
    has = ledger.members.balance(one_id, program).points
    wanted = max(1, has * 2 // ROUNDS)
    begun = time.perf_counter()
    granted = sum(_at_once([(_spend, data, one_id, (program, wanted), number) for number in range(SPENDERS)]))
    seconds = time.perf_counter() - begun
    held = ledger.reservations.held(one_id, "points", program, ledger.now())
    leased = ledger.leases.points_left(one_id, program)
    ledger.close()
    is_right = held == granted * wanted <= has - leased < held + wanted
    size = f"{SPENDERS} processes spend one member's points, {ROUNDS:,} rounds"
    note = f"{granted * wanted} of {has - leased} points promised, held {held}"
    return [
        report("rounds of asking for points", ROUNDS / seconds, "rounds/s", size=size),
        report(
            "points promised beyond what is there, or kept back",
            int(not is_right),
            target=exactly(0),
            size=size,
            note=note,
        ),
    ]


def _spend(data: DataDirectory, one_id: str, each: tuple[str, int], number: int, start: Any) -> int:
    ledger, granted = data.open(), 0
    start.wait()
    for turn in range(ROUNDS // SPENDERS):
        wanted = Wanted(one_id, (), *each, {}, 900)
        granted += reserve(ledger, "S01", f"B{number:02}", f"r-{number}-{turn}", wanted).granted
    ledger.close()
    return granted


def _at_once(works: Sequence[tuple[Any, ...]]) -> list[Any]:
    """Run each in a process of its own, started together; `start` is handed to it last."""
    context = multiprocessing.get_context("spawn")
    start, answers = context.Barrier(len(works)), context.SimpleQueue()
    processes = [
        context.Process(target=_work, args=(number, work, start, answers)) for number, work in enumerate(works)
    ]
    for process in processes:
        process.start()
    found = dict(answers.get() for _ in works)
    for process in processes:
        process.join()
    return [found[number] for number in range(len(works))]


def _work(number: int, work: tuple[Callable[..., Any], Any], start: Any, answers: Any) -> None:
    act, *arguments = work
    answers.put((number, act(*arguments, start)))


if __name__ == "__main__":
    sys.exit(main())
