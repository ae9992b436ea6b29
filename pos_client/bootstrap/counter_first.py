"""While a scan is on its way to the screen, the thread that pulls lets the counter have the processor."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot

from offline_cache.hurry import Hurry

#: So long after it was read, what was scanned has been drawn.
DRAWN_MS = 20


class CounterFirst(QObject):
    """Connect a scanner's `code_scanned` to `code_read`, before whoever takes the code."""

    def __init__(self, hurry: Hurry, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hurry = hurry
        self._drawn = QTimer(self)
        self._drawn.setSingleShot(True)
        self._drawn.setInterval(DRAWN_MS)
        self._drawn.timeout.connect(self._on_drawn)

    @Slot(object)
    def code_read(self, _code: object) -> None:
        self._hurry.begin()
        self._drawn.start()

    @Slot()
    def _on_drawn(self) -> None:
        self._hurry.end()
