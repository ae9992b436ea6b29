"""The receipt of a return on its way to the printer: the first time as it is, then as a copy."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from pos_client.application.return_receipts import ReturnReceipts
from pos_client.errors import UserFacing
from pos_client.ui.failures import notice_of
from pos_client.ui.operations import Operations, SlowOperation
from pos_client.ui.widgets.page import Page


class ReturnPaper(QObject):
    """A printer that fails is told on the page; the return stands."""

    changed = Signal()
    printer_answered = Signal(object)  # True, or the code of what is wrong with it

    def __init__(
        self, page: Page, receipts: ReturnReceipts, operations: Operations, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._receipts = receipts
        self._was_printed = False
        self._printing = SlowOperation(operations, self)
        self._printing.succeeded.connect(self._on_printed)
        self._printing.refused.connect(self._on_refused)

    @property
    def is_printing(self) -> bool:
        return self._printing.is_running

    def start(self) -> None:
        """Another return begins."""
        self._was_printed = False

    def print_receipt(self, return_id: str) -> None:
        copy = self._was_printed
        self._printing.start(lambda: self._receipts.print_receipt(return_id, copy))
        self.changed.emit()

    @Slot(object)
    def _on_printed(self, _result: object) -> None:
        self._was_printed = True
        self.printer_answered.emit(True)
        self.changed.emit()

    @Slot(object)
    def _on_refused(self, error: UserFacing) -> None:
        if error.code != "printer_missing":
            self.printer_answered.emit(error.code)
            self._page.banner.show_notice(lambda: notice_of(error))
        self.changed.emit()
