"""The till's window for `bench.scan`: opened, signed in, and fed with a scanner's keys."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from pos_client.bootstrap.app import AppRunner, TillApp, make_application
from pos_client.system import collect_seldom, take_turns_often
from pos_client.ui.screens.checkout.view import CheckoutView

KEY_MS = 8
PAUSE_S = 0.12  # between two scans nobody is quicker: what follows a scan is drawn


@dataclass(frozen=True, slots=True)
class Taken:
    """Milliseconds by the clock, and of the processor's time that the GUI's thread had."""

    ms: float
    processor_ms: float


def open_till(folder: Path, staff_id: str, pin: str) -> tuple[TillApp, QApplication]:
    """The window of an enrolled till with somebody signed in, and no worker of its own."""
    take_turns_often()
    collect_seldom()
    application = make_application([])
    runner = AppRunner(application, folder, {})
    runner.open()
    app = runner.app
    assert app is not None
    application.setProperty("runner", runner)  # it must live as long as its window
    app.staff.sign_in(app.staff.check_pin(staff_id, pin))
    app.window.sign_in.signed_in.emit()
    app.wedge.start()
    app.window.activateWindow()
    application.processEvents()
    return app, application


class Scanner(QObject):
    """Types codes as a hand scanner does, and watches the list of lines being painted."""

    def __init__(self, app: TillApp, application: QApplication) -> None:
        super().__init__()
        self._app = app
        self._application = application
        view = app.window.page("checkout")
        assert isinstance(view, CheckoutView)
        self._now_ms = 50_000
        self._is_painted = False
        self._drawn_at: tuple[float, float] | None = None  # clock, processor time of this thread
        self._viewport = view.basket.list.viewport()
        self._viewport.installEventFilter(self)
        app.window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._viewport and event.type() == QEvent.Type.Paint:
            self._is_painted = True
        if watched is self._app.window and event.type() == QEvent.Type.UpdateRequest:
            self._app.window.event(event)
            if self._is_painted and self._drawn_at is None:
                self._drawn_at = time.perf_counter(), time.thread_time()
            return True
        return False

    def scan(self, code: str) -> None:
        self._type(code)
        self._end()
        self._application.processEvents()

    def identify(self, one_id: str) -> None:
        """The member whom a search found."""
        till = self._app.till
        till.checkout.set_member(till.members.identify_search(one_id))
        self._application.processEvents()

    def measured(self, code: str) -> Taken:
        """From the scanner's Enter until the window with its line is drawn; the line is taken out again."""
        checkout = self._app.till.checkout
        before = len(checkout.state.basket.lines)
        self._type(code)
        self._is_painted, self._drawn_at = False, None
        started, began = time.perf_counter(), time.thread_time()
        self._end()
        while self._drawn_at is None:
            self._application.processEvents()
        drawn, ended = self._drawn_at
        lines = checkout.state.basket.lines
        if len(lines) != before + 1:
            raise RuntimeError(f"{code} made no line of its own")
        self._rest()  # the panels follow
        self._app.window._operations.announce(checkout.remove_line(lines[-1].line_id))
        self._rest()
        return Taken(1000 * (drawn - started), 1000 * (ended - began))

    def _rest(self) -> None:
        until = time.perf_counter() + PAUSE_S
        while time.perf_counter() < until:
            self._application.processEvents()
            time.sleep(0.001)

    def _type(self, code: str) -> None:
        for character in code:
            self._send(ord(character), character)

    def _end(self) -> None:
        self._send(Qt.Key.Key_Return, "\r")

    def _send(self, key: int, text: str) -> None:
        self._now_ms += KEY_MS
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, key & 0xFFFF, 0, 0, text)
            event.setTimestamp(self._now_ms)
            QCoreApplication.sendEvent(self._app.window.windowHandle(), event)
