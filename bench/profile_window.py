"""The till's window for `bench.profile`: a member's card is scanned on the profile page, until everything is drawn."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from bench.scan_window import Scanner, Taken
from pos_client.bootstrap.app import TillApp
from pos_client.ui.screens.profile.view import ProfileView

#: The window has nothing left to draw when it was still for so long.
STILL_S = 0.04
PATIENCE_S = 10.0


class ProfileScanner(Scanner):
    """Types cards as a hand scanner does, and watches the window being drawn."""

    def __init__(self, app: TillApp, application: QApplication) -> None:
        super().__init__(app, application)
        app.window.show_section("profile")
        view = app.window.page("profile")
        assert isinstance(view, ProfileView)
        self._view = view
        self._updated_at: tuple[float, float] | None = None  # clock, processor time of this thread
        application.processEvents()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._app.window and event.type() == QEvent.Type.UpdateRequest:
            self._app.window.event(event)
            self._updated_at = time.perf_counter(), time.thread_time()
            return True
        return False

    def shown(self, code: str, one_id: str) -> Taken:
        """From the scanner's Enter until the last drawing of the window with this member."""
        self._type(code)
        self._updated_at = None
        started, began_busy = time.perf_counter(), time.thread_time()
        self._end()
        while time.perf_counter() - started < PATIENCE_S:
            self._application.processEvents()
            drawn = self._updated_at
            if drawn is not None and time.perf_counter() - drawn[0] > STILL_S:
                break
        if self._view._state.one_id != one_id or self._updated_at is None:
            raise RuntimeError(f"{code} did not show {one_id}")
        at, busy = self._updated_at
        return Taken(1000 * (at - started), 1000 * (busy - began_busy))
