"""What the ledger's word did to a price, in words, before any money is taken."""

from __future__ import annotations

from pos_client.application.checkout_state import CheckoutState
from pos_client.marking import QT_TRANSLATE_NOOP
from pos_client.ui.formatting import money, number, sentences
from pos_client.ui.language import translate
from pos_client.ui.widgets.banner import Notice
from retail.reservation import ReservationRefusal

CONTEXT = "payment"
_COUPON = {
    "used": QT_TRANSLATE_NOOP("payment", "“{name}” has already been used at another till."),
    "reserved": QT_TRANSLATE_NOOP("payment", "“{name}” is just being used at another till."),
    "leased": QT_TRANSLATE_NOOP("payment", "“{name}” is set aside for another till, which gives it back now."),
    "expired": QT_TRANSLATE_NOOP("payment", "“{name}” has expired."),
    "not_owner": QT_TRANSLATE_NOOP("payment", "“{name}” belongs to another member."),
    "unknown": QT_TRANSLATE_NOOP("payment", "The ledger does not know “{name}”."),
}
_POINTS = {
    "too_few": QT_TRANSLATE_NOOP("payment", "Only {left} more points can be spent."),
    "reserved": QT_TRANSLATE_NOOP("payment", "Some of the points are just being spent at another till."),
    "leased": QT_TRANSLATE_NOOP("payment", "Some of the points are set aside for another till."),
}
_OFFER = QT_TRANSLATE_NOOP("payment", "This member has used up “{name}”.")
_OTHER = QT_TRANSLATE_NOOP("payment", "“{name}” cannot be used: {code}.")
_UNANSWERED = QT_TRANSLATE_NOOP(
    "payment", "The ledger did not answer in time: this sale goes by the rules without a connection."
)
_CHANGED = QT_TRANSLATE_NOOP("payment", "The price has changed since the basket was shown.")
_AMOUNT = QT_TRANSLATE_NOOP("payment", "To pay now: {now} instead of {before}. No money has been taken.")
_SAME = QT_TRANSLATE_NOOP("payment", "The amount stays {now}. No money has been taken.")
_TELL = QT_TRANSLATE_NOOP("payment", "Tell the shopper the new amount before you take money.")
_AGAIN = QT_TRANSLATE_NOOP(
    "payment", "Go on at this amount, or press Esc and pay again in some seconds: it may be free then."
)


def has_news(state: CheckoutState) -> bool:
    """Whether the cashier has to know something of a payment that has just begun."""
    return _has_changed(state) or bool(state.payment.refusals)


def payment_news(state: CheckoutState, currency: str) -> Notice:
    """What was refused and why, the amount that is to be paid now, and what to do."""
    payment, has_changed = state.payment, _has_changed(state)
    before = payment.announced_minor or 0
    said = [_refusal(state, refusal) for refusal in payment.refusals]
    if has_changed and payment.unanswered:
        said.append(translate(CONTEXT, _UNANSWERED))
    if has_changed and not said:
        said.append(translate(CONTEXT, _CHANGED))
    now = money(state.payable_minor, currency)
    amount = translate(CONTEXT, _AMOUNT if has_changed else _SAME).format(now=now, before=money(before, currency))
    passing = any(refusal.is_passing for refusal in payment.refusals)
    todo = _AGAIN if passing else _TELL if has_changed else ""
    return Notice("warn", sentences(*said), amount, translate(CONTEXT, todo) if todo else "")


def _has_changed(state: CheckoutState) -> bool:
    return state.payment.announced_minor not in (None, state.payable_minor)


def _refusal(state: CheckoutState, refusal: ReservationRefusal) -> str:
    if refusal.what == "points":
        text = _POINTS.get(refusal.code, _POINTS["too_few"])
        return translate(CONTEXT, text).format(left=number(refusal.left))
    if refusal.what == "offer":
        return translate(CONTEXT, _OFFER).format(name=state.labels.get(refusal.id, refusal.id))
    held = () if state.member is None else state.member.coupons
    offers = {coupon.coupon_id: coupon.offer_id for coupon in (*state.bearer_coupons, *held)}
    offer_id = offers.get(refusal.id, "")
    name = state.labels.get(offer_id, refusal.id)
    return translate(CONTEXT, _COUPON.get(refusal.code, _OTHER)).format(name=name, code=refusal.code)
