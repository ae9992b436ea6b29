"""Printers that say how they are, on every kind of cable: pseudo terminals, and the part of pyusb that is used."""

from __future__ import annotations

import os
import pty
import sys
import threading
import tty
import types
from pathlib import Path

import pytest

from pos_client.bootstrap.devices import receipt_writers
from pos_client.bootstrap.settings_file import SettingsFile
from pos_client.devices.device_transports import DeviceTransport, usb_printers
from pos_client.devices.printing import STATUS_REQUEST, PrinterUnavailable, StatusAsker, Transport
from pos_client.devices.transports import transport_for
from pos_client.settings import Settings
from retail.receipt import ReceiptDocument, Text
from tests.unit.devices.printer_answers import COVER_OPEN, CUTTER_STUCK, NEAR_END, PAPER_OUT, READY, UNASKED

RECEIPT = b"\x1b@" + bytes(range(32, 127)) * 40
#: More than the buffers of both ends hold, so that the printer's reading matters.
ENDLESS = bytes(20_000_000)


class Cable:
    """A printer at the far end of a pseudo terminal: answers each status request, keeps the rest."""

    def __init__(self, answer: bytes) -> None:
        self.near, self.far = pty.openpty()
        tty.setraw(self.far)
        self.path = os.ttyname(self.far)
        self.answer = answer
        self.received = b""
        self.requests = 0
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        waiting = b""
        while True:
            try:
                data = os.read(self.near, 4096)
            except OSError:
                return
            waiting += data
            while STATUS_REQUEST in waiting:
                before, waiting = waiting.split(STATUS_REQUEST, 1)
                self.received += before
                self.requests += 1
                os.write(self.near, self.answer)
            if not STATUS_REQUEST.startswith(waiting):
                self.received += waiting
                waiting = b""

    def close(self) -> bytes:
        """Unplugs; all that was printed."""
        os.close(self.far)
        self._thread.join(10)
        os.close(self.near)
        return self.received


CABLES = pytest.mark.parametrize("kind", ["serial", "usb"])


def cabled(kind: str, cable: Cable) -> Transport:
    transport = transport_for(f"serial:{cable.path}:115200" if kind == "serial" else f"usb:{cable.path}")
    assert transport is not None
    return transport


@CABLES
@pytest.mark.parametrize("answer", [READY, NEAR_END, UNASKED + READY])
def test_a_printer_that_is_ready_gets_its_receipts(kind: str, answer: bytes) -> None:
    cable = Cable(answer)
    transport = cabled(kind, cable)
    transport.probe()
    transport.write(RECEIPT)
    transport.write(RECEIPT[:100])
    assert cable.close() == RECEIPT + RECEIPT[:100]
    assert cable.requests == 3


@CABLES
@pytest.mark.parametrize(
    ("answer", "condition"), [(PAPER_OUT, "paper_out"), (COVER_OPEN, "cover_open"), (CUTTER_STUCK, "offline")]
)
def test_a_printer_says_itself_why_it_cannot_print(kind: str, answer: bytes, condition: str) -> None:
    cable = Cable(answer)
    transport = cabled(kind, cable)
    with pytest.raises(PrinterUnavailable) as failure:
        transport.write(RECEIPT, b"PULSE")
    assert failure.value.condition == condition
    with pytest.raises(PrinterUnavailable):
        transport.probe()
    assert cable.close() == b"PULSE", "no receipt is lost in a printer without paper, and the drawer opens"


@CABLES
def test_a_cable_that_is_not_there_is_unavailable(kind: str, tmp_path: Path) -> None:
    transport = transport_for(f"{kind}:{tmp_path}/gone")
    assert transport is not None
    with pytest.raises(PrinterUnavailable, match="No such file") as failure:
        transport.write(RECEIPT)
    assert failure.value.condition == ""


def test_a_device_that_nobody_reads_is_given_up() -> None:
    near, far = pty.openpty()
    tty.setraw(far)
    with pytest.raises(PrinterUnavailable, match="timed out"):
        DeviceTransport(os.ttyname(far), timeout_s=0.1).write(ENDLESS)
    os.close(near)
    os.close(far)


def test_a_usb_printer_is_no_plain_file(tmp_path: Path) -> None:
    (tmp_path / "lp0").touch()
    with pytest.raises(PrinterUnavailable, match="not a device"):
        DeviceTransport(str(tmp_path / "lp0")).write(RECEIPT)
    assert (tmp_path / "lp0").read_bytes() == b""
    assert usb_printers(tmp_path) == [str(tmp_path / "lp0")]


