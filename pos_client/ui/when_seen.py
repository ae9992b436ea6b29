"""News for a page that nobody looks at: it is drawn once, when it comes into sight, however much happened till then.

A page that was opened once lives on behind the counter. Drawn at each sale and each word of the ledger, pages out of
sight would cost the cashier more time than the sale itself.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


class WhenSeen(QObject):
    """Calls `draw` for `changed()`: at once while the page is in sight, else just before it is shown again."""

    def __init__(self, page: QWidget, draw: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self._draw = draw
        self._is_stale = False
        page.installEventFilter(self)

    def changed(self) -> None:
        if self._page.isVisible():
            self._draw()
        else:
            self._is_stale = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._is_stale and event.type() == QEvent.Type.Show and watched is self._page:
            self._is_stale = False
            self._draw()
        return False
