"""The till can be closed whatever the ledger does: a request that waits for an answer is cut from another thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest

from pos_client.sync import worker as worker_module
from pos_client.sync.session import SyncSession
from pos_client.sync.status import SyncStatus
from pos_client.sync.transport import LineDown, Transport
from pos_client.sync.worker import SyncWorker
from tests.fakes import FakeClock
from tests.unit.sync.conftest import Reply, Request, ScriptedServer


@pytest.fixture
def never(server: ScriptedServer) -> Any:
    """A ledger that takes the question and does not answer; `asked` is set when it has it."""
    asked, over = threading.Event(), threading.Event()

    def wait(request: Request) -> Reply:
        asked.set()
        over.wait(60)
        return Reply()

    server.reply = wait
    server.asked = asked  # type: ignore[attr-defined]
    yield server
    over.set()


def test_a_request_under_way_is_cut_and_nothing_more_is_asked(never: Any) -> None:
    transport = Transport(never.address, FakeClock().now)
    failures: list[str] = []

    def ask() -> None:
        try:
            transport.get("/v1/feeds/offers")
        except LineDown as error:
            failures.append(error.code)

    thread = threading.Thread(target=ask)
    thread.start()
    assert never.asked.wait(20)
    transport.abort()
    thread.join(10)
    assert failures == ["unreachable"]
    with pytest.raises(LineDown):
        transport.get("/v1/feeds/offers")
    assert len(never.requests) == 1


class OneRequest(SyncSession):
    """A session whose round is one request."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.pulled_rows = False
        self.status = SyncStatus()

    def round(self) -> int:
        try:
            self._transport.get("/v1/feeds/offers")
        except LineDown:
            return 60_000
        return 0

    def abort(self) -> None:
        self._transport.abort()


def test_the_worker_stops_while_the_ledger_is_silent(qapp: Any, never: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_module, "POLITE_MS", 50)
    released = threading.Event()

    def make(report: Callable[[SyncStatus], None], stopping: Callable[[], bool]) -> SyncSession:
        return OneRequest(Transport(never.address, FakeClock().now))

    worker = SyncWorker(make, released.set)
    worker.start()
    assert never.asked.wait(20)
    worker.stop()
    assert released.is_set()
    assert worker_module._LEFT_BEHIND == []
