"""What is suggested goes into the basket by a key or a touch; what was on the screen is noted for the sale."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from pos_client.application.changes import Changes
from pos_client.ui.screens.checkout.line_actions import LineActions
from pos_client.ui.screens.checkout.showing import Showing
from pos_client.ui.screens.checkout.state import CheckoutViewState
from pos_client.ui.screens.checkout.use_cases import CheckoutUseCases
from pos_client.ui.screens.checkout.view import CheckoutView


class SuggestionActions(QObject):
    def __init__(
        self,
        view: CheckoutView,
        use_cases: CheckoutUseCases,
        lines: LineActions,
        showing: Showing,
        *,
        do: Callable[[Callable[[], Changes]], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._use = use_cases
        self._lines = lines
        self._do = do
        view.suggestions.picked.connect(self._on_picked)
        showing.shown.connect(self._on_shown)

    @Slot(object)
    def _on_picked(self, sku: str) -> None:
        if self._do(lambda: self._use.suggesting.add(sku)):
            self._lines.select_sku(sku)
            self._view.scan_bar.flash("good", self.tr("Added"))
            self._view.focus_home()

    @Slot(object)
    def _on_shown(self, state: CheckoutViewState) -> None:
        # What stands behind another page of the window was not seen by anybody.
        if state.suggestions.rows and self._view.suggestions.isVisible():
            self._use.suggesting.note_shown()
