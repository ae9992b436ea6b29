"""Printing a receipt and saving it as PDF, off the GUI thread: what the checkout and the list of receipts share."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QObject, Signal, Slot

from pos_client.errors import UserFacing
from pos_client.ui.operations import Operations, SlowOperation
from pos_client.ui.ports import ReceiptDesk


class ReceiptActions(QObject):
    """Prints one receipt after the other, in the order asked: a slow printer makes nobody's receipt fall away.

    `print_failed` carries the sale's id and the UserFacing.
    """

    print_began = Signal(object)  # sale id
    printed = Signal(object)  # sale id
    print_failed = Signal(object, object)  # sale id, UserFacing
    saved = Signal(object)  # path
    save_failed = Signal(object)  # UserFacing

    def __init__(self, receipts: ReceiptDesk, operations: Operations, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._receipts = receipts
        self._waiting: deque[tuple[str, bool]] = deque()
        self._sale_id = ""
        self._path = ""
        self._printing = SlowOperation(operations, self)
        self._printing.succeeded.connect(self._on_printed)
        self._printing.refused.connect(self._on_print_failed)
        self._saving = SlowOperation(operations, self)
        self._saving.succeeded.connect(self._on_saved)
        self._saving.refused.connect(self.save_failed)

    @property
    def is_busy(self) -> bool:
        return self._printing.is_running or self._saving.is_running

    def print_receipt(self, sale_id: str, *, copy: bool) -> None:
        """Print it now, or after those that were asked for before."""
        self._waiting.append((sale_id, copy))
        self.print_began.emit(sale_id)
        self._print_next()

    def _print_next(self) -> None:
        if self._waiting and not self._printing.is_running:
            sale_id, copy = self._waiting.popleft()
            self._sale_id = sale_id
            self._printing.start(lambda: self._receipts.print_receipt(sale_id, copy))

    def save_pdf(self, sale_id: str, path: str) -> None:
        """Save, unless another receipt is being saved."""
        if self._saving.start(lambda: self._receipts.save_pdf(sale_id, path)):
            self._path = path

    @Slot(object)
    def _on_printed(self, _result: object) -> None:
        self.printed.emit(self._sale_id)
        self._print_next()

    @Slot(object)
    def _on_print_failed(self, error: UserFacing) -> None:
        self.print_failed.emit(self._sale_id, error)
        self._print_next()

    @Slot(object)
    def _on_saved(self, _result: object) -> None:
        self.saved.emit(self._path)
