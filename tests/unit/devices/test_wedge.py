"""The wedge filter inside a Qt application, with key events whose timestamps are set, and with real X key events."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pos_client.devices.scanned_code import ScannedCode
from pos_client.devices.wedge import WedgeFilter

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


class Till(QWidget):
    """A field, a default-like button, and what happened."""

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.button = QPushButton("Pay")
        self.presses = 0
        self.button.clicked.connect(self._count)
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.button)
        self.scans: list[bytes] = []

    def _count(self) -> None:
        self.presses += 1

    def note(self, code: ScannedCode) -> None:
        self.scans.append(code.data)


class Keyboard:
    """Sends key events as a platform plugin does: to the window, with the time at which the key was hit."""

    def __init__(self, till: Till) -> None:
        self.till = till
        self.now_ms = 50_000

    def send(self, key: int, text: str = "", modifiers: Qt.KeyboardModifier = NONE, native_modifiers: int = 0) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, modifiers, key & 0xFFFF, 0, native_modifiers, text)
            event.setTimestamp(self.now_ms)
            QCoreApplication.sendEvent(self.till.windowHandle(), event)

    def type(self, text: str, gap_ms: int, native_modifiers: int = 0) -> None:
        for character in text:
            self.now_ms += gap_ms
            self.send(ord(character.upper()), character, native_modifiers=native_modifiers)

    def enter(self, gap_ms: int) -> None:
        self.now_ms += gap_ms
        self.send(Qt.Key.Key_Return, "\r")


@pytest.fixture
def till(qtbot: QtBot) -> Till:
    widget = Till()
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)
    widget.activateWindow()
    widget.field.setFocus()
    qtbot.waitUntil(widget.field.hasFocus)
    return widget


@pytest.fixture
def wedge(till: Till) -> Iterator[WedgeFilter]:
    wedge_filter = WedgeFilter()
    wedge_filter.code_scanned.connect(till.note)
    wedge_filter.start()
    yield wedge_filter
    wedge_filter.stop()


def test_a_scan_types_nothing_into_the_focused_field(till: Till, wedge: WedgeFilter) -> None:
    keyboard = Keyboard(till)
    keyboard.type("6901234567892", 10)
    keyboard.enter(10)
    assert till.scans == [b"6901234567892"]
    assert till.field.text() == ""


def test_a_scan_without_suffix_comes_after_the_wait(till: Till, wedge: WedgeFilter, qtbot: QtBot) -> None:
    keyboard = Keyboard(till)
    with qtbot.waitSignal(wedge.code_scanned) as signal:
        keyboard.type("6901234567892", 10)
        assert till.scans == []
    assert signal.args == [ScannedCode(b"6901234567892", "", "wedge")]
    assert till.field.text() == ""


@pytest.mark.parametrize("gap_ms", [60, 120, 300])
def test_what_a_person_types_arrives_whole(till: Till, wedge: WedgeFilter, qtbot: QtBot, gap_ms: int) -> None:
    keyboard = Keyboard(till)
    keyboard.type("Hello, World 42", gap_ms)
    qtbot.waitUntil(lambda: till.field.text() == "Hello, World 42")
    assert till.scans == []


def test_typing_before_enter_is_in_the_field_when_enter_arrives(till: Till, wedge: WedgeFilter) -> None:
    seen: list[str] = []
    till.field.returnPressed.connect(lambda: seen.append(till.field.text()))
    keyboard = Keyboard(till)
    keyboard.type("12", 90)
    keyboard.enter(60)
    assert seen == ["12"]


def test_a_scan_presses_no_button(till: Till, wedge: WedgeFilter, qtbot: QtBot) -> None:
    till.button.setFocus()
    keyboard = Keyboard(till)
    keyboard.type("AB CD 12", 10)  # a space presses the focused button
    keyboard.enter(10)
    assert till.scans == [b"AB CD 12"]
    assert till.presses == 0
    keyboard.type(" ", 900)
    qtbot.waitUntil(lambda: till.presses == 1)  # a person's space does, after its press and its release
    assert not till.button.isDown()


def test_shortcuts_act_at_once(till: Till, wedge: WedgeFilter) -> None:
    keys: list[int] = []

    class Listener(QWidget):
        def keyPressEvent(self, event: QKeyEvent) -> None:
            keys.append(event.key())

    listener = Listener(till)
    listener.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    listener.show()
    listener.setFocus()
    keyboard = Keyboard(till)
    keyboard.type("a", 300)
    keyboard.send(Qt.Key.Key_F4)
    keyboard.send(Qt.Key.Key_S, "\x13", CONTROL)
    assert keys == [Qt.Key.Key_A, Qt.Key.Key_F4, Qt.Key.Key_S]


def test_releases_that_come_after_the_code_are_swallowed_too(till: Till, wedge: WedgeFilter) -> None:
    released: list[int] = []

    class Listener(QWidget):
        def keyReleaseEvent(self, event: QKeyEvent) -> None:
            released.append(event.key())

    listener = Listener(till)
    listener.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    listener.show()
    listener.setFocus()
    keys = [(ord(digit), digit) for digit in "96385074"] + [(int(Qt.Key.Key_Return), "\r")]
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):  # all down, and then all up
        for place, (key, text) in enumerate(keys):
            event = QKeyEvent(kind, key, NONE, key & 0xFFFF, 0, 0, text)
            event.setTimestamp(60_000 + 10 * place)
            QCoreApplication.sendEvent(till.windowHandle(), event)
    assert till.scans == [b"96385074"]
    assert released == []


def test_a_scan_triggers_no_shortcut_of_one_digit(till: Till, wedge: WedgeFilter, qtbot: QtBot) -> None:
    fired: list[int] = []
    shortcut = QShortcut(QKeySequence("6"), till)
    shortcut.activated.connect(lambda: fired.append(1))
    # A platform asks with this event before it looks for shortcuts; an accepted one stops it from looking.
    question = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_6, NONE, 15, 0, 0, "6")
    question.ignore()
    QCoreApplication.sendEvent(till.windowHandle(), question)
    assert question.isAccepted()
    other = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_F6, NONE, 72, 0, 0, "")
    other.ignore()
    QCoreApplication.sendEvent(till.windowHandle(), other)
    assert not other.isAccepted()


def test_the_timestamp_counts_and_not_the_arrival(till: Till, wedge: WedgeFilter, qtbot: QtBot) -> None:
    """A stalled event loop delivers a person's keys all at once: they are no scan."""
    keyboard = Keyboard(till)
    keyboard.type("123456789", 110)
    keyboard.enter(110)
    assert till.scans == []
    assert till.field.text() == "123456789"


