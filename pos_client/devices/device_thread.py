"""A device's worker and the thread it works in: it waits for its device, and nobody waits for it."""

from __future__ import annotations

import threading
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QThread, Signal


class DeviceWorker(QObject):
    """Goes on in `run` until `stop` is called, from any thread; `finished` is its last word."""

    finished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._stopping = threading.Event()

    def stop(self) -> None:
        """Ends `run` soon."""
        self._stopping.set()

    # Declared as a slot only where it is written: Qt runs a slot that its base declares too in the caller's thread.
    def run(self) -> None:
        """The work, a slot of the subclass."""
        raise NotImplementedError


Worker = TypeVar("Worker", bound=DeviceWorker)


class DeviceThread(Generic[Worker]):
    """A worker in a thread of this name. The caller connects the worker's signals before `start`."""

    def __init__(self, worker: Worker, name: str) -> None:
        self.worker = worker
        self.thread = QThread()
        self.thread.setObjectName(name)
        worker.moveToThread(self.thread)
        self.thread.started.connect(worker.run)
        worker.finished.connect(self.thread.quit)

    def start(self) -> None:
        self.thread.start()

    def stop(self, timeout_ms: int = 5_000) -> bool:
        """Asks the worker to end and joins the thread. False when it did not end in time (a silent device)."""
        self.worker.stop()
        self.thread.quit()
        return self.thread.wait(timeout_ms)
