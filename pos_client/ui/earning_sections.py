"""The pages about what people earn and what the store sold, made and kept for `Sections`."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from pos_client.ui.operations import Operations
from pos_client.ui.screens.checkout.use_cases import CheckoutUseCases
from pos_client.ui.screens.earnings.presenter import EarningsPresenter
from pos_client.ui.screens.earnings.view import EarningsView
from pos_client.ui.screens.figures.presenter import FiguresPresenter
from pos_client.ui.screens.figures.view import FiguresView
from pos_client.ui.widgets.page import Page


class EarningSections(QObject):
    """What has not been asked for does not exist: those are None."""

    section_asked = Signal(object)  # its name

    def __init__(self, use_cases: CheckoutUseCases, operations: Operations, parent: QObject) -> None:
        super().__init__(parent)
        self._use_cases = use_cases
        self._operations = operations
        self.earnings: EarningsPresenter | None = None
        self.figures: FiguresPresenter | None = None

    def make_earnings(self) -> Page:
        view = EarningsView()
        self.earnings = EarningsPresenter(view, self._use_cases.earnings, self._operations, self)
        view.figures_asked.connect(lambda: self.section_asked.emit("figures"))
        view.guides_asked.connect(lambda: self.section_asked.emit("clientele"))
        return view

    def make_figures(self) -> Page:
        view = FiguresView()
        self.figures = FiguresPresenter(view, self._use_cases.figures, self._operations, self)
        view.closed.connect(lambda: self.section_asked.emit("earnings"))
        return view

    def set_shown(self, name: str) -> None:
        """Which section is in sight."""
        if self.earnings is not None and name == "earnings":
            self.earnings.look()
        if self.figures is not None and name == "figures":
            self.figures.look()