def test_a_timer_that_fires_late_waits_for_the_keys_behind_it(till: Till, qtbot: QtBot) -> None:
    now_s = [100.0]
    wedge_filter = WedgeFilter(clock=lambda: now_s[0])
    wedge_filter.code_scanned.connect(till.note)
    wedge_filter.start()
    keyboard = Keyboard(till)
    keyboard.type("690123", 10)
    now_s[0] += 0.9  # the loop stands still for 900 ms, and the rest of the code is queued behind the timer
    wedge_filter._flush_when_quiet()
    assert till.scans == []
    keyboard.type("4567892", 10)
    keyboard.enter(10)
    assert till.scans == [b"6901234567892"]
    wedge_filter.stop()


def test_caps_lock_and_group_separators(till: Till, wedge: WedgeFilter) -> None:
    keyboard = Keyboard(till)
    keyboard.type("um1:aBC", 10, native_modifiers=0x2)
    keyboard.enter(10)
    keyboard.now_ms += 800
    keyboard.type("0106901234567892", 10)
    keyboard.now_ms += 10
    keyboard.send(Qt.Key.Key_BracketRight, "\x1d", CONTROL)
    keyboard.type("10L7", 10)
    keyboard.enter(10)
    assert till.scans == [b"UM1:Abc", b"0106901234567892\x1d10L7"]


def test_a_handler_that_opens_a_dialog_leaves_the_filter_working(till: Till, wedge: WedgeFilter) -> None:
    keyboard = Keyboard(till)
    inner: list[bytes] = []

    def scan_meanwhile(text: str) -> None:
        if text == "a" and not inner:
            inner.append(b"")
            keyboard.now_ms += 500
            keyboard.type("96385074", 10)
            keyboard.enter(10)

    till.field.textChanged.connect(scan_meanwhile)
    keyboard.type("a", 300)
    keyboard.send(Qt.Key.Key_F2)
    assert till.scans == [b"96385074"]
    assert till.field.text() == "a"


