"""While a scan is on its way to the screen, or somebody pays, the thread that pulls lets the counter go first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from offline_cache.hurry import Hurry
from pos_client.application.changes import Changes

if TYPE_CHECKING:
    from pos_client.ui.screens.checkout.state import CheckoutViewState

#: So long after it was read, what was scanned has been drawn.
DRAWN_MS = 20
#: So long after payment began most sales are complete; a wallet that lets everybody wait must not hold the pull up.
PAYING_MS = 5_000
#: So long after payment the next customer's empty basket has been drawn.
LEFT_MS = 100
#: So long after an entry was written it is sent: the screens that follow a sale need the interpreter first.
SEND_MS = 150
SCAN, PAYMENT = "scan", "payment"


class CounterFirst(QObject):
    """Connect a scanner's `code_scanned` to `code_read`, before whoever takes the code, and the counter's states to
    `counter_shown`.
    """

    may_send = Signal()  # what was written may go to the ledger now

    def __init__(self, hurry: Hurry, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hurry = hurry
        self._send = QTimer(self)
        self._send.setSingleShot(True)
        self._send.setInterval(SEND_MS)
        self._send.timeout.connect(self.may_send)
        self._is_paying = False
        self._drawn = self._timer(DRAWN_MS, SCAN)
        self._paid = self._timer(PAYING_MS, PAYMENT)

    def _timer(self, milliseconds: int, name: str) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(lambda: self._hurry.end(name))
        return timer

    @Slot(object)
    def changed(self, changes: Changes) -> None:
        """What is written waits for the ledger."""
        if changes.facts & {"journal", "reservation"} and not self._send.isActive():
            self._send.start()

    @Slot(object)
    def code_read(self, _code: object) -> None:
        self._hurry.begin(SCAN)
        self._drawn.start()

    @Slot(object)
    def counter_shown(self, state: CheckoutViewState) -> None:
        """From the page of payment to the finished sale."""
        is_paying = state.phase == "tender"
        if is_paying == self._is_paying:
            return
        self._is_paying = is_paying
        if is_paying:
            self._hurry.begin(PAYMENT)
        self._paid.start(PAYING_MS if is_paying else LEFT_MS)
