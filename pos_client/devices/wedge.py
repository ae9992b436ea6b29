"""Keyboard-wedge scanners: an application event filter that turns bursts of keys into codes.

A scan never types into the field that has the focus and never presses a button; what a person types arrives there
whole and in order, at most a few tenths of a second late. Shortcuts with Ctrl, Alt or a function key act at once.
A shortcut that is a single letter or digit does not work while this filter is installed: do not make one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from shiboken6 import isValid

from pos_client.devices.burst import GROUP_SEPARATORS, Burst, Outcome, Role, Stroke, WedgeSettings
from pos_client.devices.scanned_code import ScannedCode

SOURCE = "wedge"

_CAPS_LOCK_BITS = {"windows": 0x100, "cocoa": 0x10000, "xcb": 0x2, "wayland": 0x2}
"""The caps lock in `QKeyEvent.nativeModifiers()`, which is all that tells of it, by platform plugin."""

_LATE_MS = 30
"""A timer that fires this much late says that the event loop stood still: keys may be waiting behind it."""


@dataclass(frozen=True, slots=True)
class _Keys:
    """The keys that mean something here, and what makes a key a command."""

    suffixes: frozenset[Qt.Key]
    modifiers: frozenset[Qt.Key]
    command: Qt.KeyboardModifier
    control_characters: Mapping[Qt.Key, str]


@cache
def _keys() -> _Keys:
    """Made at the first key: naming Qt's keys costs 40 ms, which a start must not pay."""
    modifiers = Qt.KeyboardModifier
    return _Keys(
        suffixes=frozenset((Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)),
        modifiers=frozenset(
            (
                Qt.Key.Key_Shift,
                Qt.Key.Key_Control,
                Qt.Key.Key_Alt,
                Qt.Key.Key_AltGr,
                Qt.Key.Key_Meta,
                Qt.Key.Key_CapsLock,
                Qt.Key.Key_NumLock,
                Qt.Key.Key_ScrollLock,
            )
        ),
        command=modifiers.ControlModifier | modifiers.AltModifier | modifiers.MetaModifier,
        control_characters={Qt.Key.Key_BracketRight: "\x1d", Qt.Key.Key_AsciiCircum: "\x1e", Qt.Key.Key_D: "\x04"},
    )


@dataclass(frozen=True, slots=True)
class _HeldKey:
    """A key event that is kept back, as values: Qt's own event does not outlive its delivery."""

    window: QWindow
    type: QEvent.Type
    key: int
    modifiers: Qt.KeyboardModifier
    scan_code: int
    virtual_key: int
    native_modifiers: int
    text: str
    auto_repeat: bool
    count: int
    timestamp_ms: int

    @staticmethod
    def of(window: QWindow, event: QKeyEvent) -> _HeldKey:
        return _HeldKey(
            window,
            event.type(),
            event.key(),
            event.modifiers(),
            event.nativeScanCode(),
            event.nativeVirtualKey(),
            event.nativeModifiers(),
            event.text(),
            event.isAutoRepeat(),
            event.count(),
            event.timestamp(),
        )

    def again(self) -> QKeyEvent:
        event = QKeyEvent(
            self.type,
            self.key,
            self.modifiers,
            self.scan_code,
            self.virtual_key,
            self.native_modifiers,
            self.text,
            self.auto_repeat,
            self.count,
        )
        event.setTimestamp(self.timestamp_ms)
        return event


def _application() -> QGuiApplication:
    application = QGuiApplication.instance()
    if not isinstance(application, QGuiApplication):
        raise RuntimeError("a wedge filter needs an application to listen to")
    return application


