"""The sync session on its own thread: woken by a timer, by a completed sale, or by a person."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot

from pos_client.sync.status import SyncStatus

if TYPE_CHECKING:  # what it imports (HTTP) is for the worker's own thread
    from pos_client.sync.session import SyncSession


log = logging.getLogger(__name__)

#: A request that is about to be answered may be; then its connection is cut, and what follows has this long.
POLITE_MS = 1_500
STOP_MS = 5_000
_LEFT_BEHIND: list[QThread] = []


class SyncWorker(QObject):
    """Lives on a QThread of its own. `status_changed` carries a SyncStatus, `data_pulled` says: look again."""

    status_changed = Signal(object)
    data_pulled = Signal()
    _woken = Signal(bool)

    def __init__(
        self,
        make_session: Callable[[Callable[[SyncStatus], None], Callable[[], bool]], SyncSession],
        release: Callable[[], None],
    ) -> None:
        """`make_session(report, stopping)` runs on the worker's thread; `release` closes what that thread opened."""
        super().__init__()
        self._make_session = make_session
        self._release = release
        self._stopping = threading.Event()
        self._thread = QThread()
        self._thread.setObjectName("sync")
        self._timer: QTimer | None = None
        self._session: SyncSession | None = None
        self.moveToThread(self._thread)
        self._thread.started.connect(self._begin)
        self._woken.connect(self._wake)

    def start(self) -> None:
        self._thread.start()

    def wake(self, *, now: bool = False) -> None:
        """Something waits for the ledger. `now`: a person asks, so do not wait for the back-off."""
        self._woken.emit(now)

    def stop(self) -> None:
        """End the request under way, close the thread's connections, and join; in bounded time.

        What was sent and not answered is sent again at the next start: nothing is lost by not waiting.
        """
        self._stopping.set()
        self._thread.quit()
        if self._thread.wait(POLITE_MS):
            return
        if self._session is not None:
            self._session.abort()
        if not self._thread.wait(STOP_MS):
            # A disk or a name server that does not come back. The process ends without it; Qt must not destroy it.
            log.error("the sync thread does not end")
            _LEFT_BEHIND.append(self._thread)

    @Slot()
    def _begin(self) -> None:
        self._session = self._make_session(self.status_changed.emit, self._stopping.is_set)
        self._timer = QTimer()
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._round)
        self._thread.finished.connect(self._end, Qt.ConnectionType.DirectConnection)
        self._timer.start(0)

    @Slot()
    def _end(self) -> None:
        self._timer = None
        self._session = None
        self._release()

    @Slot()
    def _round(self) -> None:
        if self._session is None or self._timer is None or self._stopping.is_set():
            return
        delay_ms = self._session.round()
        if self._session.pulled_rows:
            self.data_pulled.emit()
        self._timer.start(delay_ms)

    @Slot(bool)
    def _wake(self, now: bool) -> None:
        if self._session is None or self._timer is None:
            return
        if now or self._session.status.next_attempt_in_ms is None:
            self._timer.start(0)
        else:
            # The ledger is out of reach: the indicator still counts the new entry at once.
            self._session.refresh()
