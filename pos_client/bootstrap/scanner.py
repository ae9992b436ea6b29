"""The serial scanner of one till: whichever the settings name, in a thread of its own."""

from __future__ import annotations

import importlib
import logging
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal, Slot

from pos_client.devices.device_thread import DeviceThread
from pos_client.errors import Unavailable

if TYPE_CHECKING:
    from pos_client.devices.serial_scanner import ScannerState, SerialScannerWorker

log = logging.getLogger(__name__)

TEST_S = 3


@dataclass(frozen=True, slots=True)
class ScannerReport:
    """How the scanner is, in the screen's words; `port` is the one that it is read from."""

    condition: Literal["off", "away", "ready"]
    port: str = ""


class SerialScanner(QObject):
    """Its library is imported when a scanner is set up: most tills have one that types."""

    code_scanned = Signal(object)  # ScannedCode
    changed = Signal(object)  # ScannerReport

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: DeviceThread[SerialScannerWorker] | None = None
        self._ready = threading.Event()

    def use(self, target: str, baud: int, end: str) -> None:
        """Read from this port from now on; empty for none."""
        self._ready.clear()
        if self._thread is not None:
            thread, self._thread = self._thread, None
            thread.worker.code_scanned.disconnect(self.code_scanned)
            thread.worker.state_changed.disconnect(self._on_state)
            if not thread.stop():
                log.warning("the scanner's thread did not end in time")
            self.changed.emit(ScannerReport("off"))
        if not target:
            return
        scanner = importlib.import_module("pos_client.devices.serial_scanner")
        worker = scanner.SerialScannerWorker(target, scanner.ScannerSettings(baud, end))
        self._thread = DeviceThread(worker, "scanner")
        worker.code_scanned.connect(self.code_scanned)
        worker.state_changed.connect(self._on_state)
        self._thread.start()

    def test(self) -> None:
        """Whether its port is open. Slow. Raises Unavailable `scanner_silent`.

        Without one nothing is wrong: a scanner that types like a keyboard needs nothing; the page waits for a code.
        """
        if self._thread is not None and not self._ready.wait(TEST_S):
            raise Unavailable("scanner_silent")

    @Slot(object)
    def _on_state(self, state: ScannerState) -> None:
        if state.status == "ready":
            self._ready.set()
        else:
            self._ready.clear()
        if state.status != "ended":
            self.changed.emit(ScannerReport(state.status, state.port))
