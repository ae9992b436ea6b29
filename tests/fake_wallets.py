"""A wallet's operator in memory, for tests of screens: it says what a test tells it to, when it is told to."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from retail.payment_code import PaymentCode
from retail.wallets import WalletDiscount, WalletName, WalletOutcome, WalletPaid


class FakeWallet:
    """`says` are the answers in their order, the last one again and again. `gate` holds answers back."""

    reverse_after_ms = 0

    def __init__(self, name: WalletName = "wechat") -> None:
        self.name: WalletName = name
        self.says: Sequence[WalletOutcome | str] = ("paid",)
        self.asked: list[str] = []
        self.gate = threading.Event()
        self.gate.set()
        self.is_reachable = True
        self.amount_minor = 0
        self.discounts: tuple[WalletDiscount, ...] = ()

    def _next(self, what: str) -> WalletOutcome:
        assert self.gate.wait(30)
        self.asked.append(what)
        said = self.says[0]
        if len(self.says) > 1:
            self.says = self.says[1:]
        if not isinstance(said, str):
            return said
        if said == "paid":
            paid = WalletPaid(self.amount_minor, self.amount_minor, self.amount_minor, self.discounts)
            return WalletOutcome("succeeded", transaction_id="4200001234202611110000000001", paid=paid)
        status, _, reason = said.partition("/")
        return WalletOutcome(status, reason)  # type: ignore[arg-type]

    def pay(self, attempt_id: str, amount_minor: int, code: PaymentCode, subject: str) -> WalletOutcome:
        self.amount_minor = amount_minor
        return self._next("pay")

    def query(self, attempt_id: str) -> WalletOutcome:
        return self._next("query")

    def reverse(self, attempt_id: str) -> WalletOutcome:
        return self._next("reverse")

    def refund(self, attempt_id: str, refund_id: str, amount_minor: int, total_minor: int) -> WalletOutcome:
        return self._next("refund")

    def query_refund(self, attempt_id: str, refund_id: str) -> WalletOutcome:
        return self._next("query_refund")

    def reachable(self) -> bool:
        return self.is_reachable