def test_a_roll_that_is_near_its_end_is_known_until_the_printer_says_otherwise(tmp_path: Path) -> None:
    cable = Cable(NEAR_END)
    writers = receipt_writers(SettingsFile(tmp_path, Settings(printer=f"usb:{cable.path}")))
    assert not writers.paper_is_low()
    writers.print_document(ReceiptDocument((Text("x"),)))
    assert writers.paper_is_low()
    cable.answer = READY
    writers.print_document(ReceiptDocument((Text("x"),)))
    assert not writers.paper_is_low()
    cable.close()


def test_a_printer_that_was_too_busy_to_answer_once_is_asked_again() -> None:
    answers, asked = [READY, b"", PAPER_OUT], []
    status = StatusAsker("p")
    for _ in range(2):
        status.check(asked.append, lambda seconds: answers.pop(0))
    with pytest.raises(PrinterUnavailable) as failure:
        status.check(asked.append, lambda seconds: answers.pop(0))
    assert failure.value.condition == "paper_out"
    assert asked == [STATUS_REQUEST] * 3


def test_raw_usb_without_its_library_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "usb", None)
    transport = transport_for("usb:04b8:0e15")
    assert transport is not None
    with pytest.raises(PrinterUnavailable, match="pyusb"):
        transport.write(RECEIPT)


class FakeUsb:
    """The part of pyusb that is used: one device with a printer's interface and two pipes."""

    def __init__(self, answer: bytes) -> None:
        self.taken: list[bytes] = []
        self.detached = False
        out, back = types.SimpleNamespace(bEndpointAddress=0x01), types.SimpleNamespace(bEndpointAddress=0x82)
        out.write = lambda data, timeout: self.taken.append(bytes(data)) or len(data)
        back.read = lambda size, timeout: answer
        interface = types.SimpleNamespace(bInterfaceClass=7, bInterfaceNumber=0, ends=(out, back))
        self.device = types.SimpleNamespace(
            get_active_configuration=lambda: [types.SimpleNamespace(bInterfaceClass=3), interface],
            is_kernel_driver_active=lambda number: True,
            detach_kernel_driver=self._detach,
        )

    def _detach(self, number: int) -> None:
        self.detached = True

    def install(self, monkeypatch: pytest.MonkeyPatch, *, plugged: bool = True) -> None:
        core, util = types.ModuleType("usb.core"), types.ModuleType("usb.util")
        core.find = lambda **ids: self.device if plugged else None  # type: ignore[attr-defined]
        core.USBTimeoutError = TimeoutError  # type: ignore[attr-defined]
        util.ENDPOINT_IN, util.ENDPOINT_OUT = 0x80, 0x00  # type: ignore[attr-defined]
        util.endpoint_direction = lambda address: address & 0x80  # type: ignore[attr-defined]
        util.find_descriptor = lambda interface, custom_match: next(  # type: ignore[attr-defined]
            filter(custom_match, interface.ends), None
        )
        util.dispose_resources = lambda device: None  # type: ignore[attr-defined]
        for name, module in (("usb", types.ModuleType("usb")), ("usb.core", core), ("usb.util", util)):
            monkeypatch.setitem(sys.modules, name, module)


def test_raw_usb_takes_the_printer_from_the_system_and_asks_it_first(monkeypatch: pytest.MonkeyPatch) -> None:
    usb = FakeUsb(READY)
    usb.install(monkeypatch)
    transport = transport_for("usb:04b8:0e15")
    assert transport is not None
    transport.write(RECEIPT)
    assert (usb.taken, usb.detached) == ([STATUS_REQUEST, RECEIPT], True)


def test_raw_usb_that_is_unplugged_or_without_paper_is_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    transport = transport_for("usb:04b8:0e15")
    assert transport is not None
    FakeUsb(PAPER_OUT).install(monkeypatch)
    with pytest.raises(PrinterUnavailable) as failure:
        transport.write(RECEIPT)
    assert failure.value.condition == "paper_out"
    FakeUsb(READY).install(monkeypatch, plugged=False)
    with pytest.raises(PrinterUnavailable, match="not plugged in"):
        transport.write(RECEIPT)
