"""A serial scanner on a pseudo terminal: every code once, whole, and found again after it was unplugged."""

from __future__ import annotations

import os
import pty
import tty
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

from pos_client.devices import serial_scanner
from pos_client.devices.device_thread import DeviceThread
from pos_client.devices.serial_scanner import (
    BYTES_MAX,
    CodeEnd,
    Lines,
    ScannerSettings,
    SerialScannerWorker,
    known_ports,
    port_name,
)

QUICK = ScannerSettings(backoff_ms=(20,), pause_ms=120)


class Scanner:
    """The scanner's end of a cable that is plugged into a socket: a name that leads to whatever is plugged in."""

    def __init__(self, socket: Path) -> None:
        self.socket = socket
        self.ends: tuple[int, int] | None = None
        self.plug_in()

    def plug_in(self) -> None:
        near, far = pty.openpty()
        tty.setraw(far)
        self.ends = (near, far)
        self.socket.symlink_to(os.ttyname(far))

    def unplug(self) -> None:
        if self.ends is not None:
            self.socket.unlink()
            for end in self.ends:
                os.close(end)
            self.ends = None

    def send(self, data: bytes) -> None:
        assert self.ends is not None
        os.write(self.ends[0], data)


class Till:
    """The thread that listens, and what it said."""

    def __init__(self, target: str, settings: ScannerSettings) -> None:
        self.worker = SerialScannerWorker(target, settings)
        self.codes: list[bytes] = []
        self.states: list[str] = []
        self.worker.code_scanned.connect(lambda code: self.codes.append(code.data))
        self.worker.state_changed.connect(lambda state: self.states.append(state.status))
        self.thread = DeviceThread(self.worker, "scanner")
        self.thread.start()


@pytest.fixture
def scanner(tmp_path: Path) -> Iterator[Scanner]:
    made = Scanner(tmp_path / "scanner")
    yield made
    made.unplug()


@pytest.fixture
def till(scanner: Scanner, qtbot: QtBot) -> Iterator[Till]:
    made = Till(str(scanner.socket), QUICK)
    qtbot.waitUntil(lambda: made.states == ["ready"])
    yield made
    assert made.thread.stop()


def test_every_code_comes_once_and_whole(scanner: Scanner, till: Till, qtbot: QtBot) -> None:
    scanner.send(b"6901234567892\r\n]E0690")
    scanner.send(b"7654321098\r\n")
    scanner.send("UM1:会员\r".encode() + b"]d2010690123456789217261231\x1d10LOT1\r")
    qtbot.waitUntil(lambda: len(till.codes) == 4)
    assert till.codes == [
        b"6901234567892",
        b"]E06907654321098",
        "UM1:会员".encode(),
        b"]d2010690123456789217261231\x1d10LOT1",
    ]


def test_a_scanner_that_sends_no_ending_works_all_the_same(scanner: Scanner, till: Till, qtbot: QtBot) -> None:
    scanner.send(b"6901234567892")
    qtbot.waitUntil(lambda: till.codes == [b"6901234567892"])
    scanner.send(b"6907654321098\r\n")
    qtbot.waitUntil(lambda: till.codes[1:] == [b"6907654321098"])


def test_it_is_unplugged_and_found_again(scanner: Scanner, till: Till, qtbot: QtBot) -> None:
    scanner.send(b"6901234567892\r")
    qtbot.waitUntil(lambda: len(till.codes) == 1)
    scanner.unplug()
    qtbot.waitUntil(lambda: till.states == ["ready", "away"])
    scanner.plug_in()
    qtbot.waitUntil(lambda: till.states == ["ready", "away", "ready"])
    scanner.send(b"6907654321098\r")
    qtbot.waitUntil(lambda: till.codes[1:] == [b"6907654321098"])


def test_half_a_code_does_not_begin_the_next_one_after_the_plug_was_pulled(
    scanner: Scanner, till: Till, qtbot: QtBot
) -> None:
    scanner.send(b"690123")
    scanner.unplug()
    qtbot.waitUntil(lambda: "away" in till.states)
    scanner.plug_in()
    qtbot.waitUntil(lambda: till.states[-1] == "ready")
    scanner.send(b"6907654321098\r")
    qtbot.waitUntil(lambda: b"6907654321098" in till.codes)
    assert not any(code.startswith(b"690123690") for code in till.codes)


def test_one_that_was_never_there_is_waited_for(tmp_path: Path, qtbot: QtBot) -> None:
    till = Till(str(tmp_path / "scanner"), QUICK)
    qtbot.waitUntil(lambda: till.states == ["away"])
    scanner = Scanner(tmp_path / "scanner")
    qtbot.waitUntil(lambda: till.states == ["away", "ready"])
    assert till.thread.stop()
    assert not till.thread.thread.isRunning()
    scanner.unplug()


@pytest.mark.parametrize(
    ("end", "data", "codes"),
    [
        ("enter", b"\r\n\r\nA\nB\r", [b"A", b"B"]),
        ("enter", b"A\tB\r", [b"A\tB"]),
        ("tab", b"A\tB\r\n", [b"A", b"B"]),
        ("pause", b"two\r\nlines", []),
    ],
)
def test_the_ending_is_what_was_set(end: CodeEnd, data: bytes, codes: list[bytes]) -> None:
    assert list(Lines(end).take(data)) == codes


def test_a_line_that_never_ends_is_not_kept_for_ever() -> None:
    lines = Lines("pause")
    (code,) = lines.take(b"x" * (BYTES_MAX + 1))
    assert len(code) > BYTES_MAX
    assert not lines.has_begun


def test_an_adapter_on_usb_is_found_in_whatever_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    class Info(SimpleNamespace):
        def __lt__(self, other: Info) -> bool:
            return bool(self.device < other.device)

    plugged = [
        Info(device="/dev/ttyACM1", vid=0x0C2E, pid=0x0B61, serial_number="A7"),
        Info(device="/dev/ttyS0", vid=None, pid=None, serial_number=None),
    ]
    monkeypatch.setattr(serial_scanner.list_ports, "comports", lambda: plugged)
    assert known_ports() == ["usb:0c2e:0b61", "/dev/ttyS0"]
    assert port_name("usb:0C2E:0b61") == "/dev/ttyACM1"
    assert port_name("usb:0c2e:0b61:A7") == "/dev/ttyACM1"
    assert port_name("usb:0c2e:0b61:B8") is None
    assert port_name("/dev/ttyS0") == "/dev/ttyS0"
