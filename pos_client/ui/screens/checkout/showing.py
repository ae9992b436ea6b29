"""When the counter's state comes to the screen: lines and what is to pay at once, the panels beside them in a moment.

A scan is priced exactly before its line is drawn, so no amount on the screen is ever older than its lines. What takes
longer and is not paid by (offers, what is nearly reached, the member's next tier) follows when nothing has been scanned
for QUIET_MS: a burst of scans draws it once.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from pos_client.application.changes import Changes, Fact
from pos_client.ui.screens.checkout.state import CheckoutViewState
from pos_client.ui.screens.checkout.use_cases import CheckoutUseCases
from pos_client.ui.screens.checkout.view import CheckoutView
from pos_client.ui.screens.checkout.view_state import with_panels

QUIET_MS = 80
SHOWN_FACTS: frozenset[Fact] = frozenset(
    ("basket", "member", "pricing", "tenders", "sales", "reference", "session")  # who serves stands at the basket
)
#: What a scan or another quantity changes: it may be one of many.
_OF_LINES: frozenset[Fact] = frozenset(("basket", "pricing"))


class Showing(QObject):
    """`counter` builds the state without its panels (view_state.counter_state)."""

    shown = Signal(object)  # CheckoutViewState with its panels
    followed = Signal()  # the panels are those of the last scan now

    def __init__(
        self,
        view: CheckoutView,
        use_cases: CheckoutUseCases,
        counter: Callable[[], CheckoutViewState],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._use = use_cases
        self._counter = counter
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(QUIET_MS)
        self._quiet.timeout.connect(self._follow)

    @Slot()
    def everything(self) -> None:
        """Show all of it now."""
        self._quiet.stop()
        state = with_panels(self._use, self._counter())
        self._view.show_state(state)
        self.shown.emit(state)

    @Slot()
    def _follow(self) -> None:
        self.everything()
        self.followed.emit()

    @Slot()
    def lines(self) -> None:
        """Show the lines and amounts now, and the panels when the counter is quiet."""
        self._view.show_state(self._counter())
        self._quiet.start()

    def changed(self, changes: Changes) -> bool:
        """Show what changed; False when none of it is on this screen."""
        if not changes.facts & SHOWN_FACTS:
            return False
        if "basket" in changes and changes.facts <= _OF_LINES:
            self.lines()
        else:
            self.everything()
        return True
