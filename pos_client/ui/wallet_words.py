"""Wallets and their payments in words, in the language of the moment."""

from __future__ import annotations

from collections.abc import Sequence

from pos_client.application.wallet_calls import OpenPayment, RefundNews, WalletNews
from pos_client.application.wallet_endings import PART_PAID
from pos_client.error_texts import TEXTS
from pos_client.errors import Refused
from pos_client.marking import QT_TRANSLATE_NOOP
from pos_client.ui.failures import notice_of
from pos_client.ui.formatting import money, number
from pos_client.ui.language import translate
from pos_client.ui.screens.checkout.wallet_state import WalletStage
from pos_client.ui.widgets.banner import Notice

CONTEXT = "wallets"
_NAMES = {
    "wechat": QT_TRANSLATE_NOOP("wallets", "WeChat Pay"),
    "alipay": QT_TRANSLATE_NOOP("wallets", "Alipay"),
}
_PAID = QT_TRANSLATE_NOOP("wallets", "A basket that waited is paid: {amount} by {wallet}, receipt {receipt}.")
_PAID_SAFE = QT_TRANSLATE_NOOP("wallets", "The sale is complete and in the journal.")
_NOT_PAID = QT_TRANSLATE_NOOP("wallets", "It waits in the list of open payments: fetch it there, or void it.")

_NOT_GIVEN = QT_TRANSLATE_NOOP(
    "wallets", "It waits in the list of open payments (Ctrl+8): try again there, or give it in cash."
)


_PART = QT_TRANSLATE_NOOP("wallets", "{amount} is paid by {wallet}; {rest} remains.")
_PART_SAFE = QT_TRANSLATE_NOOP("wallets", "It goes back by itself if this sale does not come about.")
_PART_ELSEWHERE = QT_TRANSLATE_NOOP("wallets", "A part of a basket that waits is paid: {amount} by {wallet}.")
_BEFORE = QT_TRANSLATE_NOOP("wallets", "A payment was under way when the program ended: {amount} by {wallet}.")
_BEFORE_MORE = QT_TRANSLATE_NOOP(
    "wallets", "{count} payments by wallets have no answer yet, the last one {amount} by {wallet}."
)
_BEFORE_SAFE = QT_TRANSLATE_NOOP("wallets", "It is asked for, and paid once at most: do not take this money again.")
_BEFORE_TODO = QT_TRANSLATE_NOOP("wallets", "Its basket waits in the list of open payments (Ctrl+8).")
_FETCH = QT_TRANSLATE_NOOP("wallets", "Fetch it from the list of open payments for the rest, or void it.")


def wallet_name(kind: str) -> str:
    return translate(CONTEXT, _NAMES[kind]) if kind in _NAMES else kind


def stage_of(payment: OpenPayment) -> WalletStage:
    """Where a payment stands, for whoever looks at it."""
    last = payment.last_outcome
    if payment.attempt.state == "unpaid":
        return "part" if payment.attempt.reason == PART_PAID else "unpaid"
    if payment.attempt.state == "reversing":
        return "cancelling"
    if last is None:
        return "sending" if payment.at_counter else "unknown"
    return "password" if last.status == "pending" else "unknown"


def refusal_code(reason: str) -> str:
    """The text of pos_client.error_texts for why nothing was taken."""
    return f"wallet_{reason}" if f"wallet_{reason}" in TEXTS else "wallet_refused"


def reason_words(reason: str, wallet: str) -> str:
    """Why nothing was taken, as one sentence."""
    return notice_of(Refused(refusal_code(reason), wallet=wallet_name(wallet), detail=reason)).what


def part_notice(news: WalletNews, remaining_minor: int) -> Notice:
    """A wallet has paid its part; what remains is paid otherwise."""
    attempt = news.attempt
    assert attempt is not None
    words = translate(CONTEXT, _PART if news.at_counter else _PART_ELSEWHERE).format(
        amount=money(attempt.amount_minor, attempt.currency),
        wallet=wallet_name(attempt.wallet),
        rest=money(remaining_minor, attempt.currency),
    )
    safe = translate(CONTEXT, _PART_SAFE)
    return Notice("good", words, safe) if news.at_counter else Notice("warn", words, safe, translate(CONTEXT, _FETCH))


def refund_code(reason: str) -> str:
    """The text of pos_client.error_texts for why a refund was not given."""
    return f"refund_{reason}" if f"refund_{reason}" in TEXTS else "refund_refused"


def refund_reason_words(reason: str, wallet: str) -> str:
    """Why a refund was not given, as one sentence."""
    return notice_of(Refused(refund_code(reason), wallet=wallet_name(wallet), detail=reason)).what


def refund_notice(news: RefundNews) -> Notice:
    """Why a refund was not given, and what to do about it."""
    refund = news.refund
    assert refund is not None
    detail = news.code or news.refused or ""
    notice = notice_of(Refused(refund_code(news.refused or ""), wallet=wallet_name(refund.wallet), detail=detail))
    shown = money(refund.amount_minor, refund.currency)
    return Notice("warn", f"{shown} · {notice.what}", notice.safe, translate(CONTEXT, _NOT_GIVEN))


def failed_notice(news: WalletNews) -> Notice:
    """Why nothing was taken, and what to do about it."""
    attempt = news.attempt
    assert attempt is not None
    detail = news.code or news.refused or ""
    error = Refused(refusal_code(news.refused or ""), wallet=wallet_name(attempt.wallet), detail=detail)
    notice = notice_of(error)
    if news.at_counter:
        return notice
    shown = money(attempt.amount_minor, attempt.currency)
    return Notice("warn", f"{shown} · {notice.what}", notice.safe, translate(CONTEXT, _NOT_PAID))


def under_way_notice(open_payments: Sequence[OpenPayment]) -> Notice:
    """After a start: payments whose outcome was not known when the program ended."""
    newest = open_payments[-1].attempt
    words = translate(CONTEXT, _BEFORE if len(open_payments) == 1 else _BEFORE_MORE).format(
        count=number(len(open_payments)),
        amount=money(newest.amount_minor, newest.currency),
        wallet=wallet_name(newest.wallet),
    )
    return Notice("warn", words, translate(CONTEXT, _BEFORE_SAFE), translate(CONTEXT, _BEFORE_TODO))


def paid_notice(news: WalletNews) -> Notice:
    """A basket that had been set aside became a sale."""
    attempt, completed = news.attempt, news.completed
    assert attempt is not None
    assert completed is not None
    words = translate(CONTEXT, _PAID).format(
        amount=money(attempt.amount_minor, attempt.currency),
        wallet=wallet_name(attempt.wallet),
        receipt=completed.receipt_number,
    )
    return Notice("good", words, translate(CONTEXT, _PAID_SAFE))
