"""Printers on a cable: the device file that the system makes of a USB printer, a serial port, or raw USB."""

from __future__ import annotations

import errno
import importlib
import os
import re
import select
import stat
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

import serial

from pos_client.devices.printing import AsksPrinter, PrinterUnavailable, StatusAsker, reason_of

WRITE_TIMEOUT_S = 10.0
_SERIAL = re.compile(r"(?P<port>.+?)(?::(?P<baud>\d{3,7}))?(?::(?P<flow>none|rtscts|dsrdtr|xonxoff))?")
_USB_IDS = re.compile(r"([0-9a-fA-F]{4}):([0-9a-fA-F]{4})")
_PRINTER_CLASS = 7
_DEVICES = Path("/dev/usb")

Flow = Literal["none", "rtscts", "dsrdtr", "xonxoff"]


def write_all(descriptor: int, data: bytes, timeout_s: float) -> None:
    """To a file that was opened never to wait. Raises OSError, TimeoutError when nobody takes the bytes."""
    deadline = time.monotonic() + timeout_s
    rest = memoryview(data)
    while rest:
        try:
            rest = rest[os.write(descriptor, rest) :]
        except BlockingIOError:
            remaining = deadline - time.monotonic()
            if remaining <= 0 or not select.select([], [descriptor], [], remaining)[1]:
                raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT)) from None


def usb_printers(folder: Path = _DEVICES) -> Sequence[str]:
    """The device files of USB printers that are plugged in."""
    return [str(path) for path in sorted(folder.glob("lp*"))]


class DeviceTransport(AsksPrinter):
    """A device file that takes bytes and gives the printer's answers, as Linux makes one of every USB printer.

    An empty path is the first USB printer that is plugged in, whichever that is at the moment.
    """

    def __init__(self, path: str = "", timeout_s: float = WRITE_TIMEOUT_S) -> None:
        self._path = path
        self._timeout_s = timeout_s
        self.name = path or "USB"
        self._status = StatusAsker(self.name)

    def write(self, data: bytes, at_once: bytes = b"") -> None:
        self._with_device(data, at_once)

    def probe(self) -> None:
        self._with_device(b"", b"")

    def _with_device(self, data: bytes, at_once: bytes) -> None:
        path = self._path or next(iter(usb_printers()), "")
        if not path:
            raise PrinterUnavailable(self.name, "no USB printer is plugged in")
        try:
            # Never waiting for a device that nobody reads, and never becoming the terminal of this program.
            device = os.open(path, os.O_RDWR | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))
            try:
                if stat.S_ISREG(os.fstat(device).st_mode):
                    raise PrinterUnavailable(self.name, "a file, and not a device")
                self._status.check(
                    lambda request: write_all(device, request, self._timeout_s),
                    lambda seconds: _answer(device, seconds),
                    at_once,
                )
                write_all(device, data, self._timeout_s)
            finally:
                os.close(device)
        except (OSError, ValueError) as error:  # ValueError: a path with a null character
            raise PrinterUnavailable(self.name, reason_of(error)) from error


def _answer(device: int, seconds: float) -> bytes:
    if not select.select([device], [], [], seconds)[0]:
        return b""
    try:
        return os.read(device, 64)
    except BlockingIOError:
        return b""


class SerialTransport(AsksPrinter):
    """A printer on a serial port, or on an adapter that looks like one."""

    def __init__(self, port: str, baud: int = 9600, flow: Flow = "none", timeout_s: float = WRITE_TIMEOUT_S) -> None:
        self._port = port
        self._baud = baud
        self._flow = flow
        self._timeout_s = timeout_s
        self.name = port
        self._status = StatusAsker(port)

    def write(self, data: bytes, at_once: bytes = b"") -> None:
        self._with_port(data, at_once)

    def probe(self) -> None:
        self._with_port(b"", b"")

    def _with_port(self, data: bytes, at_once: bytes) -> None:
        flow = self._flow
        try:
            with serial.Serial(
                self._port,
                self._baud,
                write_timeout=self._timeout_s,
                xonxoff=flow == "xonxoff",
                rtscts=flow == "rtscts",
                dsrdtr=flow == "dsrdtr",
            ) as port:

                def receive(seconds: float) -> bytes:
                    port.timeout = seconds
                    return bytes(port.read(1) + port.read(port.in_waiting))

                self._status.check(port.write, receive, at_once)
                port.write(data)
                self._drain(port)
        except (OSError, ValueError) as error:  # SerialException is an OSError
            raise PrinterUnavailable(self.name, reason_of(error)) from error

    def _drain(self, port: serial.Serial) -> None:
        """Closing a port throws away what has not gone out yet."""
        deadline = time.monotonic() + self._timeout_s
        while port.out_waiting:
            if time.monotonic() > deadline:
                raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))
            time.sleep(0.01)


