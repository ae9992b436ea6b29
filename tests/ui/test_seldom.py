"""What a till does by itself, and that its store is closed only when nobody uses it."""

from __future__ import annotations

import threading

from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from pos_client.bootstrap.seldom import SeldomWork
from pos_client.ui.operations import Operations


def test_the_end_stops_what_can_be_stopped_and_waits_for_the_rest(operations: Operations, qtbot: QtBot) -> None:
    begun, stopped, done = threading.Event(), threading.Event(), threading.Event()

    def fetch() -> None:
        begun.set()
        assert stopped.wait(10)
        threading.Event().wait(0.1)  # what it does to its end
        done.set()

    operations.stopping.connect(stopped.set)
    SeldomWork("updates", fetch, operations, first_ms=0, again_ms=3_600_000)
    qtbot.waitUntil(begun.is_set)
    operations.stop()
    assert done.is_set(), "the store may be closed now"


def test_after_the_end_nothing_begins(operations: Operations, qtbot: QtBot) -> None:
    begun: list[str] = []
    SeldomWork("backups", lambda: begun.append("backup"), operations, first_ms=0, again_ms=3_600_000)
    operations.stop()
    QCoreApplication.processEvents()
    operations.seldom_pool.waitForDone()
    assert begun == []
