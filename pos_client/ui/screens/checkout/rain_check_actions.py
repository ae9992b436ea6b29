"""Rain checks at the counter: one for the selected line, printed; and one that was scanned, sold at its price."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from pos_client.application.approvals import Approval
from pos_client.application.changes import Changes
from pos_client.application.rain_checks import RainCheck
from pos_client.application.receipt_codes import ShownRainCheck
from pos_client.errors import UserFacing
from pos_client.ui.formatting import money
from pos_client.ui.operations import SlowOperation
from pos_client.ui.screens.checkout.counter_part import CounterPart, CounterTools
from pos_client.ui.screens.checkout.line_actions import LineActions
from pos_client.ui.widgets.banner import BannerAction, Notice


class RainCheckActions(CounterPart):
    """Shift+F1 promises the selected line; after a printer that failed it prints the last promise again."""

    def __init__(self, tools: CounterTools, lines: LineActions, parent: QObject | None = None) -> None:
        super().__init__(tools, parent)
        view = self._view
        self._lines = lines
        self._printing = SlowOperation(self._operations, self)
        self._printing.refused.connect(self._on_print_failed)
        self._asking = SlowOperation(self._operations, self, self._operations.line_pool)
        self._asking.succeeded.connect(self._on_status)
        self._asking.refused.connect(self._on_no_answer)
        self._issued: RainCheck | None = None
        self._waiting: RainCheck | None = None
        self._unprinted: RainCheck | None = None
        self._shown: ShownRainCheck | None = None
        view.rain_check_asked.connect(self._on_asked)

    # --- promised

    @Slot()
    def _on_asked(self) -> None:
        if self._unprinted is not None:
            promise, self._unprinted = self._unprinted, None
            self._print(promise)
            return
        row = self._view.basket.selected_line()
        if row is None or not row.is_goods:
            return

        def call(approval: Approval | None) -> Changes:
            changes, self._issued = self._use.rain_checks.issue(row.line_id, approval)
            return changes

        self._lines.attempt(call, lambda: self.tr("A rain check for {name}").format(name=row.name), self._done)

    def _done(self) -> None:
        promise, self._issued = self._issued, None
        if promise is not None:
            self._print(promise)

    def _print(self, promise: RainCheck) -> None:
        self._unprinted = None
        self._printing.start(lambda: self._use.print_rain_check(promise))
        code = promise.code

        def notice() -> Notice:
            what = self.tr("Rain check: {name} × {count} at {price}").format(
                name=promise.name, count=code.quantity, price=money(code.unit_price_minor, code.currency)
            )
            return Notice("good", what, self.tr("It is being printed, and the line is out of the basket."))

        self._view.banner.show_notice(notice)
        self._waiting = promise

    @Slot(object)
    def _on_print_failed(self, error: UserFacing) -> None:
        self._refuse(error)
        self._unprinted = self._waiting
        words = self.tr("The rain check counts, and is not printed yet.")
        action = BannerAction("printer", "Shift+F1", lambda: self.tr("Print it again"), self._on_asked)
        self._view.banner.show_notice(lambda: Notice("warn", words), action)

    # --- used

    def scanned(self, shown: ShownRainCheck | None) -> None:
        """A rain check was shown: the ledger is asked whether it was used, where it can be."""
        ask = self._use.ask_rain_check
        if shown is None:
            return
        try:
            must_ask = self._use.rain_checks.must_ask(shown)
        except UserFacing as error:
            self._refuse(error)
            return
        if not must_ask or ask is None:
            self._redeem(shown, None)
        elif self._asking.start(lambda: ask.rain_check(shown.code.rain_check_id)):
            self._shown = shown

    @Slot(object)
    def _on_status(self, status: str) -> None:
        shown, self._shown = self._shown, None
        if shown is not None:
            self._redeem(shown, status)

    @Slot(object)
    def _on_no_answer(self, error: UserFacing) -> None:
        shown, self._shown = self._shown, None
        if shown is None:
            return
        try:
            self._use.rain_checks.without_answer(shown)
        except UserFacing as refused:
            self._refuse(refused)
            return
        self._redeem(shown, None)

    def _redeem(self, shown: ShownRainCheck, status: str | None) -> None:
        if self._do(lambda: self._use.rain_checks.redeem(shown, status)):
            self._lines.select_sku(shown.code.sku)
