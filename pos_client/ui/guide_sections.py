"""The sections of those who look after members: whom to contact today, guides and their members."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from pos_client.ui.operations import Operations
from pos_client.ui.screens.checkout.use_cases import CheckoutUseCases
from pos_client.ui.screens.clientele.presenter import ClientelePresenter
from pos_client.ui.screens.clientele.view import ClienteleView
from pos_client.ui.screens.today.joining import make_today
from pos_client.ui.screens.today.presenter import TodayPresenter
from pos_client.ui.screens.today.view import TodayView
from pos_client.ui.widgets.page import Page


class GuideSections(QObject):
    """As `Sections`, of which it is a part."""

    profile_asked = Signal(object)  # one_id

    def __init__(self, use_cases: CheckoutUseCases, operations: Operations, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._use = use_cases
        self._operations = operations
        self.today: TodayPresenter | None = None
        self.clientele: ClientelePresenter | None = None

    def makers(self) -> Mapping[str, Callable[[], Page]]:
        return {"today": self._make_today, "clientele": self._make_clientele}

    def look(self, name: str) -> None:
        """This section comes in sight."""
        if self.today is not None and name == "today":
            self.today.look()
        if self.clientele is not None and name == "clientele":
            self.clientele.look()

    def takes_scan(self, name: str, data: bytes, symbology: str | None) -> bool:
        """Whether a scan is this section's affair: at the door of an event it is."""
        if name != "clientele" or self.clientele is None or not self.clientele.takes_scans:
            return False
        self.clientele.scan(data, symbology)
        return True

    def _make_today(self) -> Page:
        view = TodayView()
        self.today = make_today(view, self._use, self._operations, self)
        self.today.profile_asked.connect(self.profile_asked)
        return view

    def _make_clientele(self) -> Page:
        view = ClienteleView()
        self.clientele = ClientelePresenter(view, self._use, self._operations, self)
        return view
