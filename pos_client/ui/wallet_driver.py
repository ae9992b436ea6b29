"""Runs the calls to wallets' operators off the GUI thread, and brings what they say back to it."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance, Slot

from pos_client.application.wallet_calls import WalletCall, WalletNews
from pos_client.application.wallet_payments import WalletPayments
from pos_client.ui.operations import Operations
from retail.wallets import WalletOutcome

TICK_MS = 500


class WalletDriver(QObject):
    """Each call has a thread of its own, which the end of the program does not wait for: the payment's row is durable,
    and the next start asks. `ended` carries the WalletNews of a payment that is known; `ticked` says that time passed
    while one is not.
    """

    ended = Signal(object)  # WalletNews
    ticked = Signal()
    _came = Signal(object, object)

    def __init__(self, payments: WalletPayments, operations: Operations, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.payments = payments
        self._operations = operations
        self._is_over = False
        self._came.connect(self._on_came)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._on_tick)
        if payments.set_up or payments.open():
            self._timer.start()

    def run(self, call: WalletCall) -> None:
        """Ask now; what comes of it is told by `ended`."""
        threading.Thread(target=_ask, args=(call.run, call, self._came), name="wallet", daemon=True).start()

    def stop(self) -> None:
        """The program ends: nothing more is asked, and what still comes is left to the next start."""
        self._timer.stop()
        self._is_over = True

    @Slot()
    def _on_tick(self) -> None:
        for call in self.payments.due():
            self.run(call)
        if self.payments.open():
            self.ticked.emit()

    @Slot(object, object)
    def _on_came(self, call: WalletCall, came: object) -> None:
        if self._is_over:
            return
        outcome = came if isinstance(came, WalletOutcome) else WalletOutcome("unknown", "no_answer")
        answered: list[WalletNews] = []

        def take() -> object:
            answered.append(self.payments.answered(call, outcome))
            return answered[0].changes

        # What the store could not write is told, and asked for again.
        self._operations.run(take)
        for news in answered:
            if news.attempt is not None:
                self.ended.emit(news)
        if isinstance(came, Exception):
            # A bug of ours: the payment is asked for again, and the mistake goes where every other one goes.
            sys.excepthook(type(came), came, came.__traceback__)


def _ask(run: Callable[[], WalletOutcome], call: WalletCall, came: SignalInstance) -> None:
    """On a thread of its own: holds only the call and the bound signal."""
    result: object
    try:
        result = run()
    except Exception as error:  # noqa: BLE001 - it is raised again on the GUI thread
        result = error
    try:
        came.emit(call, result)
    except RuntimeError:
        return  # the window is gone
