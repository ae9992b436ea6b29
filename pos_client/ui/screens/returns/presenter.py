"""What of a sale comes back: chosen by keys and by scanning the goods, shown with all it takes along, then done."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from pos_client.application.approvals import Approval
from pos_client.application.return_receipts import ReturnReceipts
from pos_client.application.return_scans import ReturnScans
from pos_client.application.returns import REASONS, RETURNED, CompletedReturn, Quote, ReturnDesk, Settlement, SoldGoods
from pos_client.errors import Refused, UserFacing
from pos_client.ui.approvals import ApprovalRequest
from pos_client.ui.failures import notice_of
from pos_client.ui.formatting import date_time, money, parsed
from pos_client.ui.operations import Operations, SlowOperation
from pos_client.ui.screens.returns.facts import ReturnWords
from pos_client.ui.screens.returns.view import ReturnRow, ReturnState, ReturnsView
from pos_client.ui.screens.shift.view import Fact
from pos_client.ui.widgets.banner import Notice
from pos_client.ui.widgets.entry_bar import Answer
from retail.basket import Quantity
from retail.goods_return import BackGift, BackLine
from retail.ports import StoreFailed


@dataclass(frozen=True, slots=True)
class ReturnUseCases:
    returns: ReturnDesk
    scans: ReturnScans
    receipts: ReturnReceipts


class ReturnsPresenter(QObject):
    """`closed`: back to the receipts."""

    closed = Signal()
    printer_answered = Signal(object)  # bool
    approval_asked = Signal(object)  # ApprovalRequest

    def __init__(
        self, view: ReturnsView, use_cases: ReturnUseCases, operations: Operations, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._view, self._use, self._operations = view, use_cases, operations
        self._sold: SoldGoods | None = None
        self._back: dict[str, int | str] = {}
        self._damaged: set[str] = set()
        self._reason, self._text, self._in_cash = REASONS[0], "", False
        self._references: tuple[str, ...] = ()
        self._done: CompletedReturn | None = None
        self._voids = False
        self._was_printed = False
        self._words = ReturnWords(use_cases.returns.program_name, self)
        self._printing = SlowOperation(operations, self)
        self._printing.succeeded.connect(self._on_printed)
        self._printing.refused.connect(self._on_print_refused)
        view.more_asked.connect(self._on_more)
        view.quantity_asked.connect(self._on_quantity)
        view.damaged_asked.connect(self._on_damaged)
        view.all_asked.connect(self._on_all)
        view.reason_asked.connect(self._on_reason)
        view.cash_asked.connect(self._on_cash)
        view.confirm_asked.connect(self._on_confirm)
        view.print_asked.connect(self._on_print)
        view.back_asked.connect(self.closed)
        view.entry.answered.connect(self._on_answer)
        view.entry.cancelled.connect(view.focus_home)

    # --- which sale

    def show_sale(self, sale_id: str) -> bool:
        """Open a sale of this till; a refusal is told by `operations.failed`, and False."""
        sold = self._operations.run(lambda: self._use.returns.open(sale_id))
        if sold is None:
            return False
        self._start(sold)
        return True

    def show_void(self) -> bool:
        """The last sale as a whole, to be voided."""
        found = self._operations.run(self._use.returns.last_to_void)
        if found is None:
            return False
        self._start(found[0])
        self._voids = True
        self._on_all()
        return True

    def scan(self, data: bytes, symbology: str | None) -> None:
        """Goods count one more; a receipt opens its sale."""
        try:
            found = self._use.scans.scan(data, symbology)
            if found.kind == "receipt":
                self.show_sale(found.text)
            else:
                self._count_scanned(found.text)
        except (UserFacing, StoreFailed) as error:
            failure = error
            self._view.banner.show_notice(lambda: notice_of(failure))

    def _start(self, sold: SoldGoods) -> None:
        self._sold, self._back, self._damaged, self._done = sold, {}, set(), None
        self._reason, self._text, self._in_cash, self._voids = REASONS[0], "", False, False
        self._was_printed = False
        self._view.entry.hide()
        self._view.banner.hide()
        self.refresh()

    def _count_scanned(self, sku: str) -> None:
        sold = self._sold
        if sold is None or self._done is not None:
            raise Refused("return_goods_unknown")
        for line in sold.document["lines"]:
            key, left = f"line:{line['line_id']}", sold.left(line)
            now = self._back.get(key, 0)
            if line["sku"] == sku and left is not None and (now == 0 if isinstance(left, str) else int(now) < left):
                self._on_more(key, 1)
                self._view.choose(key)
                return
        raise Refused("return_goods_unknown")

    # --- what comes back

    def _left(self, key: str) -> int | str | None:
        assert self._sold is not None
        kind, _, name = key.partition(":")
        if kind == "gift":
            return self._sold.gifts_left().get(name)
        line = next(line for line in self._sold.document["lines"] if line["line_id"] == name)
        return self._sold.left(line)

    def _set(self, key: str, quantity: int | str) -> None:
        if quantity in (0, "0.000"):
            self._back.pop(key, None)
        else:
            self._back[key] = quantity
        self.refresh()

    @Slot(object, object)
    def _on_more(self, key: str, step: int) -> None:
        left = self._left(key)
        if left is None or self._voids:
            return
        if isinstance(left, str):  # a weight comes back as a whole, unless its quantity is typed
            self._set(key, left if step > 0 else 0)
        else:
            self._set(key, max(0, min(left, int(self._back.get(key, 0)) + step)))

    @Slot(object)
    def _on_quantity(self, key: str) -> None:
        left = self._left(key)
        if left is not None and not self._voids:
            self._view.entry.ask("quantity", key, self.tr("How much comes back"), str(self._back.get(key, left)))

    @Slot(object)
    def _on_damaged(self, key: str) -> None:
        self._damaged ^= {key}
        if key not in self._back:
            self._on_more(key, 1)
        self.refresh()

    @Slot()
    def _on_all(self) -> None:
        if self._sold is None:
            return
        keys = [f"line:{line['line_id']}" for line in self._sold.document["lines"]]
        keys += [f"gift:{offer}" for offer in self._sold.gifts_left()]
        lefts = {key: self._left(key) for key in keys}
        self._back = {key: left for key, left in lefts.items() if left is not None}
        self.refresh()

    @Slot()
    def _on_reason(self) -> None:
        if self._voids:
            return
        self._reason = REASONS[(REASONS.index(self._reason) + 1) % len(REASONS)]
        self._text = ""
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
        if answer.topic == "quantity":
            self._typed(answer.subject, answer.text)
        elif answer.topic == "reason":
            self._text = answer.text
            self.refresh()
        elif answer.topic == "reference":
            self._references = (*self._references, answer.text)
            self._settle()

    def _typed(self, key: str, text: str) -> None:
        left = self._left(key)
        try:
            if isinstance(left, str):
                quantity: int | str = str(Quantity.weight(text))
                fits = Quantity.weight(text).thousandths <= Quantity.weight(left).thousandths
            else:
                quantity, fits = int(text), 0 <= int(text) <= (left or 0)
        except ValueError:
            fits = False
        if not fits:
            self._view.banner.show_notice(lambda: notice_of(Refused("return_too_much")))
            return
        self._set(key, quantity)

    def _lines(self) -> list[BackLine]:
        return [
            BackLine(key.partition(":")[2], quantity, "damaged" if key in self._damaged else "sellable")
            for key, quantity in self._back.items()
            if key.startswith("line:")
        ]

    def _gifts(self) -> list[BackGift]:
        return [
            BackGift(key.partition(":")[2], int(quantity), "damaged" if key in self._damaged else "sellable")
            for key, quantity in self._back.items()
            if key.startswith("gift:")
        ]

    # --- done

    def _quote(self) -> Quote | None:
        if self._sold is None or not self._back:
            return None
        sold = self._sold
        return self._use.returns.quote(sold, self._lines(), self._gifts(), in_cash=self._in_cash)

    @Slot()
    def _on_confirm(self) -> None:
        self._references = ()
        self._settle()

    def _settle(self) -> None:
        """Ask for the terminal's reference of each refund that is no cash, then do it."""
        quote = self._operations.run(self._quote)
        if quote is None or self._sold is None:
            return
        owed = [tender for tender in quote.refunds if tender["kind"] != "cash"]
        if len(self._references) < len(owed):
            amount = money(owed[len(self._references)]["amount_minor"], self._sold.document["currency"])
            words = self.tr("Refund {amount} at the terminal; its reference").format(amount=amount)
            self._view.entry.ask("reference", "", words, "")
            return
        self._complete(None)

    def _complete(self, approval: Approval | None) -> None:
        sold = self._sold
        if sold is None:
            return
        how = Settlement(self._reason, self._text, self._references, self._in_cash)
        try:
            if self._voids:
                self._done = self._use.returns.void_last(self._references, approval)
            else:
                self._done = self._use.returns.complete(sold, self._lines(), self._gifts(), how, approval)
        except Refused as error:
            if error.code != "approval_needed":
                failure = error
                self._view.banner.show_notice(lambda: notice_of(failure))
                return
            words = self.tr("Goods come back")
            self.approval_asked.emit(
                ApprovalRequest(
                    str(error.params["permission"]), lambda: words, self._complete, self._reason, self._text
                )
            )
            return
        except StoreFailed as error:
            failed = error
            self._view.banner.show_notice(lambda: notice_of(failed))
            return
        done = self._done
        shown = money(done.refund_minor, sold.document["currency"])
        self._view.banner.show_notice(
            lambda: Notice("good", self.tr("Taken back. Refund: {amount}").format(amount=shown))
        )
        self._sold = self._use.returns.open(sold.sale_id)
        self.refresh()
        self._operations.announce(RETURNED)
        self._on_print()

    @Slot()
    def _on_print(self) -> None:
        done = self._done
        if done is not None:
            copy = self._was_printed
            self._printing.start(lambda: self._use.receipts.print_receipt(done.return_id, copy))
            self.refresh()

    @Slot(object)
    def _on_printed(self, _result: object) -> None:
        self._was_printed = True
        self.printer_answered.emit(True)
        self.refresh()

    @Slot(object)
    def _on_print_refused(self, error: UserFacing) -> None:
        if error.code != "printer_missing":
            self.printer_answered.emit(False)
            self._view.banner.show_notice(lambda: notice_of(error))
        self.refresh()

    # --- shown

    def refresh(self) -> None:
        sold = self._sold
        if sold is None:
            return
        quote = None
        if self._done is None:
            quote = self._operations.run(self._quote)
        when = parsed(sold.occurred_at)
        detail = " · ".join((sold.receipt_number, "" if when is None else date_time(when)))
        title = self.tr("Void this sale") if self._voids else self.tr("Goods come back")
        self._view.show_state(
            ReturnState(
                title=title,
                detail=detail,
                rows=self._rows(sold, quote),
                facts=self._facts(sold, quote),
                reason=self._words.reason("voided" if self._voids else self._reason, self._text),
                in_cash=self._in_cash,
                may_confirm=quote is not None,
                is_done=self._done is not None,
                is_printing=self._printing.is_running,
            )
        )

    def _facts(self, sold: SoldGoods, quote: Quote | None) -> tuple[Fact, ...]:
        currency = sold.document["currency"]
        if self._done is not None:
            return self._words.money_facts(self._done.body["pricing"], self._done.body["tenders"], currency)
        if quote is None:
            return self._words.nothing_yet()
        return self._words.money_facts(quote.priced.to_document()["pricing"], quote.refunds, currency)

    def _rows(self, sold: SoldGoods, quote: Quote | None) -> tuple[ReturnRow, ...]:
        currency = sold.document["currency"]
        worth = {} if quote is None else {line["line_id"]: line["net_minor"] for line in quote.priced.lines}
        back = {} if self._done is not None else self._back

        def row(key: str, name: str, detail: str, left: int | str | None, amount: int) -> ReturnRow:
            shown = "" if left is None else self.tr("of {left}").format(left=left)
            return ReturnRow(key, name, detail, shown, str(back.get(key, "")), key in self._damaged,
                             money(amount, currency))  # fmt: skip

        rows = [
            row(
                f"line:{line['line_id']}",
                line["name"],
                self.tr("paid {amount} for {quantity}").format(
                    amount=money(line["net_minor"], currency), quantity=line["quantity"]
                ),
                sold.left(line),
                worth.get(line["line_id"], 0),
            )
            for line in sold.document["lines"]
        ]
        skus = {gift["offer"]: gift["sku"] for gift in sold.document["pricing"].get("gifts", ())}
        rows += [
            row(f"gift:{offer}", self.tr("Gift {sku}").format(sku=skus[offer]), "", pieces, 0)
            for offer, pieces in sold.gifts_left().items()
        ]
        return tuple(rows)
