"""What a till does by itself, seldom, on a thread of its own: only its end waits for it; its troubles are logged."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection

from PySide6.QtCore import QObject, QTimer, Slot

from pos_client.errors import UserFacing
from pos_client.ui.operations import Operations, SlowOperation

log = logging.getLogger(__name__)


class SeldomWork(QObject):
    """Begins when it is made, ends with the operations that it belongs to. `silent`: codes of what is no trouble."""

    def __init__(
        self,
        name: str,
        work: Callable[[], object],
        operations: Operations,
        *,
        first_ms: int,
        again_ms: int,
        silent: Collection[str] = (),
    ) -> None:
        super().__init__(operations)
        self._name = name
        self._work = work
        self._again_ms = again_ms
        self._silent = silent
        self._doing = SlowOperation(operations, self, operations.seldom_pool)
        self._doing.refused.connect(self._on_refused)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._begin)
        self._timer.start(first_ms)
        operations.stopping.connect(self._timer.stop)

    @Slot()
    def _begin(self) -> None:
        self._timer.start(self._again_ms)
        self._doing.start(self._work)

    @Slot(object)
    def _on_refused(self, error: UserFacing) -> None:
        if error.code not in self._silent:
            log.warning("%s: %s", self._name, error)
