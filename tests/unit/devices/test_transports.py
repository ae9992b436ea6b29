"""Printers that take the bytes, and printers that do not: real sockets, real files."""

from __future__ import annotations

import os
import pty
import resource
import socket
import struct
import sys
import threading
import tty
import types
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_client.devices.device_transports import DeviceTransport, SerialTransport, usb_printers
from pos_client.devices.printing import STATUS_REQUEST, PrinterUnavailable, StatusAsker, Transport
from pos_client.devices.transports import FileTransport, TcpTransport, transport_for

RECEIPT = b"\x1b@" + bytes(range(32, 127)) * 40
#: More than the buffers of both ends hold, so that the printer's reading matters.
ENDLESS = bytes(20_000_000)


class Printer:
    """A network printer on a port of its own."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=1)
        self.port = int(self.socket.getsockname()[1])
        self.received: list[bytes] = []
        self.thread: threading.Thread | None = None

    def serve(self, *, receipts: int = 1, reset_after: int | None = None, talks: bytes = b"") -> None:
        def work() -> None:
            for _ in range(receipts):
                connection, _ = self.socket.accept()
                with connection:
                    connection.sendall(talks)
                    self._take(connection, reset_after)

        self.thread = threading.Thread(target=work, daemon=True)
        self.thread.start()

    def _take(self, connection: socket.socket, reset_after: int | None) -> None:
        receipt = b""
        while data := connection.recv(4096):
            receipt += data
            if reset_after is not None and len(receipt) >= reset_after:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return
        self.received.append(receipt)

    def close(self) -> None:
        if self.thread is not None:
            self.thread.join(10)
        self.socket.close()


@pytest.fixture
def printer() -> Iterator[Printer]:
    made = Printer()
    yield made
    made.close()


def test_a_network_printer_gets_every_byte_of_every_receipt(printer: Printer) -> None:
    printer.serve(receipts=2)
    transport = transport_for(f"tcp:127.0.0.1:{printer.port}")
    assert transport is not None
    transport.write(RECEIPT)
    transport.write(RECEIPT[:100])
    printer.close()
    # It was asked how it is, did not answer, and is not asked again.
    assert printer.received == [STATUS_REQUEST + RECEIPT, RECEIPT[:100]]


def test_a_printer_that_talks_back_gets_its_receipt_as_well(printer: Printer) -> None:
    """Closing over unread bytes would reset the connection, and with it the receipt."""
    printer.serve(talks=b"\x14\x00\x00\x0f" * 50)
    TcpTransport("127.0.0.1", printer.port).write(RECEIPT)
    printer.close()
    assert printer.received == [STATUS_REQUEST + RECEIPT]


def test_a_printer_that_never_closes_has_printed(printer: Printer) -> None:
    TcpTransport("127.0.0.1", printer.port).write(RECEIPT)
    connection, _ = printer.socket.accept()
    with connection, connection.makefile("rb") as sent:
        assert sent.read() == STATUS_REQUEST + RECEIPT


def test_a_printer_that_is_off_is_unavailable(printer: Printer) -> None:
    printer.close()
    with pytest.raises(PrinterUnavailable, match="refused") as failure:
        TcpTransport("127.0.0.1", printer.port).write(RECEIPT)
    assert failure.value.printer == f"127.0.0.1:{printer.port}"


def test_a_printer_that_accepts_and_never_reads_is_unavailable(printer: Printer) -> None:
    with pytest.raises(PrinterUnavailable, match="timed out"):
        TcpTransport("127.0.0.1", printer.port, timeout_s=0.2).write(ENDLESS)


def test_a_host_that_never_answers_is_unavailable(printer: Printer) -> None:
    # A listener with a full queue drops further attempts to connect, as a host that is switched off does.
    waiting = [socket.socket() for _ in range(8)]
    for one in waiting:
        one.setblocking(False)
        one.connect_ex(("127.0.0.1", printer.port))
    with pytest.raises(PrinterUnavailable, match="timed out"):
        TcpTransport("127.0.0.1", printer.port, connect_timeout_s=0.2).write(RECEIPT)
    for one in waiting:
        one.close()


@pytest.mark.parametrize("data", [RECEIPT, ENDLESS], ids=["short", "long"])
def test_a_printer_that_resets_in_the_middle_is_unavailable(printer: Printer, data: bytes) -> None:
    """A short receipt is in the system's buffers by then: the reset shows only to who waits for the printer's end."""
    printer.serve(reset_after=1)
    with pytest.raises(PrinterUnavailable, match=r"reset|Broken pipe|not connected"):
        TcpTransport("127.0.0.1", printer.port).write(data)


@pytest.mark.parametrize("host", ["printer.invalid", "a" * 64 + ".example", "..", "x\0y"])
def test_a_name_that_nobody_knows_is_unavailable(host: str) -> None:
    with pytest.raises(PrinterUnavailable) as failure:
        TcpTransport(host, 9100).write(RECEIPT)
    assert failure.value.printer == f"{host}:9100"


def test_receipts_are_added_to_a_file(tmp_path: Path) -> None:
    transport = transport_for(f"file:{tmp_path}/receipts.bin")
    assert transport is not None
    transport.write(b"one")
    transport.write(b"two")
    assert (tmp_path / "receipts.bin").read_bytes() == b"onetwo"


def test_a_disk_that_fills_up_keeps_whole_receipts_only(tmp_path: Path) -> None:
    file = tmp_path / "receipts.bin"
    transport = FileTransport(file)
    transport.write(RECEIPT)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(RECEIPT) + 100, hard))
    try:
        with pytest.raises(PrinterUnavailable):
            transport.write(RECEIPT)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert file.read_bytes() == RECEIPT
    transport.write(b"next")
    assert file.read_bytes() == RECEIPT + b"next"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full on this system")
def test_a_full_device_is_unavailable() -> None:
    with pytest.raises(PrinterUnavailable, match="No space left"):
        FileTransport("/dev/full").write(RECEIPT)


@pytest.mark.parametrize("path", ["/dev/usb-printer-that-is-not-there", "no/such/folder/receipts.bin", "a\0b", "/"])
def test_a_path_that_cannot_be_written_is_unavailable_and_no_file_is_made(path: str) -> None:
    with pytest.raises(PrinterUnavailable) as failure:
        FileTransport(path).write(RECEIPT)
    assert failure.value.printer == path
    assert "\0" in path or not Path(path).is_file()


def test_a_device_that_nobody_reads_does_not_block_the_till(tmp_path: Path) -> None:
    pipe = tmp_path / "lp0"
    os.mkfifo(pipe)
    with pytest.raises(PrinterUnavailable):  # nobody at the other end
        FileTransport(pipe).write(RECEIPT)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        with pytest.raises(PrinterUnavailable, match="timed out"):
            FileTransport(pipe, timeout_s=0.2).write(ENDLESS)
    finally:
        os.close(reader)


def test_no_setting_means_no_printer() -> None:
    assert transport_for("") is None


@pytest.mark.parametrize(
    ("setting", "name"),
    [
        ("tcp:192.168.1.50:9100", "192.168.1.50:9100"),
        ("tcp:printer.shop.example:9100", "printer.shop.example:9100"),
        ("tcp:[fe80::1]:9100", "[fe80::1]:9100"),
        ("file:/dev/usb/lp0", "/dev/usb/lp0"),
        ("file:C:\\spool\\receipts.bin", "C:\\spool\\receipts.bin"),
    ],
)
def test_a_setting_names_a_printer(setting: str, name: str) -> None:
    transport = transport_for(setting)
    assert isinstance(transport, TcpTransport | FileTransport)
    assert transport.name == name


@pytest.mark.parametrize(
    "setting",
    [
        "lpt1",
        "usb:1",
        "file:",
        "tcp:",
        "tcp:host",
        "tcp:host:",
        "tcp::9100",
        "tcp:[]:9100",
        "tcp:host:0",
        "tcp:host:65536",
        "tcp:host:-1",
        "tcp:host:９１００",
        "tcp:fe80::1:9100",
        "TCP:host:9100",
    ],
)
def test_a_setting_that_names_no_printer_is_an_error(setting: str) -> None:
    with pytest.raises(ValueError, match="tcp:"):
        transport_for(setting)


# --- printers that answer, on every kind of cable

READY = b"\x12\x12\x12\x12"
NEAR_END = b"\x12\x12\x12\x1e"
PAPER_OUT = b"\x1a\x32\x12\x7e"
COVER_OPEN = b"\x1a\x16\x12\x12"
CUTTER_STUCK = b"\x1a\x52\x1a\x12"
UNASKED = b"\x14\x00\x00\x0f"  # what a printer sends by itself when its state changes


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


def test_a_network_printer_without_paper_is_told_as_that(printer: Printer) -> None:
    printer.serve(talks=PAPER_OUT)
    with pytest.raises(PrinterUnavailable) as failure:
        TcpTransport("127.0.0.1", printer.port).write(RECEIPT, b"PULSE")
    printer.close()
    assert failure.value.condition == "paper_out"
    assert printer.received == [STATUS_REQUEST + b"PULSE"]


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


@pytest.mark.parametrize(
    ("setting", "shown"),
    [
        ("serial:/dev/ttyUSB0", ("/dev/ttyUSB0", 9600, "none")),
        ("serial:COM3:115200:dsrdtr", ("COM3", 115200, "dsrdtr")),
        ("serial:/dev/serial/by-path/pci-0000:00:14.0-usb-0:2:1.0:19200",
         ("/dev/serial/by-path/pci-0000:00:14.0-usb-0:2:1.0", 19200, "none")),
    ],
)  # fmt: skip
def test_a_serial_port_is_set_with_its_speed(setting: str, shown: tuple[str, int, str]) -> None:
    transport = transport_for(setting)
    assert isinstance(transport, SerialTransport)
    assert (transport._port, transport._baud, transport._flow) == shown


@pytest.mark.parametrize("setting", ["usb:lp0", "usb:04b8", "serial:", "lpt:1"])
def test_what_is_no_printer_is_refused(setting: str) -> None:
    with pytest.raises(ValueError, match="a printer is"):
        transport_for(setting)
