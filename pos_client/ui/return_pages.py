"""The two pages of goods that come back: with their receipt, and without one. A part of `sections`."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from pos_client.application.receipt_codes import ShownReceipt
from pos_client.application.return_making import Exchange
from pos_client.ui.operations import Operations
from pos_client.ui.screens.checkout.use_cases import CheckoutUseCases
from pos_client.ui.screens.returns.facts import ReturnWords
from pos_client.ui.screens.returns.presenter import ReturnsPresenter, ReturnUseCases
from pos_client.ui.screens.returns.unreceipted import UnreceiptedPresenter, UnreceiptedUseCases
from pos_client.ui.screens.returns.view import ReturnsView
from pos_client.ui.widgets.page import Page


class ReturnPages(QObject):
    """Signals as those of `Sections`. `page` builds a section's page where it is not there yet."""

    printer_answered = Signal(object)
    approval_asked = Signal(object)
    section_asked = Signal(object)

    def __init__(
        self,
        use_cases: CheckoutUseCases,
        returns: ReturnUseCases,
        operations: Operations,
        page: Callable[[str], Page],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.use_cases = use_cases
        self._return_use_cases = returns
        self._operations = operations
        self._page = page
        self.returns: ReturnsPresenter | None = None
        self.unreceipted: UnreceiptedPresenter | None = None

    def make_returns(self) -> Page:
        view = ReturnsView()
        self.returns = ReturnsPresenter(view, self._return_use_cases, self._operations, self)
        self.returns.printer_answered.connect(self.printer_answered)
        self.returns.approval_asked.connect(self.approval_asked)
        self.returns.closed.connect(lambda: self.section_asked.emit("receipts"))
        self.returns.exchanged.connect(self._on_exchanged)
        self.returns.unreceipted_asked.connect(self.open_unreceipted)
        return view

    def make_unreceipted(self) -> Page:
        view, use = ReturnsView(), self._return_use_cases
        words = ReturnWords(use.returns, self)
        cases = UnreceiptedUseCases(use.unreceipted, use.scans, use.receipts, self.use_cases.currency)
        self.unreceipted = UnreceiptedPresenter(view, cases, words, self._operations, self)
        self.unreceipted.printer_answered.connect(self.printer_answered)
        self.unreceipted.approval_asked.connect(self.approval_asked)
        self.unreceipted.closed.connect(lambda: self.section_asked.emit("receipts"))
        self.unreceipted.exchanged.connect(self._on_exchanged)
        return view

    def scan(self, name: str, data: bytes, symbology: str | None) -> None:
        """Something was scanned on one of the two."""
        if name == "returns" and self.returns is not None:
            self.returns.scan(data, symbology)
        if name == "unreceipted" and self.unreceipted is not None:
            self.unreceipted.scan(data, symbology)

    @Slot(object)
    def open_unreceipted(self, receipt: ShownReceipt | None) -> None:
        """Goods without a receipt, or with one that cannot be looked up."""
        self._page("unreceipted")
        if self.unreceipted is not None:
            self.section_asked.emit("unreceipted")
            self.unreceipted.start(receipt)

    @Slot()
    def search(self) -> None:
        self._page("returns")
        if self.returns is not None:
            self.section_asked.emit("returns")
            self.returns.search()

    def show_receipt(self, receipt: ShownReceipt) -> bool:
        """Goods of another till's receipt may come back. False: it is one of this till."""
        if self._return_use_cases.returns.is_own(receipt.store, receipt.till):
            return False
        self._page("returns")
        if self.returns is not None:
            self.section_asked.emit("returns")
            self.returns.show_receipt(receipt)
        return True

    @Slot(object)
    def take_back(self, sale_id: str) -> None:
        """Goods of a sale of this till."""
        self._page("returns")
        if self.returns is not None and self.returns.show_sale(sale_id):
            self.section_asked.emit("returns")

    @Slot()
    def void(self) -> None:
        """The newest sale of this till."""
        self._page("returns")
        if self.returns is not None and self.returns.show_void():
            self.section_asked.emit("returns")

    @Slot(object)
    def _on_exchanged(self, exchange: Exchange) -> None:
        """The basket opens with what the goods that come back are worth."""
        if self._operations.run(lambda: self.use_cases.checkout.put_exchange(exchange)) is not None:
            self.section_asked.emit("checkout")
