"""Runs use cases for presenters: local ones at once, slow ones on the pool; tells everybody what changed or failed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QRunnable, QThread, QThreadPool, Signal, SignalInstance, Slot

from pos_client.application.changes import Changes
from pos_client.errors import Unavailable, UserFacing
from retail.ports import StoreFailed

Result = TypeVar("Result")


class _Work(QRunnable):
    """One call on a pool thread. It holds only bound signals: whoever asked owns the object behind them."""

    def __init__(self, call: Callable[[], object], succeeded: SignalInstance, failed: SignalInstance) -> None:
        super().__init__()
        self._call = call
        self._succeeded = succeeded
        self._failed = failed

    def run(self) -> None:
        signal = self._succeeded
        try:
            result: object = self._call()
        except Exception as error:  # noqa: BLE001 - it is raised again on the thread that asked
            signal, result = self._failed, error
        try:
            signal.emit(result)
        except RuntimeError:
            # The asker is gone (its screen was closed while we worked): nobody waits for this any more.
            return


class SlowOperation(QObject):
    """A use case that takes long, run off the GUI thread, one at a time. Owned by the presenter that asks."""

    succeeded = Signal(object)  # what the call returned
    refused = Signal(object)  # UserFacing
    # From the pool's thread, one event each: nothing comes between its end and whoever hears of it.
    _returned = Signal(object)
    _failed = Signal(object)  # Exception

    def __init__(self, operations: Operations, parent: QObject | None = None, pool: QThreadPool | None = None) -> None:
        super().__init__(parent)
        self._operations = operations
        self._pool = pool or operations.pool
        self.is_running = False
        self._returned.connect(self._on_returned)
        self._failed.connect(self._on_failed)

    def start(self, call: Callable[[], object]) -> bool:
        """Begin, unless one is still running; says whether it began."""
        if self.is_running:
            return False
        self.is_running = True
        self._pool.start(_Work(call, self._returned, self._failed))
        return True

    @Slot(object)
    def _on_returned(self, result: object) -> None:
        self.is_running = False
        if isinstance(result, Changes):
            self._operations.announce(result)
        self.succeeded.emit(result)

    @Slot(object)
    def _on_failed(self, error: object) -> None:
        self.is_running = False
        if isinstance(error, StoreFailed):
            error = _told(error)
        if isinstance(error, UserFacing):
            self.refused.emit(error)
        elif isinstance(error, Exception):
            # A bug of ours: it goes where every other one goes.
            sys.excepthook(type(error), error, error.__traceback__)


class Operations(QObject):
    """The one place through which screens run use cases."""

    changed = Signal(object)  # Changes
    failed = Signal(object)  # UserFacing
    #: What goes on by itself gives up what it can; then it is waited for.
    stopping = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pool = QThreadPool(self)
        self.pool.setMaxThreadCount(2)
        #: For what the ledger is asked while a shopper waits: no printer holds it up, and questions keep their order.
        self.line_pool = QThreadPool(self)
        self.line_pool.setMaxThreadCount(1)
        #: For what nobody asked for: backups, looking for updates.
        self.seldom_pool = QThreadPool(self)
        self.seldom_pool.setMaxThreadCount(2)
        self.seldom_pool.setThreadPriority(QThread.Priority.LowestPriority)

    def run(self, call: Callable[[], Result]) -> Result | None:
        """Run a local use case now. Its Changes are announced; a refusal is told by `failed`, and None returned."""
        try:
            result = call()
        except UserFacing as error:
            self.failed.emit(error)
            return None
        except StoreFailed as error:
            self.failed.emit(_told(error))
            return None
        if isinstance(result, Changes):
            self.announce(result)
        return result

    def announce(self, changes: Changes) -> None:
        """Tell every view that facts changed."""
        if changes.facts:
            self.changed.emit(changes)

    def stop(self) -> None:
        """Wait for what still runs: afterwards nobody uses the store from here. Called at exit."""
        self.stopping.emit()
        self.pool.waitForDone()
        self.line_pool.waitForDone()
        self.seldom_pool.waitForDone()


def _told(error: StoreFailed) -> Unavailable:
    """A store that failed undid everything: what was asked can be tried again."""
    return Unavailable(error.code, **error.params)
