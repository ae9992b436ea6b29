"""Printers that take the bytes, and printers that do not: each failure is named and says what to do."""

from __future__ import annotations

import os
import socket
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_client.devices.transports import FileTransport, PrinterUnavailable, TcpTransport
from tests.fakes_printer import RecordingTransport

RECEIPT = b"\x1b@" + bytes(range(32, 127)) * 40


class Printer:
    """A network printer on a port of its own."""

    def __init__(self) -> None:
        self.socket = socket.socket()
        self.socket.bind(("127.0.0.1", 0))
        self.socket.listen(1)
        self.port = int(self.socket.getsockname()[1])
        self.received = b""
        self.thread: threading.Thread | None = None

    def serve(self, *, reset_after: int | None = None) -> None:
        def work() -> None:
            connection, _ = self.socket.accept()
            with connection:
                while data := connection.recv(4096):
                    self.received += data
                    if reset_after is not None and len(self.received) >= reset_after:
                        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                        return

        self.thread = threading.Thread(target=work, daemon=True)
        self.thread.start()

    def close(self) -> None:
        if self.thread is not None:
            self.thread.join(10)
        self.socket.close()


@pytest.fixture
def printer() -> Iterator[Printer]:
    made = Printer()
    yield made
    made.close()


def transport(port: int, **limits: float) -> TcpTransport:
    return TcpTransport("127.0.0.1", port, **limits)  # type: ignore[arg-type]


def test_a_network_printer_gets_every_byte(printer: Printer) -> None:
    printer.serve()
    transport(printer.port).send(RECEIPT)
    printer.close()
    assert printer.received == RECEIPT


def test_a_printer_that_is_off_is_told_so(printer: Printer) -> None:
    printer.close()
    with pytest.raises(PrinterUnavailable, match="The sale is stored") as failure:
        transport(printer.port).send(RECEIPT)
    assert failure.value.problem == "off"
    assert f"127.0.0.1:{printer.port}" in failure.value.what
    assert "Switch it on" in failure.value.what_to_do


def test_a_printer_that_takes_no_data_is_told_so_in_time(printer: Printer) -> None:
    # Nobody reads: the buffers of both ends fill up, and the printer never takes the rest.
    with pytest.raises(PrinterUnavailable) as failure:
        transport(printer.port, send_timeout_s=0.2).send(bytes(20_000_000))
    assert failure.value.problem == "silent"
    assert "paper" in failure.value.what_to_do


def test_a_host_that_never_answers_is_told_so_in_time(printer: Printer) -> None:
    # A full queue of a listener drops further attempts to connect, as a host that is switched off does.
    waiting = []
    for _ in range(8):
        one = socket.socket()
        one.setblocking(False)
        one.connect_ex(("127.0.0.1", printer.port))
        waiting.append(one)
    with pytest.raises(PrinterUnavailable) as failure:
        transport(printer.port, connect_timeout_s=0.2).send(RECEIPT)
    assert failure.value.problem == "off"
    for one in waiting:
        one.close()


def test_a_printer_that_breaks_off_is_told_so(printer: Printer) -> None:
    printer.serve(reset_after=1)
    with pytest.raises(PrinterUnavailable) as failure:
        transport(printer.port, linger_s=5.0).send(bytes(2_000_000))
    assert failure.value.problem == "broke_off"
    assert "before printing it again" in failure.value.what_to_do


def test_a_name_that_nobody_knows_is_told_so() -> None:
    with pytest.raises(PrinterUnavailable) as failure:
        TcpTransport("printer.invalid").send(RECEIPT)
    assert failure.value.problem == "not_found"


def test_receipts_are_added_to_a_file(tmp_path: Path) -> None:
    file = tmp_path / "receipts.bin"
    sink = FileTransport(str(file))
    sink.send(b"one")
    sink.send(b"two")
    assert file.read_bytes() == b"onetwo"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full on this system")
def test_a_full_disk_is_told_so() -> None:
    with pytest.raises(PrinterUnavailable) as failure:
        FileTransport("/dev/full").send(RECEIPT)
    assert failure.value.problem == "disk_full"
    assert "Make room" in failure.value.what_to_do


@pytest.mark.parametrize("path", ["/dev/usb/lp-that-is-not-there", "no/such/folder/receipts.bin"])
def test_a_device_that_is_away_is_told_so_and_no_file_is_made(path: str) -> None:
    with pytest.raises(PrinterUnavailable) as failure:
        FileTransport(path).send(RECEIPT)
    assert failure.value.problem == "not_found"
    assert not Path(path).exists()


def test_a_device_without_paper_does_not_block_the_till(tmp_path: Path) -> None:
    pipe = tmp_path / "lp0"
    os.mkfifo(pipe)
    with pytest.raises(PrinterUnavailable) as failure:
        FileTransport(str(pipe)).send(RECEIPT)
    assert failure.value.problem == "off"  # nobody at the other end
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        with pytest.raises(PrinterUnavailable) as failure:
            FileTransport(str(pipe), timeout_s=0.2).send(bytes(2_000_000))
        assert failure.value.problem == "silent"
    finally:
        os.close(reader)


def test_the_recording_printer_records_and_fails() -> None:
    sink = RecordingTransport()
    sink.send(b"a")
    sink.send(b"b")
    assert sink.output == b"ab"
    sink.fails_with = "off"
    with pytest.raises(PrinterUnavailable):
        sink.send(b"c")
    assert sink.output == b"ab"
