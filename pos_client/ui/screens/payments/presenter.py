"""Lists the payments that are not settled, and does with them what a person decides."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from pos_client.application.approvals import Approval
from pos_client.application.changes import Changes
from pos_client.application.parking import ParkingDesk
from pos_client.application.wallet_calls import OpenPayment
from pos_client.errors import Refused, UserFacing
from pos_client.ui.approvals import ApprovalRequest
from pos_client.ui.failures import notice_of
from pos_client.ui.formatting import money, parsed
from pos_client.ui.operations import Operations
from pos_client.ui.screens.payments.refunds import RefundActions, goods_words
from pos_client.ui.screens.payments.view import PaymentRow, PaymentsState, PaymentsView
from pos_client.ui.wallet_driver import WalletDriver
from pos_client.ui.wallet_words import reason_words, stage_of
from pos_client.ui.when_seen import WhenSeen
from pos_client.ui.widgets.banner import Notice
from pos_client.ui.widgets.entry_bar import Answer
from retail.ports import StoreFailed


class PaymentsPresenter(QObject):
    """`driver` runs what is asked of the operators; here is what people do about it."""

    approval_asked = Signal(object)  # ApprovalRequest
    fetched = Signal()  # a basket is at the counter again
    cash_given = Signal()  # out of the drawer, instead of by a wallet

    def __init__(
        self,
        view: PaymentsView,
        driver: WalletDriver,
        parking: ParkingDesk,
        operations: Operations,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._parking = parking
        self._view, self._driver, self._operations = view, driver, operations
        self._payments = driver.payments
        self._selected: str | None = None
        self._refunds = RefundActions(view, driver, self._do, self)
        self._refunds.cash_given.connect(self.cash_given)
        view.selected.connect(self._on_selected)
        view.ask_asked.connect(self._on_ask)
        view.cancel_asked.connect(self._on_cancel)
        view.paid_asked.connect(self._on_paid)
        view.unpaid_asked.connect(self._on_unpaid)
        view.void_asked.connect(self._on_void)
        view.fetch_asked.connect(self._on_fetch)
        view.entry.answered.connect(self._on_answer)
        view.entry.cancelled.connect(view.focus_home)
        self._when_seen = WhenSeen(view, self.refresh, self)
        operations.changed.connect(self._on_changed)
        driver.ticked.connect(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        rows = (*(_row(payment) for payment in self._payments.open()), *self._refunds.rows())
        self._view.show_state(PaymentsState(rows, self._selected))

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        if "tenders" in changes or "refunds" in changes:
            self._when_seen.changed()

    @Slot(object)
    def _on_selected(self, attempt_id: str) -> None:
        self._selected = attempt_id

    @Slot(object)
    def _on_ask(self, attempt_id: str) -> None:
        if self._refunds.has(attempt_id):
            self._refunds.again(attempt_id)
            return
        self._payments.ask_now(attempt_id)
        self._view.banner.show_notice(lambda: Notice("info", self.tr("Asking …")))

    @Slot(object)
    def _on_cancel(self, attempt_id: str) -> None:
        if self._refunds.has(attempt_id):
            self._refunds.give_back(attempt_id)
            return
        self._do(lambda _: self._payments.cancel(attempt_id), "")

    @Slot(object)
    def _on_paid(self, attempt_id: str) -> None:
        if self._refunds.has(attempt_id):
            self._refunds.given(attempt_id)
            return
        question = self.tr("Transaction number in the operator's records")
        self._view.entry.ask("paid", attempt_id, question, "")

    @Slot(object)
    def _on_unpaid(self, attempt_id: str) -> None:
        if self._refunds.has(attempt_id):
            self._refunds.cash(attempt_id)
            return
        question = self.tr("Where it was looked up that nothing was paid")
        self._view.entry.ask("unpaid", attempt_id, question, "")

    @Slot(object)
    def _on_answer(self, answer: Answer) -> None:
        self._view.focus_home()
        if self._refunds.answer(answer):
            return
        is_paid, attempt_id, evidence = answer.topic == "paid", answer.subject, answer.text

        def settle(approval: Approval | None) -> Changes:
            news = self._payments.settle_by_hand(attempt_id, evidence, approval, paid=is_paid)
            # As if its operator had said it: the counter shows it, and prints the receipt.
            self._driver.ended.emit(news)
            return news.changes

        self._do(settle, self.tr("How a payment ended is set down by hand"))

    @Slot(object)
    def _on_void(self, attempt_id: str) -> None:
        self._do(lambda approval: self._payments.void(attempt_id, approval), self.tr("A waiting basket is voided"))

    @Slot(object)
    def _on_fetch(self, attempt_id: str) -> None:
        def fetch(_: Approval | None) -> Changes:
            back = self._payments.fetch(attempt_id, self._parking.take_up_unpaid)
            return back.changes | Changes.of("tenders")

        if self._do(fetch, ""):
            self.fetched.emit()

    def _do(
        self,
        act: Callable[[Approval | None], Changes],
        words: str,
        approval: Approval | None = None,
        *,
        done: Callable[[], Notice] | None = None,
    ) -> bool:
        """Do it, with a manager's word where it needs one, and tell what is `done`; says whether it is."""
        try:
            changes = act(approval)
        except Refused as error:
            if error.code != "approval_needed":
                self._refused(error)
                return False
            permission = str(error.params["permission"])
            self.approval_asked.emit(
                ApprovalRequest(
                    permission, lambda: words, lambda given: self._do(act, words, given, done=done), permission
                )
            )
            return False
        except (UserFacing, StoreFailed) as error:
            self._refused(error)
            return False
        self._view.banner.show_notice(done)
        self._operations.announce(changes)
        self.refresh()
        return True

    def _refused(self, error: UserFacing | StoreFailed) -> None:
        self._view.banner.show_notice(lambda: notice_of(error))


def _row(payment: OpenPayment) -> PaymentRow:
    attempt = payment.attempt
    before = [tender for tender in attempt.document["sale"]["tenders"] if tender["kind"] != attempt.wallet]
    taken = sum(tender["amount_minor"] for tender in before)
    goods = goods_words([line["name"] for line in attempt.document["sale"]["lines"]])
    if taken:
        goods += f" · {money(taken, attempt.currency)}"
    return PaymentRow(
        attempt.attempt_id,
        attempt.wallet,
        attempt.amount_minor,
        attempt.currency,
        parsed(attempt.started_at),
        stage_of(payment),
        payment.at_counter,
        payment.can_ask,
        goods,
        reason_words(attempt.reason, attempt.wallet) if stage_of(payment) == "unpaid" else "",
    )
