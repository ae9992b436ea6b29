"""The way from the basket to a sale that is paid: the ledger is asked first, money is taken after."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from pos_client.application.changes import Changes
from pos_client.application.checkout_state import CompletedSale
from pos_client.errors import UserFacing
from pos_client.ui.operations import Operations
from pos_client.ui.reservation_asker import ReservationAsker
from pos_client.ui.screens.checkout.payment_news import has_news, payment_news
from pos_client.ui.screens.checkout.tender_intents import CardTaken, CashTaken
from pos_client.ui.screens.checkout.use_cases import CheckoutUseCases
from pos_client.ui.widgets.banner import Notice
from retail.ports import StoreFailed
from retail.reservation import ReservationAnswer, ReservationRequest

#: What makes the words of a banner anew in the language of the moment; None takes the banner away.
Words = Callable[[], Notice] | None


class Paying(QObject):
    """Owns whether the counter is at payment. What the cashier does while the ledger is asked is done after its word,
    when the price is still the one that was seen.
    """

    shown = Signal()  # the state of the payment is another one
    noticed = Signal(object)  # Words
    refused = Signal(object)  # UserFacing or StoreFailed
    completed = Signal(object)  # CompletedSale

    def __init__(self, use_cases: CheckoutUseCases, operations: Operations, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._use = use_cases
        self._operations = operations
        self.is_paying = False
        self._waiting: tuple[Callable[[], object], int] | None = None
        self._asker: ReservationAsker | None = None
        if use_cases.ask_ledger is not None:
            self._asker = ReservationAsker(use_cases.ask_ledger, use_cases.answer_within_ms, operations.line_pool, self)
            self._asker.answered.connect(self._on_answered)
        operations.changed.connect(self._on_changed)

    @Slot()
    def start(self) -> None:
        """The cashier goes on to payment."""
        if not self._use.checkout.state.basket.is_empty:
            self.noticed.emit(None)
            self.is_paying = True
            self._begin()
            self.shown.emit()

    @Slot()
    def back(self) -> None:
        """Back to the basket; not while money has been taken."""
        try:
            changes = self._use.checkout.abandon_payment()
        except (UserFacing, StoreFailed) as error:
            self.refused.emit(error)
            return
        self._end()
        self.noticed.emit(None)
        self._operations.announce(changes)
        self.shown.emit()

    @Slot(object)
    def take_cash(self, taken: CashTaken) -> None:
        self.when_begun(lambda: self.tender(lambda: self._use.checkout.tender_cash(taken.tendered_minor)))

    @Slot(object)
    def take_card(self, taken: CardTaken) -> None:
        self.when_begun(
            lambda: self.tender(lambda: self._use.checkout.tender_card(taken.amount_minor, taken.reference))
        )

    @Slot(object)
    def take_back(self, index: int) -> None:
        self._run(lambda: self._use.parts.take_back(index))

    @Slot()
    def complete(self) -> None:
        self.when_begun(self._complete)

    def paid(self, completed: CompletedSale) -> None:
        """A wallet has paid the basket at the counter: the sale is durable."""
        self._end()
        self.noticed.emit(None)
        self.completed.emit(completed)

    def leave(self) -> None:
        """The basket waits elsewhere: the counter is the next shopper's."""
        self._end()
        self.shown.emit()

    def _complete(self) -> bool:
        try:
            completed = self._use.checkout.complete()
        except (UserFacing, StoreFailed) as error:
            # The payment stays recorded: the button now says "complete", and can be pressed again.
            self.refused.emit(error)
            return False
        self.paid(completed)
        return True

    def tender(self, call: Callable[[], Changes]) -> None:
        """Take a payment, and complete the sale when nothing remains."""
        try:
            changes = call()
        except (UserFacing, StoreFailed) as error:
            self.refused.emit(error)
            return
        self.noticed.emit(None)
        # What completes the sale is shown with it, once: the next customer waits.
        if self._use.checkout.state.remaining_minor or not self._complete():
            self._operations.announce(changes)

    def when_begun(self, act: Callable[[], object]) -> None:
        """Do it once the ledger has said its word, if the price is still the one that was seen."""
        if not self._use.checkout.payment_has_begun:
            self._waiting = (act, self._use.checkout.state.payable_minor)
            self._begin()
        else:
            act()

    def _begin(self) -> None:
        """Price at this moment, and ask the ledger when it must be asked."""
        checkout = self._use.checkout
        if checkout.state.payment.stage == "asking":
            return
        try:
            request = checkout.begin_payment()
        except (UserFacing, StoreFailed) as error:
            self._waiting = None
            self.refused.emit(error)
            return
        self._go_on(request)

    def _go_on(self, request: ReservationRequest | None) -> None:
        if request is not None and self._asker is not None:
            self._asker.ask(request)
            self.shown.emit()
            return
        state = self._use.checkout.state
        if has_news(state):
            self.noticed.emit(lambda: payment_news(state, self._use.currency))
        self.shown.emit()
        waiting, self._waiting = self._waiting, None
        if waiting is not None and waiting[1] == state.payable_minor:
            waiting[0]()

    @Slot(object, object)
    def _on_answered(self, request: ReservationRequest, answer: ReservationAnswer | None) -> None:
        try:
            following = self._use.checkout.reservation_answered(request, answer)
        except (UserFacing, StoreFailed) as error:
            self._waiting = None
            self.refused.emit(error)
            return
        self._go_on(following)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        """The basket changed on its way to payment: its new price has to be asked for."""
        state = self._use.checkout.state
        is_open = state.payment.stage == "open" and not state.tenders and not state.basket.is_empty
        if self.is_paying and is_open and changes.facts & {"basket", "pricing", "member", "tenders"}:
            self._begin()

    def _run(self, call: Callable[[], Changes]) -> bool:
        try:
            changes = call()
        except (UserFacing, StoreFailed) as error:
            self.refused.emit(error)
            return False
        self.noticed.emit(None)
        self._operations.announce(changes)
        return True

    def _end(self) -> None:
        self.is_paying = False
        self._waiting = None
        if self._asker is not None:
            self._asker.forget()
