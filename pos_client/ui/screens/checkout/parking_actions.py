"""Parks the basket and takes parked ones up; keeps the open one over a crash, and says when it is back."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Slot

from pos_client.application.basket_codes import ShownBasket
from pos_client.application.changes import Changes, Fact
from pos_client.application.parking import BackAgain
from pos_client.errors import Refused, UserFacing
from pos_client.ui.failures import notice_of
from pos_client.ui.formatting import age, money, number, parsed
from pos_client.ui.operations import SlowOperation
from pos_client.ui.screens.checkout.basket_code_actions import BasketCodeActions
from pos_client.ui.screens.checkout.counter_part import CounterPart, CounterTools
from pos_client.ui.widgets.banner import BannerAction, Notice
from pos_client.ui.widgets.choice_panel import ChoiceRow, ChoiceWords
from pos_client.ui.widgets.entry_bar import Answer
from retail.parked import Claim, ParkedBasket, ParkedList
from retail.ports import StoreFailed

log = logging.getLogger(__name__)

#: After a scan the open basket is written down when so long nothing more was scanned; what pays for it, at once.
KEEP_MS = 40
_OF_LINES: frozenset[Fact] = frozenset(("basket", "pricing"))
_KEPT = frozenset(("basket", "member", "pricing", "tenders"))


class ParkingActions(CounterPart):
    """The ledger is asked on a thread of the pool: for the other tills' baskets, and who may take one up."""

    def __init__(self, tools: CounterTools, parent: QObject | None = None) -> None:
        super().__init__(tools, parent)
        view = self._view
        self._others: tuple[ParkedBasket, ...] = ()
        self._claimed = ""
        self._list_failed: UserFacing | None = None
        self._listing = SlowOperation(self._operations, self)
        self._claiming = SlowOperation(self._operations, self)
        self._listing.succeeded.connect(self._on_listed)
        self._listing.refused.connect(self._on_list_failed)
        self._claiming.succeeded.connect(self._on_claimed)
        self._claiming.refused.connect(self._on_claim_failed)
        view.basket.park_asked.connect(self._on_park_asked)
        view.basket.empty.parked_asked.connect(self.open_list)
        view.parked.picked.connect(self._on_picked)
        view.parked.cancelled.connect(view.focus_home)
        self._codes = BasketCodeActions(tools, told=self._told, parent=self)
        view.parked.other_asked.connect(self._on_code_asked)
        view.code_asked.connect(self._on_code_asked)
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.timeout.connect(self.keep)
        self._operations.changed.connect(self._on_changed)

    # --- the basket at the counter

    def bring_back(self) -> None:
        """After a start: what was at the counter when the program ended."""
        back = self._operations.run(self._use.parking.bring_back)
        if back is not None:
            self._told(back, lambda: self.tr("The basket from before the interruption is back."))

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if changes.facts & _KEPT:
            # After the screen, and once for a burst of scans: nobody waits for it.
            self._keeping.start(KEEP_MS if changes.facts <= _OF_LINES else 0)

    @Slot()
    def keep(self) -> None:
        """Write the open basket down."""
        try:
            self._use.parking.keep_open()
        except StoreFailed as error:
            # The sale will say so when it is completed; until then the basket is on the screen.
            log.warning("the open basket was not kept: %s", error)

    def _told(self, back: BackAgain, words: Callable[[], str]) -> None:
        """Show what came back, and what of it is not as it was."""

        def notice() -> Notice:
            if back.not_counted:
                taken = self.tr(", ").join(
                    " ".join(part for part in (money(t.amount_minor, self._use.currency), t.reference or "") if part)
                    for t in back.not_counted
                )
                return Notice(
                    "warn",
                    words(),
                    self.tr("Payments taken before do not fit its price any more: {taken}.").format(taken=taken),
                    self.tr("Enter them again at payment, or give the money back."),
                )
            if back.exchange_lost:
                safe = self.tr("The goods that came back for it are not counted any more.")
                return Notice("warn", words(), safe, self.tr("Take them back again, from the receipts."))
            if back.member_lost:
                todo = self.tr("Scan the member's code again.")
                return Notice("warn", words(), self.tr("This till does not know its member."), todo)
            return Notice("good", words())

        self._operations.announce(back.changes)
        self._view.focus_home()
        self._view.banner.show_notice(notice)

    # --- parking

    @Slot()
    def _on_park_asked(self) -> None:
        self._view.entry.ask("park", "", self.tr("Park the basket. A name, if you like"), "")

    def answer(self, answer: Answer) -> bool:
        """Take an answer of the entry bar that is about parking; False when it is about something else."""
        if answer.topic != "park":
            return False
        self._park(answer.text)
        return True

    def _park(self, name: str) -> bool:
        if not self._do(lambda: self._use.parking.park(name)):
            return False
        action = BannerAction("qr-code", "Ctrl+F7", lambda: self.tr("Show as a code"), self._on_code_asked)
        self._view.banner.show_notice(lambda: Notice("good", self.tr("The basket is parked.")), action)
        return True

    @Slot()
    def _on_code_asked(self) -> None:
        """Of the chosen basket while the list is open; else of the one at the counter, or the one parked last."""
        row = None if self._view.parked.isHidden() else self._view.parked.current()
        if row is not None:
            self._codes.show(row.key)
            return
        if self._use.checkout.state.basket.is_empty or self._park(""):
            self._codes.show_last()

    def scanned(self, shown: ShownBasket | None) -> None:
        """A code of a basket that another till parked."""
        self._codes.scanned(shown)

    # --- taking up

    @Slot()
    def open_list(self) -> None:
        """Own baskets at once; those of other tills when the ledger has answered."""
        self._others, self._list_failed = (), None
        ask = self._use.ask_parked
        if ask is not None and self._use.checkout.state.online:
            self._listing.start(ask.list_parked)
        self._view.close_questions()
        self._view.parked.ask(self._words, self._rows())

    def _words(self) -> ChoiceWords:
        if self._claimed:
            hint = self.tr("Asking the ledger …")
        elif self._listing.is_running:
            hint = self.tr("Looking for baskets of the other tills …")
        elif self._list_failed is not None or not self._use.checkout.state.online:
            hint = self.tr("No connection: only this till's baskets are shown.")
        else:
            hint = ""
        nothing = "" if self._listing.is_running else self.tr("No basket is parked.")
        as_code = self.tr("As a code") if self._use.parking.own() else ""
        return ChoiceWords(self.tr("Parked baskets"), hint, self.tr("Take up"), nothing, as_code)

    def _rows(self) -> list[ChoiceRow]:
        own = [self._row(kept.parked, "") for kept in self._use.parking.own()]
        words = self.tr("Till {till}")
        return own + [self._row(parked, words.format(till=parked.till)) for parked in self._others]

    def _row(self, parked: ParkedBasket, till: str) -> ChoiceRow:
        since = parsed(parked.parked_at)
        pieces = self.tr("{count} pieces", "", parked.units).format(count=number(parked.units))
        waited = "" if since is None else age(since, self._use.clock.now())
        title = " · ".join(part for part in (parked.name, parked.member) if part) or self.tr("Without a name")
        detail = " · ".join(part for part in (till, waited, self._lines(parked.lines), pieces) if part)
        return ChoiceRow(parked.parking_id, title, detail, money(parked.amount_minor, parked.currency))

    def _lines(self, lines: int) -> str:
        return self.tr("{count} lines", "", lines).format(count=number(lines))

    @Slot(object)
    def _on_listed(self, found: ParkedList) -> None:
        self._others = self._use.parking.others(found.waiting)
        self._show_again()

    @Slot(object)
    def _on_list_failed(self, error: UserFacing) -> None:
        self._list_failed = error
        self._show_again()

    def _show_again(self) -> None:
        if not self._view.parked.isHidden():
            had_focus = self._view.parked.isAncestorOf(self._view.focusWidget() or self._view)
            self._view.parked.show_rows(self._rows())
            if had_focus or self._view.focusWidget() is None:
                self._view.parked.focus_list()

    @Slot(object)
    def _on_picked(self, parking_id: str) -> None:
        parking, ask = self._use.parking, self._use.ask_parked
        if self._claiming.is_running:
            return
        try:
            parking.refuse_when_busy()
            is_own = any(kept.parked.parking_id == parking_id for kept in parking.own())
            if is_own and not parking.needs_claim(parking_id):
                self._recall(parking_id, None)
                return
            if ask is None or not self._use.checkout.state.online:
                raise Refused("basket_needs_ledger")
        except (UserFacing, StoreFailed) as error:
            self._refuse(error)
            return
        asking = ask
        self._claimed = parking_id
        self._claiming.start(lambda: asking.claim(parking_id, own=is_own))
        self._show_again()

    def _recall(self, parking_id: str, claim: Claim | None) -> None:
        try:
            back = self._use.parking.recall(parking_id, claim)
        except (UserFacing, StoreFailed) as error:
            self._refuse(error)
            self._show_again()
            return
        self._view.parked.close_panel()
        self._told(back, lambda: self.tr("The basket is back, at today's prices."))

    @Slot(object)
    def _on_claimed(self, claim: Claim) -> None:
        parking_id, self._claimed = self._claimed, ""
        if not claim.granted:
            self._others = tuple(parked for parked in self._others if parked.parking_id != parking_id)
        self._recall(parking_id, claim)

    @Slot(object)
    def _on_claim_failed(self, error: UserFacing) -> None:
        self._claimed = ""
        self._view.banner.show_notice(lambda: notice_of(error))
        self._show_again()
