"""Shows the status that the sync worker reports, and wakes it when asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Slot

from pos_client.application.benefits import BadOffer
from pos_client.sync.status import SyncStatus
from pos_client.ui.ports import LineControl
from pos_client.ui.screens.connection.offline_panel import OfflineState
from pos_client.ui.screens.connection.view import ConnectionState, ConnectionView
from pos_client.ui.widgets.banner import Notice
from retail.ports import Clock


class ConnectionPresenter(QObject):
    def __init__(
        self,
        view: ConnectionView,
        line: LineControl,
        clock: Clock,
        *,
        offline: Callable[[], OfflineState],
        bad_offers: Callable[[], Sequence[BadOffer]],
        parent: QObject | None = None,
    ) -> None:
        """`offline` says what is possible without a connection now; `bad_offers` are those that are not used, empty for
        whoever need not know.
        """
        super().__init__(parent)
        self._offline = offline
        self._view = view
        self._line = line
        self._clock = clock
        self._bad_offers = bad_offers
        self._status = SyncStatus()
        view.sync_asked.connect(self._on_sync)
        self.refresh()

    def refresh(self) -> None:
        bad_offers = tuple(self._bad_offers())
        self._view.show_state(ConnectionState(self._status, self._clock.now(), self._offline(), bad_offers))

    def show_sync(self, status: SyncStatus) -> None:
        if self._status != status:
            self._view.banner.show_notice(None)
        self._status = status
        self.refresh()

    @Slot()
    def _on_sync(self) -> None:
        self._line.sync_now()
        self._view.banner.show_notice(
            lambda: Notice("info", self.tr("Asked the ledger now; the answer will show here."))
        )
