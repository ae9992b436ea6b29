"""A keyboard, and a hand scanner that types like one, before a till's window.

Key events go to the window with the time at which each key was hit, as a platform plugin sends them.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from pos_client.devices.wedge import WedgeFilter

Key = Qt.Key
NONE, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
SCANNER_MS, PERSON_MS = 8, 140
_TYPED = {Key.Key_Return: "\r", Key.Key_Escape: "\x1b"}


class Desk:
    """Counts what the cashier pressed."""

    def __init__(self, window: QWidget, wedge: WedgeFilter) -> None:
        self.window = window
        self.wedge = wedge
        self.now_ms = 50_000
        self.pressed = 0

    def scan(self, code: str) -> None:
        for character in code:
            self.now_ms += SCANNER_MS
            self._send(ord(character.upper()), character)
        self.now_ms += SCANNER_MS
        self._send(Key.Key_Return, "\r")
        self._pause()

    def press(self, *keys: object) -> None:
        """Keys at a person's pace: texts letter by letter, keys by name, or with modifiers (`CTRL | Key.Key_1`)."""
        for key in keys:
            for part in key if isinstance(key, str) else (key,):
                self.pressed += 1
                self.now_ms += PERSON_MS
                if isinstance(part, str):
                    self._send(ord(part.upper()), part)
                elif part in _TYPED:
                    self._send(part, _TYPED[part])
                else:
                    # A function key acts by its shortcut, which only the whole way through Qt finds.
                    combined = part if isinstance(part, QKeyCombination) else QKeyCombination(NONE, part)
                    QTest.keyClick(self.window.windowHandle(), combined.key(), combined.keyboardModifiers())
                self._pause()

    def _pause(self) -> None:
        """The filter's own timer has run out: whatever it kept back is decided."""
        self.wedge._carry_out(self.wedge._burst.flush())
        QCoreApplication.processEvents()

    def _send(self, key: int, text: str) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, NONE, key & 0xFFFF, 0, 0, text)
            event.setTimestamp(self.now_ms)
            QCoreApplication.sendEvent(self.window.windowHandle(), event)
