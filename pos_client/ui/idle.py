"""Says when nobody has touched the till for a while."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

_Type = QEvent.Type
_TOUCHES = frozenset((_Type.KeyPress, _Type.MouseButtonPress, _Type.MouseMove, _Type.TouchBegin, _Type.Wheel))


class IdleLock(QObject):
    """`passed` when the minutes have passed without a key, a touch or a scan. Runs between `start` and `stop`."""

    passed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self.passed)

    def watch(self, window: QObject | None) -> None:
        """The window whose input counts: its handle, which gets keys and touches before any widget, and little else."""
        if window is not None:
            window.installEventFilter(self)

    def start(self, minutes: int) -> None:
        """0: never."""
        self.stop()
        if minutes > 0:
            self.timer.start(minutes * 60_000)

    def stop(self) -> None:
        self.timer.stop()

    def touched(self) -> None:
        """Something was done that is no event of the window: a code came from the camera."""
        if self.timer.isActive():
            self.timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.touched()
        return super().eventFilter(watched, event)
