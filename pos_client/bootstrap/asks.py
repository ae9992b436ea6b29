"""What the counter asks the ledger beside the price: value, rain checks, and what it does for a member, once.

HTTP is imported when somebody asks.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

from pos_client.application.line_account import LineAccounts
from pos_client.bootstrap.desk import TillStore
from pos_client.bootstrap.till import Till
from pos_client.bootstrap.value import LedgerValue
from pos_client.errors import Unavailable
from retail.asks import Drawn, Exchanged, OpenAsk
from retail.receipt import ReceiptDocument


class LedgerAsks:
    """`pos_client.ui.ports.AskLine`. Each call has a connection of its own: any thread of the pool may call."""

    def __init__(self, base: TillStore) -> None:
        self._base = base

    def exchange(self, ask: OpenAsk) -> Exchanged:
        answer: Exchanged = self._asked(lambda line: line.exchange(ask))
        return answer

    def enter_draw(self, ask: OpenAsk) -> Drawn:
        answer: Drawn = self._asked(lambda line: line.enter_draw(ask))
        return answer

    def _asked(self, ask: Callable[[Any], Any]) -> Any:
        transport = importlib.import_module("pos_client.sync.transport")
        asks = importlib.import_module("pos_client.sync.asks")
        patience = transport.Patience(3.05, 5.0, 8.0)
        line = asks.AskLine(importlib.import_module("pos_client.bootstrap.line").open_line(self._base, patience))
        try:
            return ask(line)
        except (transport.LineDown, transport.LineRefused, ValueError) as error:
            # Whether it was done is not known; the same question again will tell.
            raise Unavailable("ask_no_answer") from error
        finally:
            line.close()
            self._base.store.close_thread()


def asked_of_ledger(
    till: Till, print_document: Callable[[ReceiptDocument], object], language: Callable[[], str]
) -> dict[str, Any]:
    """The part of the checkout's use cases that asks, and prints what comes of it."""
    value = LedgerValue(till.base)
    return {
        "ask_value": value,
        "ask_rain_check": value,
        "rain_checks": till.rain_checks,
        "print_rain_check": lambda promise: print_document(till.rain_checks.paper(promise, language())),
        "exchanges": till.exchanges,
        "draws": till.draws,
        "line_accounts": LineAccounts(
            till.staff, till.store.sales, till.store.reference, till.earnings, till.desk.facts.store
        ),
        "ask_for_member": LedgerAsks(till.base),
        "print_paper": lambda make: print_document(make(language())),
    }
