"""Lists receipts, shows them as they are printed, prints them again, saves them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot

from pos_client.application.changes import Changes
from pos_client.application.sold_goods import searched
from pos_client.errors import UserFacing
from pos_client.ui.failures import notice_of
from pos_client.ui.formatting import parsed
from pos_client.ui.operations import Operations
from pos_client.ui.pdf_path import pdf_path
from pos_client.ui.ports import ReceiptDesk
from pos_client.ui.receipt_actions import ReceiptActions
from pos_client.ui.screens.receipts.accounts import AccountsPanel
from pos_client.ui.screens.receipts.paper import Paper
from pos_client.ui.screens.receipts.view import ReceiptRow, ReceiptsState, ReceiptsView
from pos_client.ui.when_seen import WhenSeen
from pos_client.ui.widgets.banner import Notice
from pos_client.ui.widgets.entry_bar import Answer


class ShowAccounts(Protocol):
    """Puts the lines' accounts of a sale into their panel, for who may see them."""

    @property
    def may(self) -> bool: ...

    def show(self, panel: AccountsPanel, sale_id: str | None) -> None: ...


class ReceiptsPresenter(QObject):
    """`printer_answered` says whether the printer took a receipt: the top bar shows it."""

    printer_answered = Signal(object)  # True, or the code of what is wrong with it
    return_asked = Signal(object)  # sale id
    void_asked = Signal()

    def __init__(
        self,
        view: ReceiptsView,
        receipts: ReceiptDesk,
        operations: Operations,
        actions: ReceiptActions,
        *,
        paper_mm: Callable[[], int],
        expects_print: Callable[[], bool],
        accounts: ShowAccounts | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`expects_print`: whether this till prints every receipt, so that one that was not printed is missing."""
        super().__init__(parent)
        self._view = view
        self._receipts = receipts
        self._expects_print = expects_print
        self._accounts = accounts
        self._selected: str | None = None
        self._wanted = ""
        self._saves = False
        self._asked: set[str] = set()  # sales whose receipts were asked for here, and not on another page
        self._paper = Paper(view.preview, receipts, operations, paper_mm())
        self._actions = actions
        self._actions.printed.connect(self._on_printed)
        self._actions.gift_printed.connect(self._on_gift_printed)
        self._actions.print_failed.connect(self._on_print_failed)
        self._actions.saved.connect(self._on_saved)
        self._actions.save_failed.connect(self._on_save_failed)
        view.selected.connect(self._on_selected)
        view.reprint_asked.connect(self._on_reprint)
        view.gift_asked.connect(self._on_gift)
        view.missing_asked.connect(self._on_missing)
        view.pdf_asked.connect(self._on_pdf)
        view.return_asked.connect(self.return_asked)
        view.void_asked.connect(self.void_asked)
        view.find_asked.connect(self._on_find)
        view.accounts_asked.connect(self._on_accounts)
        view.entry.answered.connect(self._on_answer)
        view.entry.cancelled.connect(view.focus_home)
        self._when_seen = WhenSeen(view, self.refresh, self)
        operations.changed.connect(self._on_changed)
        self.refresh()

    def show_sale(self, sale_id: str) -> None:
        """Choose this sale: its receipt was scanned."""
        self._selected, self._wanted = sale_id, ""
        self.refresh()

    def refresh(self) -> None:
        expects = self._expects_print()
        rows = tuple(
            ReceiptRow(
                summary.sale_id,
                summary.receipt_number,
                parsed(summary.occurred_at),
                summary.payable_minor,
                summary.currency,
                summary.one_id is not None,
                summary.prints,
                is_missing=expects and not summary.prints,
            )
            for summary in self._receipts.recent()
            if self._wanted in searched(summary)
        )
        missing = sum(row.is_missing for row in rows)
        self._view.show_state(ReceiptsState(rows, self._selected, self._actions.is_busy, missing))
        self._view.accounts_button.setVisible(self._accounts is not None and self._accounts.may)
        self._show_beside()

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if "sales" in changes:
            self._selected = None
            self._when_seen.changed()

    @Slot(object)
    def _on_selected(self, sale_id: str) -> None:
        self._selected = sale_id
        self._view.show_selected()
        self._show_beside()

    @Slot()
    def _on_accounts(self) -> None:
        self._view.show_beside(accounts=not self._view.shows_accounts)
        self._show_beside()

    def _show_beside(self) -> None:
        """The chosen sale beside the list: on paper, or line by line for who may see who pays."""
        sale_id, accounts = self._view.shown_sale(), self._accounts
        if accounts is None or not accounts.may:
            self._view.show_beside(accounts=False)
        if self._view.shows_accounts and accounts is not None:
            try:
                accounts.show(self._view.accounts, sale_id)
            except UserFacing as error:
                self._on_refused(error)
        else:
            self._paper.show(sale_id)

    @Slot(object)
    def _on_reprint(self, sale_id: str) -> None:
        self._print((sale_id,))

    @Slot()
    def _on_missing(self) -> None:
        """The oldest first, as they would have come out."""
        rows = self._view.model.rows()
        self._print(tuple(row.sale_id for row in reversed(rows) if row.is_missing))

    def _print(self, sale_ids: tuple[str, ...]) -> None:
        self._view.banner.show_notice(lambda: Notice("info", self.tr("Printing …")))
        self._asked.update(sale_ids)
        for sale_id in sale_ids:
            self._actions.print_receipt(sale_id)
        self.refresh()

    @Slot(object)
    def _on_gift(self, sale_id: str) -> None:
        self._view.banner.show_notice(lambda: Notice("info", self.tr("Printing …")))
        self._asked.add(sale_id)
        self._actions.print_gift(sale_id)
        self.refresh()

    @Slot(object)
    def _on_printed(self, sale_id: str) -> None:
        self.printer_answered.emit(True)
        if sale_id in self._asked:
            self._asked.discard(sale_id)
            prints = next((row.prints for row in self._receipts.recent() if row.sale_id == sale_id), 1)
            self._view.banner.show_notice(lambda: self._printed_words(prints))
        self._paper.forget(sale_id)
        self._when_seen.changed()

    def _printed_words(self, prints: int) -> Notice:
        if prints > 1:
            return Notice("good", self.tr("The receipt was printed again, as a copy."))
        return Notice("good", self.tr("The receipt is printed."))

    @Slot(object)
    def _on_gift_printed(self, sale_id: str) -> None:
        self.printer_answered.emit(True)
        if sale_id in self._asked:
            self._asked.discard(sale_id)
            self._view.banner.show_notice(lambda: Notice("good", self.tr("The gift receipt is printed.")))
        self._when_seen.changed()

    @Slot(object)
    def _on_pdf(self, sale_id: str) -> None:
        number = next((row.receipt_number for row in self._receipts.recent() if row.sale_id == sale_id), sale_id)
        self._view.entry.ask("pdf", sale_id, self.tr("Save the receipt as"), pdf_path(number))

    @Slot()
    def _on_find(self) -> None:
        self._view.entry.ask("find", "", self.tr("Receipt number, time, or amount"), self._wanted)

    @Slot(object)
    def _on_answer(self, answer: Answer) -> None:
        self._view.focus_home()
        if answer.topic == "find":
            self._wanted = answer.text.replace(",", "").casefold()
            self.refresh()
        elif answer.text:
            self._saves = True
            self._actions.save_pdf(answer.subject, answer.text)
            self.refresh()

    @Slot(object)
    def _on_saved(self, path: str) -> None:
        if not self._saves:
            return
        self._saves = False
        self._view.banner.show_notice(lambda: Notice("good", self.tr("Receipt saved: {path}").format(path=path)))
        self._when_seen.changed()

    @Slot(object)
    def _on_save_failed(self, error: UserFacing) -> None:
        if self._saves:
            self._saves = False
            self._on_refused(error)

    @Slot(object)
    def _on_refused(self, error: UserFacing) -> None:
        self._view.banner.show_notice(lambda: notice_of(error))
        self.refresh()

    @Slot(object, object)
    def _on_print_failed(self, sale_id: str, error: UserFacing) -> None:
        if error.code != "printer_missing":
            self.printer_answered.emit(error.code)
        if sale_id in self._asked:
            self._asked.discard(sale_id)
            self._on_refused(error)
        else:
            self._when_seen.changed()
