"""Joins the page of today's contacts with the use cases behind it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from pos_client.application.changes import Changes
from pos_client.ui.operations import Operations
from pos_client.ui.screens.checkout.use_cases import CheckoutUseCases
from pos_client.ui.screens.today.building import TodayWords
from pos_client.ui.screens.today.presenter import TodayPresenter
from pos_client.ui.screens.today.view import TodayView
from pos_client.ui.screens.today.words import ReasonWords


def reason_words(use: CheckoutUseCases) -> ReasonWords:
    """What things are called as of now."""
    rules = use.checkout.rules
    return ReasonWords(rules, rules.brand_names, use.currency, use.today.store_name)


def make_today(view: TodayView, use: CheckoutUseCases, operations: Operations, parent: QObject) -> TodayPresenter:
    def unmask(one_id: str) -> Changes:
        return use.profiles.unmask(one_id, ("name", "phone"), "message")

    words = TodayWords(lambda: reason_words(use), use.today, use.clock.now, lambda: use.staff.current_id)
    return TodayPresenter(view, use.today, words, operations, unmask=unmask, parent=parent)
