"""What is suggested goes into the basket by a key or a touch; what was on the screen is noted for the sale."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from pos_client.ui.screens.checkout.counter_part import CounterPart, CounterTools
from pos_client.ui.screens.checkout.line_actions import LineActions
from pos_client.ui.screens.checkout.showing import Showing
from pos_client.ui.screens.checkout.state import CheckoutViewState


class SuggestionActions(CounterPart):
    def __init__(
        self, tools: CounterTools, lines: LineActions, showing: Showing, parent: QObject | None = None
    ) -> None:
        super().__init__(tools, parent)
        view = self._view
        self._lines = lines
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
