"""The member's programs in the place of the offers: tiers and points side by side, their exchange, and draws."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from pos_client.ui.models.programs import ProgramsDelegate, ProgramsModel
from pos_client.ui.screens.checkout.member_list import MemberList
from pos_client.ui.screens.checkout.program_state import ProgramRow
from pos_client.ui.screens.checkout.state import CheckoutViewState
from pos_client.ui.widgets.key_button import KeyButton


class ProgramsPage(MemberList[ProgramRow]):
    """Enter on a way to exchange points, or on a draw, begins it."""

    exchange_asked = Signal(object)  # ProgramRow with its exchange
    draw_asked = Signal(object)  # ProgramRow with its draw

    def __init__(self, parent: QWidget | None = None) -> None:
        self.exchange_button = KeyButton("refresh-cw", "Return", "plain", 14, obeys=False)
        super().__init__(ProgramsModel(), ProgramsDelegate(), (self.exchange_button,), parent)
        self.exchange_button.clicked.connect(self._enter)
        self.retranslate()

    def retranslate(self) -> None:
        self.list.setAccessibleName(self.tr("Programs of the member"))
        self.model.retranslate()
        self._show_buttons()
        if self._state is not None:
            self.show_state(self._state)

    def show_state(self, state: CheckoutViewState) -> None:
        self._state = state
        self._show_rows(state.programs, self.tr("Green: what this basket brings"))

    def _show_buttons(self) -> None:
        row = self._chosen()
        if row is not None and row.draw is not None:
            self.exchange_button.set_words(self.tr("Enter the draw"), self.tr("Enter the draw"))
        else:
            self.exchange_button.set_words(self.tr("Exchange"), self.tr("Exchange points"))
        self.exchange_button.setVisible(any(map(_has_a_way, self.model.rows())))
        self.exchange_button.setEnabled(row is not None and _has_a_way(row))

    @Slot()
    def _enter(self) -> None:
        row = self._chosen()
        if row is not None and row.exchange is not None:
            self.exchange_asked.emit(row)
        elif row is not None and row.draw is not None:
            self.draw_asked.emit(row)


def _has_a_way(row: ProgramRow) -> bool:
    return row.exchange is not None or row.draw is not None
