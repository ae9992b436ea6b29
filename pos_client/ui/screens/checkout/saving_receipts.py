"""A receipt saved as a PDF: asked for its place, then told where it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from pos_client.errors import UserFacing
from pos_client.ui.pdf_path import pdf_path
from pos_client.ui.receipt_actions import ReceiptActions
from pos_client.ui.screens.checkout.state import DoneSale
from pos_client.ui.screens.checkout.view import CheckoutView
from pos_client.ui.widgets.banner import Notice
from pos_client.ui.widgets.entry_bar import Answer
from retail.ports import StoreFailed


class SavingReceipts(QObject):
    """`shown` is the sale on the screen. Other pages save receipts too: of those nothing is told here."""

    def __init__(
        self,
        view: CheckoutView,
        receipts: ReceiptActions,
        shown: Callable[[], DoneSale | None],
        *,
        refuse: Callable[[UserFacing | StoreFailed], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._receipts = receipts
        self._shown = shown
        self._refuse = refuse
        self._saves = False
        view.basket.empty.pdf_asked.connect(self._on_pdf)
        view.done.pdf_asked.connect(self._on_pdf)
        receipts.saved.connect(self._on_saved)
        receipts.save_failed.connect(self._on_save_failed)

    def answer(self, answer: Answer) -> bool:
        """False: the question was another's."""
        if answer.topic == "pdf" and answer.text:
            self._saves = True
            self._receipts.save_pdf(answer.subject, answer.text)
        return answer.topic == "pdf"

    @Slot(object)
    def _on_pdf(self, sale_id: str) -> None:
        shown = self._shown()
        name = shown.receipt_number if shown is not None else sale_id
        self._view.entry.ask("pdf", sale_id, self.tr("Save the receipt as"), pdf_path(name))

    @Slot(object)
    def _on_save_failed(self, error: UserFacing) -> None:
        if self._saves:
            self._saves = False
            self._refuse(error)

    @Slot(object)
    def _on_saved(self, path: str) -> None:
        if not self._saves:
            return
        self._saves = False
        self._view.banner.show_notice(lambda: Notice("good", self.tr("Receipt saved: {path}").format(path=path)))
