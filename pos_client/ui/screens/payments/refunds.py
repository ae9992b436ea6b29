"""Refunds by wallets in the list of open payments: shown, sent again, given otherwise, or set down by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from pos_client.application.approvals import Approval
from pos_client.application.changes import Changes
from pos_client.application.wallet_calls import OpenRefund, RefundNews
from pos_client.ui.formatting import money, parsed
from pos_client.ui.language import translate
from pos_client.ui.screens.payments.view import PaymentRow, PaymentStage, PaymentsView
from pos_client.ui.wallet_driver import WalletDriver
from pos_client.ui.wallet_words import refund_reason_words, wallet_name
from pos_client.ui.widgets.banner import Notice
from pos_client.ui.widgets.entry_bar import Answer
from retail.wallet_refunds import RefundState

GOODS_NAMED = 3


class Do(Protocol):
    """Does an act, with a manager's word where it needs one: `words` ask for it, `done` tells that it is done."""

    def __call__(
        self, act: Callable[[Approval | None], Changes], words: str, *, done: Callable[[], Notice] | None = None
    ) -> object: ...


_STAGES: Mapping[RefundState, PaymentStage] = {
    "held": "refund_held",
    "refused": "refund_refused",
    "giving": "refund_giving",
}


class RefundActions(QObject):
    """`do` runs what a person decides about a refund; `cash_given`: the drawer is to be opened."""

    cash_given = Signal()

    def __init__(self, view: PaymentsView, driver: WalletDriver, do: Do, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view, self._driver, self._do = view, driver, do
        self._refunds = driver.refunds

    def rows(self) -> tuple[PaymentRow, ...]:
        return tuple(_row(each) for each in self._refunds.open())

    def has(self, refund_id: str) -> bool:
        return self._found(refund_id) is not None

    def again(self, refund_id: str) -> None:
        """Ask now, or send a refused one once more."""
        asking = self.tr("Asking …")
        self._do(lambda _: self._refunds.again(refund_id), "", done=lambda: Notice("info", asking))

    def give_back(self, refund_id: str) -> None:
        """A part whose basket is gone."""
        self._do(lambda _: self._refunds.give_back(refund_id), "")

    def given(self, refund_id: str) -> None:
        question = self.tr("Refund number in the operator's records")
        self._view.entry.ask("refund_given", refund_id, question, "")

    def cash(self, refund_id: str) -> None:
        """Cash at once where it is sure that nothing was given, else not before somebody has looked it up."""
        found = self._found(refund_id)
        if found is not None and not found.may_pay_cash:
            question = self.tr("Where it was looked up that nothing was given back")
            self._view.entry.ask("refund_cash", refund_id, question, "")
        else:
            self._pay_cash(refund_id, "")

    def answer(self, answer: Answer) -> bool:
        """What was typed for a refund; False for other answers."""
        if answer.topic == "refund_cash":
            self._pay_cash(answer.subject, answer.text)
        elif answer.topic == "refund_given":
            words = self.tr("A refund is set down by hand as given")
            refund_id, evidence = answer.subject, answer.text
            self._do(lambda approval: self._told(self._refunds.settle_by_hand(refund_id, evidence, approval)), words)
        else:
            return False
        return True

    def _pay_cash(self, refund_id: str, evidence: str) -> None:
        found = self._found(refund_id)
        if found is None:
            return
        amount, wallet = money(found.refund.amount_minor, found.refund.currency), wallet_name(found.refund.wallet)
        words = self.tr("{amount} in cash instead of by {wallet}").format(amount=amount, wallet=wallet)
        given = self.tr("Give the shopper {amount} in cash.").format(amount=amount)

        def pay(approval: Approval | None) -> Changes:
            changes = self._told(self._refunds.pay_cash(refund_id, approval, evidence))
            self.cash_given.emit()
            return changes

        self._do(pay, words, done=lambda: Notice("good", given))

    def _told(self, news: RefundNews) -> Changes:
        self._driver.refund_ended.emit(news)
        return news.changes

    def _found(self, refund_id: str) -> OpenRefund | None:
        return next((each for each in self._refunds.open() if each.refund.refund_id == refund_id), None)


def goods_words(names: Sequence[str]) -> str:
    """The first of the goods, and how many there are more."""
    named = translate("payments", ", ").join(names[:GOODS_NAMED])
    return named + (f" +{len(names) - GOODS_NAMED}" if len(names) > GOODS_NAMED else "")


def _row(each: OpenRefund) -> PaymentRow:
    refund = each.refund
    names = tuple(refund.document.get("goods", ()))
    goods = goods_words(names)
    return PaymentRow(
        refund.refund_id,
        refund.wallet,
        refund.amount_minor,
        refund.currency,
        parsed(refund.started_at),
        _STAGES.get(refund.state, "refund_waiting"),
        False,
        each.can_ask,
        goods,
        refund_reason_words(refund.reason, refund.wallet) if refund.state == "refused" else "",
    )
