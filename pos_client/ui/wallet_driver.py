"""Runs the calls to wallets' operators off the GUI thread, and brings what they say back to it."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance, Slot

from pos_client.application.changes import Changes
from pos_client.application.wallet_calls import RefundNews, WalletCall, WalletNews
from pos_client.application.wallet_payments import WalletPayments
from pos_client.application.wallet_refunds import WalletRefunds
from pos_client.ui.operations import Operations
from retail.wallets import WalletOutcome

TICK_MS = 500


class WalletDriver(QObject):
    """Each call has a thread of its own, which the end of the program does not wait for: the row of the payment, or the
    refund, is durable, and the next start asks. `ended` carries the WalletNews of a payment that is known,
    `refund_ended` the RefundNews of a refund; `ticked` says that time passed while one is not.
    """

    ended = Signal(object)  # WalletNews
    refund_ended = Signal(object)  # RefundNews
    ticked = Signal()
    _came = Signal(object, object)

    def __init__(
        self, payments: WalletPayments, refunds: WalletRefunds, operations: Operations, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.payments = payments
        self.refunds = refunds
        self._operations = operations
        self._is_over = False
        self._came.connect(self._on_came)
        operations.changed.connect(self._on_changed)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._on_tick)
        if payments.set_up or payments.open() or refunds.open():
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
        for call in (*self.payments.due(), *self.refunds.due()):
            self.run(call)
        if self.payments.open() or self.refunds.open():
            self.ticked.emit()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        """Goods came back, alone or with a sale: their entry may have left refunds to be sent."""
        if ("sales" in changes or "refunds" in changes) and not self._is_over and self.refunds.look():
            self._operations.announce(Changes.of("refunds"))

    @Slot(object, object)
    def _on_came(self, call: WalletCall, came: object) -> None:
        if self._is_over:
            return
        outcome = came if isinstance(came, WalletOutcome) else WalletOutcome("unknown", "no_answer")
        answered: list[WalletNews | RefundNews] = []

        def take() -> object:
            desk = self.refunds if call.refund_id else self.payments
            answered.append(desk.answered(call, outcome))
            return answered[0].changes

        # What the store could not write is told, and asked for again.
        self._operations.run(take)
        for news in answered:
            if isinstance(news, RefundNews):
                if news.refund is not None:
                    self.refund_ended.emit(news)
            elif news.attempt is not None:
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
