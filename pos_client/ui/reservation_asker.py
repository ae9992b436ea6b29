"""Asks the ledger for a reservation off the GUI thread, and goes on without it when the answer takes too long."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal, SignalInstance, Slot

from retail.reservation import ReservationAnswer, ReservationRequest

#: Asks the ledger; slow. None: no answer that can be used.
AskLedger = Callable[[ReservationRequest], ReservationAnswer | None]


class _Question(QRunnable):
    """One request on a thread of the pool; it holds only the bound signal."""

    def __init__(self, ask: AskLedger, request: ReservationRequest, answered: SignalInstance) -> None:
        super().__init__()
        self._ask = ask
        self._request = request
        self._answered = answered

    def run(self) -> None:
        answer: object
        try:
            answer = self._ask(self._request)
        except Exception as error:  # noqa: BLE001 - it is raised again on the thread that asked
            answer = error
        try:
            self._answered.emit(self._request, answer)
        except RuntimeError:
            # The asker is gone: the program is being closed.
            return


class ReservationAsker(QObject):
    """`answered` carries the request and its ReservationAnswer, or None when there was none in time; once for each."""

    answered = Signal(object, object)
    _came = Signal(object, object)

    def __init__(self, ask: AskLedger, within_ms: int, pool: QThreadPool, parent: QObject | None = None) -> None:
        """`pool` has one thread, so that what is asked first arrives first. It outlives this object: a question that is
        still open when the screen is closed must not be waited for here.
        """
        super().__init__(parent)
        self._ask = ask
        self._pool = pool
        self._waiting_for: ReservationRequest | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(within_ms)
        self._timer.timeout.connect(self._on_time)
        self._came.connect(self._on_came)

    def ask(self, request: ReservationRequest) -> None:
        """A question that is still open is forgotten."""
        self._waiting_for = request
        self._timer.start()
        self._pool.start(_Question(self._ask, request, self._came))

    def forget(self) -> None:
        """Nobody waits any more."""
        self._waiting_for = None
        self._timer.stop()

    @Slot(object, object)
    def _on_came(self, request: ReservationRequest, answer: object) -> None:
        if request is not self._waiting_for:
            return
        self.forget()
        word = answer if isinstance(answer, ReservationAnswer) else None
        self.answered.emit(request, word)
        if isinstance(answer, Exception):
            # A bug of ours: the sale goes on, and the mistake goes where every other one goes.
            raise answer

    @Slot()
    def _on_time(self) -> None:
        request = self._waiting_for
        if request is not None:
            self.forget()
            self.answered.emit(request, None)