class WedgeFilter(QObject):
    """Install with `start()`. Emits `code_scanned` with a ScannedCode for each burst of a scanner."""

    code_scanned = Signal(object)

    def __init__(
        self,
        settings: WedgeSettings | None = None,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`clock` tells seconds; it is used only to notice that the event loop stood still."""
        super().__init__(parent)
        self._settings = settings or WedgeSettings()
        self._burst: Burst[_HeldKey] = Burst(self._settings)
        self._kept: set[int] = set()  # keys that are down and whose press is kept back
        self._swallowed: set[int] = set()  # keys that are down and whose press was part of a code
        self._handing_back = False
        self._listens = False
        self._clock = clock
        self._due = 0.0
        self._caps_lock_bit = _CAPS_LOCK_BITS.get(QGuiApplication.platformName(), 0x2)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._flush_when_quiet)

    def start(self) -> None:
        """Begins to listen to every window of the application."""
        # Not to the application itself, whose filter is called for each event of each widget: to change the screen
        # from one to the next are hundreds of them, and a key comes to its window first in any case.
        for window in QGuiApplication.allWindows():
            window.installEventFilter(self)
        if not self._listens:
            _application().focusWindowChanged.connect(self._on_focus_window)
        self._listens = True

    def stop(self) -> None:
        """Stops listening, and hands back what was kept."""
        if self._listens:
            _application().focusWindowChanged.disconnect(self._on_focus_window)
        self._listens = False
        for window in QGuiApplication.allWindows():
            window.removeEventFilter(self)
        self._timer.stop()
        self._carry_out(self._burst.flush())
        self._swallowed.clear()

    @Slot(QWindow)
    def _on_focus_window(self, window: QWindow | None) -> None:
        """A window that was made since: keys come to one that has the focus."""
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride):
            return False
        # A key comes to the window first and is then sent on to widgets: it is judged once, at the window.
        if not isinstance(watched, QWindow) or not isinstance(event, QKeyEvent):
            return False
        if self._handing_back:
            self._handing_back = False  # for this event alone: what it starts may run an event loop of its own
            return False
        if kind == QEvent.Type.ShortcutOverride:
            return self._claim(event)
        if kind == QEvent.Type.KeyRelease:
            return self._release(watched, event)
        return self._press(watched, event)

    def _claim(self, event: QKeyEvent) -> bool:
        """Asked before shortcuts are looked up: what may belong to a scan must not trigger one."""
        role, _ = _role_of(event)
        if role is None:
            return False
        if role is Role.TEXT or (role in (Role.SUFFIX, Role.SEPARATOR) and self._burst.is_waiting):
            event.accept()
            return True
        self._carry_out(self._burst.flush())  # a shortcut acts after what was typed before it
        return False

    def _press(self, window: QWindow, event: QKeyEvent) -> bool:
        role, text = _role_of(event)
        if role is None:
            return False
        key = _physical_key(event)
        self._swallowed.discard(key)
        caps_lock = bool(event.nativeModifiers() & self._caps_lock_bit)
        held = _HeldKey.of(window, event)
        outcome = self._burst.press(Stroke(role, text, event.timestamp(), held, event.isAutoRepeat(), caps_lock))
        self._carry_out(outcome)
        if not outcome.pass_on and held not in outcome.released:
            (self._swallowed if role is Role.SUFFIX else self._kept).add(key)
        if self._burst.is_waiting:
            self._wait()
        else:
            self._timer.stop()
        return not outcome.pass_on

    def _release(self, window: QWindow, event: QKeyEvent) -> bool:
        """The release of a key goes the way of its press."""
        key = _physical_key(event)
        for keys in (self._swallowed, self._kept):
            if key in keys:
                if keys is self._kept:
                    self._burst.release(_HeldKey.of(window, event))
                if not event.isAutoRepeat():
                    keys.discard(key)
                return True
        return False

    def _carry_out(self, outcome: Outcome[_HeldKey]) -> None:
        for held in outcome.released:
            self._kept.discard(held.scan_code or held.key)
            self._hand_back(held)
        if outcome.scanned is not None:
            self._swallowed |= self._kept
            self._kept.clear()
            self.code_scanned.emit(ScannedCode(outcome.scanned.encode(), "", SOURCE))

    def _hand_back(self, held: _HeldKey) -> None:
        window = held.window if isValid(held.window) and held.window.isVisible() else QGuiApplication.focusWindow()
        if window is not None:
            self._handing_back = True
            QCoreApplication.sendEvent(window, held.again())
            self._handing_back = False

    def _wait(self) -> None:
        self._timer.start(self._settings.hiccup_ms_max)
        self._due = self._clock() + self._settings.hiccup_ms_max / 1000

    @Slot()
    def _flush_when_quiet(self) -> None:
        if (self._clock() - self._due) * 1000 > _LATE_MS:
            self._wait()  # the loop stood still: keys that came meanwhile are still queued, and belong to this burst
            return
        self._carry_out(self._burst.flush())


def _physical_key(event: QKeyEvent) -> int:
    """The same number at press and release. `key()` may differ between them, when Shift goes up in between."""
    return event.nativeScanCode() or event.key()


def _role_of(event: QKeyEvent) -> tuple[Role | None, str]:
    """What a key is to a burst, and its character; None for Shift and its like, which accompany any key."""
    key = event.key()
    if key in _keys().modifiers:
        return None, ""
    modifiers = event.modifiers()
    if key in _keys().suffixes and not modifiers & _keys().command:
        return Role.SUFFIX, ""
    text = event.text()
    if modifiers & Qt.KeyboardModifier.ControlModifier:
        text = text if text in GROUP_SEPARATORS else _keys().control_characters.get(Qt.Key(key), "")
        return (Role.SEPARATOR, text) if text else (Role.OTHER, "")
    # AltGr makes characters on many layouts, and is told by the modifier GroupSwitch or by Ctrl with Alt.
    if modifiers & _keys().command or not text.isprintable() or not text:
        return Role.OTHER, ""
    return Role.TEXT, text
