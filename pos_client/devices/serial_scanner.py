"""A hand scanner on a serial port, in its own thread. It may be plugged in and out at any time, and is found again."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import serial
from PySide6.QtCore import Signal, Slot
from serial.tools import list_ports

from pos_client.devices.device_thread import DeviceWorker
from pos_client.devices.scanned_code import ScannedCode

log = logging.getLogger(__name__)

SOURCE = "serial"
BYTES_MAX = 8192  # more than any code: a line that never ends is not kept for ever
_USB_ID = re.compile(r"usb:([0-9a-f]{4}):([0-9a-f]{4})(?::(.+))?", re.IGNORECASE)

CodeEnd = Literal["enter", "tab", "pause"]
_ENDS = {"enter": re.compile(rb"[\r\n]"), "tab": re.compile(rb"[\t\r\n]"), "pause": None}


@dataclass(frozen=True, slots=True)
class ScannerSettings:
    """`end`: what the scanner sends behind each code; with `pause` nothing. In any case a code is complete when nothing
    came for `pause_ms`: a scanner that is set to send no ending works all the same, a little later.
    """

    baud: int = 9600
    end: CodeEnd = "enter"
    pause_ms: int = 120
    backoff_ms: Sequence[int] = (500, 1_000, 2_000)


@dataclass(frozen=True, slots=True)
class ScannerState:
    """`away`: its port is not there, or is somebody else's; it is looked for again and again. `port` in use, if any."""

    status: Literal["ready", "away", "ended"]
    port: str = ""


class Port(Protocol):
    """The part of `serial.Serial` that is used here. Its errors are OSErrors."""

    timeout: float | None

    def read(self, size: int = 1, /) -> bytes: ...
    @property
    def in_waiting(self) -> int: ...
    def close(self) -> None: ...


def known_ports() -> Sequence[str]:
    """What can be chosen: an adapter on USB by its ids, under which it is found in whatever socket; else its name."""
    return [f"usb:{port.vid:04x}:{port.pid:04x}" if port.vid else port.device for port in sorted(list_ports.comports())]


def system_ports() -> Sequence[str]:
    """All serial ports by the system's names."""
    return [str(port.device) for port in sorted(list_ports.comports())]


def port_name(target: str) -> str | None:
    """The system's name of a port just now; None: no such USB device is plugged in."""
    wanted = _USB_ID.fullmatch(target)
    if wanted is None:
        return target
    vendor, product, number = int(wanted.group(1), 16), int(wanted.group(2), 16), wanted.group(3)
    for port in sorted(list_ports.comports()):
        if (port.vid, port.pid) == (vendor, product) and number in (None, port.serial_number):
            return str(port.device)
    return None


def open_port(name: str, settings: ScannerSettings) -> Port:
    """Raises OSError (SerialException is one) or ValueError."""
    return serial.Serial(name, settings.baud, exclusive=True)


class Lines:
    """Codes out of a stream of bytes."""

    def __init__(self, end: CodeEnd) -> None:
        self._end = _ENDS[end]
        self._begun = bytearray()

    @property
    def has_begun(self) -> bool:
        return bool(self._begun)

    def take(self, data: bytes) -> Iterator[bytes]:
        """The codes that these bytes complete."""
        self._begun += data
        if self._end is not None:
            *whole, rest = self._end.split(bytes(self._begun))
            self._begun = bytearray(rest)
            yield from (code for code in whole if code)
        if len(self._begun) > BYTES_MAX:
            yield self.flush()

    def flush(self) -> bytes:
        """Nothing more comes: what has begun is a code."""
        code = bytes(self._begun).strip(b"\r\n")
        self._begun.clear()
        return code


class SerialScannerWorker(DeviceWorker):
    """Move it to a QThread, connect the thread's `started` to `run`, and call `stop` from any thread to end it.

    `DeviceThread` does that. `code_scanned` carries a ScannedCode, `state_changed` a ScannerState; `finished` is last.
    """

    code_scanned = Signal(object)
    state_changed = Signal(object)

    def __init__(
        self,
        target: str,
        settings: ScannerSettings | None = None,
        opener: Callable[[str, ScannerSettings], Port] = open_port,
    ) -> None:
        """`target`: a port's name, or `usb:VENDOR:PRODUCT[:SERIAL NUMBER]`."""
        super().__init__()
        self._target = target
        self._settings = settings or ScannerSettings()
        self._opener = opener

    @Slot()
    def run(self) -> None:
        """Works until `stop`, and at most a tenth of a second longer."""
        attempt = 0
        told_away = False
        while not self._stopping.is_set():
            if self._listen():
                attempt, told_away = 0, False
            if self._stopping.is_set():
                break
            if not told_away:
                self.state_changed.emit(ScannerState("away"))
                told_away = True
            waits = self._settings.backoff_ms
            self._stopping.wait(waits[min(attempt, len(waits) - 1)] / 1000)
            attempt += 1
        self.state_changed.emit(ScannerState("ended"))
        self.finished.emit()

    def _listen(self) -> bool:
        """Read from the port until it breaks off; whether it could be opened at all."""
        name = port_name(self._target)
        if name is None:
            return False
        try:
            port = self._opener(name, self._settings)
        except (OSError, ValueError) as error:
            log.debug("scanner: %s", error)
            return False
        self.state_changed.emit(ScannerState("ready", name))
        lines = Lines(self._settings.end)
        try:
            self._follow(port, lines)
        except (OSError, TypeError) as error:  # TypeError: pyserial's, for a port that vanishes while it reads
            log.warning("the scanner's port broke off: %s", error)
        finally:
            self._close(port)
        return True

    def _follow(self, port: Port, lines: Lines) -> None:
        pause_s = self._settings.pause_ms / 1000
        port.timeout = min(0.1, pause_s)
        last = time.monotonic()
        while not self._stopping.is_set():
            data = port.read(1)
            if data:
                data += port.read(port.in_waiting)
                last = time.monotonic()
                for code in lines.take(data):
                    self._tell(code)
            elif lines.has_begun and time.monotonic() - last >= pause_s:
                self._tell(lines.flush())

    def _tell(self, code: bytes) -> None:
        if code:
            self.code_scanned.emit(ScannedCode(code, "", SOURCE))

    def _close(self, port: Port) -> None:
        try:
            port.close()
        except OSError as error:
            log.debug("closing the scanner's port: %s", error)
