"""Printing receipts and saving them as PDF, off the GUI thread: one queue for the whole till.

A printer that is off or out of paper holds up nobody: a receipt that failed waits and is tried again by itself while
its shopper may still be there. After that it stays in the list of receipts as not printed, also over a restart.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from pos_client.application.changes import Changes
from pos_client.errors import UserFacing
from pos_client.ui.operations import Operations, SlowOperation
from pos_client.ui.ports import ReceiptDesk

RETRY_MS = 10_000
RETRY_FOR_S = 600.0
"""A shopper who waits longer asks for the receipt; nobody wants forty of them when paper is put in at last."""


@dataclass(frozen=True, slots=True)
class _Job:
    """`since` is when it was asked for, by the clock of `ReceiptActions`; a retry is told only when it works."""

    what: Literal["receipt", "gift", "drawer"]
    sale_id: str
    opens_drawer: bool = False
    since: float = 0.0
    is_retry: bool = False


class ReceiptActions(QObject):
    """Prints one after the other, in the order asked: a slow printer makes nobody's receipt fall away.

    `print_failed` carries the sale's id and the UserFacing.
    """

    print_began = Signal(object)  # sale id
    printed = Signal(object)  # sale id: its receipt is on the paper
    gift_printed = Signal(object)  # sale id
    print_failed = Signal(object, object)  # sale id, UserFacing
    waiting_changed = Signal(object)  # how many receipts wait for the printer
    saved = Signal(object)  # path
    save_failed = Signal(object)  # UserFacing

    def __init__(
        self,
        receipts: ReceiptDesk,
        operations: Operations,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`clock` tells seconds; only how long a receipt has waited is asked of it."""
        super().__init__(parent)
        self._receipts = receipts
        self._clock = clock
        self._queue: deque[_Job] = deque()
        self._failed: list[_Job] = []
        self._job: _Job | None = None
        self._path = ""
        self._printing = SlowOperation(operations, self)
        self._printing.succeeded.connect(self._on_printed)
        self._printing.refused.connect(self._on_refused)
        self._saving = SlowOperation(operations, self)
        self._saving.succeeded.connect(self._on_saved)
        self._saving.refused.connect(self.save_failed)
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.setInterval(RETRY_MS)
        self._retry.timeout.connect(self.try_again)
        operations.changed.connect(self._on_changed)

    @property
    def is_busy(self) -> bool:
        return self._printing.is_running or self._saving.is_running

    @property
    def waiting(self) -> tuple[str, ...]:
        """The sales whose receipts failed and are tried again."""
        return tuple(job.sale_id for job in self._failed)

    def print_receipt(self, sale_id: str, *, opens_drawer: bool = False) -> None:
        """Print it now, or after those that were asked for before."""
        self._keep_failed([job for job in self._failed if job.sale_id != sale_id])
        self._ask(_Job("receipt", sale_id, opens_drawer, self._clock()))
        self.print_began.emit(sale_id)

    def print_gift(self, sale_id: str) -> None:
        """The receipt without prices."""
        self._ask(_Job("gift", sale_id))

    def open_drawer(self, sale_id: str) -> None:
        """Open the drawer for a sale that prints no receipt; it goes before all receipts."""
        self._queue.appendleft(_Job("drawer", sale_id))
        self._next()

    def save_pdf(self, sale_id: str, path: str) -> None:
        """Save, unless another receipt is being saved."""
        if self._saving.start(lambda: self._receipts.save_pdf(sale_id, path)):
            self._path = path

    @Slot()
    def try_again(self) -> None:
        """The oldest receipt that failed, once more; if it works the others follow. Too old ones stay away."""
        now = self._clock()
        self._keep_failed([job for job in self._failed if now - job.since < RETRY_FOR_S])
        if self._failed and not self._printing.is_running:
            first = self._failed[0]
            self._queue.appendleft(_Job("receipt", first.sale_id, since=first.since, is_retry=True))
            self._next()
        elif self._failed:
            self._retry.start()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        """It may be another printer now."""
        if "settings" in changes and self._failed:
            self.try_again()

    def _ask(self, job: _Job) -> None:
        self._queue.append(job)
        self._next()

    def _next(self) -> None:
        if self._printing.is_running or not self._queue:
            return
        job = self._job = self._queue.popleft()
        receipts = self._receipts
        calls: dict[str, Callable[[], object]] = {
            "receipt": lambda: receipts.print_receipt(job.sale_id, job.opens_drawer),
            "gift": lambda: receipts.print_gift(job.sale_id),
            "drawer": lambda: receipts.open_drawer(job.sale_id),
        }
        self._printing.start(calls[job.what])

    def _keep_failed(self, failed: list[_Job]) -> None:
        changed = len(failed) != len(self._failed)
        self._failed = failed
        if changed:
            self.waiting_changed.emit(len(failed))

    @Slot(object)
    def _on_printed(self, _result: object) -> None:
        job = self._job
        if job is not None and job.what == "receipt":
            rest = [other for other in self._failed if other.sale_id != job.sale_id]
            if job.is_retry and rest:
                # The printer is back: the next one need not wait for the timer.
                self._queue.append(_Job("receipt", rest[0].sale_id, since=rest[0].since, is_retry=True))
            self._keep_failed(rest)
            self.printed.emit(job.sale_id)
        elif job is not None and job.what == "gift":
            self.gift_printed.emit(job.sale_id)
        self._next()

    @Slot(object)
    def _on_refused(self, error: UserFacing) -> None:
        job = self._job
        if job is not None and job.what == "receipt" and error.code != "printer_missing":
            if all(other.sale_id != job.sale_id for other in self._failed):
                self._keep_failed([*self._failed, job])
            self._queue = deque(waiting for waiting in self._queue if not waiting.is_retry)
            self._retry.start()
        if job is not None and not job.is_retry and not (job.what == "drawer" and error.code == "printer_missing"):
            self.print_failed.emit(job.sale_id, error)
        self._next()

    @Slot(object)
    def _on_saved(self, _result: object) -> None:
        self.saved.emit(self._path)
