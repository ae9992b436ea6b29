"""Goods that come back for what is in the basket: given up, or settled when they are worth more than it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from pos_client.errors import Refused
from pos_client.ui.formatting import money
from pos_client.ui.screens.checkout.counter_part import CounterPart, CounterTools
from pos_client.ui.screens.checkout.paying import Paying
from pos_client.ui.screens.checkout.state import EXCHANGE_ROW
from pos_client.ui.widgets.entry_bar import Answer

REFERENCE = "exchange_reference"


class Exchanging(CounterPart):
    def __init__(self, tools: CounterTools, paying: Paying, parent: QObject | None = None) -> None:
        super().__init__(tools, parent)
        self._paying = paying
        tools.view.basket.empty.exchange_left.connect(self._on_left)

    @Slot(object)
    def take_back(self, index: int) -> None:
        """A payment is taken back; the exchange stands before the others."""
        if index == EXCHANGE_ROW:
            self._do(lambda: self._use.checkout.put_exchange(None))
        else:
            self._paying.take_back(index)

    @Slot()
    def _on_left(self) -> None:
        self.take_back(EXCHANGE_ROW)

    def asks(self, error: object) -> bool:
        """Whether a refusal means that what goes back by card needs the terminal's reference: then it is asked for."""
        state = self._use.checkout.state
        if not isinstance(error, Refused) or error.code != "reference_missing" or not state.back_minor:
            return False
        amount = money(state.back_minor, self._use.currency)
        words = self.tr("Refund {amount} at the terminal; its reference").format(amount=amount)
        self._view.entry.ask(REFERENCE, "", words, "")
        return True

    def answer(self, answer: Answer) -> bool:
        """The reference that was asked for; False for other answers."""
        if answer.topic != REFERENCE:
            return False
        state = self._use.checkout.state
        references = (*state.exchange_references, answer.text)
        if self._do(lambda: self._use.checkout.put_exchange(state.exchange, references)):
            self._paying.complete()
        return True
