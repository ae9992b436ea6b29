"""Sync starts again at once when the machine's network returns, and does not wait for its back-off.

Source: docs/spec/offline.md, section 2. The system says it; where it does not, the back-off of at most five minutes
is all there is.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtNetwork import QNetworkInformation

Reachability = QNetworkInformation.Reachability


class NetworkReturn(QObject):
    """Calls `wake` on its own thread whenever there is a network that was not there before."""

    def __init__(self, wake: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wake = wake
        self._was_there = True
        if QNetworkInformation.loadBackendByFeatures(QNetworkInformation.Feature.Reachability):
            information = QNetworkInformation.instance()
            self._was_there = information.reachability() != Reachability.Disconnected
            information.reachabilityChanged.connect(self.changed)

    @Slot(Reachability)
    def changed(self, reachability: QNetworkInformation.Reachability) -> None:
        # The ledger may stand in the store's own network: the internet need not be reached.
        is_there = reachability != Reachability.Disconnected
        if is_there and not self._was_there:
            self._wake()
        self._was_there = is_there
