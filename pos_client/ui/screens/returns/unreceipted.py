"""Goods without a receipt: scanned or counted in, each at today's price or a lower one, under a manager's word."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal, Slot

from pos_client.application.approvals import Approval
from pos_client.application.receipt_codes import ShownReceipt
from pos_client.application.return_receipts import ReturnReceipts
from pos_client.application.return_scans import ReturnScans, ScannedGoods
from pos_client.application.returns import RETURNED
from pos_client.application.sold_goods import REASONS, CompletedReturn, Settlement
from pos_client.application.unreceipted import LooseGoods, UnreceiptedDesk
from pos_client.errors import Refused, UserFacing
from pos_client.ui.allowing import Allowing
from pos_client.ui.formatting import money
from pos_client.ui.operations import Operations
from pos_client.ui.screens.returns.facts import ReturnWords
from pos_client.ui.screens.returns.paper import ReturnPaper
from pos_client.ui.screens.returns.view import ReturnRow, ReturnState, ReturnsView
from pos_client.ui.screens.shift.view import Fact
from pos_client.ui.widgets.banner import Notice
from pos_client.ui.widgets.entry_bar import Answer
from retail.basket import Quantity
from retail.goods_return import Condition
from retail.money import parse_minor
from retail.ports import StoreFailed


@dataclass(frozen=True, slots=True)
class UnreceiptedUseCases:
    returns: UnreceiptedDesk
    scans: ReturnScans
    receipts: ReturnReceipts
    currency: str


class UnreceiptedPresenter(QObject):
    """The keys of the page are those of a return with a receipt; F9 types a price."""

    closed = Signal()
    exchanged = Signal(object)  # Exchange
    printer_answered = Signal(object)
    approval_asked = Signal(object)  # ApprovalRequest

    def __init__(
        self,
        view: ReturnsView,
        use_cases: UnreceiptedUseCases,
        words: ReturnWords,
        operations: Operations,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view, self._use, self._operations, self._words = view, use_cases, operations, words
        self._goods: dict[str, LooseGoods] = {}
        self._receipt: ShownReceipt | None = None
        self._reason, self._text = REASONS[0], ""
        self._done: CompletedReturn | None = None
        self._allowing = Allowing(view, lambda: self.tr("Goods without a receipt"), self)
        self._allowing.approval_asked.connect(self.approval_asked)
        self._paper = ReturnPaper(view, use_cases.receipts, operations, self)
        self._paper.changed.connect(self.refresh)
        self._paper.printer_answered.connect(self.printer_answered)
        view.more_asked.connect(self._on_more)
        view.quantity_asked.connect(self._on_quantity)
        view.damaged_asked.connect(self._on_damaged)
        view.reason_asked.connect(self._on_reason)
        view.cash_asked.connect(self._on_price)
        view.confirm_asked.connect(lambda: self._complete(None))
        view.exchange_asked.connect(lambda: self._exchange(None))
        view.print_asked.connect(self._on_print)
        view.back_asked.connect(self.closed)
        view.entry.answered.connect(self._on_answer)
        view.entry.cancelled.connect(view.focus_home)

    def start(self, receipt: ShownReceipt | None = None) -> None:
        """Begin with nothing. `receipt`: a genuine one that cannot be looked up now."""
        self._goods, self._receipt, self._done = {}, receipt, None
        self._reason, self._text = REASONS[0], ""
        self._paper.start()
        self._view.entry.hide()
        self._view.banner.hide()
        self.refresh()

    def scan(self, data: bytes, symbology: str | None) -> None:
        """Goods count one more; a receipt is noted, for what it is worth."""
        try:
            found = self._use.scans.scan(data, symbology)
        except (UserFacing, StoreFailed) as error:
            self._allowing.tell(error)
            return
        if self._done is not None:
            self.start()
        if isinstance(found, ScannedGoods):
            self._count(found)
        elif isinstance(found, ShownReceipt):
            self._receipt = found
            self.refresh()
        else:
            self._allowing.tell(Refused("return_receipt_wrong"))

    def _count(self, found: ScannedGoods) -> None:
        product, known = found.product, self._goods.get(found.product.sku)
        if product.weighed:
            weight = found.weight_thousandths or 1000
            quantity = Quantity(weight + (0 if known is None else known.quantity.thousandths), weighed=True)
        else:
            quantity = Quantity.units(1 if known is None else known.quantity.thousandths // 1000 + 1)
        price = product.unit_price_minor if known is None else known.unit_price_minor
        self._goods[product.sku] = LooseGoods(product, quantity, price)
        self.refresh()
        self._view.choose(product.sku)

    # --- what comes back

    def _put(self, sku: str, quantity: Quantity | None) -> None:
        if quantity is None or quantity.thousandths <= 0:
            self._goods.pop(sku, None)
        else:
            self._goods[sku] = replace(self._goods[sku], quantity=quantity)
        self.refresh()

    @Slot(object, object)
    def _on_more(self, sku: str, step: int) -> None:
        goods = self._goods.get(sku)
        if goods is None or self._done is not None:
            return
        thousandths = goods.quantity.thousandths + 1000 * step
        self._put(sku, Quantity(thousandths, weighed=goods.product.weighed) if thousandths > 0 else None)

    @Slot(object)
    def _on_quantity(self, sku: str) -> None:
        goods = self._goods.get(sku)
        if goods is not None:
            value = str(goods.quantity.to_contract())
            self._view.entry.ask("quantity", sku, self.tr("How much comes back"), value)

    @Slot(object)
    def _on_damaged(self, sku: str) -> None:
        goods = self._goods.get(sku)
        if goods is not None and self._done is None:
            condition: Condition = "sellable" if goods.condition == "damaged" else "damaged"
            self._goods[sku] = replace(goods, condition=condition)
            self.refresh()

    @Slot()
    def _on_reason(self) -> None:
        self._reason, self._text = REASONS[(REASONS.index(self._reason) + 1) % len(REASONS)], ""
        if self._reason == "other":
            self._view.entry.ask("reason", "", self.tr("Why do the goods come back?"), "")
        self.refresh()

    @Slot()
    def _on_price(self) -> None:
        """A lower price for the chosen goods."""
        row = self._view.model.row_at(self._view.list.currentIndex())
        goods = None if row is None else self._goods.get(row.key)
        if goods is not None:
            listed = money(goods.product.unit_price_minor, self._use.currency)
            words = self.tr("Price given back for one (at most {amount})").format(amount=listed)
            value = money(goods.unit_price_minor, self._use.currency, symbol=False).replace(",", "")
            self._view.entry.ask("price", goods.product.sku, words, value)

    @Slot(object)
    def _on_answer(self, answer: Answer) -> None:
        self._view.focus_home()
        goods = self._goods.get(answer.subject)
        if answer.topic == "reason":
            self._text = answer.text
            self.refresh()
        elif goods is not None:
            try:
                self._typed(goods, answer)
            except ValueError:
                self._allowing.tell(Refused("quantity_wrong" if answer.topic == "quantity" else "return_price_wrong"))

    def _typed(self, goods: LooseGoods, answer: Answer) -> None:
        sku = goods.product.sku
        if answer.topic == "quantity":
            typed = Quantity.weight(answer.text) if goods.product.weighed else Quantity.units(int(answer.text))
            self._put(sku, typed)
        else:
            price = parse_minor(answer.text, self._use.currency)
            if not 0 < price <= goods.product.unit_price_minor:
                raise ValueError("not a price of these goods")
            self._goods[sku] = replace(goods, unit_price_minor=price)
            self.refresh()

    # --- done

    def _how(self) -> Settlement:
        return Settlement(self._reason, self._text, in_cash=True)

    def _complete(self, approval: Approval | None) -> None:
        goods, receipt = list(self._goods.values()), self._receipt
        if self._done is not None:
            return
        done = self._allowing.run(
            lambda: self._use.returns.complete(goods, self._how(), approval, receipt),
            self._complete,
            self._reason,
            self._text,
        )
        if done is None:
            return
        self._done = done
        shown = money(done.refund_minor, self._use.currency)
        self._view.banner.show_notice(
            lambda: Notice("good", self.tr("Taken back. Refund: {amount}").format(amount=shown))
        )
        self.refresh()
        self._operations.announce(RETURNED)
        self._paper.print_receipt(done.return_id)

    def _exchange(self, approval: Approval | None) -> None:
        goods, receipt = list(self._goods.values()), self._receipt
        exchange = self._allowing.run(
            lambda: self._use.returns.exchange(goods, self._how(), approval, receipt),
            self._exchange,
            self._reason,
            self._text,
        )
        if exchange is not None:
            self.exchanged.emit(exchange)

    @Slot()
    def _on_print(self) -> None:
        if self._done is not None:
            self._paper.print_receipt(self._done.return_id)

    # --- shown

    @Slot()
    def refresh(self) -> None:
        currency, done = self._use.currency, self._done
        amount, problem = 0, None
        try:
            amount = self._use.returns.amount_minor(list(self._goods.values()), self._receipt)
        except Refused as error:
            problem = error
        if problem is not None and self._goods and done is None:
            self._allowing.tell(problem)
        limit = money(self._use.returns.limit_minor, currency)
        detail = self.tr("A manager must allow it; at most {amount} at one time").format(amount=limit)
        if self._receipt is not None:
            place = f"{self._receipt.store} / {self._receipt.till}"
            detail = self.tr("Receipt of {place}, not looked up · {rest}").format(place=place, rest=detail)
        facts: tuple[Fact, ...] = self._words.nothing_yet()
        if done is not None:
            facts = self._words.money_facts(done.body["pricing"], done.body["tenders"], currency)
        elif problem is None:
            facts = (
                Fact(self.tr("Refund"), money(amount, currency), strong=True),
                Fact(self.tr("Cash"), money(amount, currency)),
            )
        self._view.show_state(
            ReturnState(
                title=self.tr("Goods without a receipt"),
                detail=detail,
                rows=tuple(self._row(goods) for goods in self._goods.values()),
                facts=facts,
                reason=self._words.reason(self._reason, self._text),
                may_confirm=problem is None and done is None,
                may_exchange=problem is None and done is None,
                is_done=done is not None,
                is_printing=self._paper.is_printing,
                types_price=True,
            )
        )

    def _row(self, goods: LooseGoods) -> ReturnRow:
        currency, product = self._use.currency, goods.product
        price = money(goods.unit_price_minor, currency)
        detail = self.tr("{price} each").format(price=price)
        if goods.unit_price_minor < product.unit_price_minor:
            listed = money(product.unit_price_minor, currency)
            detail = self.tr("{price} each, today {listed}").format(price=price, listed=listed)
        back = str(goods.quantity.to_contract())
        amount = money(goods.amount_minor, currency)
        return ReturnRow(product.sku, product.name, detail, " ", back, goods.condition == "damaged", amount)
