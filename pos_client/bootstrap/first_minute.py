"""What the till does once in its first minute, when nobody waits for it: after the counter was built and drawn."""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

from pos_client.bootstrap.till import Till
from pos_client.ui.operations import Operations

LIBRARY_MS, OFFERS_MS, NETWORK_MS = 2_000, 4_000, 5_000


class FirstMinute(QObject):
    """Begins when it is made, and ends with its parent. `till` gives the counter's use cases as far as they exist,
    `wake` wakes sync at once.
    """

    def __init__(
        self, operations: Operations, till: Callable[[], Till | None], wake: Callable[..., None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._operations = operations
        self._till = till
        self._wake = wake
        QTimer.singleShot(LIBRARY_MS, self, self._load_library)
        QTimer.singleShot(OFFERS_MS, self, self._report_offers)
        QTimer.singleShot(NETWORK_MS, self, self._watch_network)

    @Slot()
    def _load_library(self) -> None:
        """The first GS1 code of the day should not wait for its library, nor a sale of the first minute."""
        self._operations.pool.start(importlib.import_module("retail.gs1").load_library)

    @Slot()
    def _report_offers(self) -> None:
        """An older or newer program may see in the offers of yesterday what nobody has told the ledger yet."""
        till = self._till()
        if till is not None:
            self._operations.run(till.offers.report)

    @Slot()
    def _watch_network(self) -> None:
        network = importlib.import_module("pos_client.bootstrap.network")
        self._network: QObject = network.NetworkReturn(functools.partial(self._wake, now=True), self)
