"""What the scan bar says of a scan, in a word."""

from __future__ import annotations

from collections.abc import Mapping

from pos_client.application.scanning import OutcomeKind, ScanOutcome
from pos_client.marking import QT_TRANSLATE_NOOP
from pos_client.ui.language import translate

CONTEXT = "CheckoutPresenter"
_WORDS: Mapping[OutcomeKind, str] = {
    "goods": QT_TRANSLATE_NOOP("CheckoutPresenter", "Added"),
    "member": QT_TRANSLATE_NOOP("CheckoutPresenter", "Member"),
    "coupon": QT_TRANSLATE_NOOP("CheckoutPresenter", "Coupon"),
    "receipt": QT_TRANSLATE_NOOP("CheckoutPresenter", "Receipt"),
    "staff": QT_TRANSLATE_NOOP("CheckoutPresenter", "Badge"),
    "payment": QT_TRANSLATE_NOOP("CheckoutPresenter", "Payment code"),
    "rain_check": QT_TRANSLATE_NOOP("CheckoutPresenter", "Rain check"),
    "basket": QT_TRANSLATE_NOOP("CheckoutPresenter", "Basket"),
    "join": QT_TRANSLATE_NOOP("CheckoutPresenter", "Join code"),
    "gift_card": QT_TRANSLATE_NOOP("CheckoutPresenter", "Gift card"),
}


def said_of(outcome: ScanOutcome) -> str:
    return translate(CONTEXT, _WORDS[outcome.kind])
