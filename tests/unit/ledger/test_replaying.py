"""The replay of a serving ledger: it happens by itself, gives way to pushes, and goes on after a kill."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest

from central_ledger import workers as workers_module
from central_ledger.application import offer_publishing
from central_ledger.application.push import push
from central_ledger.replaying import BackgroundReplay
from central_ledger.store.database import StoreUnavailable
from central_ledger.workers import Workers
from retail.ports import OfferRecord
from tests.unit.ledger.priced_sales import case_of, sale_of, take_off

TEN_OFF = {"id": "TEN", "source": "promotion", "stage": "order", "effect": {"kind": "amount_off", "amount": 1000}}
WAIT_S = 20


@pytest.fixture
def books(ledger):
    with ledger.database.transaction():
        offer_publishing.publish_offers(ledger, [OfferRecord("TEN", 1, TEN_OFF)])
    return ledger


def wait_until(is_so):
    end = time.monotonic() + WAIT_S
    while not is_so():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.02)


def arithmetic(ledger):
    return sorted(case.sale_id for case in ledger.cases.all("open") if case.kind == "arithmetic")


def wrong_sales(journal, count):
    for number in range(count):
        journal.add("sale", take_off(sale_of(f"sale-{number:03}", case_of([TEN_OFF], "A1")), 1))


def test_a_serving_ledger_replays_what_is_pushed(serve, enrolled, books, journal):
    till = enrolled(serve())
    wrong_sales(journal, 3)
    assert till.push(journal.entries).status_code == 200
    wait_until(lambda: books.replays.waiting() == 0)
    assert arithmetic(books) == ["sale-000", "sale-001", "sale-002"]


def test_a_killed_ledger_goes_on_with_the_replay_when_it_starts_again(serve, enrolled, books, journal):
    running = serve()
    till = enrolled(running)
    wrong_sales(journal, 150)
    assert till.push(journal.entries).status_code == 200
    wait_until(lambda: books.replays.waiting() < len(journal.entries))
    running.kill()
    running = serve()
    wait_until(lambda: books.replays.waiting() == 0)
    assert arithmetic(books) == [f"sale-{number:03}" for number in range(150)]


def test_what_can_wait_gives_way_and_is_not_put_off_for_good(data, monkeypatch):
    monkeypatch.setattr(workers_module, "PATIENCE_S", 0.3)
    order = []
    crew = Workers(data.open, readers=1)

    async def run():
        gate = threading.Event()
        busy = asyncio.create_task(crew.write(lambda ledger: gate.wait(WAIT_S)))
        await asyncio.sleep(0)
        waiting = asyncio.create_task(crew.write_when_idle(lambda ledger: order.append("replay")))
        await asyncio.sleep(0)
        pushed = asyncio.create_task(crew.write(lambda ledger: order.append("push")))
        await asyncio.sleep(0.05)
        gate.set()
        await asyncio.gather(busy, pushed, waiting)

        # A stream of pushes that never ends: the patience does.
        stop = False

        async def stream():
            while not stop:
                await crew.write(lambda ledger: time.sleep(0.005))

        streaming = asyncio.create_task(stream())
        await asyncio.wait_for(crew.write_when_idle(lambda ledger: order.append("replay")), WAIT_S)
        stop = True
        await streaming

    try:
        asyncio.run(run())
    finally:
        crew.close()
    assert order == ["push", "replay", "replay"]


def test_a_disk_that_is_full_for_a_while_does_not_end_the_replay(data, books, journal, monkeypatch, caplog):
    monkeypatch.setattr("central_ledger.replaying.RETRY_S", 0.01)
    with books.database.transaction():
        books.journals.enrol("S01", "T01", bytes(32), "counter", books.now())
    wrong_sales(journal, 1)
    push(books, "S01", "T01", journal.entries)
    crew = Workers(data.open, readers=1)
    background = BackgroundReplay(crew)
    errors = [StoreUnavailable("full"), RuntimeError("a bug")]
    page = background._replayer.replay_page

    def failing(ledger):
        if errors:
            raise errors.pop(0)
        return page(ledger)

    monkeypatch.setattr(background._replayer, "replay_page", failing)

    async def run():
        background.start()
        while books.replays.waiting():
            await asyncio.sleep(0.02)

    try:
        asyncio.run(asyncio.wait_for(run(), WAIT_S))
    finally:
        crew.close()
    assert arithmetic(books) == ["sale-000"]
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == [
        "replay waits",
        "replay failed",
    ]
