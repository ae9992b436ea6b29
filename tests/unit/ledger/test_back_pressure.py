"""More than a process can do is sent away with 429 and a time, before it takes memory or a place in a long queue."""

from __future__ import annotations

import asyncio
import threading

import pytest
from starlette.requests import Request

from central_ledger.api.support import BODY_MAX, Room
from central_ledger.workers import AWAY_MAX_S, WAITING_LEAST, WAITING_MAX, Overloaded, Workers


class _NoLedger:
    def close(self) -> None: ...


def test_a_full_queue_is_said_at_once_and_empties_again():
    gate = threading.Event()
    workers = Workers(_NoLedger, readers=1)  # type: ignore[arg-type]

    async def scene() -> None:
        for ask in (workers.write, workers.read):
            gate.clear()
            held = [asyncio.create_task(ask(lambda _: gate.wait(20))) for _ in range(WAITING_MAX)]
            await asyncio.sleep(0)
            with pytest.raises(Overloaded) as found:
                await ask(lambda _: True)
            assert 1 <= found.value.retry_after_s <= AWAY_MAX_S
            gate.set()
            assert all(await asyncio.gather(*held))
            assert await ask(lambda _: "taken") == "taken"

    asyncio.run(scene())
    workers.close()


def test_a_queue_that_goes_slowly_is_shorter():
    """What waits is done before whoever asked has given up."""
    now = [0.0]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("central_ledger.workers.time.monotonic", lambda: now[0])
        workers = Workers(_NoLedger, readers=1)  # type: ignore[arg-type]

        def slow(_: object) -> None:
            now[0] += 2.0

        async def scene() -> None:
            for _ in range(60):
                await workers.write(slow)
            gate = threading.Event()
            held = [asyncio.create_task(workers.write(lambda _: gate.wait(20))) for _ in range(WAITING_LEAST)]
            await asyncio.sleep(0)
            with pytest.raises(Overloaded) as found:
                await workers.write(lambda _: True)
            assert found.value.retry_after_s == 8  # half of eight, at two seconds each
            gate.set()
            await asyncio.gather(*held)

        asyncio.run(scene())
        workers.close()


def asked(method: str, **headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": method, "headers": raw})


def test_bodies_are_read_only_while_there_is_room_for_them():
    room = Room(BODY_MAX + 1000)
    with room.held(asked("POST", content_length="1000")) as first, room.held(asked("POST")) as unsaid:
        assert (first, unsaid) == (True, True)
        with room.held(asked("POST", content_length="1")) as third, room.held(asked("GET")) as page:
            assert (third, page) == (False, True)
    with room.held(asked("POST", content_length=str(BODY_MAX + 1000))) as whole:
        assert whole  # it is refused for its length when it is read
