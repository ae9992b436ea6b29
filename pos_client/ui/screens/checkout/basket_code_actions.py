"""Parked baskets as codes: shown here, and scanned off another till's screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from pos_client.application.basket_codes import Collected, ShownBasket, ShownCodes
from pos_client.application.changes import Changes
from pos_client.application.parking import BackAgain
from pos_client.errors import Refused, UserFacing
from pos_client.ui.formatting import number
from pos_client.ui.operations import SlowOperation
from pos_client.ui.screens.checkout.counter_part import CounterPart, CounterTools
from pos_client.ui.widgets.banner import Notice
from retail.parked import Claim
from retail.ports import StoreFailed


class BasketCodeActions(CounterPart):
    """`told` shows what came back of a basket that was taken up, in the words that it is given."""

    def __init__(
        self,
        tools: CounterTools,
        *,
        told: Callable[[BackAgain, Callable[[], str]], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(tools, parent)
        view = self._view
        self._told = told
        self._asked: Collected | None = None
        self._claiming = SlowOperation(self._operations, self)
        self._claiming.succeeded.connect(self._on_claimed)
        self._claiming.refused.connect(self._on_no_answer)
        view.codes.closed.connect(view.focus_home)

    # --- shown

    def show_last(self) -> None:
        """The codes of the basket that was parked last; nothing where none is."""
        own = self._use.parking.own()
        if own:
            self.show(own[-1].parked.parking_id)

    def show(self, parking_id: str) -> None:
        made: list[ShownCodes] = []

        def call() -> Changes:
            changes, shown = self._use.basket_codes.show(parking_id)
            made.append(shown)
            return changes

        if self._do(call):
            self._view.close_questions()
            here = self._use.clock.now().tzinfo
            self._view.codes.show_codes(made[0].codes, made[0].ends_at.astimezone(here))

    # --- scanned

    def scanned(self, shown: ShownBasket | None) -> None:
        """Keep the code; when the basket is whole the ledger is asked who has it, where it can be."""
        if shown is None or self._claiming.is_running:
            return
        try:
            self._use.parking.refuse_when_busy()
            found = self._use.basket_codes.collect(shown)
        except (UserFacing, StoreFailed) as error:
            self._refuse(error)
            return
        if found.whole is None:
            words = self.tr("{read} of {parts} codes of the basket are read.")
            said = words.format(read=number(found.read), parts=number(found.parts))
            self._view.banner.show_notice(lambda: Notice("info", said, self.tr("Scan the next one.")))
            return
        ask = self._use.ask_parked
        if ask is None or not self._use.checkout.state.online:
            self._take_up(found, None)
            return
        asking = ask
        if self._claiming.start(lambda: asking.claim(found.parking_id, own=False, shown_by=found.till)):
            self._asked = found

    @Slot(object)
    def _on_claimed(self, claim: Claim) -> None:
        found, self._asked = self._asked, None
        if found is not None:
            self._take_up(found, claim)

    @Slot(object)
    def _on_no_answer(self, error: UserFacing) -> None:
        """As without a connection; a ledger that says no is heard."""
        found, self._asked = self._asked, None
        if isinstance(error, Refused):
            self._refuse(error)
        elif found is not None:
            self._take_up(found, None)

    def _take_up(self, found: Collected, claim: Claim | None) -> None:
        try:
            back = self._use.basket_codes.take_up(found, claim)
        except (UserFacing, StoreFailed) as error:
            self._refuse(error)
            return
        self._told(back, lambda: self.tr("The basket of till {till} is here.").format(till=found.till))