def test_stopping_hands_back_what_was_kept(till: Till, wedge: WedgeFilter) -> None:
    Keyboard(till).type("ab", 80)
    wedge.stop()
    assert till.field.text() == "ab"


def test_codes_do_not_show_in_logs() -> None:
    assert "134567890123456789" not in repr(ScannedCode(b"134567890123456789", "", "wedge"))


WINDOW = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit
from pos_client.devices.wedge import WedgeFilter
application = QApplication(sys.argv)
field = QLineEdit()
field.setWindowTitle("wedge-target")
wedge = WedgeFilter()
def scanned(code):
    print("SCAN", code.data.decode(), flush=True)
    if code.data.startswith(b"BUSY"):
        sys.stdin.readline()  # the event loop stands still until the test says so
wedge.code_scanned.connect(scanned)
field.textChanged.connect(lambda text: print("TEXT", text, flush=True))
field.returnPressed.connect(lambda: print("ENTER", flush=True))
wedge.start()
field.show()
field.setFocus()
QTimer.singleShot(0, lambda: print("READY", flush=True))
QTimer.singleShot(60_000, application.quit)
application.exec()
"""


@pytest.fixture
def display() -> Iterator[str]:
    if not (shutil.which("Xvfb") and shutil.which("xdotool")):
        pytest.skip("LOUD: Xvfb or xdotool is missing, so real key events are NOT tested here (apt: xvfb xdotool)")
    reader, writer = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", "800x600x24", "-nolisten", "tcp"],
        pass_fds=(writer,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    with os.fdopen(reader) as answers:
        number = answers.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(timeout=10)


def test_real_key_events_of_an_x_server(display: str) -> None:
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONUNBUFFERED": "1"}
    environment.pop("WAYLAND_DISPLAY", None)
    root = str(Path(__file__).parents[3])
    with subprocess.Popen(
        [sys.executable, "-c", WINDOW],
        env=environment,
        cwd=root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as window:
        assert window.stdout is not None
        assert window.stdin is not None
        try:
            assert window.stdout.readline().strip() == "READY"

            def xdotool(*arguments: str) -> None:
                subprocess.run(["xdotool", *arguments], env=environment, check=True, timeout=30, capture_output=True)

            xdotool("search", "--sync", "--name", "wedge-target", "windowfocus", "--sync")
            xdotool("type", "--delay", "8", "6901234500892\n")
            assert window.stdout.readline().strip() == "SCAN 6901234500892"
            xdotool("type", "--delay", "8", "UM1:aBc-X+9\n")
            assert window.stdout.readline().strip() == "SCAN UM1:aBc-X+9"
            xdotool("type", "--delay", "8", "BUSY0001\n")
            assert window.stdout.readline().strip() == "SCAN BUSY0001"
            for code in ("6907654321098", "6931112223334"):
                xdotool("type", "--delay", "8", f"{code}\n")
            window.stdin.write("\n")
            window.stdin.flush()
            # What was scanned while the window stood still: each code whole, in order, and nothing typed or entered.
            assert [window.stdout.readline().strip() for _ in range(2)] == ["SCAN 6907654321098", "SCAN 6931112223334"]
            xdotool("key", "Caps_Lock")
            # Single keys, as a scanner presses them: `type` would make up for the lock.
            keys = ("shift+u", "shift+m", "1", "shift+semicolon", "a", "shift+b", "9", "Return")
            xdotool("key", "--delay", "8", *keys)
            assert window.stdout.readline().strip() == "SCAN UM1:aB9"
            xdotool("key", "Caps_Lock")
            for key in ("h", "e", "y", "Return"):
                time.sleep(0.2)  # a person's pace, which is what is being tested
                xdotool("key", key)
            shown = [window.stdout.readline().strip() for _ in range(4)]
            assert shown == ["TEXT h", "TEXT he", "TEXT hey", "ENTER"]
        finally:
            window.terminate()
