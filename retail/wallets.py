"""What a till asks of a wallet's operator (WeChat Pay, Alipay), and what came of it. Amounts in minor units."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from retail.payment_code import PaymentCode

WalletName = Literal["wechat", "alipay"]

#: `succeeded`: it is done. `failed`: it was not done and will not be. `pending`: the operator works on it, or wants the
#: same once more. `unknown`: no answer that can be trusted; only a further question tells.
WalletStatus = Literal["succeeded", "failed", "pending", "unknown"]

#: Who bears a discount that a wallet gave: the wallet, the store's own side, or a third party (a brand, a bank).
Funder = Literal["wallet", "merchant", "other"]


@dataclass(frozen=True, slots=True)
class WalletDiscount:
    """A part of the amount that the shopper did not pay. `label` is the operator's name for it, often empty."""

    funder: Funder
    amount_minor: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class WalletPaid:
    """What a payment that succeeded came to.

    `amount_minor` is the order's amount, `buyer_paid_minor` what the shopper paid of it, `received_minor` what the
    operator will settle with the store (before its fee): the amount less what the store's own discounts took.
    """

    amount_minor: int
    buyer_paid_minor: int
    received_minor: int
    discounts: tuple[WalletDiscount, ...] = ()


@dataclass(frozen=True, slots=True)
class WalletOutcome:
    """`reason` is one word of ours, `code` the operator's own. `paid` is there for a payment that succeeded.

    Reasons of `failed`: `not_sent`, `insufficient_funds`, `code_expired`, `code_invalid`, `refused`, `closed`,
    `not_paid`, `misconfigured`, `too_old`. Of `unknown`: `no_answer`, `bad_signature`, `bad_answer`, `not_found`,
    `operator_error`, `duplicate`. Of `pending`: `password` (the shopper is asked), `again` (ask the same once more).
    """

    status: WalletStatus
    reason: str = ""
    code: str = ""
    transaction_id: str = ""
    paid: WalletPaid | None = None


class WalletProvider(Protocol):
    """One operator's interface. A method never raises for what the world does, and never sends a thing twice by itself.

    `attempt_id` is the order number that the operator sees (at most 32 letters and digits); one attempt is charged at
    most once, however often it is sent. Each call blocks for some seconds: never on the screen's thread.
    """

    @property
    def name(self) -> WalletName: ...

    @property
    def reverse_after_ms(self) -> int:
        """How long after a payment was asked for its operator wants to be left alone with a reversal."""

    def reachable(self) -> bool:
        """Whether a connection to the operator comes about just now. Nothing is asked and nothing told."""

    def pay(self, attempt_id: str, amount_minor: int, code: PaymentCode, subject: str) -> WalletOutcome:
        """Charge the shopper's wallet. `failed` is final: nothing was taken and nothing will be."""

    def query(self, attempt_id: str) -> WalletOutcome:
        """How the payment stands. `unknown`/`not_found`: the operator has no such order, yet."""

    def reverse(self, attempt_id: str) -> WalletOutcome:
        """Make sure that nothing is taken: closes an unpaid order, gives a paid one back.

        `pending`/`again`: to be repeated. `unknown`/`not_found`: there is no such order, yet.
        """

    def refund(self, attempt_id: str, refund_id: str, amount_minor: int, total_minor: int) -> WalletOutcome:
        """Give a part or all of a paid order of `total_minor` back. The same `refund_id` is given back once.

        `succeeded`: the operator has taken it on. After `pending` or `unknown` the same call, with the same
        `refund_id`, is safe and tells.
        """

    def query_refund(self, attempt_id: str, refund_id: str) -> WalletOutcome:
        """Whether that refund was taken on. `failed`: it was, and came to nothing. `unknown`/`not_found`: the operator
        has none of this number, yet.
        """


#: `paying`: asked until it is known. `reversing`: nothing is to be taken, asked until that is sure. `unpaid`: it is
#: known that nothing was taken, and the basket waits for somebody to take it up again or void it.
AttemptState = Literal["paying", "reversing", "unpaid"]


@dataclass(frozen=True, slots=True)
class WalletAttempt:
    """A wallet's payment of one basket that is not settled, as the till's store keeps it over a restart.

    `document` is the whole basket as the sale that it becomes. The payment code is no part of it.
    """

    attempt_id: str
    wallet: WalletName
    amount_minor: int
    currency: str
    sale_id: str
    basket_id: str
    staff_id: str
    started_at: str
    state: AttemptState
    reason: str
    document: Mapping[str, Any]


class WalletAttemptReader(Protocol):
    def all(self) -> tuple[WalletAttempt, ...]:
        """In the order in which they began."""


class WalletAttempts(WalletAttemptReader, Protocol):
    """Inside a unit of work."""

    def add(self, attempt: WalletAttempt) -> None:
        """A sale has one at a time: a second one is a bug of the caller, and the store refuses it."""

    def move(self, attempt_id: str, state: AttemptState, reason: str) -> None: ...

    def remove(self, attempt_id: str) -> None: ...