class RawUsbTransport(AsksPrinter):
    """A USB printer that the system makes no device file of, by its ids; needs the library pyusb."""

    def __init__(self, vendor: int, product: int, timeout_s: float = WRITE_TIMEOUT_S) -> None:
        self._ids = (vendor, product)
        self._timeout_ms = round(timeout_s * 1000)
        self.name = f"USB {vendor:04x}:{product:04x}"
        self._status = StatusAsker(self.name)

    def write(self, data: bytes, at_once: bytes = b"") -> None:
        self._with_device(data, at_once)

    def probe(self) -> None:
        self._with_device(b"", b"")

    def _with_device(self, data: bytes, at_once: bytes) -> None:
        try:
            core, util = importlib.import_module("usb.core"), importlib.import_module("usb.util")
        except ImportError as error:
            raise PrinterUnavailable(self.name, "the library pyusb is not installed") from error
        try:
            device = core.find(idVendor=self._ids[0], idProduct=self._ids[1])
            if device is None:
                raise PrinterUnavailable(self.name, "not plugged in")
            try:
                out, back = self._endpoints(device, util)
                if back is not None:
                    self._status.check(
                        lambda request: out.write(request, self._timeout_ms),
                        lambda seconds: _usb_answer(back, seconds, core.USBTimeoutError),
                        at_once,
                    )
                if data and out.write(data, self._timeout_ms) != len(data):
                    raise PrinterUnavailable(self.name, "not all bytes were taken")
            finally:
                util.dispose_resources(device)
        except (OSError, ValueError, NotImplementedError) as error:  # USBError is an OSError; no backend a ValueError
            raise PrinterUnavailable(self.name, reason_of(error)) from error

    def _endpoints(self, device: Any, util: Any) -> tuple[Any, Any]:
        """The ends of the printer's pipes, to it and from it (None: it never answers)."""
        interfaces = list(device.get_active_configuration())
        printer = next((one for one in interfaces if one.bInterfaceClass == _PRINTER_CLASS), interfaces[0])
        if device.is_kernel_driver_active(printer.bInterfaceNumber):
            device.detach_kernel_driver(printer.bInterfaceNumber)

        def end(direction: int) -> Any:
            return util.find_descriptor(
                printer, custom_match=lambda one: util.endpoint_direction(one.bEndpointAddress) == direction
            )

        out = end(util.ENDPOINT_OUT)
        if out is None:
            raise PrinterUnavailable(self.name, "no printer")
        return out, end(util.ENDPOINT_IN)


def _usb_answer(back: Any, seconds: float, timed_out: type[Exception]) -> bytes:
    try:
        return bytes(back.read(64, max(1, round(seconds * 1000))))
    except timed_out:
        return b""


def usb_transport(rest: str) -> DeviceTransport | RawUsbTransport | None:
    """What follows `usb:` in the setting: nothing, a device file, or the ids of vendor and product; None: neither."""
    ids = _USB_IDS.fullmatch(rest)
    if ids:
        return RawUsbTransport(int(ids.group(1), 16), int(ids.group(2), 16))
    return DeviceTransport(rest) if not rest or rest.startswith("/") else None


def serial_transport(rest: str) -> SerialTransport | None:
    """What follows `serial:` in the setting: a port, and if need be its baud rate and flow control."""
    found = _SERIAL.fullmatch(rest)
    if found is None:
        return None
    flow: Any = found.group("flow") or "none"
    return SerialTransport(found.group("port"), int(found.group("baud") or 9600), flow)
