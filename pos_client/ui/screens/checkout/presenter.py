"""Calls the counter's use cases and shows what came of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from pos_client.application.changes import Changes
from pos_client.application.checkout_state import CompletedSale
from pos_client.application.scanning import Meaning, ScanOutcome
from pos_client.application.typed_quantity import pieces_before_scan, split_typed
from pos_client.errors import Refused, UserFacing
from pos_client.ui.failures import notice_of
from pos_client.ui.operations import Operations
from pos_client.ui.receipt_actions import ReceiptActions
from pos_client.ui.screens.checkout.benefit_actions import BenefitActions
from pos_client.ui.screens.checkout.code_meaning import asks_which
from pos_client.ui.screens.checkout.counter_part import CounterTools
from pos_client.ui.screens.checkout.exchanging import Exchanging
from pos_client.ui.screens.checkout.guide_actions import GuideActions
from pos_client.ui.screens.checkout.join_actions import JoinActions
from pos_client.ui.screens.checkout.line_actions import LineActions
from pos_client.ui.screens.checkout.member_actions import MemberActions
from pos_client.ui.screens.checkout.parking_actions import ParkingActions
from pos_client.ui.screens.checkout.paying import Paying, Words
from pos_client.ui.screens.checkout.point_actions import PointActions
from pos_client.ui.screens.checkout.rain_check_actions import RainCheckActions
from pos_client.ui.screens.checkout.saving_receipts import SavingReceipts
from pos_client.ui.screens.checkout.scan_warnings import ScanWarnings
from pos_client.ui.screens.checkout.scan_words import said_of
from pos_client.ui.screens.checkout.showing import SHOWN_FACTS, Showing
from pos_client.ui.screens.checkout.state import CheckoutViewState, DoneSale, Phase, PrintState, SearchRow
from pos_client.ui.screens.checkout.state_building import done_before, done_sale
from pos_client.ui.screens.checkout.suggestion_actions import SuggestionActions
from pos_client.ui.screens.checkout.use_cases import CheckoutUseCases
from pos_client.ui.screens.checkout.value_paying import ValuePaying
from pos_client.ui.screens.checkout.view import CheckoutView
from pos_client.ui.screens.checkout.view_state import counter_state, found_rows
from pos_client.ui.screens.checkout.wallet_paying import WalletPaying
from pos_client.ui.wallet_driver import WalletDriver
from pos_client.ui.widgets.banner import Notice
from pos_client.ui.widgets.entry_bar import Answer
from retail.basket import Quantity
from retail.ports import StoreFailed

#: A till that is never closed prints some hundred thousand; which page asked for one matters for minutes.
ASKED_KEPT = 50


class CheckoutPresenter(QObject):
    """Owns the phase of the screen (basket, tender, done) and the selected line; the rest is the counter's state."""

    staff_scanned = Signal(object)  # staff id of a badge: the sign-in screen asks for the PIN
    receipt_scanned = Signal(object)  # ShownReceipt: the list of receipts, or the page of returns, shows its sale
    printer_answered = Signal(object)  # bool: whether the printer took a receipt
    approval_asked = Signal(object)  # ApprovalRequest
    state_shown = Signal(object)  # CheckoutViewState: the shopper's screen shows a part of it

    def __init__(
        self,
        view: CheckoutView,
        use_cases: CheckoutUseCases,
        operations: Operations,
        receipts: ReceiptActions,
        *,
        driver: WalletDriver,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._use = use_cases
        self._operations = operations
        self._paying = Paying(use_cases, operations, self)
        self._wallets = WalletPaying(
            use_cases, driver, self._paying, operations, self, part_minor=view.tender.part_minor
        )
        self._showing = Showing(view, use_cases, self._counter, self)
        self._done: DoneSale | None = None
        self._before: DoneSale | None = None
        self._receipts = receipts
        #: Sales whose receipts were asked for here, and not on another page: the newest.
        self._asked: deque[str] = deque(maxlen=ASKED_KEPT)
        tools = CounterTools(view, use_cases, operations, self._do, self._on_refused, self.refresh)
        self._benefits = BenefitActions(tools, self)
        self._points = PointActions(tools, self)
        self._warnings = ScanWarnings(view, use_cases, self)
        self._showing.shown.connect(self.state_shown)
        self._showing.followed.connect(self._warnings.look)
        self._lines = LineActions(tools, self)
        self._lines.approval_asked.connect(self.approval_asked)
        self._parking = ParkingActions(tools, self)
        self._joining = JoinActions(tools, self)
        self._for_member = MemberActions(tools, self)
        self._guides = GuideActions(tools, self)
        self._exchanging = Exchanging(tools, self._paying, self)
        self._value = ValuePaying(tools, self._paying, self)
        self._rain_checks = RainCheckActions(tools, self._lines, self)
        self._saving = SavingReceipts(
            view, receipts, lambda: self._done or self._before, refuse=self._on_refused, parent=self
        )
        self._suggesting = SuggestionActions(tools, self._lines, self._showing, self)
        self._connect()
        last = next(iter(use_cases.receipts.recent()), None)
        self._before = None if last is None else done_before(last)
        self._wallets.tell_of_before()
        self._parking.bring_back()
        self.refresh()

    def _connect(self) -> None:
        view = self._view
        view.search_changed.connect(self._on_search)
        view.words_changed.connect(self.refresh)
        view.row_picked.connect(self._on_picked)
        view.code_typed.connect(self._on_code_typed)
        view.entry.answered.connect(self._on_answer)
        view.basket.empty.reprint_asked.connect(self._on_reprint)
        view.pay.pay_asked.connect(self._on_pay)
        view.tender.cash_taken.connect(self._paying.take_cash)
        view.tender.card_taken.connect(self._paying.take_card)
        view.tender.tender_removed.connect(self._exchanging.take_back)
        view.tender.complete_asked.connect(self._paying.complete)
        view.tender.back_asked.connect(self._paying.back)
        view.tender.hint.held_asked.connect(self._wallets.take_held)
        view.tender.wallet.cancel_asked.connect(self._wallets.cancel)
        view.tender.wallet.aside_asked.connect(self._wallets.set_aside)
        view.pay.held_asked.connect(self._wallets.take_held)
        self._wallets.shown.connect(self.refresh)
        self._wallets.noticed.connect(self._on_noticed)
        self._wallets.refused.connect(self._on_refused)
        self._wallets.settled_elsewhere.connect(self._on_settled_elsewhere)
        self._paying.shown.connect(self.refresh)
        self._paying.noticed.connect(self._on_noticed)
        self._paying.refused.connect(self._on_refused)
        self._paying.completed.connect(self._show_done)
        view.done.next_asked.connect(self._on_next)
        view.done.reprint_asked.connect(self._on_reprint)
        view.done.gift_asked.connect(self._on_gift)
        self._operations.changed.connect(self._on_changed)
        self._receipts.print_began.connect(self._on_print_began)
        self._receipts.printed.connect(self._on_printed)
        self._receipts.gift_printed.connect(self._on_gift_printed)
        self._receipts.print_failed.connect(self._on_print_failed)

    # --- showing

    @Slot()
    def refresh(self) -> None:
        """Show the whole state as it is now."""
        self._showing.everything()

    def _counter(self) -> CheckoutViewState:
        phase: Phase = "done" if self._done is not None else "tender" if self._paying.is_paying else "basket"
        basket = self._use.checkout.state.basket
        line_ids = [line.line_id for line in basket.lines] + [f"value:{sold.account_id}" for sold in basket.values]
        if self._lines.selected not in line_ids:
            self._lines.selected = line_ids[-1] if line_ids else None
        state = counter_state(self._use, phase, self._lines.selected, self._done, self._before)
        return replace(state, wallets=self._wallets.shown_state())

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        self._showing.changed(changes)

    def _do(self, call: Callable[[], Changes]) -> bool:
        """Run a use case; a refusal goes to the banner, success takes an older banner away."""
        try:
            changes = call()
        except (UserFacing, StoreFailed) as error:
            self._on_refused(error)
            return False
        self._view.banner.show_notice(None)
        self._operations.announce(changes)
        return True

    @Slot(object)
    def _on_refused(self, error: UserFacing | StoreFailed) -> None:
        if self._exchanging.asks(error):
            return
        self._view.banner.show_notice(lambda: notice_of(error))

    # --- scanning and searching

    def scan(self, data: bytes | str, symbology: str | None = None) -> None:
        """Whatever a scanner said. The bar flashes; the field is left alone, but for a number before goods."""
        pieces = pieces_before_scan(self._view.scan_bar.text())
        outcome = self._scan(data, symbology, pieces or 1)
        if outcome is not None and outcome.kind == "goods" and pieces is not None:
            self._view.close_search()

    def _scan(
        self, data: bytes | str, symbology: str | None, pieces: int, means: Meaning | None = None
    ) -> ScanOutcome | None:
        try:
            outcome = self._use.scans.scan(data, symbology, pieces, means=means)
        except (UserFacing, StoreFailed) as error:
            if not asks_which(self._view, error, lambda meant: self._scan(data, symbology, pieces, meant)):
                self._scan_refused(error)
            return None
        self._view.banner.show_notice(None)
        self._done = None
        self._show_outcome(outcome, pieces)
        return outcome

    def _scan_refused(self, error: UserFacing | StoreFailed) -> None:
        if isinstance(error, Refused) and error.code in ("goods_unknown", "code_unknown"):
            if self._lines.offer_unknown(error):
                self._view.scan_bar.flash("good", self.tr("Added"))
                return
        else:
            self._on_refused(error)
        self._view.scan_bar.flash("bad", self.tr("Refused"))

    def _show_outcome(self, outcome: ScanOutcome, pieces: int) -> None:
        if outcome.kind == "goods":
            self._lines.select_sku(outcome.detail.get("sku", ""))
        elif outcome.kind == "payment" and outcome.payment_code is not None:
            self._view.scan_bar.flash("good", said_of(outcome))
            if self._paying.is_paying or not self._benefits.warned_of_gifts():
                self._wallets.take(outcome.payment_code)
            return
        elif outcome.asks_ledger:
            self._view.scan_bar.flash("good", said_of(outcome))
            self._value.card(outcome.card)
            self._rain_checks.scanned(outcome.rain_check)
            self._parking.scanned(outcome.basket)
            return
        elif outcome.payment_code is not None:
            self._wallets.hold(outcome.payment_code)
        self._operations.announce(outcome.changes)
        if not outcome.changes.facts & SHOWN_FACTS:
            self.refresh()  # what changed has been shown already: a long basket is not built twice for one scan
        self._warnings.look(outcome.detail.get("sku", ""))
        said = said_of(outcome) if pieces == 1 else f"{said_of(outcome)} × {pieces}"
        self._view.scan_bar.flash("good", said)
        if outcome.kind == "staff":
            staff_id = outcome.detail.get("staff_id", "")
            if not self._guides.badge(staff_id):
                self.staff_scanned.emit(staff_id)
        elif outcome.kind == "receipt":
            self.receipt_scanned.emit(outcome.receipt)
        elif outcome.kind == "join":
            self._joining.scanned(outcome.detail["join_code"])

    @Slot(object)
    def _on_search(self, text: str) -> None:
        pieces, rest = split_typed(text)
        self._view.show_results(found_rows(self._use, rest) if rest else None)
        self._view.scan_bar.say(
            "" if pieces is None else self.tr("{count} pieces of what follows", "", pieces).format(count=pieces)
        )

    @Slot(object, object)
    def _on_picked(self, row: SearchRow, pieces: int | None = None) -> None:
        if row.kind == "member":
            self._leave_done(self._joining.take_known(row.key))
        elif row.kind == "hidden":
            self._do(self._use.member_directory.refuse_hidden)
        elif row.weighed:
            self._view.entry.ask("weight", row.key, self.tr("Weight of {name}").format(name=row.title), "", row.unit)
        else:
            self._add(row.key, None if pieces is None else Quantity.units(pieces))

    def _add(self, sku: str, quantity: Quantity | None) -> None:
        if self._do(lambda: self._use.checkout.add_product(sku, quantity)):
            self._done = None
            self._lines.select_sku(sku)
            self._showing.lines()
            self._warnings.look(sku)
            self._view.scan_bar.flash("good", self.tr("Added"))

    def _leave_done(self, worked: bool) -> None:
        if worked:
            self._done = None
            self.refresh()

    @Slot(object)
    def _on_code_typed(self, text: str) -> None:
        pieces, rest = split_typed(text)
        self._scan(rest, None, pieces or 1)

    @Slot(object)
    def _on_answer(self, answer: Answer) -> None:
        """What was typed to a question of the entry bar."""
        self._view.focus_home()
        try:
            self._act_on(answer)
        except ValueError:
            self._on_refused(Refused("points_wrong" if answer.topic == "points" else "quantity_wrong"))

    def _act_on(self, answer: Answer) -> None:
        parts = (self._lines, self._parking, self._exchanging, self._value, self._points, self._saving)
        if any(part.answer(answer) for part in parts):
            return
        if answer.topic == "weight":
            self._add(answer.subject, Quantity.weight(answer.text))
        elif answer.topic == "points":
            self._benefits.use_points(answer.text)

    # --- paying

    @Slot()
    def _on_pay(self) -> None:
        if not self._benefits.warned_of_gifts():
            self._paying.start()

    @Slot(object)
    def _on_noticed(self, words: Words) -> None:
        self._view.banner.show_notice(words)

    @Slot(object)
    def _show_done(self, completed: CompletedSale) -> None:
        prints = self._use.prints_after_sale()
        state: PrintState = "printing" if prints else "not_printed"
        earned = self._use.earnings.of_sale(completed.sale)
        self._done = done_sale(completed, self._use.checkout.rules, state, earned)
        self._before = self._done
        self._operations.announce(Changes.of("basket", "member", "pricing", "tenders", "sales", "journal"))
        self._asked.append(completed.sale.sale_id)
        hand_out = partial(self._receipts.print_receipt, opens_drawer=True) if prints else self._receipts.open_drawer
        # The sale is durable, its change is drawn first: a receipt takes the interpreter for longer than a screen.
        QTimer.singleShot(0, self, partial(hand_out, completed.sale.sale_id))

    @Slot(object)
    def _on_settled_elsewhere(self, completed: CompletedSale) -> None:
        """A basket that was set aside is paid: its shopper gets the receipt, whoever stands at the counter."""
        self._operations.announce(Changes.of("sales"))
        if self._use.prints_after_sale():
            self._asked.append(completed.sale.sale_id)
            self._receipts.print_receipt(completed.sale.sale_id)

    @Slot()
    def _on_next(self) -> None:
        self._view.banner.show_notice(None)
        self._leave_done(True)

    # --- receipts

    def _mark_print(self, sale_id: str, state: PrintState) -> None:
        """The state of a receipt, wherever its sale is shown."""
        before = (self._done, self._before)
        self._done, self._before = (
            replace(sale, print_state=state) if sale is not None and sale.sale_id == sale_id else sale
            for sale in before
        )
        if (self._done, self._before) != before:
            self.refresh()

    @Slot(object)
    def _on_print_began(self, sale_id: str) -> None:
        self._mark_print(sale_id, "printing")

    @Slot(object)
    def _on_printed(self, sale_id: str) -> None:
        self._mark_print(sale_id, "printed")
        self.printer_answered.emit(True)

    @Slot(object, object)
    def _on_print_failed(self, sale_id: str, error: UserFacing) -> None:
        if error.code == "printer_missing":
            # Nothing is broken: this till has no printer.
            self._mark_print(sale_id, "not_printed")
        else:
            self._mark_print(sale_id, "failed")
            self.printer_answered.emit(error.code)
        if sale_id not in self._asked:
            return
        if error.code == "printer_missing" or self._done is None or self._done.sale_id != sale_id:
            # Of a printer that fails, the screen of the finished sale says it itself, in its place.
            self._on_refused(error)

    @Slot(object)
    def _on_reprint(self, sale_id: str) -> None:
        self._view.banner.show_notice(None)
        self._asked.append(sale_id)
        self._receipts.print_receipt(sale_id)

    @Slot(object)
    def _on_gift(self, sale_id: str) -> None:
        self._view.banner.show_notice(None)
        self._asked.append(sale_id)
        self._receipts.print_gift(sale_id)

    @Slot(object)
    def _on_gift_printed(self, sale_id: str) -> None:
        self.printer_answered.emit(True)
        if sale_id in self._asked:
            self._view.banner.show_notice(lambda: Notice("good", self.tr("The gift receipt is printed.")))
