"""Printers that take the bytes, and printers that do not: real sockets, real files."""

from __future__ import annotations

import os
import resource
import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_client.devices.device_transports import SerialTransport
from pos_client.devices.printing import STATUS_REQUEST, PrinterUnavailable
from pos_client.devices.transports import FileTransport, TcpTransport, transport_for
from tests.unit.devices.printer_answers import PAPER_OUT

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


def test_a_network_printer_without_paper_is_told_as_that(printer: Printer) -> None:
    printer.serve(talks=PAPER_OUT)
    with pytest.raises(PrinterUnavailable) as failure:
        TcpTransport("127.0.0.1", printer.port).write(RECEIPT, b"PULSE")
    printer.close()
    assert failure.value.condition == "paper_out"
    assert printer.received == [STATUS_REQUEST + b"PULSE"]


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
