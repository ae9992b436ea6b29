"""Looks for updates by itself, seldom, on a thread of its own: nobody waits for it or hears of its troubles."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, QThread, QThreadPool, QTimer, Slot

from pos_client.bootstrap.desk import TillStore
from pos_client.bootstrap.updates import Updates
from pos_client.errors import UserFacing
from pos_client.ui.operations import Operations, SlowOperation

log = logging.getLogger(__name__)

FIRST_MS = 60_000
AGAIN_MS = 6 * 3_600_000


class UpdateWatch(QObject):
    """Begins when it is made, and ends with the operations that it belongs to."""

    def __init__(self, updates: Updates, operations: Operations) -> None:
        super().__init__(operations)
        self._updates = updates
        pool = QThreadPool(self)
        pool.setMaxThreadCount(1)
        pool.setThreadPriority(QThread.Priority.LowestPriority)
        self._looking = SlowOperation(operations, self, pool)
        self._looking.refused.connect(self._on_refused)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(FIRST_MS)

    @Slot()
    def _look(self) -> None:
        self._timer.start(AGAIN_MS)
        self._looking.start(self._updates.look)

    @Slot(object)
    def _on_refused(self, error: UserFacing) -> None:
        if error.code != "update_off":
            log.warning("updates: %s", error)


def watch_updates(base: TillStore, updates: Updates, operations: Operations) -> None:
    """From now on, until the program ends."""
    base.updates = updates
    UpdateWatch(updates, operations)
