"""What of a sale comes back: chosen by keys and by scanning the goods, shown with all it takes along, then done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from pos_client.application.approvals import Approval
from pos_client.application.member_scope import MemberScope
from pos_client.application.receipt_codes import ShownReceipt
from pos_client.application.return_making import Exchange
from pos_client.application.return_receipts import ReturnReceipts
from pos_client.application.return_scans import ReturnScans, ShownMember
from pos_client.application.returns import RETURNED, ReturnDesk
from pos_client.application.sold_goods import REASONS, CompletedReturn, Quote, Settlement, SoldGoods
from pos_client.application.unreceipted import UnreceiptedDesk
from pos_client.errors import Refused, Unavailable, UserFacing
from pos_client.ui.allowing import Allowing
from pos_client.ui.formatting import money
from pos_client.ui.operations import Operations
from pos_client.ui.screens.returns.facts import ReturnWords
from pos_client.ui.screens.returns.finder import FIND, SaleFinder
from pos_client.ui.screens.returns.lookup import SaleLookup, SaleName
from pos_client.ui.screens.returns.paper import ReturnPaper
from pos_client.ui.screens.returns.selection import Selection
from pos_client.ui.screens.returns.view import ReturnState, ReturnsView
from pos_client.ui.widgets.banner import BannerAction, Notice
from pos_client.ui.widgets.entry_bar import Answer
from retail.ports import StoreFailed


@dataclass(frozen=True, slots=True)
class ReturnUseCases:
    returns: ReturnDesk
    scans: ReturnScans
    receipts: ReturnReceipts
    members: MemberScope
    unreceipted: UnreceiptedDesk


class ReturnsPresenter(QObject):
    """`closed`: back to the receipts. `exchanged` carries the Exchange that the basket opens with."""

    closed = Signal()
    exchanged = Signal(object)
    unreceipted_asked = Signal(object)  # ShownReceipt of a sale that cannot be looked up
    printer_answered = Signal(object)  # bool
    approval_asked = Signal(object)  # ApprovalRequest

    def __init__(
        self, view: ReturnsView, use_cases: ReturnUseCases, operations: Operations, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._view, self._use, self._operations = view, use_cases, operations
        self._chosen: Selection | None = None
        self._reason, self._text, self._in_cash = REASONS[0], "", False
        self._references: tuple[str, ...] = ()
        self._done: CompletedReturn | None = None
        self._voids = False
        self._is_blocked = False  # another till takes goods of this sale back just now
        self._waits: Callable[[], None] | None = None
        self._words = ReturnWords(use_cases.returns, self, use_cases.scans.product)
        self._allowing = Allowing(view, lambda: self.tr("Goods come back"), self)
        self._allowing.approval_asked.connect(self.approval_asked)
        self._paper = ReturnPaper(view, use_cases.receipts, operations, self)
        self._paper.changed.connect(self.refresh)
        self._paper.printer_answered.connect(self.printer_answered)
        self._lookup = SaleLookup(use_cases.returns, operations, self)
        self._lookup.found.connect(self._on_found)
        self._lookup.refused.connect(self._on_not_found)
        self._finder = SaleFinder(view, use_cases.returns, use_cases.members, operations, self)
        self._finder.listed.connect(self.refresh)
        self._finder.refused.connect(self._allowing.tell)
        self._receipt: ShownReceipt | None = None  # of another till, while its sale is asked for
        view.more_asked.connect(self._on_more)
        view.quantity_asked.connect(self._on_quantity)
        view.damaged_asked.connect(self._on_damaged)
        view.all_asked.connect(self._on_all)
        view.reason_asked.connect(self._on_reason)
        view.cash_asked.connect(self._on_cash)
        view.confirm_asked.connect(self._on_confirm)
        view.exchange_asked.connect(lambda: self._when_told(lambda: self._exchange(None)))
        view.print_asked.connect(self._on_print)
        view.back_asked.connect(self._on_back)
        view.entry.answered.connect(self._on_answer)
        view.entry.cancelled.connect(view.focus_home)

    # --- which sale

    def show_sale(self, sale_id: str) -> bool:
        """Open a sale of this till; a refusal is told by `operations.failed`, and False."""
        sold = self._operations.run(lambda: self._use.returns.open(sale_id))
        if sold is None:
            return False
        self._start(sold)
        self._ask_ledger(sold)
        return True

    def search(self) -> None:
        """Look for a sale of any till."""
        self._forget()
        self._finder.start()

    def _forget(self) -> None:
        self._leave()
        self._chosen, self._done, self._voids, self._receipt = None, None, False, None
        self._finder.is_open = False
        self._view.banner.hide()

    def show_elsewhere(self, store: str, till: str, sale_id: str) -> None:
        """Ask the ledger for a sale of another till, and open it when it is there."""
        self._forget()
        self._tell_of_asking()
        self._lookup.ask(SaleName(store, till, sale_id))
        self.refresh()

    def _tell_of_asking(self) -> None:
        words = self.tr("Asking the ledger about this sale …")
        self._view.banner.show_notice(lambda: Notice("info", words))

    def show_receipt(self, receipt: ShownReceipt) -> None:
        """Open the sale of a receipt, whichever till printed it."""
        if self._use.returns.is_own(receipt.store, receipt.till):
            self.show_sale(receipt.code.sale_id)
        else:
            self.show_elsewhere(receipt.store, receipt.till, receipt.code.sale_id)
            self._receipt = receipt

    def show_void(self) -> bool:
        """The last sale as a whole, to be voided."""
        found = self._operations.run(self._use.returns.last_to_void)
        if found is None:
            return False
        self._start(found[0])
        self._voids = True
        self._on_all()
        self._ask_ledger(found[0])
        return True

    def scan(self, data: bytes, symbology: str | None) -> None:
        """Goods count one more; a receipt opens its sale."""
        try:
            found = self._use.scans.scan(data, symbology)
            if isinstance(found, ShownReceipt):
                self.show_receipt(found)
            elif isinstance(found, ShownMember):
                self._forget()
                self._finder.find_member(found.one_id)
            else:
                self._count_scanned(found.product.sku)
        except (UserFacing, StoreFailed) as error:
            self._allowing.tell(error)

    def _start(self, sold: SoldGoods) -> None:
        self._forget()
        self._chosen, self._is_blocked, self._waits = Selection(sold), False, None
        self._reason, self._text, self._in_cash, self._voids = REASONS[0], "", False, False
        self._paper.start()
        self._view.entry.hide()
        self.refresh()

    def _leave(self) -> None:
        self._lookup.forget()
        if self._chosen is not None and self._done is None:
            self._lookup.let_go(self._chosen.sold)

    def _ask_ledger(self, sold: SoldGoods) -> None:
        """What came back elsewhere; without an answer this till's own journal has to do."""
        if self._use.returns.may_ask:
            self._lookup.ask(SaleName(sold.store, sold.till, sold.sale_id))

    @Slot(object)
    def _on_found(self, sold: SoldGoods) -> None:
        chosen = self._chosen
        if chosen is None or chosen.sold.sale_id != sold.sale_id:
            self._start(sold)
            return
        chosen.sold = sold
        if self._voids and sold.earlier:
            self._is_blocked, self._waits = True, None
            self._allowing.tell(self._use.returns.too_late())
        self.refresh()
        self._go_on()

    @Slot(object)
    def _on_not_found(self, error: UserFacing | StoreFailed) -> None:
        chosen = self._chosen
        if chosen is None or error.code == "return_held_elsewhere":
            self._is_blocked = chosen is not None
            self._waits = None
            offered = chosen is None and isinstance(error, Unavailable)
            self._allowing.tell(error, self._without_it() if offered else None)
            self.refresh()
            return
        self._go_on()

    def _without_it(self) -> BannerAction | None:
        """A genuine receipt that cannot be looked up now: a manager may take its goods back all the same."""
        receipt = self._receipt
        if receipt is None:
            return None
        words = self.tr("Take back without looking it up")
        return BannerAction("shield-check", "F8", lambda: words, lambda: self.unreceipted_asked.emit(receipt))

    def _go_on(self) -> None:
        """What the cashier asked for while the ledger was asked is done now."""
        waits, self._waits = self._waits, None
        if waits is not None:
            self._view.banner.hide()
            waits()

    def _count_scanned(self, sku: str) -> None:
        if self._chosen is None or self._done is not None or self._voids:
            raise Refused("return_goods_unknown")
        key = self._chosen.count(sku)
        self.refresh()
        self._view.choose(key)

    # --- what comes back

    def _change(self, change: Callable[[Selection], None]) -> None:
        if self._chosen is None or self._done is not None:
            return
        try:
            change(self._chosen)
        except Refused as error:
            self._allowing.tell(error)
        self.refresh()

    @Slot(object, object)
    def _on_more(self, key: str, step: int) -> None:
        sale = self._finder.sale_of(key) if self._finder.is_open else None
        if sale is not None:
            own = self._use.returns.is_own(sale.store, sale.till)
            if not own or not self.show_sale(sale.sale_id):
                self.show_elsewhere(sale.store, sale.till, sale.sale_id)
        elif not self._voids:
            self._change(lambda chosen: chosen.more(key, step))

    @Slot(object)
    def _on_quantity(self, key: str) -> None:
        left = None if self._chosen is None else self._chosen.left(key)
        if self._chosen is not None and left is not None and not self._voids:
            value = str(self._chosen.back.get(key, left))
            self._view.entry.ask("quantity", key, self.tr("How much comes back"), value)

    @Slot(object)
    def _on_damaged(self, key: str) -> None:
        self._change(lambda chosen: chosen.turn_damaged(key))

    @Slot()
    def _on_all(self) -> None:
        if self._chosen is None and self._receipt is not None and self._view.banner.action_button is not None:
            self.unreceipted_asked.emit(self._receipt)
            return
        self._change(lambda chosen: chosen.take_all())

    @Slot()
    def _on_reason(self) -> None:
        if self._voids:
            return
        self._reason, self._text = REASONS[(REASONS.index(self._reason) + 1) % len(REASONS)], ""
        if self._reason == "other":
            self._view.entry.ask("reason", "", self.tr("Why do the goods come back?"), "")
        self.refresh()

    @Slot()
    def _on_cash(self) -> None:
        self._in_cash = not self._in_cash and not self._voids
        self.refresh()

    @Slot(object)
    def _on_answer(self, answer: Answer) -> None:
        self._view.focus_home()
        if answer.topic == FIND:
            self._finder.find(answer.text)
        elif answer.topic == "quantity":
            self._change(lambda chosen: chosen.type(answer.subject, answer.text))
        elif answer.topic == "reason":
            self._text = answer.text
            self.refresh()
        elif answer.topic == "reference":
            self._references = (*self._references, answer.text)
            self._settle()

    # --- done

    def _quote(self) -> Quote | None:
        chosen = self._chosen
        if chosen is None or not chosen.back:
            return None
        return self._use.returns.quote(chosen.sold, chosen.lines(), chosen.gifts(), in_cash=self._in_cash)

    def _when_told(self, act: Callable[[], None]) -> None:
        """Not before the ledger has said what came back elsewhere, or has let its time pass."""
        if self._lookup.is_asking:
            self._waits = act
            self._tell_of_asking()
        elif not self._is_blocked and self._done is None:
            act()

    @Slot()
    def _on_confirm(self) -> None:
        self._references = ()
        self._when_told(self._settle)

    def _settle(self) -> None:
        """Ask for the terminal's reference of each refund that is no cash, then do it."""
        quote = self._operations.run(self._quote)
        if quote is None or self._chosen is None:
            return
        owed = [tender for tender in quote.refunds if self._use.returns.needs_reference(tender)]
        if len(self._references) < len(owed):
            words = self._words.reference_of(owed[len(self._references)], self._chosen.sold.document["currency"])
            self._view.entry.ask("reference", "", words, "")
            return
        self._complete(None)

    def _settlement(self) -> Settlement:
        return Settlement(self._reason, self._text, self._references, self._in_cash)

    def _complete(self, approval: Approval | None) -> None:
        chosen, returns, how = self._chosen, self._use.returns, self._settlement()
        if chosen is None:
            return
        sold = chosen.sold

        def complete() -> CompletedReturn:
            if self._voids:
                return returns.void_last(self._references, approval, sold)
            return returns.complete(sold, chosen.lines(), chosen.gifts(), how, approval)

        self._done = done = self._allowing.run(complete, self._complete, self._reason, self._text)
        if done is None:
            return
        amount = money(done.refund_minor, sold.document["currency"])
        words = self.tr("Taken back. Refund: {amount}").format(amount=amount)
        self._view.banner.show_notice(lambda: Notice("good", words))
        chosen.sold = returns.again(sold)
        self.refresh()
        self._operations.announce(RETURNED)
        self._paper.print_receipt(done.return_id)

    def _exchange(self, approval: Approval | None) -> None:
        chosen, returns, how = self._chosen, self._use.returns, self._settlement()
        if chosen is None:
            return

        def exchange() -> Exchange:
            return returns.exchange(chosen.sold, chosen.lines(), chosen.gifts(), how, approval)

        made = self._allowing.run(exchange, self._exchange, self._reason, self._text)
        if made is not None:
            self._chosen = None  # it is the basket's now, and stays held
            self.exchanged.emit(made)

    @Slot()
    def _on_print(self) -> None:
        if self._done is not None:
            self._paper.print_receipt(self._done.return_id)

    @Slot()
    def _on_back(self) -> None:
        self._forget()
        self.closed.emit()

    # --- shown

    @Slot()
    def refresh(self) -> None:
        chosen = self._chosen
        if self._finder.is_open:
            self._view.show_state(self._finder.state())
            return
        title = self.tr("Void this sale") if self._voids else self.tr("Goods come back")
        reason = self._words.reason("voided" if self._voids else self._reason, self._text)
        if chosen is None:
            self._view.show_state(ReturnState(title, "", (), (), reason))
            return
        quote = None if self._done is not None else self._operations.run(self._quote)
        is_free = quote is not None and not self._is_blocked
        self._view.show_state(
            ReturnState(
                title=title,
                detail=self._words.detail(chosen.sold),
                rows=self._words.rows(chosen, quote, is_done=self._done is not None),
                facts=self._words.facts(chosen.sold, quote, self._done),
                reason=reason,
                in_cash=self._in_cash,
                may_confirm=is_free,
                may_exchange=is_free and quote is not None and quote.refund_minor > 0 and not self._voids,
                is_done=self._done is not None,
                is_printing=self._paper.is_printing,
            )
        )
