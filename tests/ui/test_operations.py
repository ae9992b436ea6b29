from __future__ import annotations

import sys
import threading

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QThread, Slot
from pytestqt.qtbot import QtBot

from offline_cache.errors import DiskFull
from pos_client.application.changes import Changes
from pos_client.errors import Refused, Unavailable
from pos_client.ui.operations import Operations, SlowOperation


def refuse() -> Changes:
    raise Refused("basket_empty")


def test_a_local_use_case_tells_what_changed(operations: Operations, qtbot: QtBot) -> None:
    with qtbot.waitSignal(operations.changed) as told:
        assert operations.run(lambda: Changes.of("basket")) == Changes.of("basket")
    assert "basket" in told.args[0]


def test_nothing_changed_is_not_announced(operations: Operations, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(operations.changed):
        operations.run(Changes)


def test_a_refusal_is_told_and_a_bug_is_not_swallowed(operations: Operations, qtbot: QtBot) -> None:
    with qtbot.waitSignal(operations.failed) as told:
        assert operations.run(refuse) is None
    assert told.args[0].code == "basket_empty"
    with pytest.raises(ZeroDivisionError):
        operations.run(lambda: 1 // 0)


def test_a_slow_use_case_runs_elsewhere_and_is_told_here(operations: Operations, qtbot: QtBot) -> None:
    slow = SlowOperation(operations)
    threads: list[object] = []
    slow.succeeded.connect(lambda _result: threads.append(QThread.currentThread()))
    here = QThread.currentThread()
    with qtbot.waitSignal(slow.succeeded) as told:
        assert slow.start(threading.get_ident)
        assert not slow.start(threading.get_ident), "one at a time"
    assert told.args[0] != threading.get_ident()
    assert not slow.is_running
    assert here == QThread.currentThread()


class Hearer(QObject):
    """Another object, as the presenter that asked is."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []

    @Slot(object)
    def hear(self, result: object) -> None:
        self.heard.append(result)


def test_whoever_asked_hears_of_it_before_anything_else_can_begin(operations: Operations) -> None:
    slow, hearer = SlowOperation(operations), Hearer()
    slow.succeeded.connect(hearer.hear)
    slow.start(lambda: 7)
    operations.pool.waitForDone()
    QCoreApplication.sendPostedEvents(slow)
    assert (slow.is_running, hearer.heard) == (False, [7])


def test_a_slow_use_case_announces_its_changes(operations: Operations, qtbot: QtBot) -> None:
    slow = SlowOperation(operations)
    with qtbot.waitSignal(operations.changed):
        slow.start(lambda: Changes.of("sales"))


def test_a_slow_refusal_is_told_and_another_may_begin(operations: Operations, qtbot: QtBot) -> None:
    slow = SlowOperation(operations)

    def fail() -> object:
        raise Unavailable("printer_unavailable", printer="x")

    with qtbot.waitSignal(slow.refused) as told:
        slow.start(fail)
    assert told.args[0].code == "printer_unavailable"
    with qtbot.waitSignal(slow.succeeded):
        assert slow.start(lambda: 1)


def test_a_bug_on_the_pool_reaches_the_hook_for_bugs(
    operations: Operations, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, _error, _trace: caught.append(kind))
    slow = SlowOperation(operations)
    slow.start(lambda: 1 // 0)
    qtbot.waitUntil(lambda: caught == [ZeroDivisionError])


def test_an_asker_that_is_gone_is_no_trouble(operations: Operations, qtbot: QtBot) -> None:
    began, go = threading.Event(), threading.Event()

    def wait() -> object:
        began.set()
        return go.wait(10)

    slow = SlowOperation(operations)
    slow.start(wait)
    assert began.wait(10)
    del slow
    go.set()
    operations.stop()


def test_a_disk_that_is_full_is_told_in_the_users_words(operations: Operations, qtbot: QtBot) -> None:
    def full() -> object:
        raise DiskFull(path="/till")

    with qtbot.waitSignal(operations.failed) as told:
        assert operations.run(full) is None
    assert (told.args[0].code, told.args[0].params) == ("store_disk_full", {"path": "/till"})
    slow = SlowOperation(operations)
    with qtbot.waitSignal(slow.refused) as refused:
        slow.start(full)
    assert refused.args[0].code == "store_disk_full"
